public import Genkan
import Sealing

/// Where submissions go: sealed here, and acknowledged only after the COMMIT that holds them.
///
/// It knows public keys only. Nothing it holds can open what it stored.
public final class SubmissionStore: Sendable {
    private let ring: DataKeyRing
    private let mint: Mint
    private let draw: SubmissionDraw
    private let retry: RetryDigest
    private let passing: PassingDigest
    let memory: ArrivalMemory
    private let group: GroupCommit<SealedArrival, ArrivalOutcome>
    let readers: Readers
    private let options: Storage.Options

    init(
        ring: DataKeyRing, mint: Mint, draw: SubmissionDraw, retry: RetryDigest,
        memory: ArrivalMemory,
        group: GroupCommit<SealedArrival, ArrivalOutcome>, readers: Readers,
        options: Storage.Options
    ) throws {
        self.options = options
        self.readers = readers
        self.ring = ring
        self.mint = mint
        self.draw = draw
        self.retry = retry
        self.memory = memory
        self.group = group
        passing = try PassingDigest()
    }

    /// Seals and stores a submission, once.
    ///
    /// A data key whose row is gone is met by sealing again. A caller whose task is cancelled still
    /// has the row committed or not as a whole.
    ///
    /// - Throws: `.full` before any work when too many wait; `.unavailable` when nothing of it was
    ///   stored because the disk or the keys could not serve; `.noRoomForFiles` when the same without
    ///   files would be stored; `.tooLarge` for answers that no
    ///   envelope holds.
    public func accept(_ arrival: Arrival, now: Instant) async throws(AcceptError) -> Acceptance {
        try await settle(arrival, now: now).acceptance
    }

    /// The same with the id that the arrival has, if it is stored under it.
    func settle(
        _ arrival: Arrival, now: Instant
    ) async throws(AcceptError) -> (acceptance: Acceptance, id: SubmissionID) {
        guard group.hasRoom else { throw .full(retryAfter: Self.retryAfter) }
        for _ in 0..<Self.attempts {
            do {
                let (row, held) = try await seal(arrival, now: now)
                switch try await group.commit(row) {
                case .stored: return (.stored(row.receipt), row.id)
                case .repeated(let receipt): return (.repeated(receipt), row.id)
                case .conflict: return (.conflict, row.id)
                case .captchaReplayed: return (.captchaReplayed, row.id)
                case .keyGone: ring.forget(held, of: arrival.form.id)
                case .noRoom: throw AcceptError.noRoomForFiles
                case .failed: throw AcceptError.unavailable
                }
            } catch let error as SealingError where error.code == .retired {
                continue  // Another submission used the key up while this one was being sealed.
            } catch let error as AcceptError {
                throw error
            } catch GroupCommitRefusal.full {
                throw .full(retryAfter: Self.retryAfter)
            } catch let error as SealingError where error.isTooLong {
                throw .tooLarge
            } catch let error as SealingError where error.code != .unavailable {
                throw .refused(error)
            } catch {
                throw .unavailable
            }
        }
        throw .unavailable
    }

    /// What came of these answers under this key before: `.repeated` or `.conflict`, nil for a key
    /// that is not known on this form.
    ///
    /// For a retry whose CAPTCHA token is too old by now. Nothing is stored. It tells a stranger
    /// nothing: the key has at least 128 random bits.
    ///
    /// - Throws: `.unavailable` when the database could not be asked.
    public func earlier(
        _ submission: ValidSubmission, key: IdempotencyKey, of form: RegisteredForm, now: Instant
    ) async throws(AcceptError) -> Acceptance? {
        do {
            let code = try retry.code(
                for: submission.answers.encoded, under: key.bytes, of: ObjectID(form.id))
            let drawn = try id(for: key, of: form, now: now)
            guard let id = memory.id(ofSameRandomness: drawn) else { return nil }
            let outcome = try await readers.read {
                try EarlierRow(id, $0)?.outcome(of: code, at: now, $0)
            }
            switch outcome {
            case .repeated(let receipt): return .repeated(receipt)
            case .conflict: return .conflict
            default: return nil
            }
        } catch {
            throw .unavailable
        }
    }

    /// Whether files of so many bytes would be stored now. The writer looks again; this spares the work before it.
    public func hasRoom(forFiles bytes: Int) async -> Bool {
        let options = options
        let fits = try? await readers.read { connection in
            var room = try FileRoom(
                free: PrivateFile.freeBytes(at: options.directory), options, connection)
            return room.take(bytes)
        }
        return fits ?? true
    }

