import Proofs
import Sealing

extension SecondFactor {
    /// What a row holds.
    static func read(_ content: SecondFactorContent) throws -> SecondFactor {
        try content.withBytes { try SecondFactor(decoding: $0) }
    }

    /// What a row is to hold.
    func content() throws(ProofError) -> SecondFactorContent {
        SecondFactorContent(try encoded())
    }
}
