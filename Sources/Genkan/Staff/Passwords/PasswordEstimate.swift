/// How many characters of a password whoever guesses has to find out: the fewest that it can be put
/// together from, when each row, common word, name and year counts as one and what came before as none.
struct PasswordEstimate {
    /// What counts as less than its characters.
    enum Counting {
        /// Parts that came before.
        case repetitions
        /// Everything, with these names.
        case everything(WordBook)

        /// Shorter ones come about by chance, and alone they must not refuse what a machine has drawn.
        fileprivate var shortestRepetition: Int {
            switch self {
            case .repetitions: 5
            case .everything: 4
            }
        }
    }

    /// How many characters it comes to.
    let effective: Int
    /// The pattern that took away the most.
    let heaviest: PasswordPattern?

    private struct Step {
        var cost: Int
        var from: Int
        var pattern: PasswordPattern?
    }

    /// The cheapest way to every place of the text, from left to right.
    init(of folded: FoldedText, counting: Counting) {
        let text = folded.scalars
        let repeats = Repetitions(in: folded.plain, shortest: counting.shortestRepetition)
        var way = [Step(cost: 0, from: 0)]
        way += text.indices.map { Step(cost: $0 + 1, from: $0) }
        for start in text.indices {
            func reach(_ end: Int, _ pattern: PasswordPattern?, price: Int) {
                guard way[start].cost + price < way[end].cost else { return }
                way[end] = Step(cost: way[start].cost + price, from: start, pattern: pattern)
            }
            reach(start + 1, nil, price: 1)
            for end in repeats.ends(from: start) { reach(end, .repetition, price: 0) }
            guard case .everything(let names) = counting else { continue }
            for length in names.lengths(at: start, in: text) {
                reach(start + length, .name, price: 1)
            }
            for length in WordBook.common.lengths(at: start, in: text) {
                reach(start + length, .word, price: 1)
            }
            for end in Rows.ends(from: start, in: text) { reach(end, .row, price: 1) }
            if Self.isYear(text[start...].prefix(4)) { reach(start + 4, .year, price: 1) }
        }
        effective = way[text.count].cost
        heaviest = Self.heaviest(way)
    }

    private static func heaviest(_ way: [Step]) -> PasswordPattern? {
        var saved: [PasswordPattern: Int] = [:]
        var place = way.count - 1
        while place > 0 {
            let step = way[place]
            if let pattern = step.pattern { saved[pattern, default: 0] += place - step.from }
            place = step.from
        }
        return PasswordPattern.allCases.filter { saved[$0] != nil }
            .max { saved[$0, default: 0] < saved[$1, default: 0] }
    }

    private static func isYear(_ text: ArraySlice<UInt32>) -> Bool {
        let digits = text.map { Int($0) - 0x30 }
        guard digits.count == 4, digits.allSatisfy((0...9).contains) else { return false }
        return (1900...2099).contains(digits.reduce(0) { $0 * 10 + $1 })
    }
}

/// The parts of a text that came before, also backwards.
struct Repetitions {
    private let shortest: Int
    /// The longest repetition that begins at each place.
    private let longest: [Int]

    init(in text: [UInt32], shortest: Int) {
        self.shortest = shortest
        let count = text.count
        var longest = [Int](repeating: 0, count: count)
        for distance in stride(from: 1, to: count, by: 1) {
            var run = 0
            // The same text so far behind; it may reach into what it repeats.
            for place in stride(from: count - 1, through: distance, by: -1) {
                run = text[place] == text[place - distance] ? run + 1 : 0
                longest[place] = max(longest[place], run)
            }
        }
        for middle in stride(from: 1, to: 2 * count, by: 1) {
            Self.mirror(text, middle, &longest)
        }
        self.longest = longest
    }

    /// Where a repetition that begins at `start` may end.
    func ends(from start: Int) -> some Sequence<Int> {
        stride(from: start + shortest, through: start + longest[start], by: 1)
    }

    /// What stands behind a middle, backwards as it stands before it. The places are counted in halves.
    private static func mirror(_ text: [UInt32], _ sum: Int, _ longest: inout [Int]) {
        // place + twin == sum, twin < place
        var run = 0
        var place = min(text.count - 1, sum)
        while 2 * place > sum {
            let twin = sum - place
            run = text[place] == text[twin] ? run + 1 : 0
            longest[place] = max(longest[place], run)
            place -= 1
        }
    }
}
