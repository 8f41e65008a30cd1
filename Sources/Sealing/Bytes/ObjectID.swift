/// The identity of a form, person, credential, submission, data key or envelope: 16 bytes, as in a
/// UUID (RFC 9562). Made by the caller, except for envelopes; compared as a big-endian number.
public struct ObjectID: Hashable, Sendable {
    /// The number of bytes in every id.
    public static let byteCount = 16

    /// The first eight bytes as a big-endian number.
    public let high: UInt64
    /// The last eight bytes as a big-endian number.
    public let low: UInt64

    /// The id of these two numbers.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id with exactly these 16 bytes, or nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The 16 bytes in network order.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.append(high)
        writer.append(low)
        return writer.bytes
    }
}

extension ObjectID: Comparable {
    /// Byte order, the order of people in a roster.
    public static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension ObjectID: CustomStringConvertible {
    /// The lower-case UUID text of RFC 9562 § 4: `8-4-4-4-12` hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
