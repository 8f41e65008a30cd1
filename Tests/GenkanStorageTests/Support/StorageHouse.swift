import Foundation
import OpenSSL
import Sealing
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

/// A house in a temporary directory with real files, its own clock, and anna who founded it.
final class StorageHouse: Sendable {
    let directory: String
    let key: HouseKey
    let clock: TestClock
    private let opened: Mutex<Storage?>

    /// An empty data directory, opened.
    init(adjust: (inout Storage.Options) -> Void = { _ in }) throws {
        directory = NSTemporaryDirectory() + "genkan-storage-\(UUID().uuidString)"
        key = try HouseKey.create()
        clock = TestClock()
        opened = Mutex(nil)
        var options = Self.options(directory)
        adjust(&options)
        try open(options)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// A house that anna has set up.
    static func founded(
        adjust: (inout Storage.Options) -> Void = { _ in }
    ) async throws -> StorageHouse {
        let house = try StorageHouse(adjust: adjust)
        _ = try await house.storage.staff.setUp(
            name: name("anna"), password: password("anna's long password"),
            recoveryCode: RecoveryCode.create(), now: house.clock.now)
        return house
    }

    var storage: Storage {
        get throws { try #require(opened.withLock { $0 }) }
    }

    static func options(_ directory: String) -> Storage.Options {
        var options = Storage.Options(
            directory: directory, runtimeDirectory: directory + "/run", holder: "a test")
        options.scryptCost = .lowest
        options.reservedBytes = 0
        // No screen locks unless a test is about that.
        options.sessionLimits = SessionLimits(idle: .seconds(1800), lock: .seconds(86_400))
        return options
    }

    func open(_ options: Storage.Options? = nil) throws {
        let clock = clock
        let storage = try Storage.open(
            options ?? Self.options(directory), house: key, clock: { clock.now },
            random: { try SecureRandom.bytes($0) })
        opened.withLock { $0 = storage }
    }

    func close() async throws {
        try await storage.close()
        opened.withLock { $0 = nil }
    }

    func restart() async throws {
        try await close()
        try open()
    }

    /// anna's session, signed in with her password.
    func signIn(_ who: String = "anna") async throws -> LiveSession {
        let token = try await token(who)
        return try #require(try await storage.sessions.resume(token, now: clock.now).session)
    }

    /// The token of a new session.
    func token(_ who: String = "anna") async throws -> String {
        let answer = try await answer(who, "\(who)'s long password")
        guard case .signedIn(let token, _) = answer else { throw Unexpected(what: "no session") }
        return token
    }

    static let place = SessionPlace(device: "Firefox · Linux", address: "192.0.2.7")

    /// Both pages of a sign-in. The first time a second factor is set up; later its code is right
    /// unless said otherwise.
    func answer(
        _ name: String, _ password: String, codeIsRight: Bool = true
    ) async throws -> SignInStore.Answer {
        let begun = try await storage.signIns.begin(
            name: name, password: Self.password(password), now: clock.now)
        if begun.setsUp {
            return try await storage.signIns.setUp(
                begun.token, factor: Self.factor(), place: Self.place, now: clock.now)
        }
        return try await storage.signIns.finish(
            begun.token, place: Self.place, now: clock.now
        ) { content in
            let next = try Self.factor()
            return content != nil && codeIsRight ? next : nil
        }
    }

    /// This floor does not look into a second factor.
    static func factor() throws -> SecondFactorContent {
        SecondFactorContent(try SecretBytes.random(count: SealedSecondFactor.contentByteCount))
    }

    /// What somebody with the database file and an SQL shell could do, while the house is closed.
    func tamper(_ sql: String, _ arguments: [[UInt8]] = []) async throws {
        try await close()
        try Shell.run(sql, arguments, in: directory + "/genkan.sqlite")
        try open()
    }

    static func name(_ text: String) throws -> StaffName {
        try #require(StaffName(text))
    }

    static func password(_ text: String) throws -> Password {
        try Password(normalised: Array(text.utf8).span)
    }
}

/// A clock that stands until it is moved.
final class TestClock: Sendable {
    private let time = Mutex(Instant(seconds: 1_795_000_000))

    var now: Instant { time.withLock { $0 } }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }
}
