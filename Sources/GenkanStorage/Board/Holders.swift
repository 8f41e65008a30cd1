import Genkan
import Sealing

/// Who may be given a card: the people of the roster who may work and were granted the form's newest
/// key. To anybody else it would be given in vain.
///
/// The rows of grants are taken at their word. Whoever writes to the database can have somebody
/// offered here, and with that opens nothing: a grant that is not genuine is refused where it is used.
enum Holders {
    /// By name; never the recovery person, who is nobody's account.
    static func all(
        of form: FormID, among roster: VerifiedRoster, _ connection: Connection
    ) throws -> [Person] {
        let granted = try connection.all(
            """
            SELECT person FROM grants WHERE form = \(form)
                AND generation = (SELECT max(generation) FROM form_keys WHERE form = \(form))
            """
        ) { try? $0[0] as PersonID }
        let holders = Set(granted.compactMap(\.self))
        return try roster.staff().filter { $0.role.may(.work) && holders.contains($0.id) }
    }
}
