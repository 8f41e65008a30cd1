import Testing

@testable import Sealing

@Suite struct ObjectIDTests {
    private let bytes: [UInt8] = [
        0x01, 0x9a, 0xbc, 0xde, 0xf0, 0x12, 0x74, 0x56, 0x89, 0xab, 0xcd, 0xef, 0x00, 0x11, 0x22,
        0xff,
    ]

    @Test func `an id keeps its bytes and prints as a UUID`() throws {
        let id = try #require(ObjectID(bytes: bytes))
        #expect(id.bytes == bytes)
        #expect(id.description == "019abcde-f012-7456-89ab-cdef001122ff")
    }

    @Test(arguments: [0, 1, 15, 17, 32])
    func `only sixteen bytes are an id`(count: Int) {
        #expect(ObjectID(bytes: [UInt8](repeating: 7, count: count)) == nil)
    }

    @Test func `ids are ordered as their bytes`() {
        #expect(World.id(1) < World.id(2))
        #expect(!(World.id(2) < World.id(1)))
        #expect(!(World.id(1) < World.id(1)))
        let high = ObjectID(bytes: [0xFF] + [UInt8](repeating: 0, count: 15))
        #expect(high.map { World.id(0xFF) < $0 } == true)
    }
}
