public import Genkan
public import Sealing
import Synchronization

/// A house's data directory, opened: the only place with SQL.
///
/// One process holds it at a time. In it lie `genkan.sqlite` with its write-ahead log,
/// `sessions.sqlite` (never backed up), `house.state` and the lock file.
public final class Storage: Sendable {
    /// The forms and their versions.
    public let forms: FormStore
    /// Where submissions go.
    public let submissions: SubmissionStore
    /// The board.
    public let board: BoardStore
    /// Who can open which form.
    public let grants: GrantStore
    /// Downloads of answers.
    public let exports: ExportStore
    /// The people of the house.
    public let staff: StaffStore
    /// Who is signed in.
    public let sessions: SessionStore
    /// Signing in, and giving the credential again.
    public let signIns: SignInStore
    /// The passkeys of the people of the house.
    public let passkeys: PasskeyStore
    /// From where the desk may be used.
    public let networks: NetworkStore
    /// Who wants to be told of what by mail, and what is still to be told.
    public let notices: NoticeStore
    /// Who did what.
    public let audit: AuditStore
    /// The version of SQLite in use, such as `3.40.1`; below 3.51.3 a second writer on the file
    /// could corrupt it, which is why there is none.
    public let sqliteVersion: String

    private let options: Options
    private let house: DatabaseFile
    private let sessionFile: DatabaseFile
    private let group: GroupCommit<SealedArrival, ArrivalOutcome>
    private let ring: DataKeyRing
    private let readiness: Readiness
    private let news: CommitNews
    private let lock: LockFile
    private let isClosed = Mutex(false)
    /// The tests' way not to wait for its turn.
    let upkeep: Upkeep

    /// Opens a data directory, which is made when missing, and applies the migrations it lacks.
    ///
    /// - Parameters:
    ///   - house: the house key of the directory's house.
    ///   - clock: the time of now, for upkeep.
    ///   - random: the system's generator: answers that many random bytes.
    /// - Throws: `.locked` with the words of who holds it; `.pragmaRefused` when a pragma reads
    ///   back differently; `.migrationChanged`; `.unavailable` and `.corrupted`.
    public static func open(
        _ options: Options, house: HouseKey, clock: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable (Int) throws -> [UInt8]
    ) throws -> Storage {
        try Storage(
            options, key: house, clock: clock, mint: Mint(random: random),
            files: StorageFiles(options, now: clock()))
    }

    init(
        _ options: Options, key: HouseKey, clock: @escaping @Sendable () -> Instant, mint: Mint,
        files: consuming StorageFiles
    ) throws {
        let (writer, readers) = (files.house.writer, files.house.readers)
        let roster = RosterBook(house: key.publicKey, statePath: options.directory + "/house.state")
        let memory = try ArrivalMemory(of: writer, options, now: clock())
        self.options = options
        (house, sessionFile) = (files.house, files.sessions)
        lock = files.lock
        sqliteVersion = files.sqliteVersion
        group = SubmissionStore.groupCommit(writer: writer, memory: memory, options: options)
        ring = DataKeyRing(writer: writer, house: key, mint: mint)
        readiness = Readiness(writer: writer)
        forms = FormStore(
            writer: writer, readers: readers, roster: roster, house: key, mint: mint)
        submissions = try SubmissionStore(
            ring: ring, mint: mint, draw: SubmissionDraw(key), retry: RetryDigest(key),
            memory: memory, group: group, readers: readers, options: options)
        news = CommitNews(of: writer)
        board = BoardStore(writer: writer, readers: readers, roster: roster, mint: mint, news: news)
        grants = GrantStore(writer: writer, readers: readers, roster: roster, mint: mint)
        staff = StaffStore(
            writer: writer, readers: readers, roster: roster, house: key, mint: mint,
            cost: options.scryptCost)
        sessions = SessionStore(
            writer: files.sessions.writer, readers: files.sessions.readers,
            keychains: KeychainBook(readers: readers, roster: roster, house: key.publicKey),
            runtime: files.runtime, limits: options.sessionLimits, mint: mint)
        passkeys = PasskeyStore(
            staff: staff, sessions: files.sessions.writer, runtime: files.runtime)
        networks = NetworkStore(writer: writer, readers: readers, roster: roster, mint: mint)
        signIns = SignInStore(
            staff: staff, sessions: sessions, passkeys: passkeys, networks: networks,
            writer: files.sessions.writer, readers: files.sessions.readers, runtime: files.runtime)
        exports = ExportStore(
            writer: writer, readers: readers, roster: roster, sessions: sessions,
            mint: mint)
        notices = try NoticeStore(writer: writer, roster: roster, mint: mint)
        audit = AuditStore(readers: readers, writer: writer, mint: mint)
        upkeep = Upkeep(
            databases: [house, sessionFile], sessions: sessions, memory: memory, clock: clock,
            news: options.upkeepNews)
        upkeep.start()
    }

    /// Whether a submission would be stored now: the queue and the disk have room, and a row was
    /// committed just now or within the last five seconds.
    public func isReady() async -> Bool {
        let free = PrivateFile.freeBytes(at: options.directory) ?? Int.max
        guard group.hasRoom, free >= options.reservedBytes else { return false }
        return await readiness.isWritable()
    }

    /// Takes nothing new, commits what waits, empties the write-ahead logs, closes the files and
    /// gives the lock back. What is closed stays closed: a second time nothing is done.
    public func close() async throws {
        guard
            !isClosed.withLock({ isClosed in
                defer { isClosed = true }; return isClosed
            })
        else {
            return
        }
        upkeep.stop()
        news.close()
        group.close()
        while group.isBusy { try await house.writer.write { _ in } }
        ring.forgetAll()
        try notices.close()
        try await house.close()
        try await sessionFile.close()
        lock.release()
    }

    /// The writer of the house's database: the tests' way to make a commit fail.
    var writer: Writer { house.writer }
}
