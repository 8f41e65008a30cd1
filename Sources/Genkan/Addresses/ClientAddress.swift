/// An IP address: 4 bytes (IPv4) or 16 (IPv6), in network order.
///
/// An IPv4 address mapped into IPv6 (`::ffff:192.0.2.1`) is the IPv4 address: one client, one value.
public struct ClientAddress: Hashable, Sendable {
    /// 4 or 16 bytes.
    public let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16 bytes in network order.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.init(known: bytes)
    }

    /// Parses the text forms of RFC 4291 § 2.2 and the dotted quad, without port, zone or brackets.
    public init?(_ text: some StringProtocol) {
        let text = Array(text.utf8)
        guard text.count <= 45, let bytes = AddressText.quad(text[...]) ?? AddressText.six(text)
        else { return nil }
        self.init(known: bytes)
    }

    /// What one subscriber has: the address (IPv4), or its first 64 bits (IPv6).
    public var subscriber: ClientAddress {
        guard bytes.count == 16 else { return self }
        return ClientAddress(known: bytes.prefix(8) + [UInt8](repeating: 0, count: 8))
    }

    /// Whether this is 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        bytes.count == 4
            ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// The first so many bits, the rest zero.
    func masked(to bits: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(bits - index * 8, 0), 8)
            return byte & UInt8(truncatingIfNeeded: 0xFF00 >> kept)
        }
    }

    private init(known bytes: [UInt8]) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        self.bytes =
            bytes.count == 16 && bytes.starts(with: mapped) ? [UInt8](bytes.dropFirst(12)) : bytes
    }
}

extension ClientAddress: CustomStringConvertible {
    /// The usual text form (RFC 5952 for IPv6).
    public var description: String { AddressText.text(of: bytes) }
}
