import Genkan
import Testing

struct IDTests {
    let zeros = [UInt8](repeating: 0, count: 10)

    @Test func `an id carries its time, version and variant`() {
        // RFC 9562 § A.6: the time of the example of version 7.
        let time = Instant(microseconds: 0x017F_22E2_79B0 * 1000)
        let random: [UInt8] = [0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F]
        #expect(
            FormID(time: time, random: random).description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
        )
    }

    @Test func `text and bytes lead back to the same id`() {
        var generator = Seeded(state: 1)
        for _ in 0..<200 {
            let time = Instant(
                microseconds: .random(in: 0...4_000_000_000_000_000, using: &generator))
            let id = PersonID(time: time, random: generator.bytes(10))
            #expect(PersonID(id.description) == id)
            #expect(PersonID(bytes: id.bytes) == id)
            #expect(PersonID(id.description.uppercased()) == id)
            #expect(id.bytes.count == 16)
        }
    }

    @Test func `later ids sort behind earlier ones, as values and as text`() {
        let early = FormID(time: Instant(seconds: 1), random: [UInt8](repeating: 255, count: 10))
        let late = FormID(time: Instant(seconds: 2), random: zeros)
        #expect(early < late)
        #expect(early.description < late.description)
        #expect(early.bytes.lexicographicallyPrecedes(late.bytes))
    }

    @Test func `a time before 1970 counts as 1970`() {
        let id = FormID(time: Instant(seconds: -5), random: zeros)
        #expect(id.description == "00000000-0000-7000-8000-000000000000")
    }

    @Test(arguments: [
        "", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "017f22e2_79b0_7cc3_98c4_dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        " 17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c0739８f",
    ])
    func `what is not an id is refused`(text: String) {
        #expect(FormID(text) == nil)
    }

    @Test(arguments: [0, 15, 17, 32])
    func `only sixteen bytes are an id`(count: Int) {
        #expect(FormID(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }
}
