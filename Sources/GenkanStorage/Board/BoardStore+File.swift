public import Genkan
import Sealing

/// Why a file is not handed out.
public enum FileRefusal: Error, Hashable, Sendable {
    /// A virus scanner found something in it, or could not look; its card has not been released.
    case isHeld
}

extension BoardStore {
    /// Opens a file that came with a submission. That somebody did is on disk in the audit trail before
    /// anything is opened.
    ///
    /// - Returns: nil when there is no such file, or its submission is not granted to this person.
    /// - Throws: ``FileRefusal`` for a file that has to stay in; a `SealingError` or `.corrupted` when it, or
    ///   what is known of it, is not what was sealed, which is an audit event too; `unavailable` when the
    ///   secure heap is full, which is none.
    public func file(
        _ id: FileID, of submission: SubmissionID, for session: LiveSession, now: Instant
    ) async throws -> OpenedFile? {
        let roster = roster
        let found = try await readers.read { connection -> StoredFileParts? in
            guard
                let stored = try StoredSubmission.read(
                    submission, for: session, roster: roster, connection),
                let file = stored.files.first(where: { $0.id == id }),
                let envelope = try FileRow.envelope(of: id, of: submission, connection)
            else { return nil }
            return StoredFileParts(stored: stored, file: file, envelope: envelope)
        }
        guard let found else { return nil }
        guard found.file.mayBeOpened(at: found.stored.card.state.place) else {
            throw FileRefusal.isHeld
        }
        try await record(.fileOpened, found, by: session, now: now)
        do {
            let (answer, key) = try found.open(with: session.keychain)
            return OpenedFile(answer: answer, key: key, id: id, readers: readers)
        } catch let error as SealingError where error.code == .unavailable {
            throw error
        } catch {
            try await record(.tamperingRefused, found, by: session, now: now)
            throw error
        }
    }

    /// Writes down that a chunk of a file is not what was sealed.
    ///
    /// - Returns: false when the file was deleted meanwhile, which is no tampering.
    public func refuse(
        _ file: FileID, of submission: SubmissionID, for session: LiveSession, now: Instant
    ) async throws -> Bool {
        let mint = mint
        return try await writer.write { connection in
            guard try FileRow.envelope(of: file, of: submission, connection) != nil,
                let (form, _) = try CardRow.state(of: submission, connection)
            else { return false }
            let event = try Self.event(
                .tamperingRefused, file, of: submission, form, by: session, mint, now: now)
            try AuditTrail.append([event], to: connection)
            return true
        }
    }

    private func record(
        _ kind: AuditKind, _ found: StoredFileParts, by session: LiveSession, now: Instant
    ) async throws {
        let card = found.stored.card
        let event = try Self.event(
            kind, found.file.id, of: card.id, card.form, by: session, mint, now: now)
        try await writer.write { try AuditTrail.append([event], to: $0) }
    }

    private static func event(
        _ kind: AuditKind, _ file: FileID, of submission: SubmissionID, _ form: FormID,
        by session: LiveSession, _ mint: Mint, now: Instant
    ) throws -> AuditEvent {
        AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: .person(session.person.id),
            form: form, submission: submission, details: [.id(.file, file)])
    }
}

/// A file as it is read in one snapshot, nothing opened yet.
private struct StoredFileParts: Sendable {
    let stored: StoredSubmission
    let file: StoredFile
    let envelope: [UInt8]

    /// What the answers say of the file, and its key, if both say the same.
    func open(with keychain: Keychain) throws -> (answer: FileAnswer, key: FileKey) {
        let answers = try stored.open(with: keychain)
        let told = stored.files.told(by: answers, of: file.field)
        guard let answer = told?.first(where: { $0.file.id == file.id })?.answer else {
            throw StorageError(.corrupted, "no answer tells of file \(file.id)")
        }
        let card = stored.card, id = ObjectID(file.id)
        let content = try StoredEnvelope(
            .file, SealedArrival.SealedBytes(id: id, bytes: envelope), of: card.id,
            form: card.form, version: card.formVersion, dataKey: card.dataKey
        ).content(with: keychain, under: stored.dataKey)
        let key = try FileKey(content, of: id)
        guard key.byteCount == answer.byteCount, key.digest == answer.digest else {
            throw StorageError(.corrupted, "file \(file.id) is not the one that was sent")
        }
        return (answer, key)
    }
}

extension [StoredFile] {
    /// The files of a field with what the answers tell of each, which stand in the same order; nil when there
    /// are not as many.
    public func told(
        by answers: Answers, of field: String
    ) -> [(file: StoredFile, answer: FileAnswer?)]? {
        let files = filter { $0.field == field }, values = answers[field]
        guard files.count == values.count else { return nil }
        return zip(files, values).map { (file: $0, answer: FileAnswer($1)) }
    }

    /// Whether they are those that the answers tell of.
    func areThose(of answers: Answers, to form: Form) -> Bool {
        let asking = form.fields.filter { $0.kind.file != nil }.map(\.name)
        return allSatisfy { asking.contains($0.field) }
            && asking.allSatisfy { told(by: answers, of: $0) != nil }
    }
}

/// A file that may be read, chunk by chunk: nothing of it waits in memory.
public struct OpenedFile: Sendable {
    /// What it is.
    public let answer: FileAnswer
    private let key: FileKey
    private let id: FileID
    private let readers: Readers

    init(answer: FileAnswer, key: FileKey, id: FileID, readers: Readers) {
        self.answer = answer
        self.key = key
        self.id = id
        self.readers = readers
    }

    /// How many chunks there are.
    public var chunks: Int { key.chunks }

    /// The bytes of one chunk; none of a last one that was only filled up.
    ///
    /// - Throws: `.corrupted` when it is gone; a `SealingError` when it is not what was sealed.
    public func chunk(_ index: Int) async throws -> [UInt8] {
        let id = id
        guard let sealed = try await readers.read({ try FileRow.chunk(index, of: id, $0) }) else {
            throw StorageError(.corrupted, "a chunk of file \(id) is missing")
        }
        return try key.open(sealed, at: index)
    }
}
