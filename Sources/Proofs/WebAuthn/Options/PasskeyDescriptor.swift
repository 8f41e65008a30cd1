/// What options say about one passkey. One that does not exist can be made up, for an unknown name.
public struct PasskeyDescriptor: Hashable, Sendable {
    /// The credential's id.
    public let credentialID: [UInt8]
    /// How the browser may reach it; the member is left out when the set is empty.
    public let transports: PasskeyTransports
    /// What its pseudo-random function is to be evaluated at.
    public let salt: PasskeySalt

    /// A description of these parts.
    public init(credentialID: [UInt8], transports: PasskeyTransports, salt: PasskeySalt) {
        self.credentialID = credentialID
        self.transports = transports
        self.salt = salt
    }

    /// The description of a stored passkey.
    public init(_ passkey: Passkey) {
        self.init(
            credentialID: passkey.credentialID, transports: passkey.transports,
            salt: passkey.salt)
    }

    /// `PublicKeyCredentialDescriptorJSON`.
    var json: String {
        var members = [
            (name: "type", value: JSONText.string("public-key")),
            (name: "id", value: JSONText.bytes(credentialID)),
        ]
        if !transports.isEmpty {
            let names = transports.names.map(JSONText.string)
            members.append((name: "transports", value: JSONText.array(names)))
        }
        return JSONText.object(members)
    }
}

extension PasskeySalt {
    /// `AuthenticationExtensionsPRFValuesJSON`.
    var json: String { JSONText.object([(name: "first", value: JSONText.bytes(bytes))]) }
}
