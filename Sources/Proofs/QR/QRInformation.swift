/// What a QR code says about itself, each protected by a BCH code.
enum QRInformation {
    /// The 15 bits of format information for level M and a mask, 0 to 7, the highest first
    /// (ISO/IEC 18004 § 7.9 and Annex C): a (15, 5) code, masked so that it is never all zeros.
    static func format(mask: Int) -> [Bool] {
        let levelM = 0b00
        let data = levelM << 3 | mask
        let code = data << 10 | remainder(of: data << 10, by: 0b101_0011_0111)
        return bits(code ^ 0b101_0100_0001_0010, count: 15)
    }

    /// The 18 bits of version information, the highest first (§ 7.10 and Annex D): an (18, 6)
    /// code. Versions below 7 have none.
    static func version(_ number: Int) -> [Bool] {
        guard number >= 7 else { return [] }
        let code = number << 12 | remainder(of: number << 12, by: 0b1_1111_0010_0101)
        return bits(code, count: 18)
    }

    /// What is left when polynomials over GF(2) are divided.
    private static func remainder(of dividend: Int, by divisor: Int) -> Int {
        let degree = highestBit(divisor)
        var rest = dividend
        while rest != 0, highestBit(rest) >= degree {
            rest ^= divisor << (highestBit(rest) - degree)
        }
        return rest
    }

    private static func highestBit(_ number: Int) -> Int {
        Int.bitWidth - 1 - number.leadingZeroBitCount
    }

    private static func bits(_ number: Int, count: Int) -> [Bool] {
        (0..<count).reversed().map { number >> $0 & 1 == 1 }
    }
}
