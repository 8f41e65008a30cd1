/// What is remembered for a time, in two generations: the old one is forgotten when the young one has its
/// age. So everything is kept for a life and at most two, and memory is bounded by what a generation holds.
struct Generations<Memory> {
    var young: Memory
    var old: Memory
    private let empty: Memory
    private let life: Int64
    private var began: Int64 = 0

    /// - Parameters:
    ///   - empty: what a generation begins with.
    ///   - life: in seconds.
    init(_ empty: Memory, life: Int64) {
        self.empty = empty
        self.life = life
        young = empty
        old = empty
    }

    /// Begins a new generation when it is time. A clock that was set back forgets nothing: what is known
    /// stays for a whole life more.
    ///
    /// - Parameter now: in seconds since 1970.
    mutating func turn(_ now: Int64) {
        let age = now - began
        if age < 0 {
            began = now
        } else if age > life {
            old = age > 2 * life ? empty : young
            young = empty
            began = now
        }
    }
}
