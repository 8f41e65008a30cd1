import Genkan

/// A dictionary that forgets what is old, all at once and without looking at each entry.
///
/// An entry stays for at least a lifetime and at most two. Where there is a capacity, so many newer
/// entries end it before its time.
struct Generations<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let lifetime: Duration
    private let capacity: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private var turned: Instant
    /// Whether the old went before their time since then, so that what is old now is young in truth.
    private var isFull = false

    /// - Parameters:
    ///   - lifetime: how long an entry is sure to stay.
    ///   - capacity: how many newer entries may come before it goes all the same.
    init(lifetime: Duration, capacity: Int = .max, now: Instant) {
        self.lifetime = lifetime
        self.capacity = capacity
        turned = now
    }

    subscript(key: Key) -> Value? { young[key] ?? old[key] }

    /// Sets the value of a key.
    mutating func set(_ key: Key, _ value: Value) {
        if young.count >= capacity {
            turn()
            isFull = true
        }
        young[key] = value
    }

    /// Lets the old go when a lifetime has passed since that was last done; what the caller then
    /// holds is taken apart where it likes. A clock that went back begins the lifetime anew.
    mutating func sweep(at now: Instant) -> [Key: Value] {
        guard now.since(turned) >= lifetime || now < turned else { return [:] }
        let isOver = now >= turned && !isFull
        turned = now
        isFull = false
        guard isOver else { return [:] }
        defer { turn() }
        return old
    }

    private mutating func turn() {
        old = young
        young = [:]
    }
}
