import Genkan
import Sealing

/// Who may be given a card: the people of the roster who may work and were granted the form's newest
/// key. To anybody else it would be given in vain.
/// See ``GrantRows`` for how far a row is believed.
enum Holders {
    /// By name; never the recovery person, who is nobody's account.
    static func all(
        of form: FormID, among roster: VerifiedRoster, _ connection: Connection
    ) throws -> [Person] {
        let rows = try GrantRows.read(of: form, connection)
        return try roster.staff().filter { $0.role.may(.work) && rows.since($0.id) != nil }
    }
}
