import Genkan

/// Rows of forms and their versions.
enum FormRow {
    static func all(of form: FormID, _ connection: Connection) throws -> [RegisteredForm] {
        try connection.all(
            """
            SELECT form, version, definition FROM form_versions WHERE form = \(form)
            ORDER BY version
            """, registered)
    }

    static func read(
        _ form: FormID, _ version: UInt32, _ connection: Connection
    ) throws -> RegisteredForm {
        let found = try connection.first(
            """
            SELECT form, version, definition FROM form_versions
            WHERE form = \(form) AND version = \(version)
            """, registered)
        guard let found else {
            throw StorageError(.notFound, "form \(form) has no version \(version)")
        }
        return found
    }

    /// The newest version of a form; `.notFound` when there is no such form.
    static func newest(_ form: FormID, _ connection: Connection) throws -> RegisteredForm {
        let found = try connection.first(
            """
            SELECT form, version, definition FROM form_versions WHERE form = \(form)
            ORDER BY version DESC LIMIT 1
            """, registered)
        guard let found else { throw StorageError(.notFound, "there is no form \(form)") }
        return found
    }

    private static func registered(_ row: SQLRow) throws -> RegisteredForm {
        let id: FormID = try row[0]
        let version: UInt32 = try row[1]
        guard let form = try? FormDefinition.decode(try row[2]) else {
            throw StorageError(.corrupted, "version \(version) of form \(id) cannot be read")
        }
        return RegisteredForm(id: id, version: version, form: form)
    }
}
