import Genkan
import GenkanStorage

/// The receipt of a retry that the usual way does not give: seven days are promised, and a token lives for
/// minutes, a form until its owner changes it, and rates and a crowded store refuse also what is stored already.
///
/// It tells a stranger nothing: who asks must know the key, at least 128 random bits, and the answers.
struct EarlierReceipt {
    let entrance: Entrance
    let form: RegisteredForm
    let key: IdempotencyKey?

    /// Instead of a refusal that says nothing of whether the same was stored before; nil when it was not.
    func receipt(
        of body: SubmissionBody, insteadOf refusal: Refusal
    ) async throws(Refusal) -> Receipt? {
        if refusal.mayComeOfReload { return try await beforeReload(body) }
        guard key != nil, refusal.mayComeOfRetry(at: form.form.captcha),
            case .valid(let submission) = form.form.validate(body.raw, files: body.sentFiles)
        else { return nil }
        switch try await earlier(submission) {
        case .repeated(let receipt): return receipt
        case .conflict: throw .sentBefore
        default: return nil
        }
    }

    /// Of a retry of what was stored under the version of the form before the last reload.
    private func beforeReload(_ body: SubmissionBody) async throws(Refusal) -> Receipt? {
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

extension Refusal {
    /// Whether the same post may have been taken before, when its token was good and there was room.
    fileprivate func mayComeOfRetry(at captcha: CaptchaChoice) -> Bool {
        switch self {
        case .captcha(let refusal): refusal.mayComeOfAge(at: captcha)
        case .tooMany, .tooManyFileBytes, .busy, .noRoomForFiles: true
        default: false
        }
    }
}
