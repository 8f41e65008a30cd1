import Genkan
import GenkanStorage

/// The receipt of a retry that the usual way cannot give any more: seven days are promised, and a token
/// lives for minutes, a form until its owner changes it.
///
/// It tells a stranger nothing: who asks must know the key, at least 128 random bits, and the answers.
struct EarlierReceipt {
    let entrance: Entrance
    let form: RegisteredForm
    let key: IdempotencyKey?

    /// Of a retry whose token was good when it was first sent, and is too old or used by now.
    func receipt(
        of submission: ValidSubmission, insteadOf refusal: CaptchaRefusal
    ) async throws(Refusal) -> Receipt {
        switch try await earlier(submission) {
        case .repeated(let receipt): return receipt
        case .conflict: throw .sentBefore
        default: throw .captcha(refusal)
        }
    }

    /// Of a retry of what was stored under the version of the form before the last reload; nil when
    /// there is none.
    func beforeReload(_ body: SubmissionBody) async throws(Refusal) -> Receipt? {
        guard key != nil, let before = entrance.forms.before(form),
            case .valid(let submission) = before.form.validate(body.raw, files: body.sentFiles),
            case .repeated(let receipt)? = try await earlier(submission)
        else { return nil }
        return receipt
    }

    /// Of a retry whose files nobody need look at again; nil for what is new.
    ///
    /// - Throws: for a token that was used for something else: that would not be stored either.
    func receipt(
        ofFiles files: [ReceivedFile], in submission: ValidSubmission, _ mark: CaptchaMark?
    ) async throws(Refusal) -> Receipt? {
        guard !files.isEmpty else { return nil }
        switch try await earlier(submission) {
        case .repeated(let receipt): return receipt
        case .conflict: throw .sentBefore
        default: break
        }
        guard let mark, entrance.submissions.isSpent(mark) else { return nil }
        throw .captcha(.replayed)
    }

    private func earlier(_ submission: ValidSubmission) async throws(Refusal) -> Acceptance? {
        guard let key else { return nil }
        do throws(AcceptError) {
            return try await entrance.submissions.earlier(
                submission, key: key, of: form, now: entrance.now())
        } catch {
            throw .busy(seconds: 30)
        }
    }
}
