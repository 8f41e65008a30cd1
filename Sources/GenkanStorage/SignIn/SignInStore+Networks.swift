public import Genkan
import Sealing

/// Everything that somebody signs in with was right, and the desk may not be used from where they are.
public struct NotFromHere: Error, Hashable, Sendable {
    /// Whose code was right on the second page; nil where none was asked for.
    public let person: PersonID?

    /// - Parameter person: whose code was right.
    public init(_ person: PersonID? = nil) { self.person = person }
}

extension SignInStore {
    /// What is written down of somebody who has proven who they are and may not come in from there; nil
    /// for who may. Asked last, so that nobody else learns of it.
    func turnedAway(
        _ entry: VerifiedPerson, at place: SessionPlace, _ now: Instant
    ) async throws -> AuditEvent? {
        guard let person = try Person(entry) else { return nil }
        let address = ClientAddress(place.address)
        guard try await !networks.admits(address, as: person.role) else { return nil }
        let from = address.map { [AuditDetail.network($0.description)] } ?? []
        return try staff.event(.turnedAway, by: .person(person.id), details: from, now: now)
    }
}
