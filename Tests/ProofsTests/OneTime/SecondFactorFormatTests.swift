import OpenSSL
import Testing

@testable import Proofs

/// Version 1 of the bytes, written by Python's hashlib. They must be read for ever.
struct SecondFactorFormatTests {
    /// Step 59847840, the seed 1 to 20, ten codes of which the third and the tenth were used.
    private static let frozen = hex(
        "474b540100000000039134a00102030405060708090a0b0c0d0e0f10111213143237454d57343948"
            + "50593643394a5434414b5735434d583600000000000000000000000058384b59394d32414e334350"
            + "374b324352364a594150354848594354384e354a324557395439523850374e364d354b34354d364e"
            + "375038523954415745324a354e3854435948344d00000000000000000000000096c55efae6ae1bd1"
            + "caf3b45d5cb5a1eb142d16ccae748c24e4be7f8ea13eacef")
    private static let texts = [
        "27EM-W49H-PY6C", "9JT4-AKW5-CMX6", nil, "X8KY-9M2A-N3CP", "7K2C-R6JY-AP5H",
        "HYCT-8N5J-2EW9", "T9R8-P7N6-M5K4", "5M6N-7P8R-9TAW", "E2J5-N8TC-YH4M", nil,
    ]

    /// These bytes with a digest that is right.
    private func signed(_ content: [UInt8]) throws -> [UInt8] {
        content + (try SHA256.digest(of: content.span))
    }

    /// The frozen content with one byte replaced, and a digest that is right.
    private func altered(_ place: Int, _ byte: UInt8) throws -> [UInt8] {
        var content = Array(Self.frozen.dropLast(32))
        content[place] = byte
        return try signed(content)
    }

    private func refuses(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try SecondFactor(decoding: bytes.span)
            return false
        } catch { return error == .malformedFactor }
    }

    @Test func `what was written once is read, and written again as it was`() throws {
        let factor = try SecondFactor(decoding: Self.frozen.span)
        #expect(factor.lastStep == 59_847_840)
        #expect(exposed(factor.seed.secret) == Array(1...20))
        for (place, expected) in Self.texts.enumerated() {
            #expect(try factor.backupCodes.withText(place) { text($0) } == expected)
            if let expected { #expect(factor.backupCodes.check(expected) == place) }
        }
        #expect(exposed(try factor.encoded()) == Self.frozen)
        #expect(Self.frozen.count == SecondFactor.byteCount)
    }

    @Test func `every state comes back, in as many bytes`() throws {
        var factor = try SecondFactor.create()
        for place in 0..<BackupCodes.count {
            let encoded = exposed(try factor.encoded())
            #expect(encoded.count == SecondFactor.byteCount)
            let read = try SecondFactor(decoding: encoded.span)
            #expect(exposed(try read.encoded()) == encoded)
            #expect(read.backupCodes.unusedCount == BackupCodes.count - place)
            factor = try read.using(.backupCode(place: place))
                .using(.oneTimePassword(step: Int64(place + 1)))
        }
    }

    @Test func `every flipped bit is refused`() {
        for bit in 0..<8 * Self.frozen.count {
            var flipped = Self.frozen
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(refuses(flipped))
        }
    }

    @Test func `every other length is refused`() {
        for count in 0..<Self.frozen.count { #expect(refuses(Array(Self.frozen.prefix(count)))) }
        #expect(refuses(Self.frozen + [0]))
        #expect(refuses(Array(Self.frozen.dropFirst())))
        #expect(refuses(Self.frozen + Self.frozen))
    }

    @Test func `under a right digest too, only what is written here is read`() throws {
        #expect(!refuses(try altered(31, 20)))
        // Magic, version, and a step beyond the year 9999.
        for (place, byte) in [(0, 0x47 ^ 1), (1, 0), (2, 0), (3, 0), (3, 2), (4, 0x80), (7, 2)]
            as [(Int, UInt8)]
        {
            #expect(refuses(try altered(place, byte)))
        }
        // A look-alike, a lower-case letter, half a code, a letter in a used one.
        for (place, byte) in [(32, 0x42), (33, 0x61), (32, 0), (40, 0), (56, 0x32), (60, 0x32)]
            as [(Int, UInt8)]
        {
            #expect(refuses(try altered(place, byte)))
        }
        #expect(refuses(try signed(Array(Self.frozen.dropLast(33)))))
        #expect(refuses(try signed(Array(Self.frozen.dropLast(32)) + [0])))
    }
}
