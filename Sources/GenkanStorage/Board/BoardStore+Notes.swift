public import Genkan
import Sealing

/// Which note it is that is written, so that it is stored once however often it is sent.
public enum NoteSlot: Sendable {
    /// Another one each time.
    case new
    /// The one that belongs to an inquiry written down by hand.
    case first
    /// The one of a page, which bears the id that it has for its note. The same text sent once more is
    /// the same note; another text is another.
    case page(NoteID)
}

extension BoardStore {
    /// An id for the note of a page.
    public func freshNoteID(now: Instant) throws -> NoteID { try mint.id(at: now) }

    /// Writes a note about a submission: sealed, counted on the card, and in the audit trail, in one
    /// transaction. It changes nothing of the card, so that it stands in nobody's way.
    ///
    /// - Parameter slot: which of the submission's notes it is.
    /// - Returns: the note; nil when there is no such submission or it is not granted to this person.
    /// - Throws: `NoteText.Problem.full` when it has as many as it may have; a `SealingError` when the
    ///   submission's data key is not what was sealed.
    public func note(
        _ text: NoteText, on submission: SubmissionID, as slot: NoteSlot = .new,
        for session: LiveSession, now: Instant
    ) async throws -> Note? {
        let roster = roster
        let found = try await readers.read { connection -> NoteGround? in
            guard var ground = try NoteGround.read(submission, connection),
                try session.keychain.holdsGrant(of: ground.form, connection)
            else { return nil }
            ground.readers = try Holders.readers(
                of: ground.form, among: roster.verified(connection), connection)
            return ground
        }
        guard let found else { return nil }
        let note = Note(
            id: try id(of: slot, on: submission, now: now),
            author: session.person.id, at: now, text: text,
            mentions: text.mentions(among: found.readers).filter { $0 != session.person.id })
        let sealed = try session.keychain.seal(
            note: note.encoded.span, about: ObjectID(submission), of: ObjectID(found.form),
            schemaVersion: found.formVersion, under: found.dataKey)
        switch try await write(note, sealed, on: submission, of: found.form) {
        case .written: return note
        case .gone: return nil
        case .known:
            guard case .page = slot else { return note }
            let opened = try await open(submission, for: session, now: now)
            let before = opened?.notes.first { $0.id == note.id && $0.author == note.author }
            if let before, before.text == text { return before }
            return try await self.note(text, on: submission, for: session, now: now)
        }
    }

    private func id(
        of slot: NoteSlot, on submission: SubmissionID, now: Instant
    ) throws -> NoteID {
        switch slot {
        case .new: try mint.id(at: now)
        case .first: NoteRow.firstID(of: submission)
        case .page(let id): id
        }
    }

    private enum Writing {
        case written
        /// There is a note of this id.
        case known
        /// The submission was deleted meanwhile.
        case gone
    }

    private func write(
        _ note: Note, _ sealed: SealedEnvelope, on submission: SubmissionID, of form: FormID
    ) async throws -> Writing {
        let event = AuditEvent(
            id: try mint.id(at: note.at), at: note.at, kind: .submissionNoted,
            actor: .person(note.author), form: form, submission: submission,
            details: [.id(.note, note.id)])
        return try await writer.write { connection in
            guard try !NoteRow.exists(note.id, connection) else { return .known }
            guard try NoteRow.count(of: submission, connection) < NoteText.most else {
                throw NoteText.Problem.full
            }
            let counted = try connection.run(
                """
                UPDATE submissions SET notes = notes + 1,
                    noted_at = max(\(note.at), ifnull(noted_at, 0))
                WHERE id = \(submission)
                """)
            guard counted == 1 else { return .gone }
            try NoteRow.insert(note, sealed, on: submission, connection)
            // Whoever writes has looked.
            try Seen.insert(note.author, submission, at: note.at, connection)
            try AuditTrail.append([event], to: connection)
            return .written
        }
    }
}

