public import Genkan

/// A form that the database knows: its id for ever, and one version of it.
public struct RegisteredForm: Hashable, Sendable, Identifiable {
    /// The form's id, the same in all versions.
    public let id: FormID
    /// Counts the different definitions of the form, from 1.
    public let version: UInt32
    /// The definition in this version.
    public let form: Form

    init(id: FormID, version: UInt32, form: Form) {
        self.id = id
        self.version = version
        self.form = form
    }
}
