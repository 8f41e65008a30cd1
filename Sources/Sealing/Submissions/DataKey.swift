import Synchronization

/// A committed data key of one process and one form, which seals at most 1,024 submissions within
/// 10 minutes and is then forgotten. Safe to use from many threads.
public final class DataKey: Sendable {
    /// How many submissions one key seals.
    public static let mostSubmissions = 1_024
    /// How long one key seals, in microseconds: 10 minutes.
    public static let longestAge: Int64 = 600_000_000

    /// The row's id.
    public let id: ObjectID
    /// The form.
    public let form: ObjectID
    /// The generation of the form key it is sealed to.
    public let generation: UInt32
    /// When it must be retired, in microseconds since 1970 UTC: set a timer, do not wait for the
    /// next submission.
    public let expires: Int64

    private struct State {
        var material: DataKeyMaterial?
        var submissions = 0
    }

    private let created: Int64
    private let state: Mutex<State>

    init(record: DataKeyRecord, material: DataKeyMaterial, created: Int64) {
        id = record.id
        form = record.form
        generation = record.generation
        self.created = created
        expires = created + Self.longestAge
        state = Mutex(State(material: material))
    }

    /// Whether `sealer(for:schemaVersion:at:)` would work now. A clock that went back ends a key.
    public func isUsable(at now: Int64) -> Bool {
        state.withLock { isCurrent($0, now) }
    }

    /// How many submissions were begun with it.
    public var submissions: Int { state.withLock { $0.submissions } }

    /// Counts one submission and returns what seals its envelopes.
    ///
    /// - Parameters:
    ///   - schemaVersion: the version of the form that was answered.
    ///   - now: microseconds since 1970 UTC.
    /// - Throws: `retired` (dataKey) when the key is used up, too old or forgotten.
    public func sealer(
        for submission: ObjectID, schemaVersion: UInt32, at now: Int64
    ) throws(SealingError) -> EnvelopeSealer {
        let isCounted = state.withLock { state in
            guard isCurrent(state, now) else { return false }
            state.submissions += 1
            return true
        }
        guard isCounted else { throw SealingError(.retired, .dataKey, id) }
        return EnvelopeSealer(dataKey: self, submission: submission, schemaVersion: schemaVersion)
    }

    /// Forgets the key: at its timer, at shutdown, or when its row is gone or no longer current.
    /// The bytes are wiped as soon as an envelope that is being sealed right now is done; sealers
    /// throw `retired` from here on.
    public func retire() {
        state.withLock { $0.material = nil }
    }

    /// The key while it is not forgotten.
    func material() throws(SealingError) -> DataKeyMaterial {
        guard let material = state.withLock({ $0.material }) else {
            throw SealingError(.retired, .dataKey, id)
        }
        return material
    }

    private func isCurrent(_ state: State, _ now: Int64) -> Bool {
        state.material != nil && state.submissions < Self.mostSubmissions
            && (created..<expires).contains(now)
    }
}
