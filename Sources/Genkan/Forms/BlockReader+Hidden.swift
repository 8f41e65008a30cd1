extension BlockReader {
    /// Reports a hidden field that the form itself would refuse: the hosted form could never be
    /// sent, and no visitor can put right what no visitor sees.
    func refuseUnsendable(_ field: Field) {
        let isUnread = field.value == nil && node("value") != nil  // reported already
        guard field.kind == .hidden, !isUnread,
            case .failure(let code) = field.check([field.value ?? ""])
        else { return }
        switch code {
        case .required:
            report(
                "value", "is missing, so that the hosted form could never be sent",
                "write what it sends, or required: false")
        case .tooLong(let limit):
            report(
                "value", "is longer than the field allows (\(limit))",
                "write at most \(limit) characters, or a larger max_length")
        case .tooShort(let limit):
            report(
                "value", "is shorter than the field allows (\(limit))",
                "write at least \(limit) characters, or a smaller min_length")
        case .lineBreak: report("value", "has more than one line", "write it on one line")
        default:
            report("value", "contains a control character", "delete the character")
        }
    }

    /// Reports what the control of this kind has no place for.
    func refuseIdleKeys(of kind: FieldKind) {
        for key in ["placeholder", "autocomplete"] where node(key) != nil && !kind.isTyped {
            report(key, "is not for kind: \(kind.name)", "leave it out")
        }
    }
}

extension FieldKind {
    /// Whether people type the answer.
    fileprivate var isTyped: Bool {
        switch self {
        case .choice, .consent, .hidden: false
        default: true
        }
    }
}
