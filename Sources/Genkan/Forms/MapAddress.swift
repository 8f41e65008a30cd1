/// Where a map looks up a postal address: an `https` address with `{address}` in its path or query, such
/// as `https://www.openstreetmap.org/search?query={address}`.
public struct MapAddress: Hashable, Sendable {
    private static let place = "{address}"

    private let before: String
    private let after: String

    /// Nil for what is no `https` address, or has `{address}` not exactly once behind its host.
    public init?(_ text: String) {
        let parts = text.split(separator: Self.place, omittingEmptySubsequences: false)
        guard parts.count == 2, WebAddress.isSecure(parts[0] + "a" + parts[1]) else { return nil }
        let behindScheme = parts[0].utf8.dropFirst("https://".utf8.count)
        guard behindScheme.contains(where: { "/?#".utf8.contains($0) }) else { return nil }
        before = String(parts[0])
        after = String(parts[1])
    }

    /// The address of the map that looks up this one, percent-encoded (RFC 3986 § 2.1).
    public func lookingUp(_ address: String) -> String {
        before + PercentEncoding.encoded(address) + after
    }
}
