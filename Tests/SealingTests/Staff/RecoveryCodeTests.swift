import OpenSSL
import Testing

@testable import Sealing

@Suite struct RecoveryCodeTests {
    /// The symbols 0 to 25 of the alphabet, so that the text is known.
    private func known() throws -> RecoveryCode {
        RecoveryCode(symbols: try SecretBytes(copying: Array(RecoveryCode.alphabet[..<26])))
    }

    private func text(_ code: RecoveryCode) throws -> String {
        try code.withText { bytes in
            String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        }
    }

    private func read(_ text: String) throws -> RecoveryCode? {
        try RecoveryCode.read(Array(text.utf8).span)
    }

    @Test func `a code is seven groups of four with two check symbols`() throws {
        let text = try text(known())
        #expect(text.hasPrefix("0123-4567-89AB-CDEF-GHJK-MNPQ-RS"))
        #expect(text.utf8.count == RecoveryCode.textByteCount)
        #expect(text.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4, 4, 4])
    }

    @Test func `what is printed can be typed back`() throws {
        for _ in 0..<50 {
            let code = try RecoveryCode.create()
            let again = try #require(try read(text(code)))
            #expect(again.symbols.exposed() == code.symbols.exposed())
        }
    }

    @Test func `two codes differ`() throws {
        let one = try RecoveryCode.create()
        let other = try RecoveryCode.create()
        #expect(one.symbols.exposed() != other.symbols.exposed())
    }

    @Test func `case, spaces, hyphens and full-width letters do not matter`() throws {
        let code = try known()
        let text = try text(code)
        let plain = text.replacing("-", with: "")
        let fullWidth = String(
            String.UnicodeScalarView(
                plain.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
        let spellings = [
            text.lowercased(), plain, plain.lowercased(), " \(text)\n",
            text.replacing("-", with: " "), text.replacing("-", with: "ー"),
            text.replacing("-", with: "\u{3000}"), text.replacing("-", with: "\u{2212}"),
            fullWidth, text.replacing("0", with: "O").replacing("1", with: "l"),
            text.replacing("0", with: "o").replacing("1", with: "I"),
        ]
        for spelling in spellings {
            let read = try read(spelling)
            #expect(read?.symbols.exposed() == code.symbols.exposed(), "\(spelling)")
        }
    }

    @Test func `every single wrong symbol is noticed`() throws {
        let plain = Array(try text(known()).replacing("-", with: "").utf8)
        for index in plain.indices {
            for symbol in RecoveryCode.alphabet where symbol != plain[index] {
                var wrong = plain
                wrong[index] = symbol
                #expect(try RecoveryCode.read(wrong.span) == nil)
            }
        }
    }

    @Test func `every swap of neighbours is noticed`() throws {
        for _ in 0..<20 {
            let plain = Array(try text(.create()).replacing("-", with: "").utf8)
            for index in plain.indices.dropLast() where plain[index] != plain[index + 1] {
                var wrong = plain
                wrong.swapAt(index, index + 1)
                #expect(try RecoveryCode.read(wrong.span) == nil)
            }
        }
    }

    @Test func `too short, too long, foreign letters and nothing are no code`() throws {
        let text = try text(known())
        for wrong in [
            "", "-", String(text.dropLast()), text + "0", text.replacing("2", with: "U"),
            text.replacing("2", with: "é"), text.replacing("2", with: "2\u{301}"),
            String(repeating: " ", count: 2_000) + text,
        ] {
            #expect(try read(wrong) == nil, "\(wrong)")
        }
    }

    @Test func `a recovery code unlocks its credential without the house key`() throws {
        let world = try World()
        let code = try RecoveryCode.create()
        let made = try Credential.create(
            id: World.id(1), person: world.recovery.person, recoveryCode: code)
        let pair = try made.credential.unlock(code)
        #expect(pair.publicBytes == made.pair.publicBytes)
        let refusal = SealingError(.cannotOpen, .credential, World.id(1))
        let other = try RecoveryCode.create()
        #expect(throws: refusal) { _ = try made.credential.unlock(other) }
        let moved = try Credential(
            id: World.id(1), person: world.anna.person, derivation: .recoveryCode,
            salt: made.credential.salt, publicBytes: made.credential.publicBytes)
        #expect(throws: refusal) { _ = try moved.unlock(code) }
        let password = try World.password("x")
        #expect(throws: refusal) {
            _ = try made.credential.unlock(password, house: world.house)
        }
    }
}
