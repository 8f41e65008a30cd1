import OpenSSL

/// What went wrong, and with which thing. Never *why* a sealed thing did not open: a wrong key, tag,
/// header, version and length are the same error, so that it helps nobody who tries.
public struct SealingError: Error, Hashable, Sendable {
    /// The kinds of failure, for the program to act on.
    public enum Code: String, Sendable {
        /// A sealed thing is not what the caller expects, or not for this key.
        case cannotOpen
        /// A signed or pinned thing does not come from who it must come from.
        case notGenuine
        /// Genuine, but older than what has been seen before.
        case outdated
        /// A value outside the limits its documentation states.
        case outOfBounds
        /// A data key that may not seal any more. Make a new one and seal again.
        case retired
        /// The keychain holds no key for this form and generation.
        case notGranted
        /// libcrypto or the secure heap failed. Nothing was sealed.
        case unavailable
    }

    /// The kinds of things that are sealed or signed.
    public enum Subject: String, Sendable {
        /// A title, answers or note of one submission.
        case envelope
        /// A file that came with a submission.
        case file
        /// A data key of a form.
        case dataKey
        /// A form's public key with the house's signature.
        case formKey
        /// One version of a form's definition with the house's signature.
        case formDefinition
        /// A form's private key, sealed to a person.
        case grant
        /// What a password or recovery code derives.
        case credential
        /// A person's private keys, sealed to a credential.
        case personKey
        /// The signed list of people.
        case roster
        /// The signed invitation of a person, or its key sealed to an administrator.
        case invitation
        /// What somebody who was invited has set up.
        case acceptance
        /// `house.key`, or its copy sealed to the recovery person.
        case houseKey
        /// A session's sealed part.
        case session
        /// What proves a person besides the password.
        case secondFactor
        /// A passkey with the signature of whose it is, or the ticket of a ceremony.
        case passkey
        /// A digest of a retry or a public thing.
        case digest
    }

    /// What kind of failure it is.
    public let code: Code
    /// What kind of thing it happened to.
    public let subject: Subject
    /// Which one, when it has an id.
    public let id: ObjectID?

    /// An error of this kind about the thing with this id.
    public init(_ code: Code, _ subject: Subject, _ id: ObjectID? = nil) {
        self.code = code
        self.subject = subject
        self.id = id
    }
}

extension SealingError: CustomStringConvertible {
    /// For the log: code, subject and id, and nothing of the contents.
    public var description: String {
        "\(code.rawValue): \(subject.rawValue)" + (id.map { " \($0)" } ?? "")
    }
}

/// A check of ours that failed inside `opening` or `verifying`, which give it its public form.
enum Refusal: Error {
    case refused
}

/// Runs a body that opens something: every failure in it becomes the one error `cannotOpen`.
func opening<Result: ~Copyable>(
    _ subject: SealingError.Subject, _ id: ObjectID?, _ body: () throws -> Result
) throws(SealingError) -> Result {
    try translating(to: SealingError(.cannotOpen, subject, id), body)
}

/// Runs a body that checks signatures and pins: every failure in it becomes `notGenuine`.
func verifying<Result: ~Copyable>(
    _ subject: SealingError.Subject, _ id: ObjectID?, _ body: () throws -> Result
) throws(SealingError) -> Result {
    try translating(to: SealingError(.notGenuine, subject, id), body)
}

/// Runs a body that makes something new: every failure in it becomes `unavailable`.
func making<Result: ~Copyable>(
    _ subject: SealingError.Subject, _ id: ObjectID?, _ body: () throws -> Result
) throws(SealingError) -> Result {
    try translating(to: SealingError(.unavailable, subject, id), body)
}

private func translating<Result: ~Copyable>(
    to failure: SealingError, _ body: () throws -> Result
) throws(SealingError) -> Result {
    do {
        return try body()
    } catch let error as SealingError where error.code == .unavailable {
        throw error
    } catch let error as OpenSSLError where error.code == .secureHeapExhausted {
        throw SealingError(.unavailable, failure.subject, failure.id)
    } catch {
        throw failure
    }
}
