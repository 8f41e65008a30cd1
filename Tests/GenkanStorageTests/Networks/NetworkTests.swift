import Sealing
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

/// From where the desk may be used. anna, an administrator, acts from 192.0.2.7.
@Suite struct NetworkTests {
    private static let here = ClientAddress("192.0.2.7")

    private func range(_ text: String) throws -> AddressRange { try #require(AddressRange(text)) }

    /// What anna asks for at the desk.
    private func change(
        _ change: NetworkChange, for role: Role, in house: StorageHouse,
        from address: ClientAddress? = NetworkTests.here
    ) async throws -> NetworkStore.Outcome {
        let anna = try await house.signIn().person
        return try await house.storage.networks.change(
            change, for: role, by: .person(anna, from: address), now: house.clock.now)
    }

    /// What somebody with a shell asks for.
    @discardableResult
    private func order(
        _ change: NetworkChange, for role: Role, in house: StorageHouse
    ) async throws -> NetworkStore.Outcome {
        try await house.storage.networks.change(
            change, for: role, by: .command, now: house.clock.now)
    }

    @Test func `who is no administrator any more when it comes to be written changes nothing`()
        async throws
    {
        let house = try await StorageHouse.founded()
        try await house.join("dora", .administrator)
        let dora = try await house.signIn("dora").person
        let office = try range("203.0.113.0/24")
        func ask() async throws -> NetworkStore.Outcome {
            try await house.storage.networks.change(
                .allow([office]), for: .viewer, by: .person(dora, from: Self.here),
                now: house.clock.now)
        }
        #expect(try await ask() == .changed)
        _ = try await house.change("dora", role: .manager)
        #expect(try await ask() == .notAllowed)
        try await house.leave("dora")
        #expect(try await ask() == .notAllowed)
    }

    @Test func `a house begins open, and a change counts at once and outlives a restart`()
        async throws
    {
        let house = try await StorageHouse.founded()
        #expect(try await house.storage.networks.networks() == DeskNetworks())
        #expect(try await house.storage.networks.admits(nil, as: .staff))
        let office = try range("203.0.113.0/24")
        #expect(try await change(.allow([office]), for: .staff, in: house) == .changed)
        for _ in 0..<2 {
            let networks = try house.storage.networks
            #expect(try await networks.admits(ClientAddress("203.0.113.9"), as: .staff))
            #expect(try await !networks.admits(Self.here, as: .staff))
            #expect(try await !networks.admits(nil, as: .staff))
            #expect(try await networks.admits(Self.here, as: .administrator))
            try await house.restart()
        }
    }

    @Test
    func `who changed which network for whom is written down, and what changed nothing is not`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let office = try range("2001:db8:1::/48")
        #expect(try await change(.allow([office]), for: .viewer, in: house) == .changed)
        #expect(try await change(.allow([office]), for: .viewer, in: house) == .same)
        #expect(try await order(.everywhere, for: .viewer, in: house) == .changed)
        #expect(try await order(.everywhere, for: .viewer, in: house) == .same)
        let events = try await house.storage.audit.newest(20)
            .filter { [.networkAllowed, .networkRemoved].contains($0.kind) }
        let anna = try #require(try await house.storage.staff.people().first)
        #expect(events.map(\.kind) == [.networkRemoved, .networkAllowed])
        #expect(events.map(\.actor) == [.command, .person(anna.id)])
        #expect(
            events[0].details == [.word(.network, "2001-db8-1--_48"), .word(.role, "viewer")])
        #expect(events[0].details == events[1].details)
    }

    @Test func `nobody locks themselves out at the desk`() async throws {
        let house = try await StorageHouse.founded()
        let (office, own) = (try range("203.0.113.0/24"), try range("192.0.2.0/24"))
        #expect(try await change(.allow([office]), for: .administrator, in: house) == .locksOut)
        #expect(try await house.storage.networks.networks() == DeskNetworks())
        #expect(try await change(.allow([own]), for: .administrator, in: house) == .changed)
        #expect(try await change(.allow([office]), for: .administrator, in: house) == .changed)
        #expect(try await change(.remove(own), for: .administrator, in: house) == .locksOut)
        #expect(
            try await change(.remove(office), for: .administrator, in: house, from: nil)
                == .locksOut)
        // The last network taken away lets everybody in.
        #expect(try await change(.remove(office), for: .administrator, in: house) == .changed)
        #expect(try await change(.remove(own), for: .administrator, in: house) == .changed)
        #expect(try await house.storage.networks.networks() == DeskNetworks())
    }

    @Test func `a command may lock anybody out, and let them in again`() async throws {
        let house = try await StorageHouse.founded()
        let office = try range("203.0.113.0/24")
        #expect(try await order(.allow([office]), for: .administrator, in: house) == .changed)
        await #expect(throws: NotFromHere()) { try await house.token() }
        #expect(try await order(.everywhere, for: .administrator, in: house) == .changed)
        _ = try await house.token()
    }

    @Test func `a role has at most a hundred networks`() async throws {
        let house = try await StorageHouse.founded()
        for number in 0..<DeskNetworks.most {
            try await order(.allow([range("10.0.0.\(number)")]), for: .staff, in: house)
        }
        #expect(try await order(.allow([range("10.1.0.0/16")]), for: .staff, in: house) == .full)
        #expect(try await house.storage.networks.networks()[.staff].count == DeskNetworks.most)
    }

    @Test func `what cannot be written down is not changed`() async throws {
        let house = try await StorageHouse.founded()
        let office = try range("203.0.113.0/24")
        try house.storage.writer.beforeCommit.withLock {
            $0 = { throw StorageError(.unavailable, "the disk is full") }
        }
        await #expect(throws: StorageError(.unavailable, "")) {
            try await order(.allow([office]), for: .staff, in: house)
        }
        try house.storage.writer.beforeCommit.withLock { $0 = nil }
        #expect(try await house.storage.networks.networks() == DeskNetworks())
        try await house.restart()
        #expect(try await house.storage.networks.networks() == DeskNetworks())
    }

    @Test(arguments: ["no network at all", "203.0.113.0/33", "203.0.113.7/24"])
    func `a row that is no network keeps its role out until all of the role's are taken away`(
        text: String
    ) async throws {
        let house = try await StorageHouse.founded()
        try await house.tamper(
            "INSERT INTO desk_networks VALUES ('staff', '\(text)', 1)")
        await #expect(throws: StorageError(.corrupted, "")) {
            try await house.storage.networks.admits(Self.here, as: .staff)
        }
        #expect(try await house.storage.networks.admits(Self.here, as: .manager))
        await #expect(throws: StorageError(.corrupted, "")) {
            try await order(.allow([range("203.0.113.0/24")]), for: .staff, in: house)
        }
        try await order(.everywhere, for: .staff, in: house)
        #expect(try await house.storage.networks.admits(Self.here, as: .staff))
        // That a role was opened is written down, whatever stood there.
        let event = try #require(try await house.storage.audit.newest(1).first)
        #expect(event.kind == .networkRemoved)
        #expect(event.details == [.word(.role, "staff")])
    }
}
