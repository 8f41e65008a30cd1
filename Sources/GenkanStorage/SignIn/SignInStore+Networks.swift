import Genkan
import Sealing

/// Everything that somebody signs in with was right, and the desk may not be used from where they are.
public struct NotFromHere: Error, Hashable, Sendable {
    public init() {}
}

extension SignInStore {
    /// Looks whether somebody who has proven who they are may come in from a place: asked last, so
    /// that nobody else learns of it.
    ///
    /// - Throws: ``NotFromHere``, which is written down.
    func admit(_ entry: VerifiedPerson, at place: SessionPlace, _ now: Instant) async throws {
        guard let person = try Person(entry) else { return }
        let address = ClientAddress(place.address)
        guard try await !networks.admits(address, as: person.role) else { return }
        let from = address.map { [AuditDetail.network($0.description)] } ?? []
        try await staff.record([
            staff.event(.turnedAway, by: .person(person.id), details: from, now: now)
        ])
        throw NotFromHere()
    }
}
