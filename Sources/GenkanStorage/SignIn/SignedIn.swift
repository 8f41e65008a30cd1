import Genkan
import Sealing

/// Somebody who has just proven who they are, with everything that was asked for.
struct SignedIn: Sendable {
    /// The person, as the verified roster has them.
    let person: Person
    /// What they can open.
    let keychain: Keychain
    let factors: SessionFactors
}
