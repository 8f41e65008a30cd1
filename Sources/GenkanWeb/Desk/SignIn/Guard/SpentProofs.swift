import Synchronization

/// The proofs of work that were used at the sign-in, each for as long as its challenge lives.
///
/// Two generations are kept, as in ``TokenBuckets``, but none is forgotten early: when one is full within the
/// life of a challenge, nothing further is taken for a proof until it has gone by.
final class SpentProofs: Sendable {
    private let capacity: Int
    private let generations: Mutex<Generations<Set<[UInt8]>>>

    /// - Parameters:
    ///   - life: of a challenge, in seconds.
    ///   - capacity: how many a generation holds, about 100 bytes each.
    init(life: Int64, capacity: Int = 4_096) {
        generations = Mutex(Generations([], life: life))
        self.capacity = capacity
    }

    /// Uses a mark up; false when it was used before, or when there is no room to remember it.
    func spend(_ mark: [UInt8], now: Int64) -> Bool {
        generations.withLock { generations in
            generations.turn(now)
            guard !generations.old.contains(mark), generations.young.count < capacity else {
                return false
            }
            return generations.young.insert(mark).inserted
        }
    }
}
