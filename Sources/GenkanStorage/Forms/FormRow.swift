import Genkan
import Sealing

/// Rows of forms and their versions. A definition counts only after the house's signature was
/// verified.
enum FormRow {
    /// Every genuine version of a form. One that was forged is left out: what needs it by its number
    /// is refused, and says which.
    static func all(
        of form: FormID, _ connection: Connection, house: HousePublicKey
    ) throws -> [RegisteredForm] {
        try connection.all(
            """
            SELECT form, version, definition, signature FROM form_versions WHERE form = \(form)
            ORDER BY version
            """
        ) { row in
            do {
                return try registered(row, house)
            } catch let error as SealingError where error.code == .notGenuine {
                return nil
            }
        }.compactMap(\.self)
    }

    static func read(
        _ form: FormID, _ version: UInt32, _ connection: Connection, house: HousePublicKey
    ) throws -> RegisteredForm {
        let found = try connection.first(
            """
            SELECT form, version, definition, signature FROM form_versions
            WHERE form = \(form) AND version = \(version)
            """
        ) { try registered($0, house) }
        guard let found else {
            throw StorageError(.notFound, "form \(form) has no version \(version)")
        }
        return found
    }

    /// The newest version of a form; `.notFound` when there is no such form.
    static func newest(
        _ form: FormID, _ connection: Connection, house: HousePublicKey
    ) throws -> RegisteredForm {
        let found = try connection.first(
            """
            SELECT form, version, definition, signature FROM form_versions WHERE form = \(form)
            ORDER BY version DESC LIMIT 1
            """
        ) { try registered($0, house) }
        guard let found else { throw StorageError(.notFound, "there is no form \(form)") }
        return RegisteredForm(
            id: found.id, version: found.version, form: found.form,
            formerStatuses: try FormerStatuses.read(of: form, found.form, connection))
    }

    private static func registered(
        _ row: SQLRow, _ house: HousePublicKey
    ) throws -> RegisteredForm {
        let record = FormDefinitionRecord(
            form: try row[0], version: try row[1], definition: try row[2], signature: try row[3])
        let definition = try record.verified(by: house)
        guard let form = try? FormDefinition.decode(definition) else {
            throw StorageError(
                .corrupted, "version \(record.version) of form \(record.form) cannot be read")
        }
        return RegisteredForm(id: FormID(record.form), version: record.version, form: form)
    }
}
