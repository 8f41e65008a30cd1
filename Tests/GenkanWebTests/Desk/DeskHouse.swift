import Genkan
import GenkanStorage
import GenkanTesting
import Sealing

@testable import GenkanWeb

/// A house with a desk, anna (administrator), ben (staff) and one form, on a real database, behind the
/// production server.
struct DeskHouse: Sendable {
    let storage: Storage
    let server: TestServer
    let form: RegisteredForm
    let anna: Person
    let ben: Person
    let clock: TestClock
    let authenticators: Authenticators
    let recoveryCode: String
    let proofs: Website.Proofs
    /// Where everything is that it stores.
    let directory: String

    /// Runs a house for as long as the body runs.
    static func run(
        form text: String = contact,
        signInRate: RequestRate = RequestRate(burst: 5, perSecond: 0.001),
        searchRate: RequestRate = RequestRate(burst: 10, perSecond: 0.001),
        sendsMail: Bool = false, map: MapAddress? = nil,
        exempt: [AddressRange] = [],
        _ body: @Sendable @escaping (DeskHouse) async throws -> Void
    ) async throws {
        let read = try FormReader.read(Array(text.utf8), file: "contact.yaml").get()
        try await TestHouse.run { house in
            // Before ben: who is added is granted the forms there are.
            guard
                let form = try await house.storage.forms.register([read], now: house.clock.now)
                    .first
            else { throw Unexpected() }
            let ben = try await house.addBen()
            let proofs = try house.proofs()
            let desk = Desk(
                storage: house.storage, pages: try Pages(), proofs: proofs,
                signInRate: signInRate,
                againRate: RequestRate(burst: 5, perSecond: 0.001),
                searchRate: searchRate, sendsMail: sendsMail, map: map,
                now: { house.clock.now })
            try await TestServer.run(
                adjust: { $0.limits.exemptNetworks = exempt },
                routes: { DeskRoutes.add(to: $0, desk: desk) }
            ) { server in
                try await body(
                    DeskHouse(
                        storage: house.storage, server: server, form: form, anna: house.anna,
                        ben: ben, clock: house.clock,
                        authenticators: Authenticators(house.clock),
                        recoveryCode: house.recoveryCode, proofs: proofs,
                        directory: house.directory))
            }
        }
    }

    /// A browser nobody is signed in with.
    func browser() -> DeskBrowser { DeskBrowser(server, authenticators) }

    /// A browser with anna signed in.
    func annasBrowser() async throws -> DeskBrowser {
        let browser = browser()
        try await browser.signIn("anna", TestHouse.annasPassword)
        return browser
    }

    /// A browser with ben signed in.
    func bensBrowser() async throws -> DeskBrowser {
        let browser = browser()
        try await browser.signIn("ben", TestHouse.bensPassword)
        return browser
    }

    /// Stores what vera sends, to the contact form unless said otherwise; answers the receipt.
    @discardableResult
    func send(
        _ answers: [String: String], to other: RegisteredForm? = nil, held: HeldReason? = nil,
        photo: (name: String, bytes: [UInt8], scan: FileScan?)? = nil
    ) async throws -> ReceiptCode {
        let target = other ?? form
        let raw = RawSubmission(answers.map { (name: $0.key, value: $0.value) })
        var sent = SentFiles(), files: [ArrivingFile] = []
        if let photo {
            var sealer = try FileSealer()
            try sealer.write(photo.bytes[...])
            let file = try sealer.finish(), name = FileName(photo.name)
            let type = FileType(extension: name.extension) ?? .png
            guard
                let answer = FileAnswer(
                    type: type, byteCount: file.byteCount, digest: file.digest, name: name)
            else { throw Unexpected() }
            sent.add(answer, to: "photo")
            files.append(ArrivingFile(field: "photo", file: file, scan: photo.scan))
        }
        guard case .valid(let submission) = target.form.validate(raw, files: sent),
            case .stored(let receipt) = try await storage.submissions.accept(
                Arrival(
                    form: target, submission: submission, files: files, key: nil, mark: nil,
                    held: held),
                now: clock.now)
        else { throw Unexpected() }
        return receipt.code
    }

    struct Unexpected: Error {}

    /// The same with a field for a file.
    static let withPhoto =
        contact + """

              - name: photo
                label: {ja: 写真, en: Photo}
                kind: file
                accept: [png, pdf]
            """

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
