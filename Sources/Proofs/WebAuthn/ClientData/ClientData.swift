/// What the browser says it did (`CollectedClientData`, WebAuthn Level 3 § 5.8.1). The
/// authenticator signs its digest. Members that nobody here needs may stand beside these.
struct ClientData: Equatable {
    /// The longest client data in bytes; browsers write about 200.
    static let longest = 8192

    /// `webauthn.create` or `webauthn.get`.
    let type: [UInt8]
    /// The challenge in base64url.
    let challenge: [UInt8]
    /// The origin of the page that asked.
    let origin: [UInt8]
    /// Whether a page of another origin stands around it. Absent means no.
    let isCrossOrigin: Bool
    /// Whether the client names the page around a frame (`topOrigin`), with whatever value.
    let isFramed: Bool

    /// Throws `malformedClientData`: JSON as RFC 8259 has it, in UTF-8 without a byte order mark,
    /// no name twice in one object, at most eight levels deep, at most 8 KiB.
    init(_ bytes: [UInt8]) throws(WebAuthnRefusal) {
        guard bytes.count <= Self.longest, String(validating: bytes, as: UTF8.self) != nil else {
            throw .malformedClientData
        }
        var reader = ClientDataReader(bytes)
        guard let members = reader.document(), case .text(let type)? = members["type"],
            case .text(let challenge)? = members["challenge"],
            case .text(let origin)? = members["origin"]
        else { throw .malformedClientData }
        switch members["crossOrigin"] {
        case nil: isCrossOrigin = false
        case .boolean(let value): isCrossOrigin = value
        default: throw .malformedClientData
        }
        self.type = type
        self.challenge = challenge
        self.origin = origin
        isFramed = members["topOrigin"] != nil
    }
}

/// The members of the client data's object. Names are compared byte by byte.
struct ClientDataMembers {
    /// A member's value, as far as anybody looks at it.
    enum Value: Equatable {
        case text([UInt8])
        case boolean(Bool)
        case other
    }

    private var members: [(name: [UInt8], value: Value)] = []

    subscript(name: String) -> Value? {
        members.first { $0.name.elementsEqual(name.utf8) }?.value
    }

    /// False when there is a member of that name already.
    mutating func add(_ name: [UInt8], _ value: Value) -> Bool {
        guard !members.contains(where: { $0.name == name }) else { return false }
        members.append((name: name, value: value))
        return true
    }
}
