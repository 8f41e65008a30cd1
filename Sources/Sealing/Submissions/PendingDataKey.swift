import OpenSSL

/// A data key whose row is not committed yet: it cannot seal. Insert `record`, commit, and only
/// then call `committed()`; when the commit fails, drop it. So nothing is ever sealed under a key
/// whose row may not exist.
public struct PendingDataKey: ~Copyable, Sendable {
    /// The row to insert.
    public let record: DataKeyRecord
    private let material: DataKeyMaterial
    private let created: Int64

    /// A new random key for a form, sealed to its verified key.
    ///
    /// - Parameter now: microseconds since 1970 UTC; the key's age counts from here.
    /// - Throws: `unavailable` (dataKey) when the secure heap is full, or when the form key was
    ///   verified by another house.
    public init(
        id: ObjectID, for formKey: VerifiedFormKey, house: HouseKey, now: Int64
    ) throws(SealingError) {
        let key = try making(.dataKey, id) {
            try SecretBytes.random(count: DataKeyMaterial.byteCount)
        }
        let ephemeral = try making(.dataKey, id) { try X25519.PrivateKey() }
        try self.init(
            id: id, key: key, for: formKey, house: house, now: now, ephemeral: ephemeral)
    }

    init(
        id: ObjectID, key: consuming SecretBytes, for formKey: VerifiedFormKey, house: HouseKey,
        now: Int64, ephemeral: borrowing X25519.PrivateKey
    ) throws(SealingError) {
        let material: DataKeyMaterial
        do {
            material = try DataKeyMaterial(key)
        } catch {
            throw SealingError(.unavailable, .dataKey, id)
        }
        record = try making(.dataKey, id) {
            try DataKeyRecord.make(
                material, id: id, for: formKey, house: house, ephemeral: ephemeral)
        }
        self.material = material
        created = now
    }

    /// The key that can seal. Call it after the commit that contains `record`, never before.
    public consuming func committed() -> DataKey {
        DataKey(record: record, material: material, created: created)
    }
}
