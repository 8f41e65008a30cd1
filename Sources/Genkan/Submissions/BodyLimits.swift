/// How much a body may hold, whatever its form asks.
public struct BodyLimits: Hashable, Sendable {
    /// The most pairs; 1,000 unless said otherwise.
    public var pairs: Int
    /// The longest name in bytes after decoding.
    public var nameBytes: Int
    /// The longest value in bytes after decoding.
    public var valueBytes: Int

    /// Takes limits.
    public init(pairs: Int = 1_000, nameBytes: Int = 256, valueBytes: Int = 262_144) {
        self.pairs = pairs
        self.nameBytes = nameBytes
        self.valueBytes = valueBytes
    }

    /// 1,000 pairs, names of 256 bytes, values of 256 KiB.
    public static let standard = BodyLimits()
}
