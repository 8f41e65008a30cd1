import OpenSSL
import Testing

@testable import Sealing

@Suite struct PasswordTests {
    @Test(arguments: [1, 15, 64, 73, 128, 1_024])
    func `a password may have up to 1024 bytes`(count: Int) throws {
        let password = try Password(normalised: [UInt8](repeating: 0x61, count: count).span)
        #expect(password.bytes.count == count)
    }

    @Test(arguments: [0, 1_025, 5_000])
    func `an empty or longer one is refused, never cut`(count: Int) {
        #expect(throws: SealingError(.outOfBounds, .credential)) {
            _ = try Password(normalised: [UInt8](repeating: 0x61, count: count).span)
        }
    }

    @Test(arguments: [(9, 8, 1), (19, 8, 1), (17, 1, 1), (17, 16, 1), (17, 8, 0), (17, 8, 5)])
    func `a cost outside the bounds is none`(logN: Int, r: Int, p: Int) {
        #expect(ScryptCost(logN: UInt8(logN), r: UInt8(r), p: UInt8(p)) == nil)
    }

    @Test func `the costs have their documented parameters`() throws {
        #expect(ScryptCost.standard == ScryptCost(logN: 17, r: 8, p: 1))
        #expect(ScryptCost.lowest == ScryptCost(logN: 10, r: 8, p: 1))
        #expect(ScryptCost(logN: 18, r: 8, p: 4) != nil)
        #expect(try ScryptCost.standard.parameters().n == 131_072)
    }
}
