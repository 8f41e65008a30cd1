import Genkan
import HTTPTypes
import Hummingbird
import Logging
import Proofs

/// What a form of the desk sent. It cannot exist without a valid token of the session.
struct DeskPost: Sendable {
    private let fields: RawSubmission

    /// Reads the body and checks the token.
    ///
    /// - Throws: 415 for a body that is no form, 413 above ``limit``, 400 for one that cannot be
    ///   read, 403 without a valid token; `SignInRequired` when the session ended, its
    ///   screen was locked or its role was changed while the body came in.
    ///
    /// - Parameter limit: the largest body in bytes.
    init(
        _ request: Request, _ context: DeskContext, upTo limit: Int = Self.limit
    ) async throws {
        try await self.init(request, context.session.csrf, context.logger, upTo: limit)
        // The body may have taken its time.
        try await context.watch?.confirm(context.session.live, sent: fields)
    }

    /// The same at the door, where a session's screen may be locked.
    init(
        _ request: Request, _ key: CSRFKey, _ logger: Logger, upTo limit: Int = Self.limit
    ) async throws {
        fields = try await Self.fields(of: request, upTo: limit)
        guard let token = fields.first("csrf"), CSRFToken.isValid(token, key: key) else {
            logger.notice("Refused a form without a valid token")
            throw HTTPError(.forbidden)
        }
    }

    /// The largest body of a form at the desk, in bytes.
    static let limit = 16_384

    /// The first value under a name.
    subscript(name: String) -> String? { fields.first(name) }

    /// Every value under a name, in order.
    func values(_ name: String) -> [String] { fields.values(name) }

    /// The version of the card that the person saw; 400 when it is missing.
    func version() throws(HTTPError) -> Int64 {
        guard let version = fields.first("version").flatMap({ Int64($0) }), version > 0 else {
            throw HTTPError(.badRequest)
        }
        return version
    }

    /// The person under a name; nil when nobody was chosen, 400 for what is no person.
    func person(_ name: String) throws(HTTPError) -> PersonID? {
        guard let text = fields.first(name), !text.isEmpty else { return nil }
        guard let person = PersonID(text) else { throw HTTPError(.badRequest) }
        return person
    }

    /// The forms whose boxes are ticked; 400 for what is no form.
    func forms() throws(HTTPError) -> Set<FormID> {
        var forms: Set<FormID> = []
        for text in fields.values("forms") {
            guard let form = FormID(text) else { throw HTTPError(.badRequest) }
            forms.insert(form)
        }
        return forms
    }

    /// Reads a form's body without a token, for the forms of the door.
    static func fields(
        of request: Request, upTo limit: Int = Self.limit
    ) async throws -> RawSubmission {
        let type = request.headers[.contentType]?.utf8.prefix { $0 != UInt8(ascii: ";") }
        let isForm = type.map { String(decoding: $0, as: UTF8.self).lowercased() }
            .map { $0.trimmingBlankASCII == "application/x-www-form-urlencoded" }
        guard isForm == true else { throw HTTPError(.unsupportedMediaType) }
        let body = try await request.body.collect(upTo: limit)
        do {
            return try URLEncodedBody.decode(Array(body.readableBytesView))
        } catch {
            throw HTTPError(.badRequest)
        }
    }
}

extension String {
    fileprivate var trimmingBlankASCII: String {
        var bytes = Array(utf8)
        while bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
        return String(decoding: bytes.drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
    }
}
