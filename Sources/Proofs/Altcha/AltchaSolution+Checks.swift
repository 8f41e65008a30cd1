import OpenSSL

extension AltchaSolution {
    /// Whether the house signed these very parameters. First of all checks.
    func isSigned(by key: ProofKey) throws(ProofError) -> Bool {
        try key.isValid(signature.span, for: parameters.canonicalBytes.span)
    }

    /// Whether the derived key is the one the house had in mind: by its signature and by the
    /// prefix, both compared in constant time. Nothing is derived.
    func isSolved(by key: ProofKey) throws(ProofError) -> Bool {
        let isKnown = try key.isValid(parameters.keySignature.span, for: derivedKey.span)
        let prefix = derivedKey.span.extracting(first: parameters.keyPrefix.count)
        return ConstantTime.equal(prefix, parameters.keyPrefix.span) && isKnown
    }

    /// The payload a widget would send.
    static func payload(
        challenge: String, counter: UInt32, derivedKey: [UInt8], milliseconds: Int
    ) -> String {
        let json =
            #"{"challenge":\#(challenge),"solution":{"counter":\#(counter),"#
            + #""derivedKey":"\#(Hex.text(derivedKey))","time":\#(milliseconds)}}"#
        return Base64.standard.text(Array(json.utf8))
    }
}
