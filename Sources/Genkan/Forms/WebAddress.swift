/// The little of addresses that the domain has to know.
enum WebAddress {
    /// Whether a text is an absolute `https` address: a host without user name, then only
    /// characters that stand in an address as they are (RFC 3986 § 2; IRIs percent-encoded).
    static func isSecure(_ text: String) -> Bool {
        guard text.utf8.starts(with: "https://".utf8) else { return false }
        let rest = text.utf8.dropFirst(8)
        let authority = rest.prefix { ![0x2F, 0x3F, 0x23].contains($0) }
        return Authority(authority.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }) != nil
            && rest.allSatisfy(isAddressByte)
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}
