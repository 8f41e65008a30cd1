/// What validation came to. Wrong input is a value, not an error.
public enum ValidationOutcome: Hashable, Sendable {
    /// Everything satisfies the form.
    case valid(ValidSubmission)
    /// Something does not: at most one problem a field, in the order of the fields; never empty.
    case invalid([FieldProblem])
}

extension Form {
    /// Checks what a visitor sent against this form.
    ///
    /// Only the fields of the form are read. Everything else in the body (tokens, the names of
    /// submit buttons, whatever a stranger adds) is passed over here and never stored.
    public func validate(_ raw: RawSubmission) -> ValidationOutcome {
        var valid = ValidSubmission.Draft()
        var problems: [FieldProblem] = []
        for field in fields {
            switch field.check(raw.values(field.name)) {
            case .success(let accepted):
                valid.add(accepted, to: field)
            case .failure(let code):
                problems.append(FieldProblem(field: field.name, code: code))
            }
        }
        guard problems.isEmpty else { return .invalid(problems) }
        return .valid(ValidSubmission(valid))
    }
}
