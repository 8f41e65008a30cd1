/// What a registration brings (WebAuthn Level 2 § 6.5.4): a map of `fmt`, `attStmt`, `authData`.
///
/// The house asks for no attestation, so that `fmt` is "none" and the statement an empty map. Some
/// authenticators send another format all the same; it is read past and **not believed**: nobody
/// checks whose signature it is, and no property of the device follows from it.
struct AttestationObject {
    let authenticatorData: AuthenticatorData

    /// Throws `malformedAttestation`, `attestationNotEmpty`, or what the data throw.
    init(_ bytes: [UInt8]) throws(WebAuthnRefusal) {
        guard case .map(let map)? = CBORValue(bytes), map.count == 3,
            let format = map.text(.text("fmt")), let statement = map[.text("attStmt")],
            let data = map.bytes(.text("authData"))
        else { throw .malformedAttestation }
        guard case .map(let members) = statement else { throw .malformedAttestation }
        guard format != Array("none".utf8) || members.count == 0 else {
            throw .attestationNotEmpty
        }
        authenticatorData = try AuthenticatorData(data)
    }
}
