import GenkanStorage
import HTTPTypes
import Hummingbird

/// What the page of a form's grants has to say about what was just asked of it. The address names only
/// the word and a person's id; what is read comes from the language file and the roster.
enum AccessWord: String, CaseIterable {
    case granted
    case held
    case revoked
    case absent
    /// Nobody was chosen.
    case nobody
    case stranger
    case incomplete
    case last
    case recovery

    init(_ outcome: GrantOutcome) {
        switch outcome {
        case .granted: self = .granted
        case .held: self = .held
        case .stranger: self = .stranger
        case .incomplete: self = .incomplete
        }
    }

    init(_ outcome: RevocationOutcome) {
        switch outcome {
        case .revoked: self = .revoked
        case .absent: self = .absent
        case .last: self = .last
        case .recovery: self = .recovery
        }
    }

    /// How a refusal is answered; nil when things are now as they were asked to be.
    var refusal: HTTPResponse.Status? {
        switch self {
        case .granted, .held, .revoked, .absent: nil
        case .nobody: .unprocessableContent
        case .stranger, .incomplete, .last, .recovery: .conflict
        }
    }

    /// The word of an address; a refusal never comes from there.
    init?(_ request: Request) {
        guard let text = request.uri.queryParameters["done"],
            let word = AccessWord(rawValue: String(text)), word.refusal == nil
        else { return nil }
        self = word
    }

    /// The key of its sentence.
    var text: String { "desk-access-said-\(rawValue)" }
}
