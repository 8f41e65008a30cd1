import Genkan

/// Makes ids out of the randomness that the process was given.
struct Mint: Sendable {
    /// The system's generator: answers that many random bytes.
    let random: @Sendable (Int) throws -> [UInt8]

    func id<Subject>(at now: Instant) throws -> ID<Subject> {
        ID(time: now, random: try bytes(10))
    }

    /// So many random bytes.
    func bytes(_ count: Int) throws -> [UInt8] {
        let bytes = try random(count)
        guard bytes.count == count else {
            throw StorageError(.unavailable, "the system's generator gave no randomness")
        }
        return bytes
    }
}
