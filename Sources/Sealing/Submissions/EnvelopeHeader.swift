/// What an envelope holds. The raw values are part of the format.
public enum EnvelopePurpose: UInt8, CaseIterable, Sendable {
    /// The answers that the board shows.
    case title = 1
    /// All answers.
    case answers = 2
    /// A note that staff wrote about a submission.
    case note = 3
    /// The key of a file that came with the submission.
    case file = 4
}

/// Everything an envelope is bound to: what it is, whose, and under which key. The reader builds
/// one from the row and compares; it is never believed because the envelope says so.
public struct EnvelopeHeader: Hashable, Sendable {
    /// What the envelope holds.
    public let purpose: EnvelopePurpose
    /// The form.
    public let form: ObjectID
    /// The submission.
    public let submission: ObjectID
    /// The envelope's own id, random; a changed content is a new envelope.
    public let envelope: ObjectID
    /// The data key.
    public let dataKey: ObjectID
    /// The version of the form that the answers were given to.
    public let schemaVersion: UInt32

    /// The header a row's envelope must have.
    public init(
        purpose: EnvelopePurpose, form: ObjectID, submission: ObjectID, envelope: ObjectID,
        dataKey: ObjectID, schemaVersion: UInt32
    ) {
        self.purpose = purpose
        self.form = form
        self.submission = submission
        self.envelope = envelope
        self.dataKey = dataKey
        self.schemaVersion = schemaVersion
    }

    /// Magic and version (4), suite (2), purpose (1), form, submission, envelope, data key (16
    /// each), schema version (4): the header without its commitment.
    var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Envelope.prefixCount)
        writer.append(self)
        return writer.bytes
    }
}

extension ByteWriter {
    mutating func append(_ header: EnvelopeHeader) {
        append(Envelope.magic)
        append(Envelope.suite)
        append(header.purpose.rawValue)
        append(header.form)
        append(header.submission)
        append(header.envelope)
        append(header.dataKey)
        append(header.schemaVersion)
    }
}
