import Genkan
import GenkanOutbound
import Synchronization

/// A mail server in memory: answers what it is told to answer, and keeps what it took.
final class PostOffice: Sendable {
    private struct State {
        var taken: [MailMessage] = []
        var tried: [MailMessage] = []
        var errors: [MailError] = []
        var errorsByRecipient: [String: MailError] = [:]
    }

    private let state = Mutex(State())

    var taken: [MailMessage] { state.withLock(\.taken) }
    var tried: [MailMessage] { state.withLock(\.tried) }

    /// The next mails fail like this, one after another.
    func fail(_ errors: MailError...) { state.withLock { $0.errors += errors } }

    /// Every mail to an address does; none any more with nil.
    func fail(_ error: MailError?, for recipient: String) {
        state.withLock { $0.errorsByRecipient[recipient] = error }
    }

    func take(_ message: MailMessage) throws(MailError) {
        let error = state.withLock { state -> MailError? in
            state.tried.append(message)
            if !state.errors.isEmpty { return state.errors.removeFirst() }
            if let error = state.errorsByRecipient[message.recipient.text] { return error }
            state.taken.append(message)
            return nil
        }
        if let error { throw error }
    }
}
