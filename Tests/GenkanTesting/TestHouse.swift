public import Genkan
public import GenkanStorage
public import GenkanWeb
import OpenSSL
public import Proofs
public import Sealing

/// The world of a test: a house on disk in a directory of its own, its key, a clock that the test
/// turns, and anna, its administrator. Passwords cost as little as scrypt allows.
public struct TestHouse: Sendable {
    /// anna's password.
    public static let annasPassword = "correct horse battery staple"
    /// ben's password.
    public static let bensPassword = "another long passphrase of ben"

    /// The house key.
    public let key: HouseKey
    /// The opened storage.
    public let storage: Storage
    /// The time.
    public let clock: TestClock
    /// The administrator.
    public let anna: Person
    /// The recovery code as it is printed.
    public let recoveryCode: String
    /// Where everything is that it stores.
    public let directory: String

    /// Lends a house, set up, to `body`; closed and removed afterwards, however that ends.
    public static func run<Result: Sendable>(
        _ body: @Sendable (TestHouse) async throws -> Result
    ) async throws -> Result {
        let directory = try TemporaryDirectory()
        let clock = TestClock()
        let key = try HouseKey.create()
        var options = Storage.Options(
            directory: directory.path + "/data", runtimeDirectory: directory.path + "/run",
            holder: "a test")
        options.scryptCost = .lowest
        let storage = try Storage.open(
            options, house: key, clock: { clock.now }, random: SecureRandom.bytes)
        do {
            let code = try RecoveryCode.create()
            let printed = try code.withText { text in
                String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
            }
            let anna = try await storage.staff.setUp(
                name: name("anna"), password: password(annasPassword),
                recoveryCode: code, now: clock.now)
            let result = try await body(
                TestHouse(
                    key: key, storage: storage, clock: clock, anna: anna, recoveryCode: printed,
                    directory: directory.path))
            try await storage.close()
            return result
        } catch {
            // What went wrong in the test is what is told.
            try? await storage.close()
            throw error
        }
    }

    /// Adds ben, who is granted the forms that are registered by now.
    public func addBen() async throws -> Person {
        try await storage.staff.add(
            name: Self.name("ben"), role: .staff, password: Self.password(Self.bensPassword),
            by: "anna", administratorPassword: Self.password(Self.annasPassword), now: clock.now)
    }

    /// What the web proves to itself, from this house's key.
    public func altcha() throws -> AltchaIssuer {
        AltchaIssuer(
            keys: try AltchaKeys(
                signing: try key.derive(.altchaSigning), key: try key.derive(.altchaKey)))
    }

    /// The key of the hosted form's token.
    public func tokenKey() throws -> ProofKey { try ProofKey(try key.derive(.formToken)) }

    /// What receipts are proved with.
    public func receiptKeys() throws -> ReceiptKeys {
        ReceiptKeys(
            link: try ProofKey(try key.derive(.receiptLink)), signer: try ReceiptSigner(key))
    }

    /// All keys of the web, likewise.
    public func proofs() throws -> Website.Proofs {
        Website.Proofs(
            altcha: try altcha(), form: try tokenKey(), device: try ProofKey(key.derive(.device)),
            receipts: try receiptKeys())
    }

    private struct NoName: Error {}

    private static func name(_ text: String) throws -> StaffName {
        guard let name = StaffName(text) else { throw NoName() }
        return name
    }

    /// A password out of its text.
    public static func password(_ text: String) throws -> Password {
        let bytes = Array(text.utf8)
        return try Password(normalised: bytes.span)
    }
}
