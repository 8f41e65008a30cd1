import Genkan

/// Where in the work a column stands, as a shape and a tone of the style sheet. Statuses are freely
/// named, so their place says what they mean.
enum Stage: String {
    case held
    case new
    case active
    case final
    /// On no board: marked as spam.
    case spam
    /// The second final status and those after it (shipped, say), told apart from the first at a glance.
    case gone

    init(_ column: Column, of form: Form) {
        switch column.kind {
        case .held: self = .held
        case .former: self = .active
        case .status(let status): self = Stage(status, of: form)
        }
    }

    init(_ status: Status, of form: Form) {
        let firstFinal = form.statuses.first { $0.isFinal }
        if status.isFinal {
            self = status.id == firstFinal?.id ? .final : .gone
        } else {
            self = status.id == form.firstStatus ? .new : .active
        }
    }

    init(_ place: Place, of form: Form) {
        switch place {
        case .held: self = .held
        case .spam: self = .spam
        case .status(let id): self = form.status(id).map { Stage($0, of: form) } ?? .active
        }
    }

    /// What an empty column says, to who works it and to who only reads.
    func emptyText(_ isWorked: Bool) -> String {
        switch self {
        case .gone, .spam: "desk-empty-final"
        case .active where !isWorked: "desk-empty-active-reading"
        default: "desk-empty-\(rawValue)"
        }
    }
}

extension Form {
    /// The name of a place, as people read it; a status the form has no longer is named by its id.
    func label(of place: Place, in language: Language) -> String {
        switch place {
        case .held: Column(kind: .held).label[language]
        case .spam: LocalizedText(ja: "スパム", en: "Spam")[language]
        case .status(let id): status(id)?.label[language] ?? id
        }
    }
}
