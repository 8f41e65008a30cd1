import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Proofs

/// `POST /f/{form}`: from a body to a receipt.
///
/// In this order: decode, origin, answers, CAPTCHA, rates, virus scanner, store; a retry of what was stored needs no fresh
/// CAPTCHA, and gets its receipt also when the form has changed since. Whatever goes wrong after
/// decoding, the visitor gets the hosted form with everything that was typed; a client that asked for
/// JSON gets a problem (RFC 9457).
struct SubmitForm {
    let entrance: Entrance

    func callAsFunction(
        _ request: Request, _ context: GenkanRequestContext
    ) async throws -> Response {
        let form = try entrance.form(context)
        let head = PostHead(request.headers)
        var sender = SenderOrigin(
            head, at: request.head.authority, for: form, publicOrigin: context.publicOrigin)
        var raw: RawSubmission?
        let keys = LedgerHolding(entrance.fileKeys, of: context)
        defer { keys.end() }
        do {
            guard !head.isPacked else { throw Refusal.mediaType(isText: false) }
            let body = try await SubmissionBody(
                request.body, ofType: head.contentType, for: form, keys: keys, in: context)
            raw = body.raw
            if let refusal = body.refusal { throw refusal }
            if sender == .opaque, head.fetchSite == nil, isOurs(body.raw, form) { sender = .own }
            let receipt = try await receive(body, from: sender, for: form, head, context)
            return answer(to: request, head, context, form, sender, raw).received(receipt)
        } catch let refusal as Refusal {
            context.logger.info("Submission refused", metadata: ["code": "\(refusal.code)"])
            return try answer(to: request, head, context, form, sender, raw).refused(refusal)
        }
    }

    private func receive(
        _ body: SubmissionBody, from sender: SenderOrigin, for form: RegisteredForm,
        _ head: PostHead, _ context: GenkanRequestContext
    ) async throws(Refusal) -> Receipt {
        guard sender.mayPost else { throw .origin(sender) }
        let earlier = EarlierReceipt(
            entrance: entrance, form: form, key: try Self.key(head, body.raw))
        do throws(Refusal) {
            return try await receive(body, for: form, earlier, context)
        } catch {
            guard let receipt = try await earlier.receipt(of: body, insteadOf: error) else {
                throw error
            }
            return receipt
        }
    }

    private func receive(
        _ body: SubmissionBody, for form: RegisteredForm, _ earlier: EarlierReceipt,
        _ context: GenkanRequestContext
    ) async throws(Refusal) -> Receipt {
        let raw = body.raw
        let submission: ValidSubmission
        switch form.form.validate(raw, files: body.sentFiles) {
        case .valid(let valid): submission = valid
        case .invalid(let problems): throw .answers(problems)
        }
        if form.form.captcha.provider != nil, CaptchaCheck.token(in: raw, for: form.form) != nil {
            try limit(context, entrance.providers.questions)
        }
        let verdict = await CaptchaCheck(issuer: entrance.altcha, providers: entrance.providers)
            .verdict(
                on: raw, for: form,
                from: .init(address: context.clientAddress, logger: context.logger),
                now: entrance.seconds
            )
            .afterBody(isSlow: body.took >= entrance.tokenPatience, at: form.form.captcha)
        if verdict.isUnproven(for: form.form) { try limit(context, entrance.withoutProof) }
        let mark: CaptchaMark?
        let held: HeldReason?
        switch verdict {
        case .accepted(let proof): (mark, held) = (proof, nil)
        case .held(let reason): (mark, held) = (nil, reason)
        case .refused(let refusal): throw .captcha(refusal)
        }
        if let known = try await earlier.receipt(ofFiles: body.files, in: submission, mark) {
            return known
        }
        let sent = ProvenSubmission(
            form: form, submission: submission, raw: raw, files: body.files, key: earlier.key,
            mark: mark, held: held)
        return try await admitted(sent, context)
    }

