import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Who loses the form, the right, the session or the place in the roster loses the export that is
/// running.
@Suite struct ExportLossTests {
    /// What can happen to mia while she takes the form's answers along.
    enum Blow: String, CaseIterable {
        case revoked = "grant-revoked"
        case demoted = "right-lost"
        case left = "person-left"
        case signedOut = "session-ended"
        case closed = "network-closed"
        case tooLong = "too-long"

        var reason: String { self == .tooLong ? "session-ended" : rawValue }

        func strike(_ world: GrantHouse, _ token: String) async throws {
            let house = world.house
            switch self {
            case .revoked: _ = try await world.revoke(from: world.mia.id, by: house.signIn())
            case .demoted: try await house.becomes(.staff, world.mia)
            case .left: try await house.leaves(world.mia)
            case .signedOut: try await house.storage.sessions.end(token, now: house.clock.now)
            case .closed:
                let office = try #require(AddressRange("203.0.113.0/24"))
                _ = try await house.storage.networks.change(
                    .allow([office]), for: .manager, by: .command, now: house.clock.now)
            case .tooLong: house.clock.advance(by: .seconds(43_200))
            }
        }
    }

    /// 230 submissions: three pages, which are read when the one before has been taken.
    private func world() async throws -> (GrantHouse, LiveSession, token: String) {
        let world = try await GrantHouse()
        for number in 0..<230 {
            try await world.house.send(Contact.arrival(world.form, message: "\(number)"))
        }
        let token = try await world.house.token("mia")
        return (world, try await world.house.resumed(token), token)
    }

    private func end(_ world: GrantHouse) async throws -> AuditEvent {
        try #require(
            try await world.house.storage.audit.newest(9).first { $0.kind == .exportEnded })
    }

    @Test(arguments: Blow.allCases)
    func `the page that was begun is the last, and the trail says why`(blow: Blow) async throws {
        let (world, session, token) = try await world()
        let export = try await world.house.export(world.form, as: session)
        var count = 0
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await export.run { _ in
                count += 1
                if count == 50 { try await blow.strike(world, token) }
            } finish: {
                Issue.record("what was kept back was handed over")
            }
        }
        // A clock that was turned on has it noticed before the page is over.
        #expect(count == (blow == .tooLong ? 50 : 100))
        let details = try await end(world).details
        #expect(details.contains(.word(.outcome, "cut")))
        #expect(details.contains(.word(.reason, blow.reason)))
        #expect(details.contains(.number(.rows, count)))
    }

    @Test func `who reads slowly notices within two seconds, page or no page`() async throws {
        let (world, session, token) = try await world()
        let export = try await world.house.export(world.form, as: session)
        var count = 0
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await export.run { _ in
                count += 1
                if count == 10 { try await Blow.revoked.strike(world, token) }
                if count >= 10 { world.house.clock.advance(by: .milliseconds(500)) }
            }
        }
        // 10 lent before, and 11, 12 and 13 within the two seconds.
        #expect(count == 13)
    }

    @Test func `whose role may not export begins none`() async throws {
        let (world, _, _) = try await world()
        let ben = try await world.house.signIn("ben")
        await #expect(throws: StorageError(.notAllowed, "")) {
            _ = try await world.house.export(world.form, as: ben)
        }
        #expect(try await world.house.storage.audit.newest(1).first?.kind == .signedIn)
    }

    @Test func `what was lost between asking and running lends nothing`() async throws {
        let (world, session, token) = try await world()
        let export = try await world.house.export(world.form, as: session)
        try await Blow.revoked.strike(world, token)
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await export.run { _ in Issue.record("a row was lent") }
        }
        #expect(try await end(world).details.contains(.number(.rows, 0)))
    }

    @Test func `a loss after the last row keeps back what was not handed over`() async throws {
        let (world, session, token) = try await world()
        let export = try await world.house.export(world.form, as: session)
        var count = 0
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await export.run { _ in
                count += 1
                if count == 230 { try await Blow.revoked.strike(world, token) }
            } finish: {
                Issue.record("what was kept back was handed over")
            }
        }
        #expect(try await end(world).details.contains(.word(.outcome, "cut")))
    }

    @Test(arguments: [false, true])
    func `a credential given again in another tab cuts nothing, the end of what follows does`(
        ends: Bool
    ) async throws {
        let (world, session, token) = try await world()
        let sessions = try world.house.storage.sessions
        let export = try await world.house.export(world.form, as: session)
        var count = 0
        var newest = token
        func take() async throws {
            count += 1
            guard count == 10 || count == 20 || (ends && count == 50) else { return }
            let now = world.house.clock.now
            guard count < 50 else { return try await sessions.end(newest, now: now) }
            let place = SessionPlace(device: "", address: "")
            newest = try #require(try await sessions.renewed(newest, at: place, now: now))
        }
        if ends {
            await #expect(throws: StorageError(.notAllowed, "")) {
                try await export.run { _ in try await take() }
            }
        } else {
            try await export.run { _ in try await take() }
        }
        #expect(count == (ends ? 100 : 230))
    }

    @Test func `what happens to others, and idleness, cut nothing`() async throws {
        let (world, session, _) = try await world()
        let house = world.house
        let export = try await house.export(world.form, as: session)
        var count = 0
        try await export.run { _ in
            count += 1
            guard count == 50 else { return }
            _ = try await world.revoke(from: world.ben.id, by: house.signIn())
            try await house.leaves(world.carol)
            try await house.becomes(.administrator, world.mia)
            house.clock.advance(by: .seconds(3600))
        }
        #expect(count == 230)
        let details = try await end(world).details
        #expect(details.contains(.word(.outcome, "complete")))
        #expect(!details.contains { $0.key == .reason })
    }
}
