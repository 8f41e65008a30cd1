import Testing

@testable import Proofs

struct PasskeyOptionsTests {
    private static let challenge = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    private static let anna = "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8"
    private static let salt = "gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp8"
    private static let id = "GSAVGEFprUC11b9g64hWOqEpU0k"

    @Test func `creation options are written to the letter`() throws {
        let options = PasskeyCreationOptions(
            relyingParty: try PasskeyWorld.house(), user: try PasskeyWorld.anna(),
            userName: "anna", displayName: "Anna \"山田\"",
            challenge: try PasskeyWorld.challenge(), salt: try PasskeyWorld.salt(),
            excluded: [PasskeyDescriptor(try PasskeyWorld.passkey(.edDSA))])
        #expect(
            options.json == #"{"rp":{"id":"desk.example.org","name":"Genkan"},"#
                + #""user":{"id":"\#(Self.anna)","name":"anna","displayName":"Anna \"山田\""},"#
                + #""challenge":"\#(Self.challenge)","pubKeyCredParams":["#
                + #"{"type":"public-key","alg":-8},{"type":"public-key","alg":-7}],"#
                + #""timeout":300000,"excludeCredentials":[{"type":"public-key","#
                + #""id":"\#(Self.id)","transports":["usb","nfc"]}],"#
                + #""authenticatorSelection":{"residentKey":"required","#
                + #""requireResidentKey":true,"userVerification":"required"},"#
                + #""attestation":"none","#
                + #""extensions":{"prf":{"eval":{"first":"\#(Self.salt)"}}}}"#)
    }

    @Test func `request options name a salt for each passkey`() throws {
        let options = PasskeyRequestOptions(
            relyingParty: try PasskeyWorld.house(), challenge: try PasskeyWorld.challenge(),
            allowed: [PasskeyDescriptor(try PasskeyWorld.passkey(.edDSA))], timeout: 60_000)
        #expect(
            options.json == #"{"challenge":"\#(Self.challenge)","timeout":60000,"#
                + #""rpId":"desk.example.org","allowCredentials":[{"type":"public-key","#
                + #""id":"\#(Self.id)","transports":["usb","nfc"]}],"#
                + #""userVerification":"required","extensions":{"prf":{"evalByCredential":"#
                + #"{"\#(Self.id)":{"first":"\#(Self.salt)"}}}}}"#)
    }

    @Test func `request options without passkeys ask for whichever there is`() throws {
        let options = PasskeyRequestOptions(
            relyingParty: try PasskeyWorld.house(), challenge: try PasskeyWorld.challenge(),
            allowed: [])
        #expect(
            options.json == #"{"challenge":"\#(Self.challenge)","timeout":300000,"#
                + #""rpId":"desk.example.org","allowCredentials":[],"#
                + #""userVerification":"required"}"#)
    }

    @Test func `without passkeys the function is asked for at the salt that they share`() throws {
        let house = try PasskeyWorld.house()
        let options = PasskeyRequestOptions(
            relyingParty: house, challenge: try PasskeyWorld.challenge(), allowed: [],
            salt: try .shared(by: house))
        // SHA-256 of the label, a zero byte and the domain, computed elsewhere.
        let salt = "cLJTdS-WplZerhikM6qX0SyfUPcYq4XwLxwYmfo8TUw"
        #expect(
            options.json == #"{"challenge":"\#(Self.challenge)","timeout":300000,"#
                + #""rpId":"desk.example.org","allowCredentials":[],"#
                + #""userVerification":"required","extensions":{"prf":{"eval":"#
                + #"{"first":"\#(salt)"}}}}"#)
    }

    @Test func `a string of JSON can stand in a page`() {
        #expect(
            JSONText.string("\"\\\u{8}\n\0\u{1f}\u{7f}</script>&é\u{301}\u{2028}\u{2029}😀")
                == #""\"\\\u0008\u000a\u0000\u001f\u007f\u003c/script\u003e\u0026é"# + "\u{301}"
                + #"\u2028\u2029😀""#)
        #expect(
            JSONText.string("\"\u{301}\r\n").utf8.elementsEqual(
                "\"\\\"\u{301}\\u000d\\u000a\"".utf8))
    }
}
