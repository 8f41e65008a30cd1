import Testing

@testable import Proofs

struct QRPenaltyTests {
    /// A matrix out of rows of `#` and `.`.
    private func matrix(_ rows: String...) -> QRMatrix {
        var matrix = QRMatrix(side: rows.count)
        for (y, row) in rows.enumerated() {
            for (x, module) in row.enumerated() { matrix[x, y] = module == "#" }
        }
        return matrix
    }

    /// A matrix that is light but for its first row.
    private func first(_ row: String) -> QRMatrix {
        var matrix = QRMatrix(side: row.utf8.count)
        for (x, module) in row.enumerated() { matrix[x, 0] = module == "#" }
        return matrix
    }

    private let light5 = 10 * 3

    @Test func `runs of five and more count, in rows and in columns`() {
        #expect(matrix("#.#.", ".#.#", "#.#.", ".#.#").runPenalty == 0)
        #expect(matrix("....", "....", "....", "....").runPenalty == 0)
        #expect(matrix(".....", ".....", ".....", ".....", ".....").runPenalty == light5)
        #expect(matrix("#####", "#####", "#####", "#####", "#####").runPenalty == light5)
        #expect(matrix("#....", "#....", "#....", "#....", "#....").runPenalty == light5 - 15)
        #expect(matrix("......", ".#.#.#", "#.#.#.", ".#.#.#", "#.#.#.", ".#.#.#").runPenalty == 4)
    }

    @Test func `squares of two by two count, overlapping ones too`() {
        #expect(matrix("#.", ".#").blockPenalty == 0)
        #expect(matrix("##", "##").blockPenalty == 3)
        #expect(matrix("..", "..").blockPenalty == 3)
        #expect(matrix("###", "###", ".#.").blockPenalty == 6)
        #expect(matrix("###", "###", "###").blockPenalty == 12)
    }

    @Test func `what looks like a finder pattern counts where light lies beside it`() {
        #expect(first("....#.###.#....").finderPenalty == 40)
        #expect(first("##..#.###.#....").finderPenalty == 40)
        #expect(first("....#.###.#..##").finderPenalty == 40)
        #expect(first("##..#.###.#...#").finderPenalty == 0)
        #expect(first("....#.##..#....").finderPenalty == 0)
        #expect(first("....#.####.#...").finderPenalty == 0)
    }

    @Test func `the quiet zone counts as light`() {
        #expect(first("#.###.#...#").finderPenalty == 40)
        #expect(first("#...#.###.#").finderPenalty == 40)
        #expect(first("#.###.#").finderPenalty == 40)
        // Two that share a module.
        #expect(first("#.###.#.###.#").finderPenalty == 80)
    }

    @Test func `columns are read as rows are`() {
        let columns = matrix(
            "#......", ".......", "#......", "#......", "#......", ".......", "#......")
        #expect(columns.finderPenalty == 40)
    }

    @Test func `every full five percent away from one half counts`() {
        func dark(_ count: Int) -> Int {
            var matrix = QRMatrix(side: 10)
            for place in 0..<count { matrix[place % 10, place / 10] = true }
            return matrix.balancePenalty
        }
        #expect([50, 46, 54].map(dark) == [0, 0, 0])
        #expect([45, 55, 41, 59].map(dark) == [10, 10, 10, 10])
        #expect([40, 60].map(dark) == [20, 20])
        #expect([0, 100].map(dark) == [100, 100])
    }

    @Test func `the penalty is the sum of the four rules`() {
        // Six runs of 3 in rows and columns each, and so on, counted by hand.
        let light = matrix("......", "......", "......", "......", "......", "......")
        #expect(light.runPenalty == 12 * 4)
        #expect(light.blockPenalty == 25 * 3)
        #expect(light.finderPenalty == 0)
        #expect(light.balancePenalty == 100)
        #expect(light.penalty == 48 + 75 + 100)
    }
}
