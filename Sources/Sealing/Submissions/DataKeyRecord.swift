import OpenSSL

/// A data key, HPKE-sealed to its form key and signed by the house: a row. The signature keeps out
/// data keys (and so envelopes) that somebody with write access to the database made himself.
public struct DataKeyRecord: Hashable, Sendable {
    /// The length of the HPKE box in bytes.
    public static let sealedByteCount = DataKeyMaterial.byteCount + HPKE.overhead

    static let signatureByteCount = 64

    /// The data key's id.
    public let id: ObjectID
    /// The form.
    public let form: ObjectID
    /// Which generation of the form key opens it.
    public let generation: UInt32
    /// The HPKE box, 80 bytes.
    public let sealed: [UInt8]
    /// The house's Ed25519 signature, 64 bytes.
    public let signature: [UInt8]
    /// The same key again under AES-256-GCM and a key only the form's holders have, 60 bytes:
    /// written by a session that opened the box, so that reading many is cheap. Bound to the box
    /// and its signature, so that damage to either is noticed here too. Nil at first.
    public let wrapped: [UInt8]?

    /// A row as it was stored; nothing is believed before it opens.
    public init(
        id: ObjectID, form: ObjectID, generation: UInt32, sealed: [UInt8], signature: [UInt8],
        wrapped: [UInt8]?
    ) {
        self.id = id
        self.form = form
        self.generation = generation
        self.sealed = sealed
        self.signature = signature
        self.wrapped = wrapped
    }

    /// Seals and signs; `formKey` decides form and generation.
    static func make(
        _ material: DataKeyMaterial, id: ObjectID, for formKey: VerifiedFormKey, house: HouseKey,
        ephemeral: borrowing X25519.PrivateKey
    ) throws -> DataKeyRecord {
        guard formKey.house == house.publicKey else { throw Refusal.refused }
        let binding = binding(id, formKey)
        let sealed = try HPKE.seal(
            material.key, to: formKey.publicKey, info: .dataKey, aad: binding,
            ephemeral: ephemeral)
        return DataKeyRecord(
            id: id, form: formKey.form, generation: formKey.generation, sealed: sealed,
            signature: try house.signing.signature(.dataKeyRecord, for: binding + sealed),
            wrapped: nil)
    }

    /// Form, generation, form public key, data key id.
    static func binding(_ id: ObjectID, _ formKey: VerifiedFormKey) -> [UInt8] {
        formKey.binding + id.bytes
    }
}
