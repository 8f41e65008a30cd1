/// A range of addresses in CIDR notation (RFC 4632): `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct AddressRange: Hashable, Sendable {
    private let network: ClientAddress
    private let bits: Int

    /// Parses the notation; nil when the text is none.
    public init?(_ text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let network = parts.first.flatMap({ ClientAddress(Substring($0)) }) else {
            return nil
        }
        let width = network.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(Substring(parts[1])) : width,
            (0...width).contains(bits)
        else { return nil }
        self.network = network
        self.bits = bits
    }

    /// Whether the address lies in the range; never across IPv4 and IPv6.
    public func contains(_ address: ClientAddress) -> Bool {
        guard address.bytes.count == network.bytes.count else { return false }
        for index in 0..<bits where bit(index, of: address) != bit(index, of: network) {
            return false
        }
        return true
    }

    private func bit(_ index: Int, of address: ClientAddress) -> UInt8 {
        (address.bytes[index / 8] >> UInt8(7 - index % 8)) & 1
    }
}
