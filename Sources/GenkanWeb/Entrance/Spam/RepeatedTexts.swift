import Proofs
import Synchronization

/// How often a long text came of late, by its mark alone. Two generations of half an hour are kept, so that
/// what came within an hour is known, and memory is bounded: rather a repetition is missed.
final class RepeatedTexts: Sendable {
    private struct Generations {
        var young: [TextMark: Int] = [:]
        var old: [TextMark: Int] = [:]
        /// In seconds since 1970.
        var began: Int64 = 0
    }

    /// In seconds.
    private static let life: Int64 = 1_800

    private let capacity: Int
    private let generations = Mutex(Generations())

    /// - Parameter capacity: how many a generation holds, about 100 bytes each.
    init(capacity: Int = 8_192) { self.capacity = capacity }

    /// How often a text came before.
    func count(of mark: TextMark, now: Int64) -> Int {
        generations.withLock { generations in
            Self.turn(&generations, now)
            return generations.young[mark, default: 0] + generations.old[mark, default: 0]
        }
    }

    /// Notes one that was stored.
    func add(_ mark: TextMark, now: Int64) {
        generations.withLock { generations in
            Self.turn(&generations, now)
            guard generations.young[mark] != nil || generations.young.count < capacity else {
                return
            }
            generations.young[mark, default: 0] += 1
        }
    }

    private static func turn(_ generations: inout Generations, _ now: Int64) {
        let age = now - generations.began
        if age < 0 {
            // The clock was set back: what is known stays for a whole life more.
            generations.began = now
        } else if age > life {
            generations.old = age > 2 * life ? [:] : generations.young
            generations.young = [:]
            generations.began = now
        }
    }
}
