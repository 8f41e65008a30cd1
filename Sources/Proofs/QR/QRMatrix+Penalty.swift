/// How hard a masked matrix is to read: the four rules of ISO/IEC 18004 § 7.8.3, Table 11.
extension QRMatrix {
    /// All four together; the mask with the lowest is used.
    var penalty: Int { runPenalty + blockPenalty + finderPenalty + balancePenalty }

    /// Five or more modules of one colour in a line: 3, and 1 for each beyond five.
    var runPenalty: Int {
        lines.reduce(0) { sum, line in
            var (length, penalty) = (0, 0)
            for (place, isDark) in line.enumerated() {
                length = place > 0 && line[place - 1] == isDark ? length + 1 : 1
                penalty += length == 5 ? 3 : length > 5 ? 1 : 0
            }
            return sum + penalty
        }
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
        let core = [true, false, true, true, true, false, true]
        return lines.reduce(0) { sum, line in
            guard line.count >= core.count else { return sum }
            let count = (0...line.count - core.count).count { start in
                let end = start + core.count
                return line[start..<end].elementsEqual(core)
                    && (!line[max(0, start - 4)..<start].contains(true)
                        || !line[end..<min(line.count, end + 4)].contains(true))
            }
            return sum + 40 * count
        }
    }

    /// For every full 5 % that the share of dark modules is away from one half: 10.
    var balancePenalty: Int {
        let all = side * side
        let dark = lines.prefix(side).reduce(0) { sum, row in sum + row.count { $0 } }
        return abs(20 * dark - 10 * all) / all * 10
    }

    /// All rows, then all columns.
    private var lines: [[Bool]] {
        (0..<side).map { y in (0..<side).map { self[$0, y] } }
            + (0..<side).map { x in (0..<side).map { self[x, $0] } }
    }
}
