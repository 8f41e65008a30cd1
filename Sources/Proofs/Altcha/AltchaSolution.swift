/// What a widget sends: the challenge as it was received, and the key that solves it.
struct AltchaSolution: Sendable {
    /// The longest payload in characters of base64; ours have about 900.
    static let longestPayload = 2048

    let parameters: AltchaParameters
    let signature: [UInt8]
    let counter: UInt32
    let derivedKey: [UInt8]

    /// Reads a payload: base64 of JSON with exactly the fields of a challenge of ours. `took` and
    /// the like of other versions are refused, and so is a missing signature.
    init(payload: String) throws(AltchaRefusal) {
        guard payload.utf8.count <= Self.longestPayload else { throw .oversized }
        guard let bytes = Base64.standard.bytes(payload),
            case .object(let root)? = JSONValue(bytes),
            root.count == 2, let challenge = root.object("challenge"),
            let solution = root.object("solution"), challenge.count == 2,
            let parameters = challenge.object("parameters"),
            let signature = challenge.hex("signature", count: 32)
        else { throw .malformed }
        self.signature = signature
        self.parameters = try Self.parameters(parameters)
        // How long the solver says it took; other solvers leave it out.
        let hasTime = solution["time"] != nil
        guard solution.count == (hasTime ? 3 : 2),
            !hasTime || Self.isDuration(solution["time"]),
            let counter = solution.integer("counter", in: 0...Int64(UInt32.max)),
            let derivedKey = solution.hex("derivedKey", count: AltchaPolicy.keyCount)
        else { throw .malformed }
        self.counter = UInt32(counter)
        self.derivedKey = derivedKey
    }

    private static func parameters(
        _ object: JSONObject
    ) throws(AltchaRefusal) -> AltchaParameters {
        var form: String?
        if object["data"] != nil {
            guard let data = object.object("data"), data.count == 1,
                let text = data.string("form"), AltchaParameters.isForm(text)
            else { throw .malformed }
            form = text
        }
        guard object.count == (form == nil ? 8 : 9),
            object.string("algorithm") == AltchaPolicy.algorithm,
            let cost = object.integer("cost", in: 1...1_000_000),
            let expiresAt = object.integer("expiresAt", in: 0...253_402_300_799),
            object.integer("keyLength", in: 32...32) != nil,
            let keyPrefix = object.hex("keyPrefix", count: AltchaPolicy.prefixCount),
            let keySignature = object.hex("keySignature", count: 32),
            let nonce = object.hex("nonce", count: AltchaPolicy.nonceCount),
            let salt = object.hex("salt", count: AltchaPolicy.nonceCount)
        else { throw .malformed }
        return AltchaParameters(
            cost: Int(cost), form: form, expiresAt: expiresAt, keyPrefix: keyPrefix,
            keySignature: keySignature, nonce: nonce, salt: salt)
    }

    private static func isDuration(_ value: JSONValue?) -> Bool {
        switch value {
        case .integer(let milliseconds): milliseconds >= 0
        case .fraction: true
        default: false
        }
    }
}
