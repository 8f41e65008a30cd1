import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore

/// The body of a post, read within the form's limit and decoded.
struct SubmissionBody {
    /// The pairs, untrusted; without the text that was lost.
    let raw: RawSubmission
    /// Whether all that the form asks for arrived in UTF-8; see ``BodyEncoding``.
    let isReadable: Bool

    /// The kinds of body that are read.
    private enum Kind {
        case urlEncoded, json
    }

    /// Reads and decodes.
    ///
    /// - Throws: ``Refusal`` for what cannot be taken; the connection's own errors.
    init(_ body: RequestBody, ofType contentType: String?, for form: RegisteredForm) async throws {
        let kind = try Self.kind(contentType)
        let bytes = try await Self.bytes(body, upTo: form.maximumBodyBytes)
        let decoded: RawSubmission
        do throws(BodyError) {
            decoded =
                switch kind {
                case .urlEncoded: try URLEncodedBody.decode(bytes)
                case .json: try JSONBody.decode(bytes, texts: form.form.textNames)
                }
        } catch {
            throw Refusal.body(error)
        }
        isReadable = kind == .json || !BodyEncoding.hasLost(decoded, of: form.form, in: bytes)
        raw = isReadable ? decoded : BodyEncoding.whole(decoded)
    }

    private static func kind(_ header: String?) throws(Refusal) -> Kind {
        switch AcceptedTypes.essence((header ?? "")[...]) {
        case "application/x-www-form-urlencoded": return .urlEncoded
        case "application/json": return .json
        case "multipart/form-data": throw .mediaType(isMultipart: true)
        default: throw .mediaType(isMultipart: false)
        }
    }

    private static func bytes(_ body: RequestBody, upTo limit: Int) async throws -> [UInt8] {
        do {
            let buffer = try await body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
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
