import OpenSSL

extension Keychain {
    /// Seals something that was written about a submission under the submission's own data key, so that
    /// whoever may open the answers may open it, and nobody else.
    ///
    /// - Parameters:
    ///   - form: the submission's form; a data key of another one is refused.
    ///   - record: the row of the submission's data key.
    ///   - schemaVersion: the version of the form that the submission answers.
    /// - Throws: as `open`; `cannotOpen` (dataKey) for another form's key; `outOfBounds` (envelope) above 1 MiB; `unavailable` when the secure heap is
    ///   full.
    public func seal(
        note content: Span<UInt8>, about submission: ObjectID, of form: ObjectID,
        schemaVersion: UInt32, under record: DataKeyRecord
    ) throws(SealingError) -> SealedEnvelope {
        guard content.count <= Envelope.longestContent else {
            throw SealingError(.outOfBounds, .envelope, submission)
        }
        guard record.form == form else { throw SealingError(.cannotOpen, .dataKey, record.id) }
        let material = try opened(record).material
        return try making(.envelope, submission) {
            let random = try SecureRandom.bytes(ObjectID.byteCount + AESGCM.nonceCount)
            guard let id = ObjectID(bytes: random[..<ObjectID.byteCount]) else {
                throw Refusal.refused
            }
            let header = EnvelopeHeader(
                purpose: .note, form: record.form, submission: submission, envelope: id,
                dataKey: record.id, schemaVersion: schemaVersion)
            let bytes = try Envelope.seal(
                content, header: header, material: material,
                nonce: Array(random[ObjectID.byteCount...]))
            return SealedEnvelope(header: header, bytes: bytes)
        }
    }
}
