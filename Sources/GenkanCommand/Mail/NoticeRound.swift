import Genkan
import GenkanOutbound
import GenkanStorage
import Logging
import Synchronization

/// Sends what is due, one mail after another, and knows when to look again.
actor NoticeRound {
    /// Hands a mail to the server.
    typealias Send = @Sendable (MailMessage) async throws(MailError) -> Void

    /// How often, and how soon after each other.
    struct Timing: Sendable {
        /// After failures.
        var retry = RetrySchedule()
        /// From one mail of the same person, form and reason to the next.
        var gathering = Duration.seconds(60)
        /// From one look for what has become late to the next.
        var chores = Duration.seconds(60)
    }

    private let notices: NoticeStore
    private let mail: NoticeMail
    private let send: Send
    private let timing: Timing
    private let now: @Sendable () -> Instant
    private let logger: Logger

    private var gate: DeliveryGate
    /// Until when what is to be told is left alone, because a mail was just sent or it cannot be made.
    private var held: [NoticeKey: Instant] = [:]
    private var nextChores: Instant?
    private let isStopping = Mutex(false)

    init(
        notices: NoticeStore, mail: NoticeMail, timing: Timing = Timing(), logger: Logger,
        now: @escaping @Sendable () -> Instant, send: @escaping Send
    ) {
        self.notices = notices
        self.mail = mail
        self.timing = timing
        self.now = now
        self.logger = logger
        self.send = send
        gate = DeliveryGate(timing.retry)
    }

    /// Nothing more is begun.
    nonisolated func stop() { isStopping.withLock { $0 = true } }

    /// Does what is due; answers how long there is nothing more to do, unless something arrives.
    func perform() async -> Duration {
        do {
            try await doChores()
            return min(try await sendAll(), rest(until: nextChores))
        } catch {
            logger.error("Notices could not be looked after; it is tried again", error: error)
            return timing.chores
        }
    }

    private func doChores() async throws {
        let now = now()
        // A time far ahead comes of a clock that was ahead.
        if rest(until: nextChores) > .zero, rest(until: nextChores) <= timing.chores { return }
        nextChores = now.advanced(by: timing.chores)
        held = held.filter { $0.value > now && $0.value <= now.advanced(by: RetrySchedule.longest) }
        var slices = 0
        while slices < 20, try await notices.announceLate(now: now) > 0 { slices += 1 }
        let count = try await notices.giveUp(now: now)
        guard count > 0 else { return }
        logger.error(
            "Notices were given up after five days",
            metadata: ["notices": .stringConvertible(count)])
    }

    private func rest(until instant: Instant?) -> Duration {
        max(.zero, instant?.since(now()) ?? .zero)
    }

    private func sendAll() async throws -> Duration {
        if let rest = gate.rest(at: now()) { return rest }
        var rest = RetrySchedule.longest
        for waiting in try await notices.waiting(now: now()) {
            guard !isStopping.withLock(\.self), !Task.isCancelled else { break }
            let due = max(waiting.due, held[waiting.key] ?? waiting.due)
            guard due <= now() else {
                rest = min(rest, self.rest(until: due))
                continue
            }
            try await send(waiting.key)
            if let closed = gate.rest(at: now()) { return closed }
        }
        return rest
    }

    private func send(_ key: NoticeKey) async throws {
        let notice: DueNotice
        do {
            guard let claimed = try await notices.claim(key, now: now()) else { return }
            notice = claimed
        } catch {
            // Such as a form that is not what was signed: the others go on.
            held[key] = now().advanced(by: RetrySchedule.longest)
            logger.error(
                "A notice cannot be made", error: error,
                metadata: ["form": .string(key.form.description)])
            return
        }
        guard let message = mail.message(notice, now: now()) else { return }
        let outcome: NoticeOutcome
        do throws(MailError) {
            try await send(message)
            outcome = .sent
            held[key] = now().advanced(by: timing.gathering)
            openGate()
        } catch {
            outcome = self.outcome(of: error, notice)
        }
        try await notices.settle(notice, outcome, now: now())
    }

    /// What an error means for the mail, and for the server: whether that is asked again soon.
    private func outcome(of error: MailError, _ notice: DueNotice) -> NoticeOutcome {
        switch error {
        case .cancelled:
            return .released
        case .noMailbox:
            openGate()
            logger.warning(
                "A mail address was refused",
                metadata: [
                    "person": .string(notice.key.person.description),
                    "reason": .string(error.word),
                ])
            return .refused(problem: error.word)
        case .refusedForNow(_, .recipient):
            // The server works; it is this mailbox that does not.
            openGate()
            return .failed(problem: error.word, next: ownNext(notice))
        case .refused(_, .recipient), .refused(_, .content), .refused(_, .data):
            // It may be about this mail or about all of them.
            close(after: error)
            return .failed(problem: error.word, next: ownNext(notice))
        case .unknown:
            return .unsure(problem: error.word, next: close(after: error))
        default:
            return .failed(problem: error.word, next: close(after: error))
        }
    }

    private func ownNext(_ notice: DueNotice) -> Instant {
        now().advanced(by: timing.retry.delay(after: notice.tries + 1))
    }

    private func openGate() {
        if gate.open() { logger.notice("Mail is delivered again") }
    }

    @discardableResult
    private func close(after error: MailError) -> Instant {
        if gate.failures == 0 {
            logger.error(
                "Mail is not delivered; it is tried again",
                metadata: ["reason": .string(error.word)])
        }
        return gate.close(at: now())
    }
}
