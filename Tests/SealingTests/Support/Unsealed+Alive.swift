@testable import Sealing

extension Keychain.Unsealed {
    /// What a session that is alive gives.
    func alive() throws -> (keychain: Keychain, facts: SessionFacts) {
        guard case .alive(let keychain, let facts) = self else { throw Over() }
        return (keychain, facts)
    }

    /// Why it is over; nil while it is alive.
    var end: SessionFacts.End? {
        guard case .over(let end) = self else { return nil }
        return end
    }

    private struct Over: Error {}
}
