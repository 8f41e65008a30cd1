import Genkan

/// A list as its runs: parts one behind another, each of which an index has in its order, so that a page
/// costs the same wherever in the list it stands.
struct ListRuns {
    /// Cards that have what the list is sorted by in common.
    fileprivate struct Run {
        let name: String
        let condition: SQL
        let key: Key
    }

    /// By what a run is sorted before the id.
    fileprivate enum Key {
        case nothing
        case received
        case due
    }

    let reader: CardReader
    let query: ListQuery
    let desk: FormDesk
    /// By column; see ``ListPage/counts``.
    let counts: [String: Int]
    let connection: Connection

    /// How many cards the filter lets through, whatever it says of columns, by column.
    static func counts(
        _ reader: CardReader, _ query: ListQuery, _ connection: Connection
    ) throws -> [String: Int] {
        var everywhere = query.filter
        everywhere.columns = []
        return try BoardColumns(
            reader: reader, filter: everywhere, order: .newest, limit: 1, connection: connection
        ).counts()
    }

    /// The places behind another, or before it from there on; one more than a page has, if there is one.
    func places(from place: ListPlace?, isBefore: Bool) throws -> [ListPlace] {
        let isDescending = query.isDescending != isBefore
        let runs = try runs()
        guard !isMerged else {
            let all = try runs.flatMap {
                try places(of: $0, from: place, isDescending, limit: query.limit + 1)
            }
            let sorted = all.sorted { one, other in
                let isFirst = (one.key, one.id) < (other.key, other.id)
                return isDescending ? !isFirst : isFirst
            }
            return Array(sorted.prefix(query.limit + 1))
        }
        let ordered = isBefore ? runs.reversed() : runs
        let start = ordered.firstIndex { $0.name == place?.run } ?? 0
        var found: [ListPlace] = []
        for run in ordered[start...] where found.count <= query.limit {
            let from = run.name == place?.run ? place : nil
            found += try places(
                of: run, from: from, isDescending, limit: query.limit + 1 - found.count)
        }
        return found
    }

    /// Several columns by arrival: each of them is in that order by itself.
    private var isMerged: Bool { query.sort == .received && !query.filter.columns.isEmpty }

    private func runs() throws -> [Run] {
        switch query.sort {
        case .received where !isMerged:
            return [Run(name: "all", condition: isShown, key: .nothing)]
        case .received, .status:
            return turned(columns.map(run))
        case .due:
            return [
                Run(name: "dated", condition: "due IS NOT NULL AND (\(isShown))", key: .due),
                Run(name: "none", condition: "due IS NULL AND (\(isShown))", key: .nothing),
            ]
        case .assignee:
            let people = try turned(assignees()).map { person in
                Run(
                    name: person.description,
                    condition: "assignee = \(person) AND (\(isShown))", key: .nothing)
            }
            return people + [
                Run(name: "none", condition: "assignee IS NULL AND (\(isShown))", key: .nothing)
            ]
        }
    }

    private func turned<Element>(_ elements: [Element]) -> [Element] {
        query.isDescending ? elements.reversed() : elements
    }

    /// In the order of the board; without a filter on them all but spam.
    private var columns: [String] {
        let all = Column.all(of: reader.form.form, occupied: counts.keys).map(\.id)
        let chosen = query.filter.columns
        // A form of before may have a status of that name.
        let places = all.contains(Status.spamID) ? all : all + [Status.spamID]
        return places.filter {
            chosen.isEmpty ? $0 != Status.spamID : chosen.contains($0)
        }
    }

    private func run(_ column: String) -> Run {
        let isThere: SQL =
            column == Status.heldID
            ? "held IS NOT NULL" : "held IS NULL AND status = \(column)"
        return Run(name: column, condition: isThere, key: .received)
    }

    /// Whether a card stands in one of the columns that are asked for.
    private var isShown: SQL {
        query.filter.columns.isEmpty
            ? "held IS NOT NULL OR status <> \(Status.spamID)"
            : reader.condition(BoardFilter(columns: query.filter.columns))
    }

    /// Everybody by name, who has left behind them, and at last whoever nobody knows.
    private func assignees() throws -> [PersonID] {
        let known = desk.people.map(\.id) + desk.former.map(\.id)
        let found = try connection.all(
            """
            SELECT DISTINCT assignee FROM submissions
            WHERE form = \(reader.form.id) AND assignee IS NOT NULL
            """
        ) { try? $0[0] as PersonID }.compactMap(\.self)
        return known + Set(found).subtracting(known).sorted()
    }

    private func places(
        of run: Run, from place: ListPlace?, _ isDescending: Bool, limit: Int
    ) throws -> [ListPlace] {
        var filter = query.filter
        filter.columns = []
        let rows = try connection.all(
            """
            SELECT id, \(run.key.column) FROM submissions
            WHERE form = \(reader.form.id) AND (\(run.condition))
                AND \(behind(place, in: run, isDescending)) AND (\(reader.condition(filter)))
            ORDER BY \(run.key.order(isDescending)) LIMIT \(limit)
            """
        ) { row -> ListPlace? in
            guard let id = try? row[0] as SubmissionID else { return nil }
            return ListPlace(run: run.name, key: try row[1], id: id)
        }
        return rows.compactMap(\.self)
    }

    private func behind(_ place: ListPlace?, in run: Run, _ isDescending: Bool) -> SQL {
        guard let place else { return "1" }
        let sign: SQL = isDescending ? "<" : ">"
        switch run.key {
        case .nothing: return "id \(sign) \(place.id)"
        case .received: return "(received_at, id) \(sign) (\(place.key), \(place.id))"
        case .due: return "(due, id) \(sign) (\(place.key), \(place.id))"
        }
    }
}

extension ListRuns.Key {
    fileprivate var column: SQL {
        switch self {
        case .nothing: "0"
        case .received: "received_at"
        case .due: "due"
        }
    }

    fileprivate func order(_ isDescending: Bool) -> SQL {
        let direction: SQL = isDescending ? "DESC" : "ASC"
        switch self {
        case .nothing: return "id \(direction)"
        case .received: return "received_at \(direction), id \(direction)"
        case .due: return "due \(direction), id \(direction)"
        }
    }
}
