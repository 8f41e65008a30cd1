/// Where somebody is signed in: what the list of one's own sessions shows.
public struct SessionPlace: Hashable, Sendable {
    /// The longest device and address together, in bytes of UTF-8.
    public static let longest = 230

    /// The browser and the system, such as `Firefox · Windows`.
    public let device: String
    /// The network address.
    public let address: String

    /// Takes both; what is too long is cut at a scalar.
    public init(device: String, address: String) {
        self.address = Self.cut(address, to: 64)
        self.device = Self.cut(device, to: Self.longest - 64)
    }

    private static func cut(_ text: String, to count: Int) -> String {
        var cut = ""
        for scalar in text.unicodeScalars {
            guard cut.utf8.count + String(scalar).utf8.count <= count else { break }
            cut.unicodeScalars.append(scalar)
        }
        return cut
    }
}
