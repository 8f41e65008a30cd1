import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore

/// The body of a post, read within the form's limit and decoded.
struct SubmissionBody {
    /// The pairs, untrusted; without the text that was lost, for the visitor to keep the rest.
    let raw: RawSubmission
    /// Why it is no submission, though it could be decoded; nil when it may be one.
    let refusal: Refusal?
    /// What came of the files that were sent along.
    let sentFiles: SentFiles
    /// The files that were taken, as the answers stand.
    let files: [ReceivedFile]
    /// How long it took, from its head to its end.
    let took: Duration

    /// The kinds of body that are read.
    private enum Kind {
        case urlEncoded(TextEncoding?)
        case multipart(MultipartBoundary)
        case json
    }

    /// Reads and decodes.
    ///
    /// - Parameters:
    ///   - keys: counts the files that are sealed.
    ///   - context: of the request whose body it is.
    /// - Throws: ``Refusal`` for what cannot be taken; the connection's own errors.
    init(
        _ body: RequestBody, ofType contentType: String?, for form: RegisteredForm,
        keys: LedgerHolding, in context: GenkanRequestContext
    ) async throws {
        let limit = form.maximumTextBytes, began = ContinuousClock.now
        do {
            switch try Self.kind(contentType ?? "") {
            case .urlEncoded(let declared):
                let bytes = try await Self.bytes(body, upTo: limit)
                self.init(
                    try URLEncodedBody.decodeBody(bytes, declared: declared), of: form.form,
                    since: began)
            case .json:
                let bytes = try await Self.bytes(body, upTo: limit)
                let raw = try JSONBody.decode(bytes, texts: form.form.textNames)
                self.init(DecodedBody(raw), of: form.form, since: began)
            case .multipart(let boundary):
                let intake = try await Self.intake(body, boundary, of: form, keys, context)
                self.init(intake.fields.decoded, of: form.form, intake, since: began)
            }
        } catch let error as BodyError {
            throw Refusal.body(error)
        }
    }

    private init(
        _ decoded: DecodedBody, of form: Form, _ intake: Intake? = nil,
        since began: ContinuousClock.Instant
    ) {
        took = ContinuousClock.now - began
        // What no field asks for is no answer, whatever its bytes; the CAPTCHA and the honeypot look at it as it is.
        let lost = decoded.lost.filter { form.field(named: $0) != nil }
        raw = lost.isEmpty ? decoded.raw : decoded.raw.without(lost)
        sentFiles = intake?.fields.files.sent(in: decoded.encoding) ?? SentFiles()
        files = intake?.fields.files.arriving(at: form) ?? []
        refusal = intake?.refusal ?? (lost.isEmpty ? nil : .encoding)
    }

    private static func kind(_ header: String) throws(Refusal) -> Kind {
        switch AcceptedTypes.essence(header[...]) {
        case "application/x-www-form-urlencoded":
            return .urlEncoded(TextEncoding(contentType: header))
        case "application/json": return .json
        case "multipart/form-data":
            guard let boundary = MultipartBoundary(contentType: header) else {
                throw .body(BodyError(.malformed))
            }
            return .multipart(boundary)
        case "text/plain": throw .mediaType(isText: true)
        default: throw .mediaType(isText: false)
        }
    }

    private static func bytes(_ body: RequestBody, upTo limit: Int) async throws -> [UInt8] {
        try await refusing {
            let buffer = try await body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        }
    }

    /// A multipart body as far as it was read.
    private struct Intake {
        let fields: MultipartFields<FileIntake>
        let refusal: Refusal?
    }

    /// The fields as they come, so that nothing is kept but them and the sealed files. What is too large, or not
    /// asked for, is read and dropped, up to the largest body that the house reads: the fields behind it are
    /// somebody's text. Where a body goes on above that, what came before the file that makes it so is kept;
    /// that nobody asked for that file is told rather than that it is too large, unless the body's length said
    /// it before a file began: then no file is read at all.
    private static func intake(
        _ body: RequestBody, _ boundary: MultipartBoundary, of form: RegisteredForm,
        _ keys: LedgerHolding, _ context: GenkanRequestContext
    ) async throws -> Intake {
        let files = FileIntake(for: form.form, keys: keys)
        var reader = MultipartReader(
            boundary, into: MultipartFields(files: files, asked: files.asked))
        do {
            try await refusing {
                for try await buffer in body {
                    try reader.read(Array(buffer.readableBytesView)[...])
                    guard reader.sink.textBytes <= form.maximumTextBytes else {
                        throw Refusal.tooLarge
                    }
                    let fields = reader.sink
                    if context.isBodyTooLarge, fields.hasFiles { throw Refusal.tooLarge }
                    context.reading?.holds(fields.textBytes + fields.files.heldBytes)
                }
                try reader.finish()
            }
        } catch let refusal as Refusal where refusal == .tooLarge || refusal == .crowded {
            let fields = reader.sink
            if fields.hasUnaskedFiles, !context.isBodyTooLarge {
                return Intake(fields: fields, refusal: .unasked)
            }
            guard fields.hasFiles else { throw refusal }
            return Intake(fields: fields, refusal: refusal)
        }
        let fields = reader.sink
        if fields.hasUnaskedFiles { return Intake(fields: fields, refusal: .unasked) }
        return Intake(fields: fields, refusal: fields.files.isShort ? .busy(seconds: 30) : nil)
    }

    private static func refusing<Result>(_ read: () async throws -> Result) async throws -> Result {
        do {
            return try await read()
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw Refusal.tooLarge
        } catch let error as HTTPError where error.status == .serviceUnavailable {
            throw Refusal.crowded
        }
    }
}

extension Form {
    /// The names of the fields whose answer is no tick.
    fileprivate var textNames: Set<String> {
        Set(fields.filter { $0.kind != .consent }.map(\.name))
    }
}

extension MultipartFields<FileIntake> {
    /// Whether a file has begun, asked for or not.
    fileprivate var hasFiles: Bool { hasUnaskedFiles || files.isUnderWay }
}

extension Refusal {
    /// A file of a form that asks for none.
    fileprivate static let unasked = Refusal.body(BodyError(.fileNotAsked))
    /// Too many bodies are being read at this moment.
    fileprivate static let crowded = Refusal.busy(seconds: 5)
}
