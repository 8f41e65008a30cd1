import Genkan
import Synchronization

/// What came lately, so that nothing is stored twice: the ids of seven days, to which a retry's key
/// leads, the marks of the CAPTCHA tokens that could still be used, and the answers of ten minutes on
/// forms without a key.
///
/// Ids and marks stand in the rows of their submissions, written in the same transaction, and are
/// loaded from there at the start. The one writer asks here and adds after the COMMIT. So neither
/// needs an index, whose pages arrivals would touch at random: one each, and no longer any two the
/// same in a house that holds many.
final class ArrivalMemory: Sendable {
    /// How long a retry is recognised: seven days.
    static let retryLifetime = Duration.seconds(7 * 24 * 3600)
    /// So many ids are remembered however many come, twice as many at most: about 30 bytes each.
    private static let idCapacity = 2_000_000
    private static let markCapacity = 1_000_000

    /// For forms whose submissions have no key.
    let answers = RecentAnswers()

    private struct State {
        /// The first half of the id by the random bits of the second.
        var ids: Generations<UInt64, UInt64>
        var marks: Generations<CaptchaMark, Void>
    }

    private let state: Mutex<State>

    /// Remembers what the database holds of the last seven days before now, or before the newest
    /// submission when that is earlier: a machine may begin with a clock that is wrong.
    init(of database: Writer, now: Instant) throws {
        var state = State(
            ids: Generations(
                lifetime: Self.retryLifetime, capacity: Self.idCapacity, now: now),
            marks: Generations(
                lifetime: CaptchaMark.lifetime, capacity: Self.markCapacity, now: now))
        try database.writeNow { connection in
            guard let newest = try Self.newest(connection) else { return }
            let end = min(now, newest)
            for id in try Self.ids(since: end.advanced(by: .zero - Self.retryLifetime), connection)
            {
                state.ids.set(id.randomBits, id.high)
            }
            let marks = try Self.marks(
                since: end.advanced(by: .zero - CaptchaMark.lifetime), connection)
            for mark in marks { state.marks.set(mark, ()) }
        }
        self.state = Mutex(state)
    }

    /// The id of a submission that was made of the same random bits, at whatever time.
    func id(ofSameRandomness id: SubmissionID) -> SubmissionID? {
        guard let high = state.withLock({ $0.ids[id.randomBits] }) else { return nil }
        let known = SubmissionID(high: high, low: id.low)
        return known.isOfSameRandomness(as: id) ? known : nil
    }

    func isSpent(_ mark: CaptchaMark) -> Bool { state.withLock { $0.marks[mark] != nil } }

    /// Called after the COMMIT and before anybody hears of it.
    func remember(_ rows: some Sequence<SealedArrival>) {
        state.withLock { state in
            for row in rows {
                state.ids.set(row.id.randomBits, row.id.high)
                if let mark = row.mark { state.marks.set(mark, ()) }
            }
        }
        for row in rows {
            guard let code = row.recognition else { continue }
            answers.remember(code, receipt: row.receipt, at: row.receivedAt)
        }
    }

    /// Forgets what is over, by a clock that is trusted.
    func sweep(at now: Instant) {
        // Taken apart outside the lock: the writer may be waiting for it.
        _ = state.withLock { ($0.ids.sweep(at: now), $0.marks.sweep(at: now)) }
    }
}

extension ArrivalMemory {
    /// What stands there and is no id, or no mark, is passed over.
    private static func newest(_ connection: Connection) throws -> Instant? {
        let id = try connection.first(
            "SELECT id FROM submissions WHERE length(id) = 16 ORDER BY id DESC LIMIT 1"
        ) { try? $0[0] as SubmissionID }
        return id.flatMap { $0 }.map { Instant(microseconds: $0.milliseconds * 1000) }
    }

    /// In the order of their time; the newest, when they are more than can be remembered.
    private static func ids(since time: Instant, _ connection: Connection) throws -> [SubmissionID]
    {
        try connection.all(
            """
            SELECT id FROM submissions WHERE id >= \(first(at: time))
            ORDER BY id DESC LIMIT \(2 * idCapacity)
            """
        ) { try? $0[0] as SubmissionID }.compactMap(\.self).reversed()
    }

    private static func marks(since time: Instant, _ connection: Connection) throws -> [CaptchaMark]
    {
        try connection.all(
            """
            SELECT captcha_mark FROM submissions WHERE id >= \(first(at: time))
            AND captcha_mark IS NOT NULL ORDER BY id DESC LIMIT \(2 * markCapacity)
            """
        ) { try? $0[0] as CaptchaMark }.compactMap(\.self).reversed()
    }

    private static func first(at time: Instant) -> SubmissionID {
        SubmissionID(time: time, random: [UInt8](repeating: 0, count: 10))
    }
}
