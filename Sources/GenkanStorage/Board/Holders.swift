import Genkan
import Sealing

/// Who was granted a form's newest key, of the people of the roster: never the recovery person, who is
/// nobody's account. See ``GrantRows`` for how far a row is believed.
enum Holders {
    /// Who may open it, by name.
    static func readers(
        of form: FormID, among roster: VerifiedRoster, _ connection: Connection
    ) throws -> [Person] {
        let rows = try GrantRows.read(of: form, connection)
        return try roster.staff().filter { rows.since($0.id) != nil }
    }

    /// Those of them who may be given a card, because they may work. To anybody else it would be given
    /// in vain.
    static func all(
        of form: FormID, among roster: VerifiedRoster, _ connection: Connection
    ) throws -> [Person] {
        try readers(of: form, among: roster, connection).filter { $0.role.may(.work) }
    }
}
