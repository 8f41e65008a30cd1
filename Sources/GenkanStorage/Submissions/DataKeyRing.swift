import Genkan
import Sealing
import Synchronization

/// The data keys that this process seals under: one at a time for each form.
///
/// A key's row is committed by itself before anything is sealed under it, so a batch that fails
/// takes no key with it. When the key's own commit fails, nobody has ever seen the key, and those
/// who wait for it are told that the store is unavailable.
final class DataKeyRing: Sendable {
    /// A committed key and its row.
    final class Held: Sendable {
        let key: DataKey
        let record: DataKeyRecord

        init(key: DataKey, record: DataKeyRecord) {
            self.key = key
            self.record = record
        }
    }

    private enum Slot: Sendable {
        case making(Task<Held, any Error>)
        case held(Held, timer: Task<Void, Never>)
    }

    private let writer: Writer
    private let house: HouseKey
    private let mint: Mint
    private let slots = Mutex<[FormID: Slot]>([:])

    init(writer: Writer, house: HouseKey, mint: Mint) {
        self.writer = writer
        self.house = house
        self.mint = mint
    }

    /// What seals one submission, counted against the key's limit, with the key it uses.
    func sealer(
        for submission: SubmissionID, of form: RegisteredForm, now: Instant
    ) async throws -> (sealer: EnvelopeSealer, held: Held) {
        let id = ObjectID(submission)
        while true {
            let held = try await self.held(for: form.id, now: now)
            do {
                let sealer = try held.key.sealer(
                    for: id, schemaVersion: form.version, at: held.time(now))
                return (sealer, held)
            } catch  where error.code == .retired {
                forget(held, of: form.id)
            }
        }
    }

    /// Never uses a key again: it is used up, too old, or its row is not what was committed.
    func forget(_ held: Held, of form: FormID) {
        held.key.retire()
        slots.withLock { slots in
            guard case .held(let current, let timer) = slots[form],
                current.key.id == held.key.id
            else { return }
            timer.cancel()
            slots[form] = nil
        }
    }

    /// Forgets every key; at shutdown. A form that got another generation of its key needs no call:
    /// the batch that meets a data key of an older one stores nothing under it, and it is forgotten.
    func forgetAll() {
        let all = slots.withLock { slots in
            defer { slots = [:] }
            return slots
        }
        for case .held(let held, let timer) in all.values {
            timer.cancel()
            held.key.retire()
        }
    }

    private func held(for form: FormID, now: Instant) async throws -> Held {
        let found = try slots.withLock { slots -> (held: Held?, making: Task<Held, any Error>?) in
            switch slots[form] {
            case .held(let held, _): return (held, nil)
            case .making(let task): return (nil, task)
            case nil:
                let id = try ObjectID(mint.id(at: now) as ID<DataKey>)
                let task = Task { try await self.make(id, for: form, now: now) }
                slots[form] = .making(task)
                return (nil, task)
            }
        }
        if let held = found.held { return held }
        guard let making = found.making else {
            throw StorageError(.unavailable, "no data key could be made for form \(form)")
        }
        return try await making.value
    }

    private func make(_ id: ObjectID, for form: FormID, now: Instant) async throws -> Held {
        do {
            let held = try await commit(id, for: form, now: now)
            let timer = Task {
                try? await Task.sleep(for: .microseconds(DataKey.longestAge))
                if !Task.isCancelled { self.forget(held, of: form) }
            }
            slots.withLock { $0[form] = .held(held, timer: timer) }
            return held
        } catch {
            slots.withLock { $0[form] = nil }
            throw error
        }
    }

    private func commit(_ id: ObjectID, for form: FormID, now: Instant) async throws -> Held {
        let formID = ObjectID(form)
        let house = house
        let formKey = try await writer.write {
            try FormKeyRow.newest(of: formID, $0, house: house.publicKey)
        }
        let pending = try PendingDataKey(
            id: id, for: formKey, house: house, now: now.microseconds)
        let record = pending.record
        try await writer.write { try record.insert($0, now: now) }
        return Held(key: pending.committed(), record: record)
    }
}

extension DataKeyRing.Held {
    /// The time of an arrival that was read from the clock just before this key was made counts as
    /// the key's own time; a clock that went back further ends the key.
    fileprivate func time(_ now: Instant) -> Int64 {
        let created = key.expires - DataKey.longestAge
        let isJustBefore = now.microseconds < created && created - now.microseconds < 60_000_000
        return isJustBefore ? created : now.microseconds
    }
}

extension DataKeyRecord {
    func insert(_ connection: Connection, now: Instant) throws {
        try connection.run(
            """
            INSERT INTO data_keys (id, form, generation, sealed, signature, wrapped, created_at)
            VALUES (\(id), \(form), \(generation), \(sealed), \(signature), \(wrapped), \(now))
            """)
    }

    /// The row of one data key; `.corrupted` with its id when it is missing.
    static func read(_ id: ObjectID, _ connection: Connection) throws -> DataKeyRecord {
        let record = try connection.first(
            """
            SELECT id, form, generation, sealed, signature, wrapped FROM data_keys
            WHERE id = \(id)
            """
        ) { row in
            DataKeyRecord(
                id: try row[0], form: try row[1], generation: try row[2], sealed: try row[3],
                signature: try row[4], wrapped: try row[5])
        }
        guard let record else {
            throw StorageError(.corrupted, "data key \(id) is missing")
        }
        return record
    }
}
