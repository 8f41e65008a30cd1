import OpenSSL
import Testing

@testable import Proofs

/// The vectors of ALTCHA version 2 that altcha-lib accepts (secrets `sig-secret` and
/// `key-secret`, counter 77), and those it must not accept.
struct AltchaVectorTests {
    static let canonical =
        #"{"algorithm":"PBKDF2/SHA-256","cost":1000,"expiresAt":4102444800,"keyLength":32,"#
        + #""keyPrefix":"05618a79b229608e2240e447c5496595","#
        + #""keySignature":"34600cc2501f5894b2a67f6fb316f28bc11e570e5b9a112eb9b58dff6b4d5904","#
        + #""nonce":"000102030405060708090a0b0c0d0e0f","salt":"101112131415161718191a1b1c1d1e1f"}"#
    static let signature = "d7621f4c63fc060960a840f9af015b2f6873b08f9af3e64143db556b671590fc"
    static let derivedKey = "05618a79b229608e2240e447c54965958034daf159c4b32f27875b8228b87577"

    static let challenge = #"{"parameters":\#(canonical),"signature":"\#(signature)"}"#

    private func payload(counter: Int = 77, derivedKey: String = derivedKey) -> String {
        Base64.standard.text(
            utf8(
                #"{"challenge":\#(Self.challenge),"solution":{"counter":\#(counter),"#
                    + #""derivedKey":"\#(derivedKey)","time":12.3}}"#))
    }

    @Test func `the derived key of the vector comes out`() throws {
        let key = try AltchaParameters.deriveKey(
            nonce: Array(0x00...0x0f), salt: Array(0x10...0x1f), counter: 77, cost: 1000)
        #expect(key == hex(Self.derivedKey))
    }

    @Test func `the canonical form and both signatures of the vector come out`() throws {
        let derived = hex(Self.derivedKey)
        let parameters = AltchaParameters(
            cost: 1000, form: nil, expiresAt: 4_102_444_800, keyPrefix: Array(derived.prefix(16)),
            keySignature: try proofKey("key-secret").code(for: derived.span),
            nonce: Array(0x00...0x0f), salt: Array(0x10...0x1f))
        #expect(parameters.canonicalJSON == Self.canonical)
        let signature = try proofKey("sig-secret").code(for: utf8(parameters.canonicalJSON).span)
        #expect(AltchaChallenge(parameters, signature: signature).json == Self.challenge)
    }

    @Test func `the vector's solution is signed and solved`() throws {
        let solution = try AltchaSolution(payload: payload())
        #expect(solution.counter == 77)
        #expect(try solution.isSigned(by: proofKey("sig-secret")))
        #expect(try solution.isSolved(by: proofKey("key-secret")))
        #expect(try !solution.isSigned(by: proofKey("sig-secreT")))
        #expect(try !solution.isSolved(by: proofKey("key-secreT")))
    }

    @Test func `our solver finds the vector's counter`() throws {
        let solved = try AltchaSolver.solve(challenge: Self.challenge, limit: 77)
        let solution = try AltchaSolution(payload: #require(solved))
        #expect(solution.counter == 77)
        #expect(solution.derivedKey == hex(Self.derivedKey))
        #expect(try AltchaSolver.solve(challenge: Self.challenge, limit: 76) == nil)
    }

    @Test func `a counter whose key lacks the prefix proves nothing`() throws {
        let wrong = "cc9e177150fb2d8453b02b9979ec695b737061f4f244b607f21a474d8d1ff23a"
        let honest = try AltchaParameters.deriveKey(
            nonce: Array(0x00...0x0f), salt: Array(0x10...0x1f), counter: 0, cost: 1000)
        #expect(honest == hex(wrong))
        let solution = try AltchaSolution(payload: payload(counter: 0, derivedKey: wrong))
        #expect(try solution.isSigned(by: proofKey("sig-secret")))
        #expect(try !solution.isSolved(by: proofKey("key-secret")))
    }

    @Test func `the prefix alone, padded, proves nothing`() throws {
        let padded = "05618a79b229608e2240e447c5496595" + String(repeating: "0", count: 32)
        let solution = try AltchaSolution(payload: payload(derivedKey: padded))
        #expect(try !solution.isSolved(by: proofKey("key-secret")))
    }

    @Test func `an issuer of today refuses the vector, which is bound to no form`() throws {
        let verdict = try issuer(.cheap).verify(payload: payload(), form: contact, now: noon)
        #expect(verdict == .refused(.foreignForm))
        let standard = try issuer().verify(payload: payload(), form: contact, now: noon)
        #expect(standard == .refused(.outdated))
    }

    /// Version 1 has other fields altogether; its solutions, right or spliced, are not read.
    @Test(arguments: [
        #"{"algorithm":"SHA-256","challenge":"c4e9c627e8b58e04cee7fbca965c8722d3e8660dccbebc2754412d0e3cb20f7d","number":12345,"salt":"a1b2c3d4e5f60718293a4b5c?expires=4102444800&","signature":"046e6af10b75fe8b13e5a8896c8e97e5eb6fc27a093e74ef591030278cdf5eee","took":7}"#,
        #"{"algorithm":"SHA-256","challenge":"c4e9c627e8b58e04cee7fbca965c8722d3e8660dccbebc2754412d0e3cb20f7d","number":"expires=1000000000&42","salt":"aa?user=x","signature":"046e6af10b75fe8b13e5a8896c8e97e5eb6fc27a093e74ef591030278cdf5eee","took":7}"#,
    ])
    func `a version 1 payload is malformed`(json: String) throws {
        let verdict = try issuer().verify(
            payload: Base64.standard.text(utf8(json)), form: contact, now: noon)
        #expect(verdict == .refused(.malformed))
    }
}
