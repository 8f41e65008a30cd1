/// How a browser may reach an authenticator (WebAuthn Level 3 § 5.8.4). The client says so and
/// nobody signs it: a hint that saves a question, never a reason for anything.
public struct PasskeyTransports: OptionSet, Hashable, Sendable {
    /// A bit for each way, from the lowest: usb, nfc, ble, smart-card, hybrid, internal.
    public let rawValue: UInt8

    /// The set of these bits; bits without a name are dropped.
    public init(rawValue: UInt8) { self.rawValue = rawValue & 0x3f }

    /// The names in the order of their bits.
    private static let names = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"]

    /// The ways with these names; an unknown name is dropped.
    public init(names: [String]) {
        var bits: UInt8 = 0
        for name in names {
            let index = Self.names.firstIndex { $0.utf8.elementsEqual(name.utf8) }
            if let index { bits |= 1 << UInt8(index) }
        }
        self.init(rawValue: bits)
    }

    /// The names of the ways.
    public var names: [String] {
        Self.names.enumerated().filter { rawValue >> UInt8($0.offset) & 1 == 1 }.map(\.element)
    }
}
