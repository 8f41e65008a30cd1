import Genkan
import GenkanStorage

/// How somebody looks at cards as a list. It stands in the address behind what the board has there, and
/// nowhere on a board.
struct ListSight: Hashable, Sendable {
    var sort = ListSort.received
    var isDescending = true
    /// Where the page begins or, with `isBefore`, ends; nil for the first page.
    var place: ListPlace?
    var isBefore = false
    /// On a card's own page: where in the list the card stood when it was opened, wherever it went itself.
    var card: ListPlace?

    /// The same list from its beginning.
    var first: ListSight { ListSight(sort: sort, isDescending: isDescending) }

    /// The list by something: the other way round where it is sorted by that already, otherwise the way
    /// that is wanted most.
    func sorted(by other: ListSort) -> ListSight {
        ListSight(
            sort: other, isDescending: other == sort ? !isDescending : other == .received)
    }

    /// The page behind a place, or before it.
    func page(_ place: ListPlace, isBefore: Bool) -> ListSight {
        ListSight(sort: sort, isDescending: isDescending, place: place, isBefore: isBefore)
    }

    /// The same list as a card's page knows it.
    func at(_ card: ListPlace) -> ListSight {
        var other = self
        other.card = card
        return other
    }

    /// Reads what an address says of a list; answers false for what is nothing of one.
    static func read(_ name: String, _ value: String, into list: inout ListSight?) -> Bool {
        var read = list ?? ListSight()
        switch name {
        case "sort": read.sort = ListSort(rawValue: value) ?? read.sort
        case "dir": read.isDescending = value == "desc"
        case "at": read.card = ListPlace(value)
        case "after", "before":
            read.place = ListPlace(value)
            read.isBefore = name == "before"
        default: return false
        }
        list = read
        return true
    }

    var fields: [(name: String, value: String)] {
        var fields = orderFields
        if let place { fields.append((isBefore ? "before" : "after", place.text)) }
        return fields
    }

    /// Without the page.
    var orderFields: [(name: String, value: String)] {
        [("sort", sort.rawValue), ("dir", isDescending ? "desc" : "asc")]
    }
}

extension BoardSight {
    /// How many cards one page of a list shows.
    static let listLimit = 100

    /// The same as a list, from its beginning unless it is one already: at first in the order of the
    /// board.
    var asList: BoardSight {
        var other = self
        other.list = list ?? ListSight(isDescending: order == .newest)
        return other
    }

    /// The address of what is looked at: the page of today, the list, or the board.
    func home(of form: Form, _ more: [String] = []) -> String {
        if isFromToday {
            return "/desk/today" + (more.isEmpty ? "" : "?" + more.joined(separator: "&"))
        }
        return list == nil ? address(of: form, more) : listAddress(of: form, more)
    }

    /// What is asked of the store.
    var listQuery: ListQuery {
        let list = list ?? ListSight()
        return ListQuery(
            filter: filter, sort: list.sort, isDescending: list.isDescending, place: list.place,
            isBefore: list.isBefore, limit: Self.listLimit)
    }
}
