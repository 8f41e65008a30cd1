/// A range of addresses in CIDR notation (RFC 4632): `10.0.0.0/8`, `2001:db8::/32`, or one address.
///
/// What stands behind the first bits does not count: `10.1.2.3/8` is `10.0.0.0/8`.
public struct AddressRange: Hashable, Sendable {
    private let network: ClientAddress
    /// How many bits an address must have in common with the range.
    public let bits: Int

    /// Parses the notation, its length in decimal digits without leading zeros; nil when the text is none.
    /// An IPv4 network mapped into IPv6 (`::ffff:192.0.2.0/120`) is the IPv4 network.
    public init?(_ text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let network = parts.first.flatMap({ ClientAddress(Substring($0)) }) else {
            return nil
        }
        let width = network.bytes.count * 8
        let isMapped = width == 32 && parts[0].contains(UInt8(ascii: ":"))
        guard let length = parts.count == 2 ? Self.length(parts[1]) : isMapped ? 128 : width,
            case let bits = isMapped ? length - 96 : length,
            (0...width).contains(bits), let first = ClientAddress(bytes: network.masked(to: bits))
        else { return nil }
        self.network = first
        self.bits = bits
    }

    private static func length(_ digits: Substring.UTF8View) -> Int? {
        guard (1...3).contains(digits.count),
            digits.first != UInt8(ascii: "0") || digits.count == 1,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(Substring(digits))
    }

    /// Whether an address lies in both.
    public func overlaps(_ other: AddressRange) -> Bool {
        bits <= other.bits ? contains(other.network) : other.contains(network)
    }

    /// Whether the address lies in the range; never across IPv4 and IPv6.
    public func contains(_ address: ClientAddress) -> Bool {
        address.bytes.count == network.bytes.count && address.masked(to: bits) == network.bytes
    }
}

extension AddressRange: CustomStringConvertible {
    /// The usual text: `10.0.0.0/8`; one address alone without its length.
    public var description: String {
        bits == network.bytes.count * 8 ? "\(network)" : "\(network)/\(bits)"
    }
}
