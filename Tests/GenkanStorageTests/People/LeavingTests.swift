import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct LeavingTests {
    /// ben has three cards: a new one, a held one and a finished one; anna has one.
    private func house() async throws -> (StorageHouse, RegisteredForm, [SubmissionID]) {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("ben", forms: [form.id])
        for held in [nil, HeldReason.honeypot, nil, nil] {
            try await house.send(
                Contact.arrival(form, message: "\(UInt64.random(in: 0...9_999_999))", held: held))
        }
        let anna = try await house.signIn()
        let page = try await house.storage.board.page(form.id, for: anna)
        let held = page.columns[0].cards.map(\.id), new = page.columns[1].cards.map(\.id)
        let ben = try await house.id(of: "ben")
        let cards = [new[0], held[0], new[1]]
        for card in cards { try await house.move(card, .assign(ben), 1) }
        try await house.move(new[1], .move(to: "done"), 2)
        try await house.move(new[2], .take, 1)
        return (house, form, cards)
    }

    @Test func `who alone could open a form stays until somebody else can`() async throws {
        let world = try await GrantHouse()
        let house = world.house
        try await house.join("dora", .administrator)
        // Somebody with the database takes everybody else's grant away, the recovery code's among them.
        try await house.tamper("DELETE FROM grants WHERE person <> ?", [world.mia.id.bytes])
        await expectRefusal(.lastHolder) { try await house.leave("mia", by: "dora") }
        // carol holds no form: she may go.
        try await house.leave("carol", by: "dora")
    }

    @Test func `one action takes everything away, and the cards go to somebody else`() async throws
    {
        let (house, form, cards) = try await house()
        let token = try await house.token("ben")
        let ben = try await house.id(of: "ben"), anna = try await house.id(of: "anna")
        try await house.staff.choose(.en, for: ben)
        try await house.staff.seen(ben, at: house.clock.now)
        let bens = try await house.signIn("ben"), board = try house.storage.board
        _ = try await board.open(cards[0], for: bens, now: house.clock.now)
        let view = try #require(LabelName("mine"))
        #expect(
            try await board.save(
                view, "assignee=me", of: form.id, for: bens, now: house.clock.now))
        #expect(try house.count("seen", of: ben) == 1 && house.count("views", of: ben) == 1)
        #expect(try await house.staff.details(of: ben, for: house.signIn())?.openCards == 2)
        #expect(try await house.leave("ben", cardsTo: "anna") == 2)
        for table in [
            "credentials", "second_factors", "grants", "grant_decisions", "last_seen", "profiles",
            "invitations", "notice_choices", "seen", "views", "note_mentions",
        ] {
            #expect(try house.count(table, of: ben) == 0, "\(table)")
        }
        await #expect(throws: SealingError(.cannotOpen, .session)) {
            _ = try await house.storage.sessions.resume(token, now: house.clock.now)
        }
        guard case .refused = try await house.answer("ben", "ben's long password") else {
            throw Unexpected(what: "ben signs in")
        }
        let session = try await house.signIn()
        let assignees = try await cards.asyncMap { id in
            try await house.storage.board.card(id, of: form.id, for: session)?.state.assignee
        }
        #expect(assignees == [anna, anna, ben])
        let opened = try #require(
            try await house.storage.board.open(cards[0], for: session, now: house.clock.now))
        #expect(opened.history.last?.kind == .assigned(from: ben, to: anna))
        #expect(opened.history.last?.by == anna)
        #expect(opened.desk.former.map(\.name.text) == ["ben"])
        #expect(try await house.staff.former().map(\.id) == [ben])
        let kinds = try await house.kinds(30)
        #expect(kinds.contains(.personRemoved) && kinds.contains(.submissionAssigned))
        #expect(try await house.storage.audit.verify().isIntact)
    }

    @Test func `cards that the successor cannot work are laid open`() async throws {
        let (house, form, cards) = try await house()
        try await house.join("vera", .viewer, forms: [form.id])
        try await house.join("carol", .staff)
        try await house.leave("ben", cardsTo: "carol")
        let session = try await house.signIn()
        let card = try await house.storage.board.card(cards[0], of: form.id, for: session)
        #expect(card?.state.assignee == nil && card?.state.version == 3)
    }

    @Test func `who leaves comes back as somebody new`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("ben")
        let before = try await house.id(of: "ben")
        try await house.leave("ben")
        try await house.join("ben")
        #expect(try await house.id(of: "ben") != before)
        #expect(try await house.staff.former().map(\.id) == [before])
    }

    @Test func `an administrator lets herself leave while another is there`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("dora", .administrator)
        try await house.leave("anna", by: "anna")
        #expect(try await house.staff.people().map(\.name.text) == ["dora"])
    }

    @Test func `an invitation that waits for grants goes with who was to get them`() async throws {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("dora", .administrator)
        let slip = try await house.invite("carol", forms: [form.id], by: "dora")
        try await house.accept(slip, as: "carol")
        try await house.confirm(slip, by: "dora")
        try await house.leave("carol")
        #expect(try await house.staff.overview(for: house.signIn()).grants.isEmpty)
    }

    @Test func `what the inviter wanted is still known when the inviter has left`() async throws {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("dora", .administrator)
        let slip = try await house.invite("carol", forms: [form.id], by: "dora")
        try await house.accept(slip, as: "carol")
        try await house.confirm(slip, by: "dora")
        try await house.leave("dora")
        let waiting = try await house.staff.waitingGrants(for: house.signIn())
        #expect(waiting.map(\.person.name.text) == ["carol"])
    }
}

extension StorageHouse {
    func move(_ card: SubmissionID, _ move: CardAction, _ version: Int64) async throws {
        let session = try await signIn()
        let outcome = try await storage.board.change(
            card, move, expecting: version, for: session, now: clock.now)
        guard case .changed = outcome else { throw Unexpected(what: "\(outcome)") }
    }
}

extension AuditStore.Verdict {
    var isIntact: Bool { if case .intact = self { true } else { false } }
}

extension Array where Element: Sendable {
    func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
