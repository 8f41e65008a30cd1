import OpenSSL

/// A data key that a holder of the form has opened: it opens the envelopes of its submissions, and seals
/// the notes about them.
final class OpenedDataKey: Sendable {
    let id: ObjectID
    let form: ObjectID
    let material: DataKeyMaterial

    init(id: ObjectID, form: ObjectID, material: DataKeyMaterial) {
        self.id = id
        self.form = form
        self.material = material
    }

    /// The content of an envelope that is exactly the expected one.
    ///
    /// - Throws: `cannotOpen` (envelope) with the submission's id for anything else.
    func open(
        _ envelope: [UInt8], expecting header: EnvelopeHeader
    ) throws(SealingError) -> Plaintext {
        try opening(.envelope, header.submission) {
            guard header.dataKey == id, header.form == form else { throw Refusal.refused }
            return try Envelope.open(envelope, expecting: header, material: material)
        }
    }
}
