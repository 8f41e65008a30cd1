import Genkan
import GenkanStorage
import Hummingbird

/// What somebody of the staff has typed of an inquiry that came in by telephone, on paper or in person.
struct EntryPost: Sendable {
    /// Answers have a beginning of their own, so that a field of a form may be called like one of ours.
    static let answer = "answer-"
    static let source = "source"
    static let note = "note"
    static let take = "take"
    /// Names the page: the same one sent twice is stored once.
    static let key = "key"

    /// The answers, untrusted.
    let raw: RawSubmission
    let source: Source
    /// As it was typed.
    let note: String
    /// Whether whoever writes it down is to have it.
    let isTaken: Bool
    /// A text that is an ``IdempotencyKey``.
    let key: String

    /// An empty page.
    init() {
        raw = RawSubmission([(name: String, value: String)]())
        source = Source.byHand[0]
        note = ""
        isTaken = false
        key = SubmissionName.fresh()
    }

    /// What was sent; 400 for what no page of ours sends.
    init(_ post: DeskPost, of form: Form) throws(HTTPError) {
        guard let source = post[Self.source].flatMap({ Source(rawValue: $0) }),
            Source.byHand.contains(source),
            let key = post[Self.key], IdempotencyKey(key) != nil
        else { throw HTTPError(.badRequest) }
        raw = RawSubmission(
            form.fields.flatMap { field in
                post.values(Self.answer + field.name).map { (name: field.name, value: $0) }
            })
        self.source = source
        self.key = key
        note = post[Self.note] ?? ""
        isTaken = post[Self.take] != nil
    }

    private init(_ post: EntryPost, key: String) {
        raw = post.raw
        source = post.source
        note = post.note
        isTaken = post.isTaken
        self.key = key
    }

    /// The same on a new page.
    var renewed: EntryPost { EntryPost(self, key: SubmissionName.fresh()) }

    /// The largest body in bytes: a form that is filled in to the last character, and a note as long as
    /// one may be, each scalar as four percent-encoded bytes.
    static func limit(of form: RegisteredForm) -> Int {
        form.maximumTextBytes + NoteText.longest * 12
    }
}

/// Why an entry was not stored.
enum EntryRefusal {
    /// Fields, or the note, that have to be put right.
    case problems([FieldProblem], note: NoteText.Problem?)
    /// Other answers were stored under the same key.
    case sentBefore
    /// It cannot be stored now; nothing of it is, or the note alone is missing.
    case busy
    /// The answers have more bytes than are stored of one inquiry.
    case tooLarge
}
