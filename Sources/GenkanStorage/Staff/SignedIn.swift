public import Genkan
public import Sealing

/// Somebody who has just proven who they are.
public struct SignedIn: Sendable {
    /// The person, as the verified roster has them.
    public let person: Person
    /// What they can open.
    public let keychain: Keychain
    let factors: SessionFactors

    init(person: Person, keychain: Keychain, factors: SessionFactors) {
        self.person = person
        self.keychain = keychain
        self.factors = factors
    }
}
