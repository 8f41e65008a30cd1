import OpenSSL

/// The house as passkeys know it: a domain they are bound to, and the origin its pages have.
///
/// A passkey made for one id works under no other: moving the desk to another domain means making
/// every passkey anew.
public struct RelyingParty: Hashable, Sendable {
    /// The domain, such as `desk.example.org`: lower-case labels of `a-z`, `0-9` and `-` (a
    /// Japanese name in its `xn--` form), no address, at most 253 characters; or `localhost`.
    public let id: String
    /// What authenticators call the house.
    public let name: String
    /// The origin of the desk's pages as browsers write it, such as `https://desk.example.org`.
    public let origin: String

    /// SHA-256 of the id.
    let idHash: [UInt8]

    /// Throws `malformedRelyingParty` unless `id` is such a domain and `origin` is `https://`, the
    /// id or a name below it, and perhaps `:` and a port that is not 443 (WebAuthn Level 2
    /// § 5.1.3 and § 13.4.9); or when the name is empty or has more than 256 bytes.
    public init(id: String, name: String, origin: String) throws(ProofError) {
        guard Self.isDomain(Array(id.utf8)), (1...256).contains(name.utf8.count),
            Self.isOrigin(Array(origin.utf8), of: Array(id.utf8))
        else { throw .malformedRelyingParty }
        self.id = id
        self.name = name
        self.origin = origin
        idHash = try ProofError.wrapping { () throws(OpenSSLError) in
            try SHA256.digest(of: Array(id.utf8).span)
        }
    }

    private static func isOrigin(_ origin: [UInt8], of id: [UInt8]) -> Bool {
        let scheme = Array("https://".utf8)
        guard origin.starts(with: scheme) else { return false }
        let parts = origin.dropFirst(scheme.count).split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false
        ).map(Array.init)
        guard parts.count <= 2, let host = parts.first, isDomain(host) else { return false }
        let isBelow = host.count > id.count && host.suffix(id.count + 1).elementsEqual([0x2e] + id)
        guard host == id || isBelow else { return false }
        guard parts.count == 2 else { return true }
        let text = String(decoding: parts[1], as: UTF8.self)
        guard let port = UInt16(text), port != 0, port != 443 else { return false }
        return String(port).utf8.elementsEqual(parts[1])
    }

    private static func isDomain(_ text: [UInt8]) -> Bool {
        let labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...253).contains(text.count), labels.allSatisfy(isLabel), let last = labels.last
        else { return false }
        // The last label of an IPv4 address is a number.
        return !last.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    hyphen:
                    true
                default: false
                }
            }
    }
}
