import Genkan
import GenkanStorage

/// What somebody looks at of a board: how many cards of a column, and which stand first. It stands in
/// the address, goes along with every change of a card, and is what the change leads back to.
struct BoardSight: Hashable, Sendable {
    let limit: Int
    let order: BoardOrder
}

extension BoardSight {
    /// Reads the two from an address or a form; whatever is not one of ours counts as not said.
    init(limit: String?, order: String?) {
        self.limit = BoardLimit.step(limit)
        self.order = order.flatMap { BoardOrder(rawValue: $0) } ?? .newest
    }

    /// What differs from the board as everybody finds it.
    var fields: [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        if limit != BoardLimit.steps[0] { fields.append(("limit", "\(limit)")) }
        if order != .newest { fields.append(("order", order.rawValue)) }
        return fields
    }

    /// The board's address, with more parts of a query behind its own.
    func address(of form: Form, _ more: [String] = []) -> String {
        let query = (fields.map { "\($0.name)=\($0.value)" } + more).joined(separator: "&")
        return "/desk/forms/\(form.name)/board" + (query.isEmpty ? "" : "?" + query)
    }
}

/// How many cards of a column one page shows.
enum BoardLimit {
    static let steps = [50, 200, 500]

    /// The largest step that is not above what was asked for.
    static func step(_ text: String?) -> Int {
        let wanted = text.flatMap { Int($0) } ?? 0
        return steps.last { $0 <= wanted } ?? steps[0]
    }

    static func next(after limit: Int) -> Int? { steps.first { $0 > limit } }
}
