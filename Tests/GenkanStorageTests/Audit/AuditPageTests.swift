import OpenSSL
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct AuditPageTests {
    private func query(
        _ world: GrantHouse, forms: [FormID] = [], seesHouse: Bool = false
    ) -> AuditQuery {
        AuditQuery(reader: world.mia.id, forms: Set(forms), seesHouse: seesHouse)
    }

    @Test func `what concerns a form is shown to who can open it, the newest first`() async throws {
        let world = try await GrantHouse()
        for number in 0..<3 {
            try await world.house.send(Contact.arrival(world.form, message: "\(number)"))
        }
        let trail = try world.house.storage.audit
        let page = try await trail.page(query(world, forms: [world.form.id]))
        #expect(
            page.entries.prefix(3).map(\.event.kind) == [
                .submissionStored, .submissionStored, .submissionStored,
            ])
        #expect(page.entries.allSatisfy { $0.event.form == world.form.id })
        #expect(page.broken.isEmpty && page.older == nil)
        #expect(try await trail.page(query(world)).entries.isEmpty)
    }

    @Test
    func `who sees the house sees people and grants, and of other forms nothing that was sent`()
        async throws
    {
        let world = try await GrantHouse()
        try await world.house.send(Contact.arrival(world.form))
        let page = try await world.house.storage.audit.page(query(world, seesHouse: true))
        let kinds = Set(page.entries.map(\.event.kind))
        #expect(kinds.isSuperset(of: [.houseSetUp, .formAdded, .formGranted, .personAdded]))
        #expect(!kinds.contains(.submissionStored))
    }

    @Test func `everybody sees what they did, and can be asked for`() async throws {
        let world = try await GrantHouse()
        let now = world.house.clock.now, trail = try world.house.storage.audit
        try await trail.record(.signedIn, by: .person(world.mia.id), now: now)
        try await trail.record(.signedIn, by: .person(world.ben.id), now: now)
        #expect(
            try await trail.page(query(world)).entries.map(\.event.actor) == [.person(world.mia.id)]
        )
        var bens = query(world, seesHouse: true)
        bens.person = world.ben.id
        let found = try await trail.page(bens).entries.map(\.event)
        #expect(found.first?.kind == .signedIn && found.contains { $0.kind == .personAdded })
        #expect(
            found.allSatisfy {
                $0.actor == .person(world.ben.id) || $0.details.contains(.id(.person, world.ben.id))
            })
    }

    @Test func `a hundred are a page, and the next begins behind it`() async throws {
        let world = try await GrantHouse()
        let now = world.house.clock.now, trail = try world.house.storage.audit
        try await world.house.storage.writer.write { connection in
            let mint = Mint { try SecureRandom.bytes($0) }
            for number in 0..<250 {
                let event = AuditEvent(
                    id: try mint.id(at: now), at: now, kind: .serveStarted, actor: .house,
                    details: [.number(.number, number)])
                try AuditTrail.append([event], to: connection)
            }
        }
        var query = query(world, seesHouse: true)
        var numbers: [Int64] = []
        var pages = 0
        repeat {
            let page = try await trail.page(query)
            #expect(page.entries.count <= AuditStore.mostOnPage && page.broken.isEmpty)
            numbers += page.entries.map(\.event).compactMap { event in
                guard event.kind == .serveStarted, case .number(let number) = event.details[0].value
                else { return nil }
                return number
            }
            query.before = page.older
            pages += 1
        } while query.before != nil && pages < 10
        #expect(numbers == (0..<250).reversed().map(Int64.init) && pages >= 3)
    }

    @Test(
        arguments: [
            ("UPDATE audit SET at = at + 1 WHERE sequence = 4", [4]),
            ("UPDATE audit SET kind = 'signed-in' WHERE sequence = 4", [4]),
            ("UPDATE audit SET details = x'00' WHERE sequence = 4", [4]),
            ("UPDATE audit SET hash = zeroblob(32) WHERE sequence = 4", [4]),
            ("UPDATE audit SET previous = zeroblob(32) WHERE sequence = 4", [4]),
            // What was taken out is missed by the row before which it stood.
            ("DELETE FROM audit WHERE sequence = 4", [5]),
            ("DELETE FROM audit WHERE sequence = 1", [2]),
            ("DELETE FROM audit WHERE sequence < 4", [4]),
        ] as [(String, [Int64])])
    func `a row that was changed or taken out is told of, and keeps no other back`(
        sql: String, broken: [Int64]
    ) async throws {
        let world = try await GrantHouse()
        for number in 0..<3 {
            try await world.house.send(Contact.arrival(world.form, message: "\(number)"))
        }
        try await world.house.tamper(sql)
        let page = try await world.house.storage.audit.page(
            query(world, forms: [world.form.id], seesHouse: true))
        #expect(page.broken == broken)
        #expect(page.entries.count { $0.event.kind == .submissionStored } == 3)
        #expect(page.entries.allSatisfy { $0.isGenuine || broken.contains($0.number) })
    }

    @Test func `what was taken out between two pages is missed, too`() async throws {
        let world = try await GrantHouse()
        let now = world.house.clock.now
        for _ in 0..<120 {
            try await world.house.storage.audit.record(.serveStarted, by: .house, now: now)
        }
        let first = try await world.house.storage.audit.page(query(world, seesHouse: true))
        let end = try #require(first.older)
        #expect(first.entries.last?.number == end && first.broken.isEmpty)
        try await world.house.tamper("DELETE FROM audit WHERE sequence = \(end - 1)")
        var next = query(world, seesHouse: true)
        next.before = end
        let second = try await world.house.storage.audit.page(next)
        #expect(second.broken == [end] && second.older == nil)
        // The row with which the first page ended, gone as well: the one above it misses it.
        try await world.house.tamper("DELETE FROM audit WHERE sequence = \(end)")
        let third = try await world.house.storage.audit.page(next)
        #expect(third.broken == [end + 1])
    }
}
