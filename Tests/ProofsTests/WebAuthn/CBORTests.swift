import Testing

@testable import Proofs

struct CBORTests {
    /// RFC 8949 appendix A, as far as it is canonical and of our kinds.
    @Test(
        arguments: [
            ("00", .unsigned(0)), ("17", .unsigned(23)), ("1818", .unsigned(24)),
            ("1903e8", .unsigned(1000)), ("1a000f4240", .unsigned(1_000_000)),
            ("1bffffffffffffffff", .unsigned(.max)), ("20", .negative(0)), ("3863", .negative(99)),
            ("3bffffffffffffffff", .negative(.max)), ("f4", .boolean(false)),
            ("f5", .boolean(true)),
            ("f6", .null), ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])),
            ("60", .text("")), ("62c3bc", .text("ü")), ("64f0908591", .text("𐅑")),
            ("80", .array([])),
            (
                "8301820203820405",
                .array([
                    .unsigned(1), .array([.unsigned(2), .unsigned(3)]),
                    .array([.unsigned(4), .unsigned(5)]),
                ])
            ),
            ("a0", .map(CBORMap(entries: []))),
            (
                "a26161016162820203",
                .map(
                    CBORMap(entries: [
                        .init(key: .text("a"), value: .unsigned(1)),
                        .init(key: .text("b"), value: .array([.unsigned(2), .unsigned(3)])),
                    ]))
            ),
        ] as [(String, CBORValue)])
    func `the examples of RFC 8949 are read`(text: String, value: CBORValue) {
        #expect(CBORValue(hex(text)) == value)
    }

    @Test(arguments: [
        ("", "nothing"), ("1817", "23 in two bytes"), ("1900ff", "255 in three"),
        ("1a0000ffff", "65535 in five"), ("1b00000000ffffffff", "2^32 - 1 in nine"),
        ("3817", "-24 in two bytes"), ("580100", "a length of 1 in two bytes"),
        ("1c", "reserved 28"), ("1d", "reserved 29"), ("1e", "reserved 30"),
        ("5f4100ff", "bytes without a length"), ("7f6161ff", "text without a length"),
        ("9fff", "an array without a length"), ("bfff", "a map without a length"),
        ("ff", "a break"), ("c000", "a tag"), ("f7", "undefined"), ("e0", "simple value 0"),
        ("f820", "simple value 32"), ("f814", "false in two bytes"), ("f97e00", "half"),
        ("fa00000000", "float"), ("fb0000000000000000", "double"),
        ("61ff", "no UTF-8"), ("62c080", "an overlong zero"), ("63eda080", "half a pair"),
        ("a201000100", "a key twice"), ("a202000100", "numbers out of order"),
        ("a220000000", "a negative key first"), ("a26161002000", "a text before a number"),
        ("a2626161006162 00", "a longer key first"), ("a2616200616100", "b before a"),
        ("a14000", "bytes as key"), ("a18000", "an array as key"), ("a1a000", "a map as key"),
        ("a1f400", "a boolean as key"), ("a1f600", "null as key"),
        ("0000", "a second item"), ("5bffffffffffffffff00", "bytes beyond the end"),
        ("9bffffffffffffffff00", "an array beyond the end"),
        ("bbffffffffffffffff00", "a map beyond the end"), ("a100", "a key without value"),
    ])
    func `what is not canonical is refused`(text: String, why: String) {
        let bytes = hex(text.split(separator: " ").joined())
        #expect(CBORValue(bytes) == nil, "\(why)")
    }

    @Test func `four levels are read and five are not`() {
        #expect(CBORValue(hex("8181818100")) != nil)
        #expect(CBORValue(hex("818181818100")) == nil)
        #expect(CBORValue(hex("a100a100a100a10000")) != nil)
        #expect(CBORValue(hex("a100a100a100a100a10000")) == nil)
        #expect(CBORValue([UInt8](repeating: 0x81, count: 65_536)) == nil)
    }

    @Test func `64 KiB are read and one byte more is not`() {
        let longest = hex("59fffd") + [UInt8](repeating: 7, count: 65_533)
        #expect(CBORValue(longest) != nil)
        #expect(CBORValue(hex("59fffe") + [UInt8](repeating: 7, count: 65_534)) == nil)
    }

    @Test func `an item in front of others says where it ends`() throws {
        var reader = try #require(CBORReader(hex("ff8101f5"), at: 1))
        #expect(reader.value() == .array([.unsigned(1)]))
        #expect(reader.position == 3)
        #expect(!reader.isAtEnd)
        #expect(CBORReader([0], at: 2) == nil)
        #expect(CBORReader([0], at: -1) == nil)
    }

    @Test func `two inputs of up to two bytes are never one value`() {
        var seen: [[CBORValue]] = [[], [], []]
        for first in 0...UInt8.max {
            var inputs: [[UInt8]] = [[first]]
            inputs += (0...UInt8.max).map { [first, $0] }
            for input in inputs {
                guard let value = CBORValue(input) else { continue }
                #expect(!seen.joined().contains(value), "\(input)")
                seen[input.count].append(value)
            }
        }
        #expect(seen[1].count == 24 + 24 + 1 + 1 + 1 + 1 + 3)
    }
}
