import Foundation
import Genkan
import GenkanStorage
import GenkanWeb
import OpenSSL
import Proofs
import Sealing

/// A house in a directory of its own, as `genkan setup` and `genkan serve` make one. Only anna's
/// password is cheaper to try.
struct BenchHouse: Sendable {
    let key: HouseKey
    let storage: Storage
    let forms: [RegisteredForm]
    let directory: String

    /// The forms are copies of the sample under different names: one that is sent to, two that are
    /// exported. One more takes a file.
    private static let names = ["contact", "csv-10k", "csv-100k"]
    private static let upload = """
        title: {ja: 図面, en: Plans}
        captcha: none
        fields:
          - {name: name, label: {ja: 氏名, en: Name}, kind: person-name, required: true}
          - {name: plan, label: {ja: 図面, en: Plan}, kind: file, required: true}
        """
    private static let sample = "config/forms/contact.yaml"
    private static let anna = "anna"
    private static let password = "correct horse battery staple"

    /// Sets up a house; the directory must not hold one.
    static func make(in directory: String) async throws -> BenchHouse {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        let key = try HouseKey.create()
        try write(key.fileBytes(), to: directory + "/house.key")
        try makeCertificate(in: directory)
        let storage = try open(directory, key)
        guard let name = StaffName(anna) else { throw BenchError("the administrator's name") }
        _ = try await storage.staff.setUp(
            name: name, password: Password(normalised: Array(password.utf8).span),
            recoveryCode: RecoveryCode.create(), now: now())
        return try await BenchHouse(key: key, storage: storage, directory: directory)
    }

    /// Opens a house that `make` made.
    ///
    /// - Parameter cost: of trying the password of a name that nobody has.
    static func open(in directory: String, cost: ScryptCost) async throws -> BenchHouse {
        let key = try key(in: directory)
        return try await BenchHouse(
            key: key, storage: try open(directory, key, cost), directory: directory)
    }

    /// The key of a house that `make` made; another process may have the house open.
    static func key(in directory: String) throws -> HouseKey {
        let file = try Data(contentsOf: URL(fileURLWithPath: directory + "/house.key"))
        return try HouseKey(fileBytes: SecretBytes(copying: [UInt8](file)))
    }

    private init(key: HouseKey, storage: Storage, directory: String) async throws {
        self.key = key
        self.storage = storage
        self.directory = directory
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.sample)))
        let read = try Self.names.map { try FormReader.read(bytes, file: $0 + ".yaml").get() }
        let upload = try FormReader.read(Array(Self.upload.utf8), file: "upload.yaml").get()
        forms = try await storage.forms.register(read + [upload], now: Self.now())
    }

    /// The form of that name.
    func form(_ name: String) throws -> RegisteredForm {
        guard let form = forms.first(where: { $0.form.name == name }) else {
            throw BenchError("there is no form \(name)")
        }
        return form
    }

    /// Signs anna in and answers her session's token.
    func signIn() async throws -> String {
        let password = try Password(normalised: Array(Self.password.utf8).span)
        let begun = try await storage.signIns.begin(
            name: Self.anna, password: password, now: Self.now())
        let place = SessionPlace(device: "bench", address: "127.0.0.1")
        let factor = SecondFactorContent(try SecondFactor.create().encoded())
        let answer =
            begun.setsUp
            ? try await storage.signIns.setUp(
                begun.token, factor: factor, place: place, now: Self.now())
            : try await storage.signIns.finish(begun.token, place: place, now: Self.now()) { _ in
                factor
            }
        guard case .signedIn(let token, _) = answer else { throw BenchError("anna cannot sign in") }
        return token
    }

    /// What anna can open.
    func keychain() async throws -> Keychain {
        let token = try await signIn()
        let resumption = try await storage.sessions.resume(token, now: Self.now())
        guard let session = resumption.session else { throw BenchError("anna is not signed in") }
        return session.keychain
    }

    /// The time of now.
    static func now() -> Instant {
        Instant(microseconds: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
    }

    private static func open(
        _ directory: String, _ key: HouseKey, _ cost: ScryptCost = .lowest
    ) throws -> Storage {
        var options = Storage.Options(
            directory: directory + "/data", runtimeDirectory: directory + "/run", holder: "bench")
        options.scryptCost = cost
        return try Storage.open(options, house: key, clock: now, random: SecureRandom.bytes)
    }

    private static func makeCertificate(in directory: String) throws {
        let made = try DevelopmentCertificate.make(
            names: ["localhost"], addresses: ["127.0.0.1"], notBefore: now().seconds - 3600, days: 2
        )
        try made.certificatePEM.write(
            toFile: directory + "/certificate.pem", atomically: true, encoding: .utf8)
        try made.authorityPEM.write(
            toFile: directory + "/authority.pem", atomically: true, encoding: .utf8)
        try write(made.privateKeyPEM, to: directory + "/certificate.key")
    }

    private static func write(_ secret: borrowing SecretBytes, to path: String) throws {
        let bytes = secret.withBytes { span in span.indices.map { span[$0] } }
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard made else { throw BenchError("cannot write \(path)") }
    }
}

extension HouseKey {
    /// The CAPTCHA of the house, derived as `genkan serve` derives it.
    func altcha() throws -> AltchaIssuer {
        AltchaIssuer(
            keys: try AltchaKeys(signing: derive(.altchaSigning), key: derive(.altchaKey)))
    }

    /// The key of the hosted form's token, likewise.
    func tokenKey() throws -> ProofKey { try ProofKey(derive(.formToken)) }

    /// The key of known devices, likewise.
    func deviceKey() throws -> ProofKey { try ProofKey(derive(.device)) }

    /// What receipts are proved with, likewise.
    func receiptKeys() throws -> ReceiptKeys {
        ReceiptKeys(link: try ProofKey(derive(.receiptLink)), signer: try ReceiptSigner(self))
    }
}
