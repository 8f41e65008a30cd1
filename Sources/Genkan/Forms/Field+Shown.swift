/// What a page that shows a field again puts into its control. The rules are those of validation,
/// so that a page never shows anything other than what was understood.
extension Field {
    /// Whether what was sent under the name of a consent ticks its box: `0`, `off` and the like do not.
    public func isTicked(by sent: [String]) -> Bool {
        guard kind == .consent, case .success(let accepted) = check(sent) else { return false }
        return !accepted.isEmpty
    }

    /// The text for the control, as it was typed; nil when nothing was sent under the name.
    ///
    /// A name that was sent several times (a hidden twin of a control, two controls of one name)
    /// gives every different text that is not blank: behind one another, or each on a line of its
    /// own where the field has lines.
    public func text(typed sent: [String]) -> String? {
        guard let first = sent.first, sent.count > 1 else { return sent.first }
        var seen: Set<[UInt8]> = []
        let different = sent.filter { text in
            let trimmed = Array(text.trimmingBlanks().utf8)
            return !trimmed.isEmpty && seen.insert(trimmed).inserted
        }
        guard !different.isEmpty else { return first }
        return different.joined(separator: kind == .longText ? "\n" : " ")
    }
}
