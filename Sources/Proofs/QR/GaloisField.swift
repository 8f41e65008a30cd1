/// The field of 256 elements that QR codes calculate in: polynomials over GF(2) modulo
/// x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 § 7.5.2). Adding is exclusive or; 2 is a generator.
enum GaloisField {
    /// The product of two elements.
    static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var (product, doubled, rest) = (UInt8(0), one, other)
        while rest != 0 {
            if rest & 1 == 1 { product ^= doubled }
            let overflows = doubled & 0x80 != 0
            doubled = doubled << 1 ^ (overflows ? 0x1D : 0)
            rest >>= 1
        }
        return product
    }
}

/// Reed–Solomon codes over ``GaloisField`` (ISO/IEC 18004 § 7.5.2 and Annex A).
enum ReedSolomon {
    /// The coefficients of (x − 1)(x − 2)(x − 2²) … with `count` factors, the highest first and
    /// without its leading 1.
    static func generator(_ count: Int) -> [UInt8] {
        var polynomial: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            let shifted = polynomial + [0]
            let scaled = [0] + polynomial.map { GaloisField.product($0, root) }
            polynomial = zip(shifted, scaled).map { $0 ^ $1 }
            root = GaloisField.product(root, 2)
        }
        return Array(polynomial.dropFirst())
    }

    /// The error correction codewords of one block: what is left when it, followed by as many
    /// zeros, is divided by the generator.
    static func remainder(of block: [UInt8], by generator: [UInt8]) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: generator.count)
        for byte in block {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for (place, coefficient) in generator.enumerated() {
                remainder[place] ^= GaloisField.product(coefficient, factor)
            }
        }
        return remainder
    }
}
