import Genkan
import GenkanStorage
import Proofs

/// Looks for signs of spam in what has everything else right, and remembers what was stored. Whoever is held
/// for one gets the same receipt as everybody: a robot learns nothing, and an honest visitor is not lost.
final class SpamCheck: Sendable {
    private let rules: SpamRules
    private let key: ProofKey
    private let texts = RepeatedTexts()

    /// Looks by these rules.
    ///
    /// - Parameter key: makes the marks of texts.
    init(_ rules: SpamRules, key: ProofKey) {
        self.rules = rules
        self.key = key
    }

    /// A submission that was looked at.
    struct Found {
        /// Why it is held; nil for nothing.
        let reason: HeldReason?
        fileprivate let mark: TextMark?
    }

    /// The sign that a submission has.
    func look(
        at submission: ValidSubmission, of form: RegisteredForm, raw: RawSubmission, now: Int64
    ) -> Found {
        let mark = SpamRules.comparable(submission.answers, of: form.form).flatMap {
            try? TextMark($0, form: form.idText, key: key)
        }
        let shown = raw.first(ReservedNames.formToken).flatMap {
            FormToken($0, form: form.idText, now: now, key: key)
        }
        let reason = rules.sign(
            in: submission.answers, of: form.form, age: shown.map { .seconds($0.age(at: now)) },
            equals: mark.map { texts.count(of: $0, now: now) } ?? 0)
        return Found(reason: reason, mark: mark)
    }

    /// It was stored, and is no retry.
    func stored(_ found: Found, now: Int64) {
        if let mark = found.mark { texts.add(mark, now: now) }
    }
}