    /// Stores within the rates of form and house, which only what is new counts in: before the virus scanner is
    /// asked, which is everybody's.
    private func admitted(
        _ sent: ProvenSubmission, _ context: GenkanRequestContext
    ) async throws(Refusal) -> Receipt {
        let bytes = sent.files.reduce(0) { $0 + $1.byteCount }
        if bytes > 0, await !entrance.submissions.hasRoom(forFiles: bytes) {
            entrance.room.noRoom(context.logger)
            throw .noRoomForFiles
        }
        let taken: ArrivalLimits.Taken
        do throws(ArrivalLimits.Refused) {
            taken = try entrance.arrivals.take(
                context.countedAddress, to: sent.form.id, fileBytes: bytes)
        } catch {
            switch error {
            case .tooMany(let wait): throw .tooMany(seconds: wait.wholeSeconds)
            case .tooManyFileBytes(let wait): throw .tooManyFileBytes(seconds: wait.wholeSeconds)
            }
        }
        do throws(Refusal) {
            let (receipt, isNew) = try await scannedAndStored(sent, context)
            if !isNew { entrance.arrivals.giveBack(taken) }
            if bytes > 0 { entrance.room.stored(context.logger) }
            return receipt
        } catch {
            entrance.arrivals.giveBack(taken)
            throw error
        }
    }

    private func scannedAndStored(
        _ sent: ProvenSubmission, _ context: GenkanRequestContext
    ) async throws(Refusal) -> (receipt: Receipt, isNew: Bool) {
        let scan = ScanFiles(
            scanner: entrance.scanner, turns: LedgerHolding(entrance.scans, of: context),
            logger: context.logger)
        // What is held already needs no further reason.
        let found = entrance.spam.look(
            at: sent.submission, of: sent.form, raw: sent.raw, now: entrance.seconds)
        let files = await scan(sent.files)
        let stored = try await store(
            Arrival(
                form: sent.form, submission: sent.submission, files: files, key: sent.key,
                sender: context.clientAddress?.bytes ?? [], mark: sent.mark,
                held: files.infected ?? sent.held ?? found.reason ?? files.unscanned),
            context.logger)
        if stored.isNew { entrance.spam.stored(found, now: entrance.seconds) }
        return stored
    }

    private func store(
        _ arrival: Arrival, _ logger: Logger
    ) async throws(Refusal) -> (receipt: Receipt, isNew: Bool) {
        let acceptance: Acceptance
        do throws(AcceptError) {
            acceptance = try await entrance.submissions.accept(arrival, now: entrance.now())
        } catch {
            switch error {
            case .full(let seconds): throw .busy(seconds: seconds)
            case .unavailable: throw .busy(seconds: 30)
            case .tooLarge: throw .tooLarge
            case .noRoomForFiles:
                entrance.room.noRoom(logger)
                throw .noRoomForFiles
            case .refused(let error):
                logger.error(
                    "Nothing can be stored: what is stored of the form is not what was signed",
                    metadata: ["error": .string("\(error)")])
                throw .busy(seconds: 30)
            }
        }
        switch acceptance {
        case .stored(let receipt): return (receipt, true)
        case .repeated(let receipt): return (receipt, false)
        case .conflict: throw .sentBefore
        case .captchaReplayed: throw .captcha(.replayed)
        }
    }

    /// The header names the submission for programs, the hidden field for the hosted form.
    private static func key(
        _ head: PostHead, _ raw: RawSubmission
    ) throws(Refusal) -> IdempotencyKey? {
        guard let header = head.idempotencyKey else {
            return raw.first(ReservedNames.submission).flatMap(IdempotencyKey.init)
        }
        guard let key = IdempotencyKey(header) else { throw .key }
        return key
    }

    private func limit(
        _ context: GenkanRequestContext, _ limiter: RateLimiter
    ) throws(Refusal) {
        guard let address = context.countedAddress, let wait = limiter.allow(address)
        else { return }
        throw .tooMany(seconds: wait.wholeSeconds)
    }

    /// A browser that hides where it is, on a page that we made: the hosted form's token says so.
    private func isOurs(_ raw: RawSubmission, _ form: RegisteredForm) -> Bool {
        guard let token = raw.first(ReservedNames.formToken) else { return false }
        return FormToken(
            token, form: form.idText, now: entrance.seconds, key: entrance.tokenKey) != nil
    }

    private func answer(
        to request: Request, _ head: PostHead, _ context: GenkanRequestContext,
        _ form: RegisteredForm, _ sender: SenderOrigin, _ raw: RawSubmission?
    ) -> SubmissionAnswer {
        SubmissionAnswer(
            entrance: entrance, form: form, raw: raw,
            language: Language.chosen(
                raw?.first(ReservedNames.language), request, otherwise: context.language),
            wantsJSON: head.prefersJSON, reader: sender.reader, house: context.publicOrigin)
    }
}

/// What a person has sent, before it is scanned and stored.
private struct ProvenSubmission {
    let form: RegisteredForm
    let submission: ValidSubmission
    let raw: RawSubmission
    let files: [ReceivedFile]
    let key: IdempotencyKey?
    let mark: CaptchaMark?
    let held: HeldReason?
}
