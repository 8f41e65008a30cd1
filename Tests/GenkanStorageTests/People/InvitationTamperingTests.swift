import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// What somebody who writes to the database tries with invitations.
@Suite struct InvitationTamperingTests {
    private func path(_ house: StorageHouse) -> String { house.directory + "/genkan.sqlite" }

    private func refusal(_ body: () async throws -> Void) async throws -> SealingError {
        try #require(await #expect(throws: SealingError.self) { try await body() })
    }

    @Test func `an invitation that somebody put there lets nobody in`() async throws {
        // Mallory is invited into a house of his own and copies the rows.
        let (house, other) = (try await StorageHouse.founded(), try await StorageHouse.founded())
        let slip = try await other.invite("mallory", .administrator)
        try await other.accept(slip, as: "mallory")
        try await other.close()
        let document = try Shell.bytes("SELECT document FROM invitations", in: path(other))
        // The mark of a code depends on the house key: with it, he could find the row.
        let code = try #require(try InvitationCode.read(Array(slip.code.utf8).span))
        try await house.tamper(
            """
            INSERT INTO invitations VALUES (?, ?, ?, ?, ?, 'open', 9000000000000000)
            """,
            [
                slip.id.bytes, code.mark(house.key), slip.person.bytes, slip.person.bytes,
                document[0],
            ])
        let named = SealingError(.notGenuine, .invitation, ObjectID(slip.id))
        #expect(try await refusal { try await house.accept(slip, as: "mallory") } == named)
        #expect(try await house.kinds(1) == [.tamperingRefused])
        #expect(try await house.storage.audit.newest(1).first?.details == [.id(.subject, slip.id)])
        let anna = try await house.signIn()
        #expect(try await house.staff.overview(for: anna).refused == [slip.id])
    }

