import Genkan
import GenkanStorage
import Hummingbird

/// What somebody looks at of a board: which cards, how many of a column, and which stand first. It stands
/// in the address, goes along with every change of a card, and is what the change leads back to.
struct BoardSight: Hashable, Sendable {
    var filter = BoardFilter()
    var limit = BoardLimit.steps[0]
    var order = BoardOrder.newest
    /// The columns that are folded away.
    var folded: Set<String> = []
    /// On a card's own page: the column in which its neighbours stand, wherever it went itself.
    var column: String?
    /// On a card's own page: whether it was opened from the page of today.
    var isFromToday = false
    /// How the cards stand in a list, where it is one that is looked at.
    var list: ListSight?

    /// What is asked of the store.
    var query: BoardQuery { BoardQuery(filter: filter, order: order, limit: limit) }
}

extension BoardSight {
    /// Reads an address's query, or what went along with a form; whatever is not one of ours counts as
    /// not said.
    ///
    /// - Parameter form: whose fields that are not personal may be asked for.
    init(_ query: some Sequence<(name: String, value: String)>, of form: RegisteredForm) {
        for (name, value) in query { read(name, value, form) }
    }

    /// The same of a query's text.
    init(text: String, of form: RegisteredForm) {
        self.init(Self.pairs(text), of: form)
    }

    /// What a longer text says is left alone, in bytes.
    private static let longest = 4_096

    private static func pairs(_ text: String) -> [(name: String, value: String)] {
        guard text.utf8.count <= longest,
            let sent = try? URLEncodedBody.decode(Array(text.utf8))
        else { return [] }
        return sent.pairs.map { (name: $0.name, value: $0.value) }
    }

    private mutating func read(_ name: String, _ value: String, _ registered: RegisteredForm) {
        let form = registered.form
        switch name {
        case "limit": limit = BoardLimit.step(value)
        case "order": order = BoardOrder(rawValue: value) ?? order
        case "status":
            if Self.columns(of: registered).contains(value) || value == Status.spamID {
                filter.columns.insert(value)
            }
        case "folded": if Self.columns(of: registered).contains(value) { folded.insert(value) }
        case "assignee": filter.assignee = BoardFilter.Assignee(word: value) ?? filter.assignee
        case "label":
            if let label = LabelID(value), filter.labels.count < Self.mostLabels {
                filter.labels.insert(label)
            }
        case "due": filter.due = BoardFilter.Due(rawValue: value) ?? filter.due
        case "via": isFromToday = value == "today"
        case "in": column = value.utf8.count <= 64 ? value : nil
        case "unread": filter.isUnread = value == "yes"
        case "overdue": filter.isOverdue = value == "yes"
        case "mentioned": filter.isMentioned = value == "yes"
        case "from": filter.from = Day(value) ?? filter.from
        case "to": filter.to = Day(value) ?? filter.to
        default: if !ListSight.read(name, value, into: &list) { readAnswer(name, value, form) }
        }
    }

    /// Also those that the form has no longer, where submissions still stand.
    private static func columns(of form: RegisteredForm) -> [String] {
        Column.all(of: form.form, occupied: form.formerStatuses).map(\.id)
    }

    private static let answer = "answer-"
    private static let mostLabels = 20

    private mutating func readAnswer(_ name: String, _ value: String, _ form: Form) {
        guard name.utf8.starts(with: Self.answer.utf8), !value.isEmpty, value.utf8.count <= 1_000
        else { return }
        let field = String(name.dropFirst(Self.answer.count))
        guard form.field(named: field)?.isPersonal == false else { return }
        filter.answers[field] = value
    }

    /// What differs from the board as everybody finds it, in one order.
    var fields: [(name: String, value: String)] {
        var fields = filterFields
        if limit != BoardLimit.steps[0] { fields.append(("limit", "\(limit)")) }
        if order != .newest { fields.append(("order", order.rawValue)) }
        for column in folded.sorted() { fields.append(("folded", column)) }
        return fields + (list?.fields ?? [])
    }

    private var filterFields: [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for column in filter.columns.sorted() { fields.append(("status", column)) }
        if let assignee = filter.assignee { fields.append(("assignee", assignee.word)) }
        for label in filter.labels.sorted() { fields.append(("label", label.description)) }
        if let due = filter.due { fields.append(("due", due.rawValue)) }
        if filter.isUnread { fields.append(("unread", "yes")) }
        if filter.isOverdue { fields.append(("overdue", "yes")) }
        if filter.isMentioned { fields.append(("mentioned", "yes")) }
        if let from = filter.from { fields.append(("from", from.description)) }
        if let to = filter.to { fields.append(("to", to.description)) }
        for (field, value) in filter.answers.sorted(by: { $0.key < $1.key }) {
            fields.append((Self.answer + field, value))
        }
        return fields
    }

    /// The same as the query of an address, percent-encoded; empty for the board as everybody finds it.
    var text: String {
        fields.map { $0.name + "=" + PercentEncoding.encoded($0.value) }.joined(separator: "&")
    }

    /// The address of a card's own page.
    func address(ofCard card: SubmissionID, _ more: [String] = []) -> String {
        let query = ((cardText.isEmpty ? [] : [cardText]) + more).joined(separator: "&")
        return "/desk/submissions/\(card)" + (query.isEmpty ? "" : "?" + query)
    }

    /// What goes along with the forms of a card's own page.
    var cardText: String {
        let column = column.map { ["in=" + PercentEncoding.encoded($0)] } ?? []
        let place = list?.card.map { ["at=" + PercentEncoding.encoded($0.text)] } ?? []
        let way = isFromToday ? ["via=today"] : []
        return (way + column + place + (text.isEmpty ? [] : [text])).joined(separator: "&")
    }

    /// The board's address, with more parts of a query behind its own.
    func address(of form: Form, _ more: [String] = []) -> String {
        var board = self
        board.list = nil
        return board.address("board", of: form, more)
    }

    /// The same of the list.
    func listAddress(of form: Form, _ more: [String] = []) -> String {
        address("list", of: form, more)
    }

    private func address(_ page: String, of form: Form, _ more: [String]) -> String {
        let query = ((text.isEmpty ? [] : [text]) + more).joined(separator: "&")
        return "/desk/forms/\(form.name)/\(page)" + (query.isEmpty ? "" : "?" + query)
    }
}

extension BoardFilter.Assignee {
    fileprivate init?(word: String) {
        switch word {
        case "me": self = .me
        case "none": self = .nobody
        default:
            guard let person = PersonID(word) else { return nil }
            self = .person(person)
        }
    }

    /// As the address has it: `me`, `none`, or the person's id.
    var word: String {
        switch self {
        case .me: "me"
        case .nobody: "none"
        case .person(let person): person.description
        }
    }
}

/// How many cards of a column one page shows.
enum BoardLimit {
    static let steps = [10, 100, 500]
    /// How many the script asks for at once.
    static let slice = 50

    /// The largest step that is not above what was asked for.
    static func step(_ text: String?) -> Int {
        let wanted = text.flatMap { Int($0) } ?? 0
        return steps.last { $0 <= wanted } ?? steps[0]
    }

    static func next(after limit: Int) -> Int? { steps.first { $0 > limit } }
}
