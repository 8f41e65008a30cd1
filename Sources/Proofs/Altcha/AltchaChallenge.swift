/// A challenge, ready to be sent: `{"parameters":{…},"signature":"<hex>"}`, ALTCHA version 2.
public struct AltchaChallenge: Hashable, Sendable {
    /// The answer to `GET /f/{form}/challenge`, JSON in ASCII.
    public let json: String
    /// When it stops being good, in seconds since 1970 UTC.
    public let expires: Int64

    init(_ parameters: AltchaParameters, signature: [UInt8]) {
        json =
            #"{"parameters":\#(parameters.canonicalJSON),"signature":"\#(Hex.text(signature))"}"#
        expires = parameters.expiresAt
    }
}
