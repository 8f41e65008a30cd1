/// What validation came to. Wrong input is a value, not an error.
public enum ValidationOutcome: Hashable, Sendable {
    /// Everything satisfies the form.
    case valid(ValidSubmission)
    /// Something does not: at most one problem a field, in the order of the fields; never empty.
    case invalid([FieldProblem])
}

/// Who fills in a form.
public enum Respondent: Sendable {
    /// Whoever asks, by themselves: what the form requires is required.
    case visitor
    /// Somebody of the staff, for a person who called, wrote or came: nothing is required, because that
    /// person may not have said it, but something has to be filled in.
    case staff
}

extension Form {
    /// Checks what was sent against this form.
    ///
    /// Only the fields of the form are read. Everything else in the body (tokens, the names of
    /// submit buttons, whatever a stranger adds) is passed over here and never stored.
    ///
    /// - Parameter files: what came of the files that were sent along.
    public func validate(
        _ raw: RawSubmission, files: SentFiles = SentFiles(), as respondent: Respondent = .visitor
    ) -> ValidationOutcome {
        var valid = ValidSubmission.Draft()
        var problems: [FieldProblem] = []
        let isVisitor = respondent == .visitor
        var saysSomething = isVisitor
        for field in fields {
            let sent = raw.values(field.name)
            let isRequired = isVisitor && field.isRequired
            let checked =
                field.kind.file == nil
                ? field.check(sent, isRequired: isRequired)
                : files.check(field, texts: sent, isRequired: isRequired)
            switch checked {
            case .success(let accepted):
                valid.add(accepted, to: field)
                if !saysSomething { saysSomething = field.isTold && !accepted.isEmpty }
            case .failure(let code):
                problems.append(FieldProblem(field: field.name, code: code))
            }
        }
        if problems.isEmpty, !saysSomething { problems = [nothingSaid] }
        guard problems.isEmpty else { return .invalid(problems) }
        return .valid(ValidSubmission(valid))
    }

    /// Stands at the first field that somebody could fill in.
    private var nothingSaid: FieldProblem {
        let field = fields.first(where: \.isTold) ?? fields.first
        return FieldProblem(field: field?.name ?? "", code: .nothing)
    }
}

extension Field {
    /// Whether its answer is what somebody says, and neither sent along by a page nor a consent.
    fileprivate var isTold: Bool { kind != .hidden && kind != .consent }
}
