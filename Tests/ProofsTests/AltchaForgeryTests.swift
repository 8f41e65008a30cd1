import OpenSSL
import Testing

@testable import Proofs

/// What people send who would rather not do the work.
struct AltchaForgeryTests {
    private let house: AltchaIssuer
    private let payload: String
    private let good: AltchaSolution

    init() throws {
        house = try issuer()
        payload = try house.payloadWithoutWork(form: contact, now: noon)
        good = try AltchaSolution(payload: payload)
    }

    private func verdict(_ edit: (String) -> String) -> AltchaVerdict {
        house.verify(payload: edited(payload, edit), form: contact, now: noon)
    }

    /// Everything but the counter and the time, which nobody signed and nobody goes by.
    @Test func `every flipped bit of challenge and derived key is refused`() throws {
        let json = try #require(Base64.standard.bytes(payload))
        let counter = "\"counter\":\(good.counter),"
        let time = ",\"time\":0}}"
        let text = String(decoding: json, as: UTF8.self)
        let free = try positions(of: counter, in: text) + positions(of: time, in: text)
        for bit in 0..<json.count * 8 where !free.contains(bit / 8) {
            var flipped = json
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            let verdict = house.verify(
                payload: Base64.standard.text(flipped), form: contact, now: noon)
            guard case .refused = verdict else {
                Issue.record("accepted with bit \(bit) turned: \(text)")
                return
            }
        }
    }

    /// Where the first `part` stands in `text`, as byte positions.
    private func positions(of part: String, in text: String) throws -> [Int] {
        let bytes = Array(text.utf8)
        let start = try #require(
            bytes.indices.first { bytes[$0...].starts(with: Array(part.utf8)) })
        return Array(start..<start + part.utf8.count)
    }

    @Test func `a cheaper, longer or shorter life is forged`() {
        let parameters = good.parameters
        for (old, new) in [
            (#""cost":200"#, #""cost":1"#),
            ("\"expiresAt\":\(parameters.expiresAt)", "\"expiresAt\":4102444800"),
            (contact, newsletter),
            (Hex.text(parameters.keyPrefix), String(repeating: "0", count: 32)),
            (Hex.text(parameters.nonce), String(repeating: "0", count: 32)),
            (Hex.text(parameters.salt), String(repeating: "0", count: 32)),
            (Hex.text(parameters.keySignature), String(repeating: "0", count: 64)),
            (Hex.text(good.signature), String(repeating: "0", count: 64)),
        ] {
            #expect(verdict { $0.replacing(first: old, with: new) } == .refused(.forged))
        }
    }

    @Test func `a prefix, length or algorithm of the sender's choice is malformed`() {
        let prefix = Hex.text(good.parameters.keyPrefix)
        for (old, new) in [
            (prefix, ""), (prefix, "00"), (prefix, prefix + "00"),
            (prefix, prefix.uppercased() + "A"),
            (#""keyLength":32"#, #""keyLength":16"#), (#""keyLength":32"#, #""keyLength":"32""#),
            ("PBKDF2/SHA-256", "SHA-256"), ("PBKDF2/SHA-256", "pbkdf2/sha-256"),
            (#""cost":200"#, #""cost":0"#), (#""cost":200"#, #""cost":2e2"#),
            (#""cost":200"#, #""cost":200.0"#), (#""cost":200"#, #""cost":0200"#),
            (#""cost":200"#, #""cost":"200""#), (#""cost":200"#, #""cost":-200"#),
            (#""counter":"#, #""counter":-"#), (#""counter":"#, #""counter":99999999"#),
            (#""cost":200"#, #""cost":200,"memoryCost":1"#),
            (#""cost":200"#, #""cost":200,"parallelism":1"#),
            (#""time":0"#, #""time":-1"#), (#""time":0"#, #""time":"0""#),
            (#""time":0"#, #""time":0,"test":1"#),
        ] {
            #expect(
                verdict { $0.replacing(first: old, with: new) } == .refused(.malformed),
                "\(old) → \(new)")
        }
    }

    @Test(arguments: ["challenge", "parameters", "signature", "solution", "counter", "derivedKey"])
    func `a payload that lacks a field, or has one twice, is malformed`(name: String) {
        let renamed = verdict { $0.replacing(first: "\"\(name)\":", with: "\"x\":") }
        let twice = verdict {
            $0.replacing(first: "\"\(name)\":", with: "\"\(name)\":1,\"\(name)\":")
        }
        #expect(renamed == .refused(.malformed))
        #expect(twice == .refused(.malformed))
    }

    @Test(arguments: [
        "algorithm", "cost", "data", "expiresAt", "keyLength", "keyPrefix", "keySignature", "nonce",
        "salt",
    ])
    func `a parameter twice, or one too many, is malformed`(name: String) {
        for extra in ["\"\(name)\":1,", #""__proto__":{},"#, #""extra":1,"#] {
            let verdict = verdict {
                $0.replacing(first: "\"\(name)\":", with: extra + "\"\(name)\":")
            }
            #expect(verdict == .refused(.malformed))
        }
    }

    @Test func `a challenge without its form is forged`() {
        let verdict = verdict { $0.replacing(first: #""data":{"form":"\#(contact)"},"#, with: "") }
        #expect(verdict == .refused(.forged))
    }

    @Test func `the widget's test payload and other nonsense is malformed`() {
        for json in [
            "", "{}", "[]", "null", "true", "\"\"", "0", #"{"test":true}"#, #"{"test":1}"#,
            #"{"challenge":{},"solution":{}}"#, #"{"challenge":1,"solution":1}"#,
            #"{"payload":"x"}"#, "{\"\u{1}\":1}", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
            #"{"a":{"a":{"a":{"a":{"a":1}}}}}"#, #"{"\u0061":1}"#,
        ] {
            let verdict = house.verify(
                payload: Base64.standard.text(utf8(json)), form: contact, now: noon)
            #expect(verdict == .refused(.malformed), "\(json)")
        }
    }

    @Test func `anything behind the payload is malformed`() {
        for tail in ["x", "{}", ",", "\0"] {
            #expect(verdict { $0 + tail } == .refused(.malformed))
        }
    }

    @Test func `base64 that is not its one spelling is malformed`() {
        for text in [payload + "\n", " " + payload, payload + "=", payload + "A", "====", "ä"] {
            #expect(
                house.verify(payload: text, form: contact, now: noon) == .refused(.malformed))
        }
    }

    @Test func `a payload longer than any of ours is not even read`() {
        let long = payload + String(repeating: "A", count: AltchaSolution.longestPayload)
        #expect(house.verify(payload: long, form: contact, now: noon) == .refused(.oversized))
    }

    @Test func `a payload cut at any place is refused`() {
        for count in 0..<payload.utf8.count {
            let cut = String(decoding: payload.utf8.prefix(count), as: UTF8.self)
            #expect(
                house.verify(payload: cut, form: contact, now: noon) == .refused(.malformed))
        }
    }
}
