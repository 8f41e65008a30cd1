import Genkan
import Synchronization

/// What came lately, so that nothing is stored twice: the ids of seven days, to which a retry's key
/// leads, the marks of the CAPTCHA tokens that could still be used, and the answers of ten minutes on
/// forms without a key.
///
/// Ids and marks stand in the rows of their submissions, written in the same transaction, and are
/// loaded from there at the start. The one writer asks here and adds after the COMMIT. So neither
/// needs an index, of which each arrival would touch a page at random, and in a large house hardly
/// ever the same page as another.
final class ArrivalMemory: Sendable {
    /// How long a retry is recognised: seven days.
    static let retryLifetime = Duration.seconds(7 * 24 * 3600)
    /// So many ids are remembered however many come, twice as many at most: about 30 bytes each.
    private static let idCapacity = 2_000_000
    private static let markCapacity = 1_000_000
    /// How long the same answers of the same sender are one submission where it has no key.
    private static let repetition = Duration.seconds(600)
    private static let answersCapacity = 65_536

    private struct State {
        /// The first half of the id by the random bits of the second.
        var ids: Generations<UInt64, UInt64>
        var marks: Generations<CaptchaMark, Void>
        /// By a code under a key that dies with the process; nothing of it is ever written.
        var answers: Generations<[UInt8], Answered>
    }

    /// What was told whoever sent some answers.
    private struct Answered {
        let receipt: ReceiptCode
        let at: Instant
    }

    private let state: Mutex<State>

    /// Remembers what the database holds, whatever the time: a machine may begin with a clock that is
    /// wrong, and may have taken submissions with one that was.
    init(of database: Writer, now: Instant) throws {
        var state = State(
            ids: Generations(
                lifetime: Self.retryLifetime, capacity: Self.idCapacity, now: now),
            marks: Generations(
                lifetime: CaptchaMark.lifetime, capacity: Self.markCapacity, now: now),
            answers: Generations(
                lifetime: Self.repetition, capacity: Self.answersCapacity, now: now))
        try database.writeNow { connection in
            try state.ids.load(from: connection, atMost: Self.idCapacity)
            try state.marks.load(from: connection, atMost: Self.markCapacity)
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

    /// The receipt of the same answers a moment ago: a double click on a static page is stored once.
    func receipt(forRecognition code: [UInt8], at now: Instant) -> ReceiptCode? {
        guard let answered = state.withLock({ $0.answers[code] }),
            answered.at.advanced(by: Self.repetition) > now
        else { return nil }
        return answered.receipt
    }

    /// Called after the COMMIT and before anybody hears of it.
    func remember(_ rows: some Sequence<SealedArrival>) {
        state.withLock { state in
            for row in rows {
                state.ids.set(row.id.randomBits, row.id.high)
                if let mark = row.mark { state.marks.set(mark, ()) }
                guard let code = row.recognition else { continue }
                state.answers.set(code, Answered(receipt: row.receipt, at: row.receivedAt))
            }
        }
    }

    /// Forgets what is over, by a clock that is trusted.
    func sweep(at now: Instant) {
        // Taken apart outside the lock: the writer may be waiting for it.
        _ = state.withLock { state in
            (state.ids.sweep(at: now), state.marks.sweep(at: now), state.answers.sweep(at: now))
        }
    }
}

extension Generations<UInt64, UInt64> {
    /// The newest ids; of two that were made of the same random bits the later. What is no id is
    /// passed over.
    fileprivate mutating func load(from connection: Connection, atMost count: Int) throws {
        try connection.each("SELECT id FROM submissions ORDER BY id DESC LIMIT \(count)") { row in
            guard let id = try? row[0] as SubmissionID, self[id.randomBits] == nil else { return }
            set(id.randomBits, id.high)
        }
    }
}

extension Generations<CaptchaMark, Void> {
    /// So many submissions are looked at whatever their time, for one that came while the clock was
    /// ahead makes the others look old.
    private static var newest: Int { 10_000 }

    /// The marks of the newest submissions, and of the hour before the newest of all. What is no mark
    /// bars no token.
    fileprivate mutating func load(from connection: Connection, atMost count: Int) throws {
        try connection.each(
            "SELECT captcha_mark FROM submissions ORDER BY rowid DESC LIMIT \(Self.newest)"
        ) { if let mark = try? $0[0] as CaptchaMark { set(mark, ()) } }
        let newest = try connection.first(
            "SELECT id FROM submissions WHERE length(id) = 16 ORDER BY id DESC LIMIT 1"
        ) { try $0[0] as SubmissionID }
        guard let newest else { return }
        let hour = SubmissionID(
            time: Instant(microseconds: newest.milliseconds * 1000)
                .advanced(by: .zero - CaptchaMark.lifetime),
            random: [UInt8](repeating: 0, count: 10))
        try connection.each(
            """
            SELECT captcha_mark FROM submissions WHERE id >= \(hour)
            ORDER BY id DESC LIMIT \(count - Self.newest)
            """
        ) { if let mark = try? $0[0] as CaptchaMark { set(mark, ()) } }
    }
}
