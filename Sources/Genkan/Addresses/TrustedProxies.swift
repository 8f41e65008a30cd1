/// The proxies whose word about their clients is believed (`X-Forwarded-For`).
///
/// The address is the peer's. Only when the peer is a trusted proxy is the header read: from the right,
/// past every trusted proxy, to the first address that is none. Whatever a client writes further left is
/// never looked at (ASVS 4.1.3), and an unreadable element ends the search.
public struct TrustedProxies: Sendable {
    private let ranges: [AddressRange]

    /// Takes their networks.
    public init(_ ranges: [AddressRange]) { self.ranges = ranges }

    /// The address of who asks.
    ///
    /// - Parameters:
    ///   - peer: who has connected.
    ///   - forwarded: the values of the header, in their order.
    public func client(behind peer: ClientAddress, forwarded: [String]) -> ClientAddress {
        var client = peer
        let elements = forwarded.joined(separator: ",").utf8.split(
            separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        for element in elements.suffix(32).reversed() {
            guard isTrusted(client), let next = ClientAddress(Self.trimmed(element)) else { break }
            client = next
        }
        return client
    }

    private func isTrusted(_ address: ClientAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    private static func trimmed(_ element: Substring.UTF8View.SubSequence) -> Substring {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let start = element.drop(while: isBlank)
        let end = start.lastIndex { !isBlank($0) }.map { start.index(after: $0) }
        return Substring(start[..<(end ?? start.startIndex)])
    }
}
