import OpenSSL

/// How a person has proven who they are. The raw values are part of the format.
public struct SessionFactors: OptionSet, Hashable, Sendable {
    /// One bit per factor.
    public let rawValue: UInt8

    /// The factors with these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A password.
    public static let password = SessionFactors(rawValue: 1)
    /// The house's recovery code.
    public static let recoveryCode = SessionFactors(rawValue: 2)
    /// A one-time password, or a backup code in its place.
    public static let oneTimePassword = SessionFactors(rawValue: 4)
    /// A passkey whose authenticator verified the person: beside a password the second factor, alone
    /// both.
    public static let passkey = SessionFactors(rawValue: 8)
}

/// What a session believes about itself: only ever read from inside its seal. All times are
/// microseconds since 1970 UTC.
public struct SessionFacts: Hashable, Sendable {
    /// How the person signed in.
    public let factors: SessionFactors
    /// When.
    public let begun: Int64
    /// When it ends unless it is used; a use that moves this seals the session again.
    public let idleExpiry: Int64
    /// When it ends in any case.
    public let absoluteExpiry: Int64
    /// When the credential was last given, at sign-in or asked for again; nil when never.
    public let steppedUp: Int64?
    /// Whether the screen is locked: nothing is shown before the credential was given again.
    public let isLocked: Bool
    /// 16 random bytes that the tokens of the session's forms hang on: they stay when the session gets
    /// a new token, so that pages that are open go on working.
    public let formSecret: [UInt8]

    /// The facts of a new or a used session.
    public init(
        factors: SessionFactors, begun: Int64, idleExpiry: Int64, absoluteExpiry: Int64,
        steppedUp: Int64?, isLocked: Bool = false, formSecret: [UInt8]
    ) {
        self.factors = factors
        self.begun = begun
        self.idleExpiry = idleExpiry
        self.absoluteExpiry = absoluteExpiry
        self.steppedUp = steppedUp
        self.isLocked = isLocked
        self.formSecret = formSecret
    }

    /// The length of ``formSecret`` in bytes.
    public static let formSecretCount = 16

    /// The same with another idle expiry, or locked.
    public func changed(idleExpiry: Int64? = nil, isLocked: Bool? = nil) -> SessionFacts {
        SessionFacts(
            factors: factors, begun: begun, idleExpiry: idleExpiry ?? self.idleExpiry,
            absoluteExpiry: absoluteExpiry, steppedUp: steppedUp,
            isLocked: isLocked ?? self.isLocked, formSecret: formSecret)
    }

    /// Why a session cannot be resumed.
    public enum End: Hashable, Sendable {
        /// It was not used for too long.
        case idle
        /// It was used for as long as a session may last.
        case absolute
        /// It has not begun yet: the clock went back, and may be put right again.
        case notBegun
    }

    /// Why the session is not alive, by the limit that came first; nil when it is.
    public func end(at now: Int64) -> End? {
        if now < begun { return .notBegun }
        guard now >= min(idleExpiry, absoluteExpiry) else { return nil }
        return idleExpiry < absoluteExpiry ? .idle : .absolute
    }

    static let byteCount = 34 + formSecretCount

    /// Factors (1), begun, idle expiry, absolute expiry (8 each), whether stepped up and locked (1
    /// and 2 in one byte), when stepped up (8), the forms' secret (16).
    var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.append(factors.rawValue)
        writer.append(begun)
        writer.append(idleExpiry)
        writer.append(absoluteExpiry)
        writer.append(UInt8(steppedUp == nil ? 0 : 1) | UInt8(isLocked ? 2 : 0))
        writer.append(steppedUp ?? 0)
        writer.append(formSecret)
        return writer.bytes
    }

    init(bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        factors = try SessionFactors(rawValue: reader.integer(UInt8.self))
        begun = try reader.time()
        idleExpiry = try reader.time()
        absoluteExpiry = try reader.time()
        let flags = try reader.integer(UInt8.self)
        let time = try reader.time()
        formSecret = try reader.read(Self.formSecretCount)
        try reader.finish()
        steppedUp = flags & 1 == 1 ? time : nil
        isLocked = flags & 2 == 2
        guard self.bytes == bytes else { throw Refusal.refused }
    }
}
