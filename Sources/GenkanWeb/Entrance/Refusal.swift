import Genkan
import HTTPTypes

/// Why a post was not stored. Whoever sent it learns why, and gets the text back wherever it could be
/// read.
enum Refusal: Error, Hashable, Sendable {
    /// The page that sent it is not on the form's list.
    case origin(SenderOrigin)
    /// Answers that do not satisfy the form.
    case answers([FieldProblem])
    /// The CAPTCHA token proves nothing, or there is none and the form insists.
    case captcha(CaptchaRefusal)
    /// Other answers were stored under the same submission id.
    case sentBefore
    /// Too much from one subscriber: without a proof, or while very much arrives.
    case tooMany(seconds: Int)
    /// Too many bytes of files from one subscriber; text alone may come.
    case tooManyFileBytes(seconds: Int)
    /// The store takes nothing for the moment.
    case busy(seconds: Int)
    /// The store takes text for the moment, and no files.
    case noRoomForFiles
    /// `Idempotency-Key` is malformed or too short.
    case key
    /// The body is of a kind that is not read; `text/plain` is what a form can be made to send, too.
    case mediaType(isText: Bool)
    /// The body cannot be decoded.
    case body(BodyError)
    /// Text of the body is in none of the encodings that it may be in, and lost.
    case encoding
    /// The body is larger than the whole form could need.
    case tooLarge

    /// The status of the answer (RFC 9110 § 15, RFC 6585 § 4).
    var status: HTTPResponse.Status {
        switch self {
        case .origin: .forbidden
        case .answers, .captcha: .unprocessableContent
        case .sentBefore: .conflict
        case .tooMany, .tooManyFileBytes: .tooManyRequests
        case .busy, .noRoomForFiles: .serviceUnavailable
        case .key: .badRequest
        case .mediaType: .unsupportedMediaType
        case .body(let error): error.status
        case .encoding: .badRequest
        case .tooLarge: .contentTooLarge
        }
    }

    /// What a program decides upon; stable.
    var code: String {
        switch self {
        case .origin: "origin-not-allowed"
        case .answers: "answers-invalid"
        case .captcha(let refusal): "captcha-\(refusal.rawValue)"
        case .sentBefore: "sent-before-with-other-answers"
        case .tooMany: "too-many"
        case .tooManyFileBytes: "too-many-file-bytes"
        case .busy: "busy"
        case .noRoomForFiles: "no-room-for-files"
        case .key: "idempotency-key-invalid"
        case .mediaType: "media-type-unsupported"
        case .body(let error): error.code.rawValue
        case .encoding: BodyError.Code.notUTF8.rawValue
        case .tooLarge: "too-large"
        }
    }

    /// Seconds after which it is worth trying again (RFC 9110 § 10.2.3).
    var retryAfter: Int? {
        switch self {
        case .tooMany(let seconds), .tooManyFileBytes(let seconds), .busy(let seconds): seconds
        case .noRoomForFiles: 300
        default: nil
        }
    }

    /// Whether a submission under the same id would meet the same refusal for ever.
    var needsNewID: Bool { self == .sentBefore }

    /// Whether the same post may have been taken under an earlier version of the form.
    var mayComeOfReload: Bool {
        switch self {
        case .answers, .sentBefore: true
        default: false
        }
    }
}

extension BodyError {
    /// The status of the answer.
    fileprivate var status: HTTPResponse.Status {
        switch code {
        case .fileNotAsked: .unprocessableContent
        default: isTooLarge ? .contentTooLarge : .badRequest
        }
    }
}
