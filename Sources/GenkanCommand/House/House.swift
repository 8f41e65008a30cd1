import Foundation
import Genkan
import GenkanStorage
import OpenSSL
import Sealing

/// The house of one data directory, opened by one process.
struct House: Sendable {
    let key: HouseKey
    let storage: Storage

    /// Opens the house, takes its lock, lends it to `body` and closes it however that ends.
    ///
    /// - Parameter holder: the words by which another process is told who holds the lock.
    /// - Throws: ``Refusal`` when there is no house or another process holds it.
    static func open<R: Sendable>(
        _ configuration: HouseConfiguration, holder: String,
        _ body: (House) async throws -> R
    ) async throws -> R {
        let options = options(configuration, holder: holder)
        return try await open(options, key: readKey(configuration)).use(body)
    }

    /// The same for `serve`, which alone has a runtime directory, and is told how upkeep goes.
    static func openToServe<R: Sendable>(
        _ configuration: HouseConfiguration,
        news: @escaping @Sendable (Storage.UpkeepNews) -> Void,
        _ body: (House) async throws -> R
    ) async throws -> R {
        let key = try readKey(configuration)
        try configuration.makeRuntimeDirectory()
        var options = options(configuration, holder: "genkan serve")
        options.runtimeDirectory = configuration.runtimeDirectory
        options.upkeepNews = news
        options.tellsByMail = configuration.mail != nil
        return try await open(options, key: key).use(body)
    }

    /// The same for a house that has no key yet, or whose set-up was interrupted.
    static func openForSetUp<R: Sendable>(
        _ configuration: HouseConfiguration, _ body: (House) async throws -> R
    ) async throws -> R {
        try await openForSetUp(configuration).use(body)
    }

    private func use<R: Sendable>(_ body: (House) async throws -> R) async throws -> R {
        let result: R
        do {
            result = try await body(self)
        } catch {
            // What went wrong first is what is told.
            try? await storage.close()
            throw error
        }
        try await storage.close()
        return result
    }

    /// The house key of a data directory.
    static func readKey(_ configuration: HouseConfiguration) throws -> HouseKey {
        guard FileManager.default.fileExists(atPath: configuration.houseKeyFile) else {
            try refuseLostKey(configuration)
            throw Refusal(
                .unavailable,
                "no house stands in \(configuration.dataDirectory); `genkan setup` makes one")
        }
        do {
            return try HouseKey(fileBytes: SecretFile.readBytes(configuration.houseKeyFile))
        } catch let error as SealingError where error.code == .cannotOpen {
            throw Refusal(
                .noPermission,
                "\(configuration.houseKeyFile): is not a house key, or was damaged; put the copy of "
                    + "it back. If the house was never set up, remove the file and set it up again")
        }
    }

    private static func openForSetUp(_ configuration: HouseConfiguration) throws -> House {
        let options = options(configuration, holder: "genkan setup")
        if FileManager.default.fileExists(atPath: configuration.houseKeyFile) {
            return try open(options, key: readKey(configuration))
        }
        try refuseLostKey(configuration)
        try configuration.makeDataDirectory()
        let key = try HouseKey.create()
        try key.fileBytes().withBytes {
            try SecretFile.create(configuration.houseKeyFile, $0, lineEnd: false)
        }
        return try open(options, key: key)
    }

    /// A new key beside what an old one sealed would open nothing of it, and look like the right one.
    private static func refuseLostKey(_ configuration: HouseConfiguration) throws {
        guard FileManager.default.fileExists(atPath: configuration.databaseFile) else { return }
        throw Refusal(
            .noPermission,
            "\(configuration.houseKeyFile): is missing, and \(configuration.databaseFile) was made with "
                + "it; put the copy of the key back: nothing opens without it")
    }

    private static func options(
        _ configuration: HouseConfiguration, holder: String
    ) -> Storage.Options {
        Storage.Options(
            directory: configuration.dataDirectory, runtimeDirectory: nil, holder: holder)
    }

    private static func open(_ options: Storage.Options, key: HouseKey) throws -> House {
        do {
            let storage = try Storage.open(
                options, house: key, clock: Clock.now, random: SecureRandom.bytes)
            return House(key: key, storage: storage)
        } catch let error as StorageError where error.code == .locked {
            throw Refusal(.unavailable, error.detail)
        }
    }
}
