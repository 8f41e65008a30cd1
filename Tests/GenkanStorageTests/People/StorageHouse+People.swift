import Foundation
import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

extension StorageHouse {
    var staff: StaffStore { get throws { try storage.staff } }

    /// A house with the contact form, which anna holds.
    static func withContact() async throws -> (StorageHouse, RegisteredForm) {
        let house = try await founded()
        return (house, try await house.contact())
    }

    static func secret(of who: String) throws -> Password { try password("\(who)'s long password") }

    /// What the inviter hands over.
    struct Slip: Sendable {
        let id: InvitationID
        let person: PersonID
        let code: String
    }

    /// Somebody invites somebody new.
    func invite(
        _ name: String, _ role: Role = .staff, forms: Set<FormID> = [], by inviter: String = "anna"
    ) async throws -> Slip {
        let session = try await signIn(inviter)
        return try slip(
            try await staff.invite(
                .newcomer(Self.name(name), role, forms: forms), by: session,
                password: Self.secret(of: inviter), now: clock.now))
    }

    /// Somebody invites somebody of the roster again.
    func inviteAgain(
        _ who: String, forms: Set<FormID> = [], by inviter: String = "anna"
    ) async throws -> Slip {
        let session = try await signIn(inviter)
        return try slip(
            try await staff.invite(
                .again(id(of: who), forms: forms), by: session,
                password: Self.secret(of: inviter), now: clock.now))
    }

    private func slip(_ invited: Invited) throws -> Slip {
        let code = try invited.code.withText { text in
            String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        }
        return Slip(id: invited.invitee.id, person: invited.invitee.person, code: code)
    }

    @discardableResult
    func accept(_ slip: Slip, as who: String) async throws -> Invitee {
        try await staff.accept(
            slip.code, password: Self.secret(of: who), secondFactor: Self.factor(), now: clock.now)
    }

    @discardableResult
    func confirm(_ slip: Slip, by administrator: String = "anna") async throws -> Confirmed {
        let session = try await signIn(administrator)
        return try await staff.confirm(
            slip.id, by: session, password: Self.secret(of: administrator), now: clock.now)
    }

    /// The whole way in.
    @discardableResult
    func join(
        _ name: String, _ role: Role = .staff, forms: Set<FormID> = [], by inviter: String = "anna"
    ) async throws -> Confirmed {
        let slip = try await invite(name, role, forms: forms, by: inviter)
        try await accept(slip, as: name)
        return try await confirm(slip, by: inviter)
    }

    func id(of name: String) async throws -> PersonID {
        try await #require(staff.people().first { $0.name.text == name }).id
    }

    func change(
        _ who: String, name: String? = nil, role: Role, by administrator: String = "anna"
    ) async throws -> Person {
        let session = try await signIn(administrator)
        return try await staff.change(
            id(of: who), name: Self.name(name ?? who), role: role, by: session,
            password: Self.secret(of: administrator), from: nil, now: clock.now
        ) { _ in }
    }

    @discardableResult
    func leave(
        _ who: String, cardsTo successor: String? = nil, by administrator: String = "anna"
    ) async throws -> Int {
        let session = try await signIn(administrator)
        var successorID: PersonID?
        if let successor { successorID = try await id(of: successor) }
        return try await staff.remove(
            id(of: who), cardsTo: successorID, by: session,
            password: Self.secret(of: administrator), now: clock.now)
    }

    func kinds(_ count: Int) async throws -> [AuditKind] {
        try await storage.audit.newest(count).map(\.kind)
    }

    func count(_ table: String, of person: PersonID) throws -> Int {
        let id = person.bytes.map { String(format: "%02x", $0) }.joined()
        return try Shell.number(
            "SELECT count(*) FROM \(table) WHERE person = x'\(id)'",
            in: directory + "/genkan.sqlite")
    }
}

/// Expects a refusal of exactly this kind.
func expectRefusal(
    _ refusal: PeopleRefusal, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    await #expect(throws: refusal, sourceLocation: sourceLocation) { try await body() }
}
