/// Finds the name that somebody meant.
public enum NearestName {
    /// The known name at the least Damerau-Levenshtein distance (optimal string alignment, over
    /// Unicode scalars, without regard to case, `_` and `-` alike); nil when none is near: at most
    /// one edit for every three scalars, two for short names of four and five. Of equally near
    /// ones the first.
    public static func suggest(for name: String, among known: some Sequence<String>) -> String? {
        let wanted = folded(name)
        guard (1...64).contains(wanted.count) else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in known {
            let other = folded(candidate)
            let limit =
                max(wanted.count, other.count) / 3 + (min(wanted.count, other.count) > 3 ? 1 : 0)
            guard abs(other.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, other)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// The number of insertions, deletions, substitutions and swaps of neighbours.
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let substitution = last[column] + (scalar == other ? 0 : 1)
                var cost = min(last[column + 1] + 1, current[column] + 1, substitution)
                let isSwap =
                    row > 0 && column > 0 && scalar == right[column - 1] && left[row - 1] == other
                if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }

    private static func folded(_ name: String) -> [Unicode.Scalar] {
        name.lowercased().unicodeScalars.map { $0 == "-" ? "_" : $0 }
    }
}
