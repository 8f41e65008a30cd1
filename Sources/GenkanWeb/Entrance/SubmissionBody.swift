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

    /// The kinds of body that are read.
    private enum Kind {
        case urlEncoded(TextEncoding?)
        case multipart(MultipartBoundary)
        case json
    }

    /// Reads and decodes.
    ///
    /// - Throws: ``Refusal`` for what cannot be taken; the connection's own errors.
    init(_ body: RequestBody, ofType contentType: String?, for form: RegisteredForm) async throws {
        let limit = form.maximumBodyBytes
        do {
            switch try Self.kind(contentType ?? "") {
            case .urlEncoded(let declared):
                let bytes = try await Self.bytes(body, upTo: limit)
                self.init(try URLEncodedBody.decodeBody(bytes, declared: declared), of: form.form)
            case .json:
                let bytes = try await Self.bytes(body, upTo: limit)
                let raw = try JSONBody.decode(bytes, texts: form.form.textNames)
                self.init(DecodedBody(raw), of: form.form)
            case .multipart(let boundary):
                let fields = try await Self.fields(body, boundary, upTo: limit)
                self.init(fields.decoded, of: form.form, hasFiles: fields.hasFiles)
            }
        } catch let error as BodyError {
            throw Refusal.body(error)
        }
    }

    private init(_ decoded: DecodedBody, of form: Form, hasFiles: Bool = false) {
        // What no field asks for is no answer, whatever its bytes; the CAPTCHA and the honeypot look at it as it is.
        let lost = decoded.lost.filter { form.field(named: $0) != nil }
        raw = lost.isEmpty ? decoded.raw : decoded.raw.without(lost)
        refusal = hasFiles ? .body(BodyError(.fileNotAsked)) : lost.isEmpty ? nil : .encoding
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

    /// The fields as they come, so that nothing is kept but them. A file may be larger than the form's text: that
    /// nobody asked for it is told, not that it is too large, with the fields that came before it.
    private static func fields(
        _ body: RequestBody, _ boundary: MultipartBoundary, upTo limit: Int
    ) async throws -> MultipartFields {
        var reader = MultipartReader(boundary, into: MultipartFields())
        do {
            try await refusing {
                for try await buffer in body {
                    try reader.read(Array(buffer.readableBytesView)[...])
                    guard reader.sink.textBytes <= limit else { throw Refusal.tooLarge }
                }
                try reader.finish()
            }
        } catch Refusal.tooLarge where reader.sink.hasFiles {
            return reader.sink
        }
        return reader.sink
    }

    private static func refusing<Result>(_ read: () async throws -> Result) async throws -> Result {
        do {
            return try await read()
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw Refusal.tooLarge
        }
    }
}

extension Form {
    /// The names of the fields whose answer is no tick.
    fileprivate var textNames: Set<String> {
        Set(fields.filter { $0.kind != .consent }.map(\.name))
    }
}
