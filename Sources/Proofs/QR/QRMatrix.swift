/// The modules of a QR code while it is drawn: what is dark, and what no data may be placed on.
struct QRMatrix: Sendable {
    let side: Int
    private var dark: [Bool]
    private var reserved: [Bool]

    init(side: Int) {
        self.side = side
        dark = [Bool](repeating: false, count: side * side)
        reserved = dark
    }

    /// Whether the module in column `x` of row `y` is dark, from the upper left.
    subscript(x: Int, y: Int) -> Bool {
        get { dark[y * side + x] }
        set { dark[y * side + x] = newValue }
    }

    func isReserved(_ x: Int, _ y: Int) -> Bool { reserved[y * side + x] }

    /// Draws a module that belongs to a pattern; outside the matrix nothing happens.
    mutating func reserve(_ x: Int, _ y: Int, dark isDark: Bool) {
        guard (0..<side).contains(x), (0..<side).contains(y) else { return }
        self[x, y] = isDark
        reserved[y * side + x] = true
    }

    /// Places the bits of the codewords, the highest of each first, in columns two modules wide,
    /// from the right, upwards and downwards by turns (ISO/IEC 18004 § 7.7.3). What is left over
    /// stays light.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        var isUpwards = true
        // The column of the timing pattern is left out.
        let right = Array(stride(from: side - 1, to: 6, by: -2)) + [5, 3, 1]
        for column in right {
            for step in 0..<side {
                let y = isUpwards ? side - 1 - step : step
                for x in [column, column - 1]
                where !isReserved(x, y) && bit < 8 * codewords.count {
                    self[x, y] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
            isUpwards.toggle()
        }
    }

    /// Inverts the modules of the data that the mask, 0 to 7, covers (§ 7.8.2, Table 10).
    mutating func invert(mask: Int) {
        for y in 0..<side {
            for x in 0..<side where !isReserved(x, y) && Self.covers(mask, x, y) {
                self[x, y].toggle()
            }
        }
    }

    private static func covers(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
        switch mask {
        case 0: (y + x) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (y + x) % 3 == 0
        case 4: (y / 2 + x / 3) % 2 == 0
        case 5: y * x % 2 + y * x % 3 == 0
        case 6: (y * x % 2 + y * x % 3) % 2 == 0
        default: ((y + x) % 2 + y * x % 3) % 2 == 0
        }
    }
}
