import OpenSSL

/// The people of this house, proven: a numbered document signed by an administrator (or the
/// recovery person) of the roster before it, back to the first one, which the house key anchors.
/// There is no way to make one but verification, founding a house, and signing a successor.
public struct VerifiedRoster: Sendable {
    /// The number, from 1; each successor has the next.
    public let number: UInt64
    /// Everybody, in ascending order of id.
    public let people: [VerifiedPerson]
    /// Who signed it.
    public let signer: ObjectID
    /// The signed document: a row to store. Rosters are never deleted, the chain is the proof.
    public let bytes: [UInt8]
    /// What to write to `house.state` once the row is committed.
    public let pin: RosterPin

    let house: [UInt8]

    init(verified document: RosterDocument, bytes: [UInt8]) throws(OpenSSLError) {
        number = document.number
        people = document.people.map(VerifiedPerson.init(verified:))
        signer = document.signer
        house = document.house
        self.bytes = bytes
        pin = try RosterPin(number: document.number, digest: SHA256.digest(of: bytes.span))
    }

    /// The person with this id, or nil when the roster does not list them (any more).
    public func person(_ id: ObjectID) -> VerifiedPerson? {
        people.first { $0.id == id }
    }

    /// Who holds a new form unless something else is said: every administrator and the recovery
    /// person.
    public var defaultHolders: [VerifiedPerson] {
        people.filter(\.role.isTrusted)
    }

    /// Whether this person's signature makes the next roster.
    func maySign(_ id: ObjectID) -> VerifiedPerson? {
        person(id).flatMap { $0.role.isTrusted ? $0 : nil }
    }
}
