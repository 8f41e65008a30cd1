extension QRMatrix {
    /// Everything that is the same in all codes of a version (ISO/IEC 18004 § 6.3), with room for
    /// the format information.
    init(patternsOf version: QRVersion) {
        self.init(side: version.side)
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] { drawFinder(x, y) }
        for place in 8..<side - 8 {
            reserve(place, 6, dark: place % 2 == 0)
            reserve(6, place, dark: place % 2 == 0)
        }
        let centres = version.alignmentCentres
        for y in centres {
            for x in centres where !isFinder(x, y) { drawAlignment(x, y) }
        }
        drawFormat([Bool](repeating: false, count: 15))
        drawVersion(QRInformation.version(version.number))
    }

    /// Seven modules square with a light border, around its centre (§§ 6.3.3 and 6.3.4).
    private mutating func drawFinder(_ x: Int, _ y: Int) {
        for dy in -4...4 {
            for dx in -4...4 {
                let ring = max(abs(dx), abs(dy))
                reserve(x + dx, y + dy, dark: ring != 2 && ring != 4)
            }
        }
    }

    /// Five modules square, around its centre (§ 6.3.6).
    private mutating func drawAlignment(_ x: Int, _ y: Int) {
        for dy in -2...2 {
            for dx in -2...2 { reserve(x + dx, y + dy, dark: max(abs(dx), abs(dy)) != 1) }
        }
    }

    /// Whether an alignment pattern would lie on a finder pattern.
    private func isFinder(_ x: Int, _ y: Int) -> Bool {
        (x == 6 && y == 6) || (x == 6 && y == side - 7) || (x == side - 7 && y == 6)
    }

    /// The 15 bits of format information, twice, and the module that is always dark (§ 7.9.1).
    mutating func drawFormat(_ bits: [Bool]) {
        for (place, isDark) in bits.enumerated() {
            // Around the upper left finder pattern, past the timing patterns.
            if place < 8 {
                reserve(place < 6 ? place : place + 1, 8, dark: isDark)
            } else {
                reserve(8, place == 8 ? 7 : 14 - place, dark: isDark)
            }
            // Along the other two.
            if place < 7 {
                reserve(8, side - 1 - place, dark: isDark)
            } else {
                reserve(side - 15 + place, 8, dark: isDark)
            }
        }
        reserve(8, side - 8, dark: true)
    }

    /// The 18 bits of version information, twice (§ 7.10); none for the small versions.
    private mutating func drawVersion(_ bits: [Bool]) {
        for (place, isDark) in bits.reversed().enumerated() {
            let (long, short) = (place / 3, side - 11 + place % 3)
            reserve(long, short, dark: isDark)
            reserve(short, long, dark: isDark)
        }
    }
}
