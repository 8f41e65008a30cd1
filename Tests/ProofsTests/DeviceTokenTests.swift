import OpenSSL
import Testing

@testable import Proofs

@Suite struct DeviceTokenTests {
    private let anna: [UInt8] = Array(0xA0...0xAF)
    private let ben: [UInt8] = Array(0xB0...0xBF)

    /// Computed by Python's `hmac` and `base64`: key `device token key`, device 10…1f, person a0…af.
    private let frozen =
        "ARAREhMUFRYXGBkaGxwdHh8AAAAAawQqwOHFhugry6GZoDqsPc_N7qC7EI5DpvwhMEDWLXGLdxI4"

    private func key() throws -> ProofKey { try proofKey("device token key") }

    @Test func `the bytes of version 1 are read for ever`() throws {
        let text = try DeviceToken.make(
            device: Array(0x10...0x1F), person: anna, now: noon, key: key())
        #expect(text == frozen)
        let token = try #require(DeviceToken(frozen, person: anna, now: noon, key: key()))
        #expect(token.device == Array(0x10...0x1F))
        #expect(token.issued == noon)
        #expect(frozen.utf8.count == DeviceToken.length)
        #expect(DeviceToken.lifetime == 15_552_000)
    }

    @Test func `it is known for 180 days, and not before it was made`() throws {
        let key = try key()
        let last = noon + DeviceToken.lifetime
        #expect(DeviceToken(frozen, person: anna, now: last, key: key) != nil)
        #expect(DeviceToken(frozen, person: anna, now: last + 1, key: key) == nil)
        #expect(DeviceToken(frozen, person: anna, now: noon - 1, key: key) == nil)
    }

    @Test func `another person's, another house's or an altered one is nobody's`() throws {
        let key = try key()
        let nobody = [UInt8](repeating: 0, count: 16)
        for person in [ben, nobody, [], Array(anna.dropLast()), anna + [0]] {
            #expect(DeviceToken(frozen, person: person, now: noon, key: key) == nil)
        }
        let other = try proofKey("another key")
        #expect(DeviceToken(frozen, person: anna, now: noon, key: other) == nil)
        let bytes = try #require(Base64.url.bytes(frozen))
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            let text = Base64.url.text(flipped)
            #expect(DeviceToken(text, person: anna, now: noon, key: key) == nil)
        }
        for count in 0..<bytes.count {
            let text = Base64.url.text(Array(bytes.prefix(count)))
            #expect(DeviceToken(text, person: anna, now: noon, key: key) == nil)
        }
        for text in ["", frozen + "A", frozen + "=", " " + frozen, frozen.lowercased()] {
            #expect(DeviceToken(text, person: anna, now: noon, key: key) == nil)
        }
    }

    @Test func `a code over the same bytes for another purpose proves nothing`() throws {
        let key = try key()
        let form = try FormToken.make(form: contact, now: noon, key: key)
        #expect(DeviceToken(form, person: anna, now: noon, key: key) == nil)
        #expect(FormToken(frozen, form: contact, now: noon, key: key) == nil)
    }

    @Test func `every device has a name of its own, and the person is not in the text`() throws {
        let key = try key()
        let tokens = try (0..<200).map { _ in
            try #require(
                DeviceToken(
                    DeviceToken.make(person: anna, now: noon, key: key), person: anna, now: noon,
                    key: key))
        }
        #expect(Set(tokens.map(\.device)).count == 200)
        let bytes = try #require(Base64.url.bytes(frozen))
        #expect(bytes.firstRange(of: anna) == nil)
    }

    @Test func `what cannot be written is refused`() throws {
        let key = try key()
        #expect(throws: ProofError.malformedPerson) {
            try DeviceToken.make(person: [1, 2, 3], now: noon, key: key)
        }
        #expect(throws: ProofError.malformedTime) {
            try DeviceToken.make(person: anna, now: -1, key: key)
        }
    }
}

@Suite struct NameMarkTests {
    @Test func `equal names have equal marks, under one key`() throws {
        let key = try proofKey("device token key")
        let other = try proofKey("another key")
        #expect(try NameMark("anna", key: key) == NameMark("anna", key: key))
        #expect(try NameMark("anna", key: key) != NameMark("ben", key: key))
        #expect(try NameMark("anna", key: key) != NameMark("anna", key: other))
        #expect(try NameMark("", key: key) != NameMark("\0", key: key))
    }

    @Test func `it does not hold the name`() throws {
        let mark = try NameMark("anna", key: proofKey("device token key"))
        #expect(!String(reflecting: mark).contains("anna"))
    }
}
