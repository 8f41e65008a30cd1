import Genkan
import Sealing

/// One database file with its connections.
struct DatabaseFile: Sendable {
    let writer: Writer
    let readers: Readers

    /// Opens the writer first, so that the file and its log exist for the readers.
    init(path: String, migrations: Migrations, readers: Int, now: Instant) throws {
        try PrivateFile.make(path)
        writer = try Writer(path: path)
        try migrations.apply(to: writer, now: now.microseconds)
        self.readers = try Readers(path: path, count: readers)
    }

    /// The readers go first: they could hold the log back.
    func close() async throws {
        try readers.close()
        _ = try await writer.checkpoint()
        try writer.close()
    }
}

/// Everything that is opened of the two directories, in the order it must be.
struct StorageFiles {
    let lock: LockFile
    let house: DatabaseFile
    let sessions: DatabaseFile
    let runtime: RuntimeSecret
    let sqliteVersion: String

    init(_ options: Storage.Options, now: Instant) throws {
        try PrivateFile.makeDirectory(options.directory)
        if let directory = options.runtimeDirectory { try PrivateFile.makeDirectory(directory) }
        lock = try LockFile(path: options.directory + "/genkan.lock", holder: options.holder)
        house = try DatabaseFile(
            path: options.directory + "/genkan.sqlite", migrations: .house,
            readers: options.readers, now: now)
        sessions = try DatabaseFile(
            path: options.directory + "/sessions.sqlite", migrations: .sessions, readers: 1,
            now: now)
        runtime = try Self.runtimeSecret(in: options.runtimeDirectory)
        sqliteVersion = try house.writer.writeNow { connection in
            try connection.first("SELECT sqlite_version()") { try $0[0] as String } ?? ""
        }
        try PrivateFile.syncDirectory(options.directory)
    }

    private static func runtimeSecret(in directory: String?) throws -> RuntimeSecret {
        guard let directory else { return try RuntimeSecret() }
        let path = directory + "/session.secret"
        if let bytes = try PrivateFile.read(path, limit: 64) {
            return try RuntimeSecret(fileBytes: bytes.span)
        }
        let secret = try RuntimeSecret()
        try secret.withFileBytes { bytes in
            try PrivateFile.replace(path, with: bytes.indices.map { bytes[$0] })
        }
        return secret
    }
}
