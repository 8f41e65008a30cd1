/// A length in bytes as people read it: `850 B`, `48 KB`, `5 MB`, `1.5 MB`, in multiples of 1,024 as file
/// managers count.
public struct FileSize: Hashable, Sendable {
    /// The bytes.
    public let bytes: Int

    /// Takes a length.
    public init(_ bytes: Int) { self.bytes = bytes }

    /// The length with its unit; below ten with one decimal, unless that is 0.
    public var text: String {
        guard bytes >= 1_024 else { return "\(bytes) B" }
        let unit = bytes < 1_048_576 ? 1_024 : 1_048_576
        let tenths = (bytes * 10 + unit / 2) / unit
        let isExact = tenths >= 100 || tenths.isMultiple(of: 10)
        let number = isExact ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)"
        return number + (unit == 1_024 ? " KB" : " MB")
    }
}
