import Genkan
import Sealing

/// The rows of one form's grants.
///
/// They are taken at their word: what is sealed in one only its person can tell. Whoever writes to
/// the database can have somebody listed as a holder, and with that opens nothing: a grant that is
/// not genuine is refused where it is used.
struct GrantRows {
    private struct Row {
        let person: PersonID
        let generation: UInt32
        let since: Instant
    }

    /// Every generation of the form's key, ascending.
    let generations: [UInt32]
    private let rows: [Row]

    static func read(of form: FormID, _ connection: Connection) throws -> GrantRows {
        let generations = try connection.all(
            "SELECT generation FROM form_keys WHERE form = \(form) ORDER BY generation"
        ) { try $0[0] as UInt32 }
        let rows = try connection.all(
            "SELECT person, generation, created_at FROM grants WHERE form = \(form)"
        ) { row -> Row? in
            // Somebody may have put there what is no id.
            guard let person = try? row[0] as PersonID else { return nil }
            return Row(person: person, generation: try row[1], since: try row[2])
        }
        return GrantRows(generations: generations, rows: rows.compactMap(\.self))
    }

    /// Whose rows there are, of whatever generation.
    var people: Set<PersonID> { Set(rows.map(\.person)) }

    /// Since when a person holds the newest key; nil for who does not.
    func since(_ person: PersonID) -> Instant? {
        rows.first { $0.person == person && $0.generation == generations.last }?.since
    }

    /// The generations that a person has no row of.
    func missing(of person: PersonID) -> [UInt32] {
        let held = Set(rows.filter { $0.person == person }.map(\.generation))
        return generations.filter { !held.contains($0) }
    }
}
