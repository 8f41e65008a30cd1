public import Genkan

/// A form that the database knows: its id for ever, and one version of it.
///
/// A class, because every request carries one along: copying it must not mean copying a form.
public final class RegisteredForm: Hashable, Sendable, Identifiable {
    /// The form's id, the same in all versions.
    public let id: FormID
    /// Counts the different definitions of the form, from 1.
    public let version: UInt32
    /// The definition in this version.
    public let form: Form
    /// The text of the id.
    public let idText: String
    /// The most text of it; see `Form.maximumTextBytes`.
    public let maximumTextBytes: Int
    /// Statuses that the form has no longer, where submissions still stand; of its newest version alone.
    public let formerStatuses: [String]

    /// The statuses where work is still to be done: also those that the form has no longer.
    public var openStatuses: [String] { form.openStatuses + formerStatuses }

    init(id: FormID, version: UInt32, form: Form, formerStatuses: [String] = []) {
        self.id = id
        self.version = version
        self.form = form
        self.formerStatuses = formerStatuses
        idText = id.description
        maximumTextBytes = form.maximumTextBytes
    }

    /// Compares id, version and form.
    public static func == (one: RegisteredForm, other: RegisteredForm) -> Bool {
        one.id == other.id && one.version == other.version && one.form == other.form
    }

    /// Hashes id and version.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(version)
    }
}
