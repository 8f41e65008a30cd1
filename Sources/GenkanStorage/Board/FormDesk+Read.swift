import Genkan
import Sealing

extension FormDesk {
    /// Of a form in one snapshot.
    ///
    /// - Throws: `.notFound` without such a form; `.notAllowed` without a grant.
    static func read(
        _ form: FormID, for session: LiveSession, roster: RosterBook, _ connection: Connection
    ) throws -> FormDesk {
        let registered = try FormRow.newest(form, connection, house: roster.house)
        try session.keychain.requireGrant(of: form, connection)
        let history = try roster.history(connection)
        let readers = try Holders.readers(of: form, among: history.newest, connection)
        return FormDesk(
            form: registered, people: try history.newest.staff(),
            former: history.formerStaff(), holders: readers.filter { $0.role.may(.work) },
            readers: readers,
            labels: try LabelRow.all(of: form, connection))
    }
}

extension ChangeMark {
    /// Of a snapshot.
    static func read(_ connection: Connection) throws -> ChangeMark {
        let number = try connection.first("SELECT max(sequence) FROM audit") {
            try $0[0] as Int64?
        }
        return ChangeMark(number: number.flatMap(\.self) ?? 0)
    }
}
