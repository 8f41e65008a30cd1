import Proofs
import Synchronization

/// How often a long text came of late, by its mark alone. Two generations of half an hour are kept, so that
/// what came within an hour is known, and memory is bounded: rather a repetition is missed.
final class RepeatedTexts: Sendable {
    private let capacity: Int
    private let counts = Mutex(Generations<[TextMark: Int]>([:], life: 1_800))

    /// - Parameter capacity: how many a generation holds, about 100 bytes each.
    init(capacity: Int = 8_192) { self.capacity = capacity }

    /// How often a text came before.
    func count(of mark: TextMark, now: Int64) -> Int {
        counts.withLock { counts in
            counts.turn(now)
            return counts.young[mark, default: 0] + counts.old[mark, default: 0]
        }
    }

    /// Notes one that was stored.
    func add(_ mark: TextMark, now: Int64) {
        counts.withLock { counts in
            counts.turn(now)
            guard counts.young[mark] != nil || counts.young.count < capacity else { return }
            counts.young[mark, default: 0] += 1
        }
    }
}
