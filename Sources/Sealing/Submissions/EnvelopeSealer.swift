import OpenSSL

/// Seals the envelopes of one submission. Each gets a fresh random id and nonce: sealing the same
/// content twice gives two envelopes.
public struct EnvelopeSealer: Sendable {
    let dataKey: DataKey
    let submission: ObjectID
    let schemaVersion: UInt32

    /// One envelope around `content`.
    ///
    /// - Throws: `outOfBounds` (envelope) above 1 MiB; `retired` (dataKey) when the key was
    ///   forgotten meanwhile: seal everything of the submission again under a new one;
    ///   `unavailable` when the secure heap is full.
    public func seal(
        _ purpose: EnvelopePurpose, _ content: Span<UInt8>
    ) throws(SealingError) -> SealedEnvelope {
        let random = try making(.envelope, submission) {
            try SecureRandom.bytes(ObjectID.byteCount + AESGCM.nonceCount)
        }
        let nonce = Array(random[ObjectID.byteCount...])
        guard let id = ObjectID(bytes: random[..<ObjectID.byteCount]) else {
            throw SealingError(.unavailable, .envelope, submission)
        }
        return try seal(purpose, content, id: id, nonce: nonce)
    }

    /// With a given id and a fresh nonce.
    func seal(
        _ purpose: EnvelopePurpose, _ content: Span<UInt8>, id: ObjectID
    ) throws(SealingError) -> SealedEnvelope {
        let nonce = try making(.envelope, id) { try SecureRandom.bytes(AESGCM.nonceCount) }
        return try seal(purpose, content, id: id, nonce: nonce)
    }

    /// With a given id and nonce: for fixed vectors, and for nothing else.
    func seal(
        _ purpose: EnvelopePurpose, _ content: Span<UInt8>, id: ObjectID, nonce: [UInt8]
    ) throws(SealingError) -> SealedEnvelope {
        guard content.count <= Envelope.longestContent else {
            throw SealingError(.outOfBounds, .envelope, submission)
        }
        let header = EnvelopeHeader(
            purpose: purpose, form: dataKey.form, submission: submission, envelope: id,
            dataKey: dataKey.id, schemaVersion: schemaVersion)
        let material = try dataKey.material()
        do {
            return SealedEnvelope(
                header: header,
                bytes: try Envelope.seal(
                    content, header: header, material: material, nonce: nonce))
        } catch {
            throw SealingError(.unavailable, .envelope, id)
        }
    }
}
