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
        try await open(configuration, holder: holder).use(body)
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

    private static func open(_ configuration: HouseConfiguration, holder: String) throws -> House {
        guard FileManager.default.fileExists(atPath: configuration.houseKeyFile) else {
            throw Refusal(
                .unavailable,
                "no house stands in \(configuration.dataDirectory); `genkan setup` makes one")
        }
        let file = try SecretFile.readBytes(configuration.houseKeyFile)
        return try open(configuration, key: try HouseKey(fileBytes: file), holder: holder)
    }

    private static func openForSetUp(_ configuration: HouseConfiguration) throws -> House {
        if FileManager.default.fileExists(atPath: configuration.houseKeyFile) {
            return try open(configuration, holder: "genkan setup")
        }
        try configuration.makeDirectories()
        let key = try HouseKey.create()
        try key.fileBytes().withBytes {
            try SecretFile.create(configuration.houseKeyFile, $0, lineEnd: false)
        }
        return try open(configuration, key: key, holder: "genkan setup")
    }

    private static func open(_ configuration: HouseConfiguration, key: HouseKey, holder: String)
        throws -> House
    {
        try configuration.makeDirectories()
        let options = Storage.Options(
            directory: configuration.dataDirectory,
            runtimeDirectory: configuration.runtimeDirectory, holder: holder)
        do {
            let storage = try Storage.open(
                options, house: key, clock: Clock.now, random: SecureRandom.bytes)
            return House(key: key, storage: storage)
        } catch let error as StorageError where error.code == .locked {
            throw Refusal(.unavailable, error.detail)
        }
    }
}
