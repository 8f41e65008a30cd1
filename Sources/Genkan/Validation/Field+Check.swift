extension FieldProblem.Code: Error {}

extension Field {
    /// What is stored of the values sent under this field's name; empty when it was not answered.
    func check(_ sent: [String]) -> Result<[String], FieldProblem.Code> {
        check(sent, isRequired: isRequired)
    }

    /// The same where it must be answered, or need not be, whatever the form says.
    func check(_ sent: [String], isRequired: Bool) -> Result<[String], FieldProblem.Code> {
        switch kind {
        case .consent: checkConsent(sent, isRequired)
        case .choice(let choice): checkChoice(sent, choice, isRequired)
        case .file: .failure(.file(.notSent))
        default: checkText(sent, isRequired)
        }
    }

    /// A box counts as ticked by whatever its page sends for it (`on` where it names no value),
    /// except the words for no that frameworks put into a hidden twin of the box.
    private func checkConsent(
        _ sent: [String], _ isRequired: Bool
    ) -> Result<[String], FieldProblem.Code> {
        let isTicked = sent.contains { value in
            switch value.trimmingBlanks().lowercased() {
            case "", "0", "false", "off", "no": false
            default: true
            }
        }
        guard isTicked || !isRequired else { return .failure(.consentRequired) }
        return .success(isTicked ? [Answer.consentGiven] : [])
    }

    /// Option ids, each once, in the order of the form.
    private func checkChoice(
        _ sent: [String], _ choice: Choice, _ isRequired: Bool
    ) -> Result<[String], FieldProblem.Code> {
        let options = choice.options.span
        var known: [String] = []
        for index in options.indices where sent.containsBytes(of: options[index].id) {
            known.append(options[index].id)
        }
        let areAllKnown = sent.allSatisfy { $0.isEmpty || known.containsBytes(of: $0) }
        guard areAllKnown else { return .failure(.notAnOption) }
        guard known.count <= 1 || choice.isMultiple else { return .failure(.repeated) }
        guard !known.isEmpty || !isRequired else { return .failure(.choiceRequired) }
        return .success(known)
    }

    /// One text. A name that was sent several times is accepted when all but one value are empty
    /// or all are the same.
    private func checkText(
        _ sent: [String], _ isRequired: Bool
    ) -> Result<[String], FieldProblem.Code> {
        var text = ""
        for value in sent {
            let given = value.trimmingBlanks()
            guard text.isEmpty || given.isEmpty || given.hasSameBytes(as: text) else {
                return .failure(.repeated)
            }
            if text.isEmpty { text = given }
        }
        guard !text.isEmpty else { return isRequired ? .failure(.required) : .success([]) }
        return accepted(text).map { [$0] }
    }

    private func accepted(_ text: String) -> Result<String, FieldProblem.Code> {
        // Each scalar has at most four bytes: no long work on what is too long anyway.
        guard text.utf8.count <= maximumLength * 16 else {
            return .failure(.tooLong(limit: maximumLength))
        }
        var hasLineBreak = false
        for scalar in text.unicodeScalars {
            if scalar.isControl { return .failure(.controlCharacter) }
            if scalar == "\n" { hasLineBreak = true }
        }
        guard !hasLineBreak || kind == .longText else { return .failure(.lineBreak) }
        return kind.reading(text).flatMap(withinLength)
    }

    private func withinLength(_ text: String) -> Result<String, FieldProblem.Code> {
        let count = text.scalarCount
        guard count <= maximumLength else { return .failure(.tooLong(limit: maximumLength)) }
        guard count >= minimumLength else { return .failure(.tooShort(limit: minimumLength)) }
        return .success(text)
    }
}

extension FieldKind {
    /// The text as this kind stores it, or why it is not of this kind.
    fileprivate func reading(_ text: String) -> Result<String, FieldProblem.Code> {
        switch self {
        case .kana: KanaRule.read(text).map { .success($0) } ?? .failure(.notKana)
        case .email: EmailRule.read(text).map { .success($0) } ?? .failure(.notEmail)
        case .phone: PhoneRule.read(text).map { .success($0) } ?? .failure(.notPhone)
        case .postalCode:
            PostalCodeRule.read(text).map { .success($0) } ?? .failure(.notPostalCode)
        default: .success(text)
        }
    }
}

extension [String] {
    /// Whether one of them has the same bytes.
    fileprivate func containsBytes(of text: String) -> Bool {
        contains { $0.hasSameBytes(as: text) }
    }
}
