import Genkan

/// An event of the audit trail in words, without who did it.
struct TrailText {
    let names: PeopleNames
    /// By id; those that this person can open and, for the names alone, others.
    let forms: [FormID: Form]
    let texts: Texts
    let language: Language
    let days: DayText

    func callAsFunction(_ event: AuditEvent) -> String {
        var parameters = Dictionary(
            uniqueKeysWithValues: AuditDetail.Key.allCases.map { ($0.parameter, "–") })
        for detail in event.details {
            parameters[detail.key.parameter] = value(of: detail, in: event)
        }
        let text = texts(key(of: event), parameters)
        // A burst is written down once, with how many more there were.
        guard event.details.contains(where: { $0.key == .refused && $0.value != .number(0) })
        else { return text }
        let isExport = event.kind == .exportEnded
        return text + texts(isExport ? "trail-more-rows" : "trail-more", parameters)
    }

    /// Most kinds have one text; some have others for what is missing from them, or how they ended.
    private func key(of event: AuditEvent) -> String {
        let base = "trail-" + event.kind.rawValue
        func has(_ key: AuditDetail.Key) -> Bool { event.details.contains { $0.key == key } }
        switch event.kind {
        case .submissionStored: return has(.reason) ? base + "-held" : base
        case .submissionAssigned:
            guard has(.assigneeAfter) else { return base + "-nobody" }
            guard case .person(let person) = event.actor else { return base }
            return event.details.contains(.id(.assigneeAfter, person)) ? base + "-own" : base
        case .submissionScheduled: return has(.to) ? base : base + "-never"
        case .submissionLabelled:
            if event.details.contains(.number(.removed, 0)) { return base + "-added" }
            return event.details.contains(.number(.added, 0)) ? base + "-removed" : base
        case .signInFailed, .credentialRefused: return has(.person) ? base : base + "-nobody"
        case .sessionsEnded: return has(.person) ? base : base + "-own"
        case .networkRemoved: return has(.network) ? base : base + "-all"
        case .personRenewed, .personAdded:
            let isRecovery = event.details.contains(.word(.reason, "recovery-code"))
            return isRecovery ? base + "-recovery" : base
        case .exportEnded:
            let isCut = event.details.contains(.word(.outcome, "cut"))
            return isCut ? base + "-cut" : base
        default: return base
        }
    }

    private func value(of detail: AuditDetail, in event: AuditEvent) -> String {
        switch (detail.key, detail.value) {
        case (_, .number(let number)): Int(number).grouped
        case (.from, .word(let word)), (.to, .word(let word)): place(word.text, in: event)
        case (.role, .word(let word)), (.roleBefore, .word(let word)):
            Role(rawValue: word.text)?.label[language] ?? word.text
        case (.source, .word(let word)): Source(rawValue: word.text)?.label[language] ?? word.text
        case (.network, .word(let word)): AuditDetail.network(of: word)
        case (.reason, .word(let word)): reason(word.text)
        case (_, .word(let word)): word.text
        case (.person, .id(let id)), (.assigneeBefore, .id(let id)), (.assigneeAfter, .id(let id)):
            PersonID(bytes: id).map { names.addressed($0) } ?? "–"
        case (_, .id): "–"
        }
    }

    private func place(_ word: String, in event: AuditEvent) -> String {
        if event.kind == .submissionScheduled { return Day(word).map(days.text) ?? word }
        return event.form.flatMap { forms[$0] }?.label(ofColumn: word, in: language) ?? word
    }

    /// A word of the program that has words of its own; others as they stand.
    private func reason(_ word: String) -> String {
        if let held = HeldReason(rawValue: word) { return held.label[language] }
        let key = "trail-reason-" + word, text = texts[key]
        return text == key ? word : text
    }
}

extension AuditDetail.Key {
    /// The name of its place in a text.
    fileprivate var parameter: String {
        switch self {
        case .assigneeBefore: "before"
        case .assigneeAfter: "after"
        case .roleBefore: "former"
        default: rawValue
        }
    }
}
