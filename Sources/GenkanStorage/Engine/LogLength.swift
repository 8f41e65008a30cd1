import GRDB
import GRDBSQLite
import Synchronization

/// How many frames (pages of 4 KiB) stand in the write-ahead log, as SQLite says after each COMMIT.
///
/// The file's size does not tell: a log that begins anew keeps its file.
final class LogLength: Sendable {
    /// So many frames, and the log is to begin anew: 40 MiB. Overwriting costs the disk a third less
    /// than growing does, and the more commits a checkpoint serves, the fewer pages it writes twice.
    static let most = 10_240
    /// How many turns of upkeep in a row the cut of a log may wait that is written over all the time.
    static let longestWait = 11

    private let frames = Atomic<Int>(0)
    /// Where the last attempt left it: a reader may be in the way, and not every COMMIT tries again.
    private let attempted = Atomic<Int>(0)
    private let hasBegunAnew = Atomic<Bool>(false)
    private let waited = Atomic<Int>(0)

    /// Lets SQLite tell. The connection must be closed before this object goes.
    func follow(_ database: Database) {
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        _ = unsafe sqlite3_wal_hook(
            database.sqliteConnection,
            { me, _, _, frames in
                unsafe me.map { unsafe Unmanaged<LogLength>.fromOpaque($0).takeUnretainedValue() }?
                    .note(Int(frames))
                return SQLITE_OK
            }, me)
    }

    /// So many frames stand in it after a COMMIT.
    func note(_ count: Int) {
        frames.store(count, ordering: .relaxed)
        if count < attempted.load(ordering: .relaxed) { attempted.store(0, ordering: .relaxed) }
    }

    /// True when it has grown by so much since it began, or since this was last true.
    func isDue() -> Bool {
        let count = frames.load(ordering: .relaxed)
        guard count - attempted.load(ordering: .relaxed) >= Self.most else { return false }
        attempted.store(count, ordering: .relaxed)
        return true
    }

    /// The next frame overwrites the first.
    func beganAnew() { hasBegunAnew.store(true, ordering: .relaxed) }

    /// The file is empty.
    func wasCut() { waited.store(0, ordering: .relaxed) }

    /// Puts the cut off to the next turn of upkeep, if the log has begun anew since the last: what it
    /// holds is written over within moments then, and growing again would cost the disk more. Answers
    /// whether it did.
    func putOffCut() -> Bool {
        let isWrittenOver = hasBegunAnew.exchange(false, ordering: .relaxed)
        guard isWrittenOver, waited.load(ordering: .relaxed) < Self.longestWait else {
            return false
        }
        waited.add(1, ordering: .relaxed)
        return true
    }
}
