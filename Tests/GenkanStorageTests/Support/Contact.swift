import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// The form of the tests: vera's name and message are personal, the topic is not.
enum Contact {
    static func form(
        named name: String = "contact", title: String = "Contact",
        statuses: [Status] = Status.standard, longest: Int = 5_000, answerWithin: Int? = nil,
        takesFiles: Bool = false
    ) -> Form {
        Form(
            name: name, title: LocalizedText(ja: "お問い合わせ", en: title), introduction: nil,
            submitLabel: LocalizedText(ja: "送信", en: "Send"),
            fields: [
                field("name", .personName, isTitle: true),
                field("topic", .text, isTitle: true, isPersonal: false),
                field("message", .longText, longest: longest),
            ] + (takesFiles ? [photo] : []),
            statuses: statuses, allowedOrigins: [],
            thanks: Thanks(text: Thanks.standardText, redirect: nil), captcha: .altcha,
            withoutToken: .hold, answerWithinHours: answerWithin, zone: .utc)
    }

    /// Two pictures at most, or none.
    private static let photo = Field(
        name: "photo", label: LocalizedText(ja: "写真", en: "Photo"),
        kind: .file(FileRule(types: [.png], maximumCount: 2)), isRequired: false, minimumLength: 0,
        maximumLength: 5_000, isTitle: false, isPersonal: true, placeholder: nil, help: nil,
        autocomplete: nil, value: nil)

    private static func field(
        _ name: String, _ kind: FieldKind, isTitle: Bool = false, isPersonal: Bool = true,
        longest: Int = 5_000
    ) -> Field {
        Field(
            name: name, label: LocalizedText(ja: name, en: name), kind: kind, isRequired: true,
            minimumLength: 0, maximumLength: longest, isTitle: isTitle, isPersonal: isPersonal,
            placeholder: nil, help: nil, autocomplete: nil, value: nil)
    }

    /// What vera sends.
    static func arrival(
        _ form: RegisteredForm, name: String = "Vera", topic: String = "books",
        message: String = "Hello", key: String? = nil, sender: [UInt8] = [],
        mark: CaptchaMark? = nil, held: HeldReason? = nil, files: [ArrivingFile] = []
    ) throws -> Arrival {
        let raw = RawSubmission([("name", name), ("topic", topic), ("message", message)])
        var sent = SentFiles()
        for (index, file) in files.enumerated() {
            let answer = FileAnswer(
                type: .png, byteCount: file.file.byteCount, digest: file.file.digest,
                name: FileName("\(index).png"))
            guard let answer else { throw Unexpected(what: "a file of nothing") }
            sent.add(answer, to: file.field)
        }
        guard case .valid(let submission) = form.form.validate(raw, files: sent) else {
            throw Unexpected(what: "the test's own answers are not valid")
        }
        return Arrival(
            form: form, submission: submission, files: files,
            key: key.flatMap { IdempotencyKey($0) },
            sender: sender, mark: mark, held: held)
    }
}

struct Unexpected: Error {
    let what: String
}

extension Acceptance {
    /// The receipt of what was stored now; an issue for anything else.
    var receipt: Receipt {
        get throws {
            guard case .stored(let receipt) = self else { throw Unexpected(what: "\(self)") }
            return receipt
        }
    }
}

extension StorageHouse {
    /// The contact form, registered.
    func contact() async throws -> RegisteredForm {
        try #require(try await storage.forms.register([Contact.form()], now: clock.now).first)
    }

    /// Sends one submission and answers its receipt.
    @discardableResult
    func send(_ arrival: Arrival) async throws -> Receipt {
        try await storage.submissions.accept(arrival, now: clock.now).receipt
    }

    /// Every answer stored for the form, opened through anna's export, by receipt.
    func opened(_ form: RegisteredForm, as session: LiveSession) async throws -> [(
        ReceiptCode, Answers
    )] {
        try await exported(form, as: session).compactMap { item in
            if case .opened(let row) = item { (row.receipt, row.answers) } else { nil }
        }
    }

    /// An export of the form that has begun.
    func export(_ form: RegisteredForm, as session: LiveSession) async throws -> Export {
        let clock = clock
        return try await storage.exports.begin(
            form.id, for: session, from: ClientAddress("192.0.2.9"), clock: { clock.now })
    }

    /// Everything that an export of the form lends.
    func exported(
        _ form: RegisteredForm, as session: LiveSession
    ) async throws -> [ExportItem] {
        var items: [ExportItem] = []
        try await export(form, as: session).run { items.append($0) }
        return items
    }

    /// The submissions that an export of the form refuses by their id, each with its error.
    func refusedRows(
        _ form: RegisteredForm, as session: LiveSession
    ) async throws -> [(id: SubmissionID, error: any Error)] {
        try await exported(form, as: session).compactMap { item in
            if case .refused(let id?, let error) = item { (id, error) } else { nil }
        }
    }
}
