import Genkan
import Sealing

/// An envelope with the row it stands in: what the header must say, and the data key's row.
struct StoredEnvelope: Sendable {
    let header: EnvelopeHeader
    let bytes: [UInt8]

    init(
        _ purpose: EnvelopePurpose, _ envelope: SealedArrival.SealedBytes,
        of submission: SubmissionID,
        form: FormID, version: UInt32, dataKey: ObjectID
    ) throws {
        header = EnvelopeHeader(
            purpose: purpose, form: ObjectID(form), submission: ObjectID(submission),
            envelope: envelope.id, dataKey: dataKey, schemaVersion: version)
        bytes = envelope.bytes
    }

    /// The content, when the envelope is exactly the one that the row says.
    ///
    /// - Throws: a `SealingError` with the submission's, data key's or form's id.
    func content(with keychain: Keychain, under record: DataKeyRecord) throws -> Plaintext {
        try keychain.open(bytes, expecting: header, under: record)
    }

    /// The answers inside, when the envelope is exactly the one that the row says.
    ///
    /// - Throws: a `SealingError` with the submission's, data key's or form's id; `.corrupted` when
    ///   what was sealed are no answers.
    func open(with keychain: Keychain, under record: DataKeyRecord) throws -> Answers {
        let plaintext = try content(with: keychain, under: record)
        do {
            return try plaintext.withBytes { bytes in try Answers(decoding: bytes) }
        } catch {
            throw StorageError(
                .corrupted, "what was sealed in submission \(header.submission) are no answers")
        }
    }
}

/// The data keys that a page of rows needs, read once each; one that is missing or cannot be read as
/// a row is left out, and a database that fails is no missing key.
enum DataKeys {
    static func read(
        _ ids: some Sequence<ObjectID>, _ connection: Connection
    ) throws -> [ObjectID: DataKeyRecord] {
        var records: [ObjectID: DataKeyRecord] = [:]
        for id in ids where records[id] == nil {
            do {
                records[id] = try DataKeyRecord.read(id, connection)
            } catch let error as StorageError where error.code == .corrupted {
                continue
            }
        }
        return records
    }

    /// Writes the wrapped form of data keys that were opened the slow way, so that the next one
    /// who reads many is fast. What was changed meanwhile is left alone, and nobody's reading ends
    /// because a disk is full.
    static func wrap(
        _ records: some Sequence<DataKeyRecord>, with keychain: Keychain, _ writer: Writer
    ) async {
        let wrapped = records.compactMap { try? keychain.wrapped($0) }
        guard !wrapped.isEmpty else { return }
        try? await writer.write { connection in
            for record in wrapped {
                try connection.run(
                    """
                    UPDATE data_keys SET wrapped = \(record.wrapped)
                    WHERE id = \(record.id) AND wrapped IS NULL AND sealed = \(record.sealed)
                        AND generation = \(record.generation)
                    """)
            }
        }
    }
}

extension Keychain {
    /// Throws `.notAllowed` unless this person holds a key of the form.
    func requireGrant(of form: FormID, _ connection: Connection) throws {
        guard try holdsGrant(of: form, connection) else {
            throw StorageError(.notAllowed, "form \(form) is not granted to \(person.id)")
        }
    }

    /// Whether this person holds the newest key of the form, and nobody has taken it back meanwhile: a
    /// request may have taken long to arrive.
    func holdsGrant(of form: FormID, _ connection: Connection) throws -> Bool {
        let generation = try connection.first(
            "SELECT max(generation) FROM form_keys WHERE form = \(form)"
        ) { try $0[0] as UInt32? }
        guard case .some(.some(let generation)) = generation,
            holds(ObjectID(form), generation: generation)
        else { return false }
        return try connection.exists(
            """
            SELECT 1 FROM grants WHERE form = \(form) AND generation = \(generation)
                AND person = \(person.id)
            """)
    }
}
