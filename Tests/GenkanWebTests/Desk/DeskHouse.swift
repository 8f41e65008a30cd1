import Foundation
import Genkan
import GenkanStorage
import GenkanTesting
import Sealing
import Synchronization

@testable import GenkanWeb

/// A house with a desk, anna (administrator), ben (staff) and one form, on a real database, behind the
/// production server.
struct DeskHouse: Sendable {
    static let annasPassword = "correct horse battery staple"
    static let bensPassword = "another long passphrase of ben"

    let storage: Storage
    let server: TestServer
    let form: RegisteredForm
    let anna: Person
    let ben: Person
    let clock: TestClock

    /// Runs a house for as long as the body runs.
    static func run(
        form text: String = contact, _ body: @Sendable @escaping (DeskHouse) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let clock = TestClock()
        let storage = try open(directory, clock)
        let anna = try await storage.staff.setUp(
            name: name("anna"), password: password(annasPassword),
            recoveryCode: try RecoveryCode.create(), now: clock.now)
        // Before ben: who is added is granted the forms there are.
        let read = try FormReader.read(Array(text.utf8), file: "contact.yaml").get()
        guard let form = try await storage.forms.register([read], now: clock.now).first else {
            return
        }
        let ben = try await storage.staff.add(
            name: name("ben"), role: .staff, password: password(bensPassword), by: "anna",
            administratorPassword: password(annasPassword), now: clock.now)
        let desk = Desk(
            storage: storage, pages: try Pages(),
            signInRate: RequestRate(burst: 5, perSecond: 0.001), now: { clock.now })
        try await TestServer.run(routes: { DeskRoutes.add(to: $0, desk: desk) }) { server in
            try await body(
                DeskHouse(
                    storage: storage, server: server, form: form, anna: anna, ben: ben, clock: clock
                ))
        }
        try await storage.close()
    }

    /// A browser nobody is signed in with.
    func browser() -> DeskBrowser { DeskBrowser(server) }

    /// A browser with anna signed in.
    func annasBrowser() async throws -> DeskBrowser {
        let browser = browser()
        try await browser.signIn("anna", Self.annasPassword)
        return browser
    }

    /// A browser with ben signed in.
    func bensBrowser() async throws -> DeskBrowser {
        let browser = browser()
        try await browser.signIn("ben", Self.bensPassword)
        return browser
    }

    /// Stores what vera sends; answers the receipt.
    @discardableResult
    func send(_ answers: [String: String], held: HeldReason? = nil) async throws -> ReceiptCode {
        let raw = RawSubmission(answers.map { (name: $0.key, value: $0.value) })
        guard case .valid(let submission) = form.form.validate(raw),
            case .stored(let receipt) = try await storage.submissions.accept(
                Arrival(form: form, submission: submission, key: nil, mark: nil, held: held),
                now: clock.now)
        else { throw Unexpected() }
        return receipt
    }

    struct Unexpected: Error {}

    private static func open(_ directory: TemporaryDirectory, _ clock: TestClock) throws -> Storage
    {
        var options = Storage.Options(
            directory: directory.path + "/data", runtimeDirectory: directory.path + "/run",
            holder: "the desk's tests")
        options.scryptCost = .lowest
        return try Storage.open(
            options, house: try HouseKey.create(), clock: { clock.now },
            random: { count in
                var generator = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            })
    }

    private static func name(_ text: String) throws -> StaffName {
        guard let name = StaffName(text) else { throw Unexpected() }
        return name
    }

    private static func password(_ text: String) throws -> Password {
        try Password(normalised: Array(text.utf8).span)
    }

    static let contact = """
        title: {ja: お問い合わせ, en: Contact}
        fields:
          - name: name
            label: {ja: お名前, en: Name}
            kind: person-name
            required: true
            title: true
          - name: topic
            label: {ja: ご用件, en: Topic}
            kind: choice
            title: true
            options:
              - {id: order, label: {ja: ご注文, en: Order}}
              - {id: other, label: {ja: その他, en: Other}}
          - name: message
            label: {ja: 内容, en: Message}
            kind: long-text
        """
}

/// A clock that tests turn.
final class TestClock: Sendable {
    private let time = Mutex(Instant(seconds: 1_795_420_800))

    var now: Instant { time.withLock { $0 } }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }
}