    @Test func `a role or a name changed in the document is refused and named`() async throws {
        let house = try await StorageHouse.founded()
        let slip = try await house.invite("carol", .viewer)
        try await house.accept(slip, as: "carol")
        let document = try #require(
            try Shell.bytes("SELECT document FROM invitations", in: path(house)).first)
        // The role stands behind magic, house and two ids.
        var promoted = document
        #expect(promoted[68] == 5)
        promoted[68] = 1
        var renamed = document
        renamed[document.count - 65] ^= 1
        for changed in [promoted, renamed] {
            try await house.tamper("UPDATE invitations SET document = ?", [changed])
            let error = try await refusal { try await house.confirm(slip) }
            #expect(error == SealingError(.notGenuine, .invitation, ObjectID(slip.id)))
            #expect(try await house.kinds(1) == [.tamperingRefused])
        }
        try await house.tamper("UPDATE invitations SET document = ?", [document])
        #expect(try await house.confirm(slip).person.role == .viewer)
    }

    @Test func `another code's mark on an invitation finds nothing that counts`() async throws {
        // Mallory is invited as viewer and dora as administrator; he gives her row his mark.
        let house = try await StorageHouse.founded()
        let mallory = try await house.invite("mallory", .viewer)
        let mark = try Shell.bytes("SELECT mark FROM invitations", in: path(house))[0]
        let dora = try await house.invite("dora", .administrator)
        try await house.tamper("DELETE FROM invitations WHERE id = ?", [mallory.id.bytes])
        try await house.tamper("UPDATE invitations SET mark = ?", [mark])
        let error = try await refusal { try await house.accept(mallory, as: "mallory") }
        #expect(error == SealingError(.notGenuine, .invitation, ObjectID(dora.id)))
    }

    /// The columns of an acceptance that hold keys.
    private static let keys = "document, credential, salt, public_key, agreement, signing"

    @Test func `keys exchanged after the acceptance let nobody in`() async throws {
        let house = try await StorageHouse.founded()
        let (carol, mallory) = (
            try await house.invite("carol", .administrator),
            try await house.invite("mallory", .viewer)
        )
        try await house.accept(carol, as: "carol")
        try await house.accept(mallory, as: "mallory")
        // The whole acceptance of mallory's under carol's invitation.
        try await house.tamper(
            """
            UPDATE acceptances SET (\(Self.keys)) =
                (SELECT \(Self.keys) FROM acceptances WHERE invitation = ?)
            WHERE invitation = ?
            """, [mallory.id.bytes, carol.id.bytes])
        let error = try await refusal { try await house.confirm(carol) }
        #expect(error == SealingError(.notGenuine, .acceptance, ObjectID(carol.id)))
        #expect(try await house.kinds(1) == [.tamperingRefused])
        #expect(try await house.staff.people().count == 1)
    }

    @Test func `a credential exchanged after the acceptance opens nothing`() async throws {
        let (house, form) = try await StorageHouse.withContact()
        let slip = try await house.invite("carol", forms: [form.id])
        try await house.accept(slip, as: "carol")
        // Mallory gives the row a credential of his own; the keys stay carol's.
        let other = try await house.invite("mallory", .viewer)
        try await house.accept(other, as: "mallory")
        let own = "credential, salt, public_key"
        try await house.tamper(
            """
            UPDATE acceptances SET (\(own)) =
                (SELECT \(own) FROM acceptances WHERE invitation = ?)
            WHERE invitation = ?
            """, [other.id.bytes, slip.id.bytes])
        try await house.confirm(slip)
        for who in ["mallory", "carol"] {
            let answer = try? await house.answer("carol", "\(who)'s long password")
            guard case .signedIn = answer else { continue }
            Issue.record("\(who) signed in as carol")
        }
    }

    @Test func `a box of somebody else's making is refused`() async throws {
        let house = try await StorageHouse.founded()
        let (carol, mallory) = (
            try await house.invite("carol", .administrator),
            try await house.invite("mallory", .viewer)
        )
        try await house.accept(carol, as: "carol")
        try await house.tamper(
            """
            UPDATE invitation_keys SET sealed =
                (SELECT sealed FROM invitation_keys AS other
                 WHERE other.invitation = ? AND other.person = invitation_keys.person)
            WHERE invitation = ?
            """, [mallory.id.bytes, carol.id.bytes])
        let error = try await refusal { try await house.confirm(carol) }
        #expect(error == SealingError(.cannotOpen, .invitation, ObjectID(carol.id)))
    }

    @Test func `an invitation that is put back after its use renews nobody`() async throws {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("ben", forms: [form.id])
        let slip = try await house.inviteAgain("ben", forms: [form.id])
        try await house.accept(slip, as: "ben")
        try await house.close()
        let acceptance = try Shell.bytes(
            "SELECT document FROM acceptances UNION ALL SELECT sealed FROM invitation_keys",
            in: path(house))
        let columns = try Shell.bytes(
            """
            SELECT credential FROM acceptances UNION ALL SELECT salt FROM acceptances
            UNION ALL SELECT public_key FROM acceptances
            UNION ALL SELECT agreement FROM acceptances UNION ALL SELECT signing FROM acceptances
            """, in: path(house))
        let people = try Shell.bytes("SELECT person FROM invitation_keys", in: path(house))
        try house.open()
        try await house.confirm(slip)
        let keys = people.map { _ in "INSERT INTO invitation_keys VALUES (?, ?, ?);" }.joined()
        try await house.tamper(
            """
            UPDATE invitations SET state = 'accepted' WHERE id = ?;
            INSERT INTO acceptances (invitation, document, accepted_at, credential, log_n, r, p,
                salt, public_key, agreement, signing)
            VALUES (?, ?, 1795000000000000, ?, 10, 8, 1, ?, ?, ?, ?);
            \(keys)
            """,
            [slip.id.bytes, slip.id.bytes, acceptance[0]] + columns
                + zip(people, acceptance.dropFirst()).flatMap { [slip.id.bytes, $0, $1] })
        await expectRefusal(.overtaken) { try await house.confirm(slip) }
    }

    @Test
    func `a task that somebody put there is refused, and one that is settled by hand only hides`()
        async throws
    {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("dora", .administrator)
        let slip = try await house.invite("carol", forms: [form.id], by: "dora")
        try await house.accept(slip, as: "carol")
        try await house.confirm(slip, by: "dora")
        let anna = try await house.signIn()
        #expect(try await house.staff.waitingGrants(for: anna).count == 1)
        let document = try #require(
            try Shell.bytes(
                "SELECT document FROM invitations WHERE state = 'confirmed'", in: path(house)
            ).first)
        var forged = document
        forged[forged.count - 1] ^= 1
        try await house.tamper(
            "UPDATE invitations SET document = ? WHERE state = 'confirmed'", [forged])
        let overview = try await house.staff.overview(for: anna)
        #expect(overview.grants.isEmpty && overview.refused == [slip.id])
    }
}
