public import Genkan

/// From where the desk may be used.
public final class NetworkStore: Sendable {
    private let writer: Writer
    private let readers: Readers
    private let roster: RosterBook
    private let mint: Mint

    init(writer: Writer, readers: Readers, roster: RosterBook, mint: Mint) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.mint = mint
    }

    /// The networks of every role.
    ///
    /// - Throws: `.corrupted` when a row is none.
    public func networks() async throws -> DeskNetworks {
        try await readers.read { try Self.read($0) }
    }

    /// Whether somebody of a role may use the desk from an address now. Read each time: a change
    /// counts at the next request.
    public func admits(_ address: ClientAddress?, as role: Role) async throws -> Bool {
        try await readers.read { try Self.admits(address, as: role, $0) }
    }

    static func admits(
        _ address: ClientAddress?, as role: Role, _ connection: Connection
    ) throws -> Bool {
        let networks = try connection.all(
            "SELECT role, network FROM desk_networks WHERE role = \(role.rawValue)", row)
        return DeskNetworks(networks).admits(address, as: role)
    }

    /// Who changes the networks.
    public enum Actor: Hashable, Sendable {
        /// Somebody with a shell on the machine.
        case command
        /// A person at the desk, from an address: they do not lock themselves out.
        case person(Person, from: ClientAddress?)
    }

    /// What became of a change.
    public enum Outcome: Hashable, Sendable {
        /// It is made.
        case changed
        /// It was so already.
        case same
        /// Not made: whoever asked could not use the desk any more from where they are.
        case locksOut
        /// Not made: the role has as many networks as one may have.
        case full
        /// Not made: whoever asked is no administrator (any more).
        case notAllowed
    }

    /// Changes the networks of a role, and writes it down in the same transaction.
    ///
    /// - Throws: `.corrupted` when a row is none, unless everything of the role is to go.
    public func change(
        _ change: NetworkChange, for role: Role, by actor: Actor, now: Instant
    ) async throws -> Outcome {
        let mint = mint, book = roster
        return try await writer.write { connection in
            if case .person(let person, _) = actor {
                let listed = try book.verified(connection).person(person.id)
                let role = try listed.flatMap { try Person($0) }?.role
                guard role == person.role, person.role.may(.people) else { return .notAllowed }
            }
            let unreadable =
                change == .everywhere ? try Self.removeUnreadable(role, connection) : 0
            let before = try Self.read(connection)
            let after = before.changed(change, for: role)
            guard after != before || unreadable > 0 else { return .same }
            guard after[role].count <= DeskNetworks.most else { return .full }
            if case .person(let person, let address) = actor,
                !after.admits(address, as: person.role)
            {
                return .locksOut
            }
            let added = Set(after[role]).subtracting(before[role])
            let removed = Set(before[role]).subtracting(after[role])
            for network in added { try Self.insert(network, role, connection, now) }
            for network in removed { try Self.delete(network, role, connection) }
            let events =
                try added.map { try actor.event(.networkAllowed, $0, role, mint, now) }
                + removed.map { try actor.event(.networkRemoved, $0, role, mint, now) }
                + (0..<unreadable).map { _ in
                    try actor.event(.networkRemoved, nil, role, mint, now)
                }
            try AuditTrail.append(events, to: connection)
            return .changed
        }
    }

    private static func read(_ connection: Connection) throws -> DeskNetworks {
        DeskNetworks(
            try connection.all("SELECT role, network FROM desk_networks", Self.row))
    }

    private static func row(_ row: SQLRow) throws -> (role: Role, network: AddressRange) {
        guard let role = Role(rawValue: try row[0]),
            case let text = try row[1] as String, let network = AddressRange(text),
            network.description == text
        else { throw StorageError(.corrupted, "a row of desk_networks is no network") }
        return (role, network)
    }

    /// What somebody wrote that is no network keeps a role out; `--everywhere` lets it in again.
    /// Answers how many rows these were.
    private static func removeUnreadable(_ role: Role, _ connection: Connection) throws -> Int {
        let texts = try connection.all(
            "SELECT network FROM desk_networks WHERE role = \(role.rawValue)"
        ) { try $0[0] as String }
        let unreadable = texts.filter { AddressRange($0)?.description != $0 }
        for text in unreadable {
            try connection.run(
                "DELETE FROM desk_networks WHERE role = \(role.rawValue) AND network = \(text)")
        }
        return unreadable.count
    }

    private static func insert(
        _ network: AddressRange, _ role: Role, _ connection: Connection, _ now: Instant
    ) throws {
        try connection.run(
            """
            INSERT INTO desk_networks (role, network, created_at)
            VALUES (\(role.rawValue), \(network.description), \(now))
            """)
    }

    private static func delete(
        _ network: AddressRange, _ role: Role, _ connection: Connection
    ) throws {
        try connection.run(
            """
            DELETE FROM desk_networks
            WHERE role = \(role.rawValue) AND network = \(network.description)
            """)
    }
}

extension NetworkStore.Actor {
    fileprivate func event(
        _ kind: AuditKind, _ network: AddressRange?, _ role: Role, _ mint: Mint, _ now: Instant
    ) throws -> AuditEvent {
        let actor =
            switch self {
            case .command: AuditActor.command
            case .person(let person, _): AuditActor.person(person.id)
            }
        return AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: actor,
            details: [.word(.role, role.rawValue)]
                + (network.map { [.network($0.description)] } ?? []))
    }
}

extension DeskNetworks {
    fileprivate init(_ rows: [(role: Role, network: AddressRange)]) {
        self.init(
            Dictionary(grouping: rows, by: \.role).mapValues { Set($0.map(\.network)) })
    }
}
