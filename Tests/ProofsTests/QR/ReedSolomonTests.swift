import Testing

@testable import Proofs

struct ReedSolomonTests {
    /// The powers of 2, found by doubling.
    private let powers = (0..<255).reduce(into: [UInt8(1)]) { powers, _ in
        powers.append(GaloisField.product(powers[powers.count - 1], 2))
    }

    @Test func `two generates every element but zero`() {
        #expect(Set(powers).count == 255 && !powers.contains(0))
        #expect(powers[8] == 0x1D && powers[255] == 1)
    }

    @Test func `a product is the sum of the powers`() {
        for one in stride(from: 0, to: 255, by: 7) {
            for other in 0..<255 {
                let product = GaloisField.product(powers[one], powers[other])
                #expect(product == powers[(one + other) % 255])
            }
        }
        #expect((0...255).allSatisfy { GaloisField.product($0, 0) == 0 })
        #expect((0...255).allSatisfy { GaloisField.product(0, $0) == 0 })
    }

    /// ISO/IEC 18004, Annex A, as powers of 2.
    @Test(arguments: [
        [87, 229, 146, 149, 238, 102, 21],
        [251, 67, 46, 61, 118, 70, 64, 94, 32, 45],
        [74, 152, 176, 100, 86, 100, 106, 104, 130, 218, 206, 140, 78],
    ])
    func `the generators are those of the standard`(exponents: [Int]) {
        #expect(ReedSolomon.generator(exponents.count) == exponents.map { powers[$0] })
    }

    /// The symbols 1-M for `01234567` (ISO/IEC 18004, Annex I) and for `HELLO WORLD`: which mode
    /// their data is in does not matter here.
    @Test(arguments: [
        ("10200c566180ec11ec11ec11ec11ec11", "a524d4c1ed36c7872c55"),
        ("205b0b78d172dc4d4340ec11ec11ec11", "c4232777ebd7e7e25d17"),
    ])
    func `published data has its published error correction`(data: String, correction: String) {
        let remainder = ReedSolomon.remainder(of: hex(data), by: ReedSolomon.generator(10))
        #expect(remainder == hex(correction))
    }

    @Test func `every root of the generator is one of the whole block`() {
        let block = [UInt8](1...40)
        let whole = block + ReedSolomon.remainder(of: block, by: ReedSolomon.generator(26))
        for root in powers.prefix(26) {
            #expect(whole.reduce(0) { GaloisField.product($0, root) ^ $1 } == 0)
        }
    }
}
