import Genkan
import Sealing

/// Who holds the forms, over all forms.
enum FormHolders {
    /// Whether every form that a person can open can still be opened by somebody else of the roster, the
    /// recovery person among them. Rows are counted, and whose they are: that they open, the reader finds.
    static func keepEveryForm(
        without person: ObjectID, in roster: VerifiedRoster, _ connection: Connection
    ) throws -> Bool {
        let rows = try connection.all(
            """
            SELECT form, person FROM grants AS held
            WHERE generation = (SELECT max(generation) FROM form_keys WHERE form = held.form)
            """
        ) { row in (form: try row[0] as ObjectID, person: try row[1] as ObjectID) }
        let held = Set(rows.filter { $0.person == person }.map(\.form))
        let kept = rows.filter { $0.person != person && roster.person($0.person) != nil }
        return held.isSubset(of: kept.map(\.form))
    }
}