    /// Whether a CAPTCHA token was used for a submission that is stored: then another one with it will not be.
    public func isSpent(_ mark: CaptchaMark) -> Bool { memory.isSpent(mark) }

    private static let attempts = 4
    private static let retryAfter = 2

    /// The id to which a key leads; without one, a random id.
    private func id(
        for key: IdempotencyKey?, of form: RegisteredForm, now: Instant
    ) throws -> SubmissionID {
        guard let key else { return try mint.id(at: now) }
        return SubmissionID(
            time: now, random: try draw.bytes(for: key.bytes, of: ObjectID(form.id)))
    }

    private func seal(
        _ arrival: Arrival, now: Instant
    ) async throws -> (row: SealedArrival, held: DataKeyRing.Held) {
        let encoded = arrival.submission.answers.encoded
        let code = try arrival.key.map {
            try retry.code(for: encoded, under: $0.bytes, of: ObjectID(arrival.form.id))
        }
        let id = try id(for: arrival.key, of: arrival.form, now: now)
        let (sealer, held) = try await ring.sealer(for: id, of: arrival.form, now: now)
        let title = try sealer.seal(.title, arrival.submission.titleAnswers.encoded.span)
        let answers = try sealer.seal(.answers, encoded.span)
        let files = try arrival.files.map { file in
            SealedArrivalFile(arriving: file, envelope: try sealer.seal(file.file).bytes)
        }
        guard let receipt = Receipt(of: id, digest: try Envelope.digest(of: answers.bytes)) else {
            throw AcceptError.unavailable  // the clock is of a year that nobody writes
        }
        let row = SealedArrival(
            id: id, form: arrival.form, receivedAt: now, held: arrival.held,
            source: arrival.entry?.source ?? .web, dataKey: held,
            title: .init(id: title.header.envelope, bytes: title.bytes),
            answers: .init(id: answers.header.envelope, bytes: answers.bytes),
            files: files, clearAnswers: arrival.submission.clearAnswers.list,
            answersCode: code,
            recognition: code == nil ? try recognition(of: arrival, encoded) : nil,
            mark: arrival.mark, event: try event(of: arrival, id, now: now),
            receipt: receipt)
        return (row, held)
    }

    private func event(
        of arrival: Arrival, _ id: SubmissionID, now: Instant
    ) throws -> AuditEvent {
        guard let entry = arrival.entry else {
            return AuditEvent(
                id: try mint.id(at: now), at: now, kind: .submissionStored, actor: .visitor,
                form: arrival.form.id, submission: id,
                details: arrival.held.map { [.word(.reason, $0.rawValue)] } ?? [])
        }
        return AuditEvent(
            id: try mint.id(at: now), at: now, kind: .submissionEntered,
            actor: .person(entry.person), form: arrival.form.id, submission: id,
            details: [.word(.source, entry.source.rawValue)])
    }

    /// By what the same answers of the same sender are recognised where there is no key.
    private func recognition(of arrival: Arrival, _ encoded: [UInt8]) throws -> [UInt8] {
        let sender = [UInt8(clamping: arrival.sender.count)] + arrival.sender
        return try passing.code(for: (arrival.form.id.bytes + sender + encoded).span)
    }
}

extension SealingError {
    /// Whether a content was longer than an envelope holds.
    fileprivate var isTooLong: Bool { code == .outOfBounds && subject == .envelope }
}

extension SubmissionStore {
    /// The group commit of submissions over this writer.
    static func groupCommit(
        writer: Writer, memory: ArrivalMemory, options: Storage.Options
    ) -> GroupCommit<SealedArrival, ArrivalOutcome> {
        let directory = options.directory
        let reserve = options.reservedBytes, announces = options.tellsByMail
        return GroupCommit(
            writer: writer, capacity: options.queueCapacity, largestBatch: options.largestBatch,
            largestWeight: options.largestBatchBytes, weight: \.fileBytes
        ) { rows, connection in
            let free = PrivateFile.freeBytes(at: directory)
            guard free.map({ $0 >= reserve }) ?? true else {
                throw StorageError(.unavailable, "the disk is nearly full")
            }
            let room = try FileRoom(free: free, options, connection)
            return try ArrivalBatch.write(
                rows, connection, memory: memory, room: room, announces: announces)
        } committed: { rows, outcomes in
            memory.remember(zip(rows, outcomes).lazy.filter { $1 == .stored }.map(\.0))
        }
    }
}
