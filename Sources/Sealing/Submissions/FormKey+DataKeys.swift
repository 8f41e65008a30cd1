import OpenSSL

/// What a holder of a form key does with its data keys.
extension FormKey {
    private static let wrappedCount =
        AESGCM.nonceCount + DataKeyMaterial.byteCount + AESGCM.tagCount

    /// The data key of a row: out of the wrapped form when there is one (only a holder can have
    /// written it, and it is bound to this very box and signature), else out of the box, once the
    /// house's signature was verified. There is no second try with the other.
    ///
    /// - Throws: `cannotOpen` (dataKey) with its id.
    func open(_ record: DataKeyRecord) throws(SealingError) -> OpenedDataKey {
        try opening(.dataKey, record.id) {
            guard record.form == verified.form, record.generation == verified.generation,
                record.sealed.count == DataKeyRecord.sealedByteCount,
                record.signature.count == DataKeyRecord.signatureByteCount
            else { throw Refusal.refused }
            let binding = DataKeyRecord.binding(record.id, verified)
            let key =
                if let wrapped = record.wrapped {
                    try unwrap(wrapped, binding + record.sealed + record.signature)
                } else {
                    try unseal(record, binding)
                }
            return OpenedDataKey(
                id: record.id, form: record.form, material: try DataKeyMaterial(key))
        }
    }

    /// The row with the wrapped form beside the box: write it with a conditional update.
    func wrapped(_ record: DataKeyRecord) throws(SealingError) -> DataKeyRecord {
        let nonce = try making(.dataKey, record.id) { try SecureRandom.bytes(AESGCM.nonceCount) }
        return try wrapped(record, nonce: nonce)
    }

    func wrapped(_ record: DataKeyRecord, nonce: [UInt8]) throws(SealingError) -> DataKeyRecord {
        let opened = try open(record)
        let box = try making(.dataKey, record.id) {
            let key = try wrappingKey()
            let binding =
                DataKeyRecord.binding(record.id, verified) + record.sealed + record.signature
            return try opened.material.key.withBytes { bytes in
                try AESGCM.seal(bytes, key: key, nonce: nonce.span, authenticating: binding.span)
            }
        }
        return DataKeyRecord(
            id: record.id, form: record.form, generation: record.generation,
            sealed: record.sealed, signature: record.signature, wrapped: nonce + box)
    }

    private func unseal(_ record: DataKeyRecord, _ binding: [UInt8]) throws -> SecretBytes {
        try verified.house.key.verify(
            record.signature, .dataKeyRecord, for: binding + record.sealed)
        return try HPKE.open(record.sealed, with: pair, info: .dataKey, aad: binding)
    }

    private func unwrap(_ wrapped: [UInt8], _ binding: [UInt8]) throws -> SecretBytes {
        guard wrapped.count == Self.wrappedCount else { throw Refusal.refused }
        return try AESGCM.open(
            wrapped.span.extracting(AESGCM.nonceCount..<wrapped.count), key: wrappingKey(),
            nonce: wrapped.span.extracting(0..<AESGCM.nonceCount), authenticating: binding.span)
    }

    private func wrappingKey() throws -> SecretBytes {
        try HKDF.derive(
            keyMaterial: pair.privateBytes(), salt: [UInt8]().span,
            info: Label.dataKeyWrap.bytes.span, count: 32)
    }
}
