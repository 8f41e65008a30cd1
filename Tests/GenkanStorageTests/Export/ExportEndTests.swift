import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

/// How an export ends, and that the audit trail says nothing better of it than what came of it.
@Suite struct ExportEndTests {
    private func house(_ count: Int) async throws -> (StorageHouse, RegisteredForm, LiveSession) {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        for number in 0..<count {
            try await house.send(Contact.arrival(form, message: "message \(number)"))
        }
        return (house, form, try await house.signIn())
    }

    @Test func `an export whose last piece is not taken is cut, however small it is`() async throws
    {
        for count in [0, 3] {
            let (house, form, session) = try await house(count)
            await #expect(throws: Unexpected.self) {
                try await house.export(form, as: session).run { _ in
                } finish: {
                    throw Unexpected(what: "the client went away")
                }
            }
            let end = try #require(try await house.storage.audit.newest(1).first)
            #expect(end.kind == .exportEnded)
            #expect(end.details.contains(.number(.rows, count)))
            #expect(end.details.contains(.word(.outcome, "cut")))
        }
    }

    @Test func `an export that cannot be written down does not begin`() async throws {
        let (house, form, session) = try await house(1)
        try house.storage.writer.beforeCommit.withLock {
            $0 = { throw StorageError(.unavailable, "the disk is full") }
        }
        await #expect(throws: StorageError(.unavailable, "")) {
            _ = try await house.export(form, as: session)
        }
    }

    @Test func `an export that nobody runs is written down as cut`() async throws {
        let (house, form, session) = try await house(1)
        let audit = try house.storage.audit
        _ = try await house.export(form, as: session)
        var latest: AuditEvent?
        for _ in 0..<12_000 {
            latest = try await audit.newest(1).first
            if latest?.kind == .exportEnded { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(latest?.kind == .exportEnded)
        #expect(latest?.details.contains(.word(.outcome, "cut")) == true)
    }

    @Test func `what answers a later version is no forgery when the clock went back`() async throws
    {
        let (house, form, session) = try await house(1)
        house.clock.advance(by: .seconds(3600))
        let export = try await house.export(form, as: session)
        house.clock.advance(by: .seconds(-1800))
        let next = try await house.storage.forms.register(
            [Contact.form(title: "Write to us")], now: house.clock.now)
        try await house.send(Contact.arrival(next[0], message: "new"))
        var versions: [UInt32] = []
        try await export.run { item in
            guard case .opened(let row) = item else { return }
            versions.append(row.form.version)
        }
        #expect(versions == [1, 2])
    }
}
