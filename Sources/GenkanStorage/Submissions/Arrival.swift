public import Genkan
public import Sealing

/// A submission that has passed its form and its CAPTCHA and is about to be sealed and stored.
public struct Arrival: Sendable {
    /// The form in the version that the submission was validated against.
    public let form: RegisteredForm
    /// The answers.
    public let submission: ValidSubmission
    /// The files that the answers tell of, in the order of the form's fields and of the body.
    public let files: [ArrivingFile]
    /// What the client names the submission by, so that a retry is stored once; nil for a static
    /// form, whose repetition by the same sender is recognised for ten minutes in memory.
    public let key: IdempotencyKey?
    /// Who sent it, in bytes that mean nothing here, such as an address: what the same answers from
    /// another sender differ in. Never stored; it lives in a keyed code in memory.
    public let sender: [UInt8]
    /// The mark that makes the CAPTCHA token single-use; nil where there is no token.
    public let mark: CaptchaMark?
    /// Why a person of the staff has to decide; nil for the first column of the board.
    public let held: HeldReason?
    /// How it came in, when somebody of the staff has written it down; nil for the form on the web.
    public let entry: Entry?

    /// How an inquiry came in that somebody of the staff has written down, and who that was.
    public struct Entry: Hashable, Sendable {
        /// How it came in.
        public let source: Source
        /// Who has written it down.
        public let person: PersonID

        /// Takes the two.
        public init(_ source: Source, by person: PersonID) {
            self.source = source
            self.person = person
        }
    }

    /// Takes the parts.
    public init(
        form: RegisteredForm, submission: ValidSubmission, files: [ArrivingFile] = [],
        key: IdempotencyKey?, sender: [UInt8] = [], mark: CaptchaMark?, held: HeldReason?,
        entry: Entry? = nil
    ) {
        self.form = form
        self.submission = submission
        self.files = files
        self.key = key
        self.sender = sender
        self.mark = mark
        self.held = held
        self.entry = entry
    }
}

/// What came of what somebody of the staff has written down. Every case is an answer after the COMMIT.
public enum Entering: Hashable, Sendable {
    /// It is stored.
    case stored(SubmissionID)
    /// It had been stored before, under the same key.
    case repeated(SubmissionID)
    /// Other answers were stored under the same key before. Nothing was stored now.
    case conflict
}

/// What came of an arrival. Every case is an answer after the COMMIT.
public enum Acceptance: Hashable, Sendable {
    /// It is stored; on disk before this is returned.
    case stored(Receipt)
    /// It had been stored before: the receipt of then.
    case repeated(Receipt)
    /// Other answers were stored under the same key before. Nothing was stored now.
    case conflict
    /// The CAPTCHA token was used before. Nothing was stored.
    case captchaReplayed
}

/// Why an arrival was not stored. The visitor keeps the text and tries again.
public enum AcceptError: Error, Hashable, Sendable {
    /// More submissions wait for the disk than may.
    case full(retryAfter: Int)
    /// The disk is full or failing, or the store is closing. Nothing of it is stored.
    case unavailable
    /// The disk has no room for its files, though it has for text. Nothing of it is stored.
    case noRoomForFiles
    /// The answers have more bytes than an envelope holds; a form that `FormReader` read has none
    /// such.
    case tooLarge
    /// The form's key is not what the house signed. Nothing is sealed to a key of somebody else's.
    case refused(SealingError)
}
