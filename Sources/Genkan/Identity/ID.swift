/// An identifier made by the program: a UUID of version 7 (RFC 9562 § 5.7), 16 bytes that sort by
/// the time of their making.
///
/// `Subject` says what is identified, so that a form's id cannot stand where a person's belongs.
/// The text is the 36 lower-case characters of RFC 9562 § 4.
public struct ID<Subject>: Hashable, Sendable {
    /// The first eight bytes as a big-endian number.
    public let high: UInt64
    /// The last eight bytes as a big-endian number.
    public let low: UInt64

    /// The id of these two numbers, as another floor knows it.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes an id from a time and randomness.
    ///
    /// - Parameters:
    ///   - time: kept as whole milliseconds since 1970 (48 bits); earlier times count as 1970.
    ///   - random: at least 10 bytes from the system's generator, of which 74 bits are used.
    public init(time: Instant, random: [UInt8]) {
        precondition(random.count >= 10, "an id needs 10 random bytes")
        let milliseconds = UInt64(max(0, time.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let first = UInt64(random[0]) << 8 | UInt64(random[1])
        high = milliseconds << 16 | 0x7000 | first & 0x0FFF
        let rest = random[2..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        low = 0x8000_0000_0000_0000 | rest & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// Takes the 16 bytes of an id as they are stored; nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads the 36 characters of RFC 9562 § 4, in either case; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var digits: [UInt8] = []
        for (offset, byte) in text.utf8.enumerated() {
            if [8, 13, 18, 23].contains(offset) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard offset < 36, let digit = hexadecimalValue(of: byte) else { return nil }
                digits.append(digit)
            }
        }
        guard digits.count == 32 else { return nil }
        high = digits.prefix(16).reduce(0) { $0 << 4 | UInt64($1) }
        low = digits.dropFirst(16).reduce(0) { $0 << 4 | UInt64($1) }
    }

    /// When the id was made, in whole milliseconds since 1970.
    public var milliseconds: Int64 { Int64(high >> 16) }

    /// The 62 random bits of its second half (`rand_b`, RFC 9562 § 5.7).
    public var randomBits: UInt64 { low & 0x3FFF_FFFF_FFFF_FFFF }

    /// Whether both were made of the same random bits, all 74, at whatever times.
    public func isOfSameRandomness(as other: Self) -> Bool {
        low == other.low && high & 0x0FFF == other.high & 0x0FFF
    }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }
}

extension ID: Comparable {
    /// Earlier ids first; ids of the same millisecond in the order of their random bits.
    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension ID: CustomStringConvertible {
    /// The 36 lower-case characters of RFC 9562 § 4.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (offset, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(offset) { text.append(UInt8(ascii: "-")) }
            text.append(hexadecimalDigit(of: byte >> 4))
            text.append(hexadecimalDigit(of: byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Identifies a form in all its versions.
public typealias FormID = ID<Form>
/// Identifies one submission.
public typealias SubmissionID = ID<ValidSubmission>
/// Identifies a person of the staff.
public typealias PersonID = ID<Person>
/// Identifies an audit event.
public typealias AuditEventID = ID<AuditEvent>
