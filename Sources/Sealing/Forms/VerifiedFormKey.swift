import OpenSSL

/// A form's public key that the house has signed: the only kind anything is sealed to. Exists only
/// after verification, or just after it was made.
public struct VerifiedFormKey: Hashable, Sendable {
    /// The form.
    public let form: ObjectID
    /// Which of the form's key pairs, from 1.
    public let generation: UInt32
    let publicKey: X25519.PublicKey
    let house: HousePublicKey

    /// Form (16), generation (4), public key (32): what everything about a form key is bound to.
    var binding: [UInt8] { Self.binding(form, generation, publicKey) }

    static func binding(
        _ form: ObjectID, _ generation: UInt32, _ publicKey: X25519.PublicKey
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(form)
        writer.append(generation)
        writer.append(publicKey.bytes)
        return writer.bytes
    }
}
