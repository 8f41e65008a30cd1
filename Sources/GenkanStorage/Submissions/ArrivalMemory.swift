import Genkan
import Synchronization

/// What came lately, so that nothing is stored twice: the ids of seven days, to which a retry's key
/// leads, the marks of the CAPTCHA tokens that could still be used, and the answers of ten minutes on
/// forms without a key.
///
/// Ids and marks stand in the rows of their submissions, written in the same transaction, and are
/// loaded from there before the first of them is asked for. The one writer asks here and adds after the
/// COMMIT. So neither needs an index, of which each arrival would touch a page at random, and in a large
/// house hardly ever the same page as another. None goes before its time, however many come: an id
/// takes about 30 bytes, a mark 20, their submissions on the disk sixty times as much.
final class ArrivalMemory: Sendable {
    /// How long a retry is recognised: seven days.
    static let retryLifetime = Duration.seconds(7 * 24 * 3600)
    /// How long the same answers of the same sender are one submission where it has no key.
    private static let repetition = Duration.seconds(600)
    /// Nothing proves a person behind these, so they are not let grow without end.
    private static let answersCapacity = 262_144

    private struct State {
        /// The first half of the id by the random bits of the second.
        var ids: Generations<UInt64, UInt64>
        var marks: Generations<CaptchaMark, Void>
        /// By a code under a key that dies with the process; nothing of it is ever written.
        var answers: Generations<[UInt8], Answered>
        var isLoaded = false
    }

    /// What was told whoever sent some answers.
    private struct Answered {
        let receipt: Receipt
        let at: Instant
    }

    private let state: Mutex<State>

    /// Empty; see ``load(from:)``.
    init(now: Instant) {
        state = Mutex(
            State(
                ids: Generations(lifetime: Self.retryLifetime, now: now),
                marks: Generations(lifetime: CaptchaMark.lifetime, now: now),
                answers: Generations(
                    lifetime: Self.repetition, capacity: Self.answersCapacity, now: now)))
    }

    /// Loaded from a house that serves; a command that serves nobody takes nothing.
    convenience init(of writer: Writer, _ options: Storage.Options, now: Instant) throws {
        self.init(now: now)
        guard options.runtimeDirectory != nil else { return }
        try writer.writeNow { try load(from: $0, now: now) }
    }

    /// Reads what the database holds, once. Who serves does it at the start; every batch makes sure of
    /// it, so that nothing is stored by a memory that knows nothing.
    func load(from connection: Connection, now: Instant) throws {
        try state.withLock { state in
            guard !state.isLoaded else { return }
            try state.ids.load(from: connection, now: now)
            try state.marks.load(from: connection)
            state.isLoaded = true
        }
    }

    /// The id of a submission that was made of the same random bits, at whatever time.
    func id(ofSameRandomness id: SubmissionID) -> SubmissionID? {
        guard let high = state.withLock({ $0.ids[id.randomBits] }) else { return nil }
        let known = SubmissionID(high: high, low: id.low)
        return known.isOfSameRandomness(as: id) ? known : nil
    }

    func isSpent(_ mark: CaptchaMark) -> Bool { state.withLock { $0.marks[mark] != nil } }

    /// The receipt of the same answers a moment ago: a double click on a static page is stored once.
    func receipt(forRecognition code: [UInt8], at now: Instant) -> Receipt? {
        guard let answered = state.withLock({ $0.answers[code] }),
            answered.at.advanced(by: Self.repetition) > now
        else { return nil }
        return answered.receipt
    }

    /// Called after the COMMIT and before anybody hears of it.
    func remember(_ rows: some Sequence<SealedArrival>) {
        state.withLock { state in
            for row in rows {
                if row.answersCode != nil { state.ids.set(row.id.randomBits, row.id.high) }
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

/// So many submissions are looked at whatever their time: one that came while the clock was ahead
/// makes the others look old, and a clock that is ahead now makes all of them look old.
private let inAnyCase = (ids: 1_000_000, marks: 10_000)

extension Generations<UInt64, UInt64> {
    /// The ids of seven days before now, or before the newest when that is earlier. Of two that were
    /// made of the same random bits the later; those without a key come along, for the index of ids
    /// does not tell. What is no id is passed over.
    fileprivate mutating func load(from connection: Connection, now: Instant) throws {
        guard let newest = try SubmissionID.newest(connection) else { return }
        let end = min(now, Instant(microseconds: newest.milliseconds * 1000))
        let first = SubmissionID.first(at: end.advanced(by: .zero - ArrivalMemory.retryLifetime))
        func take(_ row: SQLRow) {
            guard let id = try? row[0] as SubmissionID, self[id.randomBits] == nil else { return }
            set(id.randomBits, id.high)
        }
        try connection.each(
            "SELECT id FROM submissions WHERE id >= \(first) ORDER BY id DESC", take)
        try connection.each(
            "SELECT id FROM submissions ORDER BY id DESC LIMIT \(inAnyCase.ids)", take)
    }
}

extension Generations<CaptchaMark, Void> {
    /// The marks of the hour before the newest submission. What is no mark bars no token.
    fileprivate mutating func load(from connection: Connection) throws {
        guard let newest = try SubmissionID.newest(connection) else { return }
        let first = SubmissionID.first(
            at: Instant(microseconds: newest.milliseconds * 1000)
                .advanced(by: .zero - CaptchaMark.lifetime))
        func take(_ row: SQLRow) {
            if let mark = try? row[0] as CaptchaMark { set(mark, ()) }
        }
        try connection.each("SELECT captcha_mark FROM submissions WHERE id >= \(first)", take)
        try connection.each(
            "SELECT captcha_mark FROM submissions ORDER BY id DESC LIMIT \(inAnyCase.marks)", take)
    }
}

extension SubmissionID {
    fileprivate static func newest(_ connection: Connection) throws -> SubmissionID? {
        try connection.first(
            "SELECT id FROM submissions WHERE length(id) = 16 ORDER BY id DESC LIMIT 1"
        ) { try $0[0] }
    }

    /// No id of this time or later comes before it.
    fileprivate static func first(at time: Instant) -> SubmissionID {
        SubmissionID(time: time, random: [UInt8](repeating: 0, count: 10))
    }
}
