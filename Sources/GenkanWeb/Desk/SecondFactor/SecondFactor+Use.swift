import Genkan
import Proofs
import Sealing

extension SecondFactor {
    /// What is left of a stored factor after what was typed; nil when that was wrong. The work is the
    /// same whether it was right or wrong, and of nobody: then on a factor made up on the spot.
    static func left(
        of content: SecondFactorContent?, after typed: String, now: Instant
    ) throws -> SecondFactorContent? {
        let spare = try SecondFactor.create()
        let factor = try SecondFactor.read(content ?? spare.content())
        let use = try factor.check(typed, now: now.seconds)
        let left = try use.map { try factor.using($0) } ?? spare
        let result = try left.content()
        return use != nil && content != nil ? result : nil
    }
}
