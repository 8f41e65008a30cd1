/// Somebody of the staff.
public struct Person: Hashable, Sendable, Identifiable {
    /// The person's id, in the roster and in the audit trail.
    public let id: PersonID
    /// The name to sign in with and to be shown by.
    public let name: StaffName
    /// What the person may do.
    public let role: Role

    /// Takes the parts as the verified roster has them.
    public init(id: PersonID, name: StaffName, role: Role) {
        self.id = id
        self.name = name
        self.role = role
    }
}
