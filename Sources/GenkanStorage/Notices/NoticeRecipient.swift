import Genkan
import Sealing

/// Somebody who is to be told, as the verified roster, the grants, the own choice and the signed form
/// say at this moment.
struct NoticeRecipient {
    let address: MailAddress
    let language: Language
    let form: Form

    /// Nil for who may not know of the form any more, or does not want to.
    ///
    /// - Throws: when the roster or the form is not what was signed.
    static func read(
        _ key: NoticeKey, roster: RosterBook, _ connection: Connection
    ) throws -> NoticeRecipient? {
        let holders = try Holders.readers(
            of: key.form, among: roster.verified(connection), connection)
        guard holders.contains(where: { $0.id == key.person }),
            let profile = try Profile.read(of: key, connection)
        else { return nil }
        let form = try FormRow.newest(key.form, connection, house: roster.house).form
        return NoticeRecipient(address: profile.address, language: profile.language, form: form)
    }

    private struct Profile {
        let address: MailAddress
        let language: Language

        static func read(of key: NoticeKey, _ connection: Connection) throws -> Profile? {
            try connection.first(
                """
                SELECT mail, language FROM profiles
                WHERE person = \(key.person) AND EXISTS (
                    SELECT 1 FROM notice_choices WHERE notice_choices.person = \(key.person)
                        AND form = \(key.form) AND kind = \(key.kind))
                """
            ) { row in
                guard let address = MailAddress(try row[0] as String? ?? "") else { return nil }
                let language = Language(rawValue: try row[1]) ?? .ofTheHouse
                return Profile(address: address, language: language)
            }.flatMap(\.self)
        }
    }
}