/// What a note is sealed with.
private struct NoteGround: Sendable {
    let form: FormID
    let formVersion: UInt32
    let dataKey: DataKeyRecord
    var readers: [Person] = []

    static func read(
        _ submission: SubmissionID, _ connection: Connection
    ) throws -> NoteGround? {
        let row = try connection.first(
            "SELECT form, form_version, data_key FROM submissions WHERE id = \(submission)"
        ) { (form: try $0[0] as FormID, version: try $0[1] as UInt32, key: try $0[2] as ObjectID) }
        guard let row else { return nil }
        return NoteGround(
            form: row.form, formVersion: row.version,
            dataKey: try DataKeyRecord.read(row.key, connection))
    }
}

/// Rows of notes.
enum NoteRow {
    /// The id of the note with which an inquiry was written down: it follows from the submission's.
    static func firstID(of submission: SubmissionID) -> NoteID {
        NoteID(high: submission.high, low: submission.low)
    }

    static func exists(_ id: NoteID, _ connection: Connection) throws -> Bool {
        try connection.exists("SELECT 1 FROM notes WHERE id = \(id)")
    }

    static func count(of submission: SubmissionID, _ connection: Connection) throws -> Int {
        try Int(
            connection.number("SELECT count(*) FROM notes WHERE submission = \(submission)") ?? 0)
    }

    static func insert(
        _ note: Note, _ sealed: SealedEnvelope, on submission: SubmissionID,
        _ connection: Connection
    ) throws {
        try connection.run(
            """
            INSERT INTO notes (id, submission, author, at, envelope_id, envelope)
            VALUES (\(note.id), \(submission), \(note.author), \(note.at),
                \(sealed.header.envelope), \(sealed.bytes))
            """)
        for person in note.mentions {
            try connection.run(
                "INSERT INTO note_mentions (person, note) VALUES (\(person), \(note.id))")
        }
    }

    /// The notes of a submission, oldest first, still sealed.
    static func all(
        of card: CardRow, _ connection: Connection
    ) throws -> [SealedNote] {
        try connection.all(
            """
            SELECT id, author, at, envelope_id, envelope FROM notes WHERE submission = \(card.id)
            ORDER BY at, id
            """
        ) { row in
            SealedNote(
                id: try row[0], author: try row[1], at: try row[2],
                envelope: try StoredEnvelope(
                    .note, SealedArrival.SealedBytes(id: try row[3], bytes: try row[4]),
                    of: card.id, form: card.form, version: card.formVersion,
                    dataKey: card.dataKey))
        }
    }
}

/// A note as it is stored.
struct SealedNote: Sendable {
    let id: NoteID
    let author: PersonID
    let at: Instant
    let envelope: StoredEnvelope

    /// The note, if what is sealed says the same as its row.
    func open(with keychain: Keychain, under record: DataKeyRecord) throws -> Note {
        let plaintext = try envelope.content(with: keychain, under: record)
        let note = plaintext.withBytes { Note(id: id, decoding: $0) }
        guard let note, note.author == author, note.at == at else {
            throw StorageError(.corrupted, "note \(id) is not what was sealed")
        }
        return note
    }
}

/// What a person has looked at.
enum Seen {
    static func insert(
        _ person: PersonID, _ submission: SubmissionID, at now: Instant, _ connection: Connection
    ) throws {
        // By a clock that was set back nothing becomes unread.
        try connection.run(
            """
            INSERT INTO seen (person, submission, at) VALUES (\(person), \(submission), \(now))
            ON CONFLICT (person, submission) DO UPDATE SET at = max(at, excluded.at)
            """)
    }

    /// As if they never had.
    static func delete(
        _ person: PersonID, _ submission: SubmissionID, _ connection: Connection
    ) throws {
        try connection.run(
            "DELETE FROM seen WHERE person = \(person) AND submission = \(submission)")
    }
}
