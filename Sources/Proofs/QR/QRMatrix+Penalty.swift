/// How hard a masked matrix is to read: the four rules of ISO/IEC 18004 § 7.8.3, Table 11.
extension QRMatrix {
    /// All four together; the mask with the lowest is used.
    var penalty: Int { runPenalty + blockPenalty + finderPenalty + balancePenalty }

    /// Five or more modules of one colour in a line: 3, and 1 for each beyond five.
    var runPenalty: Int {
        var penalty = 0
        for line in 0..<2 * side {
            var length = 0
            for place in 0..<side {
                let isSame = place > 0 && module(line, place - 1) == module(line, place)
                length = isSame ? length + 1 : 1
                penalty += length == 5 ? 3 : length > 5 ? 1 : 0
            }
        }
        return penalty
    }

    /// Every square of two by two modules of one colour, overlapping ones each: 3.
    var blockPenalty: Int {
        var count = 0
        for y in 0..<side - 1 {
            for x in 0..<side - 1 {
                let isDark = self[x, y]
                let isBlock =
                    self[x + 1, y] == isDark && self[x, y + 1] == isDark
                    && self[x + 1, y + 1] == isDark
                count += isBlock ? 1 : 0
            }
        }
        return 3 * count
    }

    /// What looks like the middle of a finder pattern, dark 1, 3 and 1 with light between, with four
    /// light modules on at least one side: 40. The quiet zone around the matrix is light.
    var finderPenalty: Int {
        var count = 0
        for line in 0..<2 * side {
            // Fifteen modules in a row, the latest one lowest: four, the seven of the middle, four.
            var window: UInt16 = 0
            for place in 0..<side + 4 {
                window = window << 1 & 0x7FFF
                if place < side, module(line, place) { window |= 1 }
                let isMiddle = place >= 10 && window >> 4 & 0b111_1111 == 0b101_1101
                if isMiddle, window >> 11 == 0 || window & 0b1111 == 0 { count += 1 }
            }
        }
        return 40 * count
    }

    /// For every full 5 % that the share of dark modules is away from one half: 10.
    var balancePenalty: Int {
        let all = side * side
        var dark = 0
        for y in 0..<side {
            for x in 0..<side where self[x, y] { dark += 1 }
        }
        return abs(20 * dark - 10 * all) / all * 10
    }

    /// The module in a place of a line; after all rows come all columns.
    private func module(_ line: Int, _ place: Int) -> Bool {
        line < side ? self[place, line] : self[line - side, place]
    }
}
