import Genkan
import OpenSSL
import Sealing
import Testing

@testable import GenkanCommand

@Suite struct TypedPasswordTests {
    private func objection(to bytes: [UInt8]) throws -> String? {
        let anna = try #require(StaffName("Anna"))
        return TypedPassword.objection(
            to: try SecretBytes(copying: bytes), name: anna,
            rule: PasswordRule(host: "forms.example.jp"))
    }

    @Test func `a weak one is told what to do, a sentence will do`() throws {
        #expect(try objection(to: Array("a walk by the river at dusk".utf8)) == nil)
        let short = try #require(try objection(to: Array("fourteen chars".utf8)))
        #expect(short == "Use at least 15 characters; this has 14.")
        let guessed = try #require(try objection(to: Array("password password".utf8)))
        #expect(guessed.hasSuffix("Add some words that have nothing to do with it."))
    }

    @Test func `both ways of typing an accent are one password`() throws {
        let house = try HouseKey.create()
        let composed = try TypedPassword.password(SecretBytes(copying: Array("caf\u{E9} 123".utf8)))
        let typed = try TypedPassword.password(SecretBytes(copying: Array("cafe\u{301} 123".utf8)))
        let id = try #require(ObjectID(bytes: Array(repeating: 1, count: 16)))
        let credential = try Credential.create(
            id: id, person: id, password: composed, cost: .lowest, house: house
        ).credential
        _ = try credential.unlock(typed, house: house)
        let trimmed = try TypedPassword.password(
            SecretBytes(copying: Array("caf\u{E9} 123 ".utf8)))
        #expect(throws: SealingError.self) {
            _ = try credential.unlock(trimmed, house: house)
        }
    }

    @Test(arguments: [[], [0xFF, 0x41], Array(repeating: 0x41, count: 1_025)] as [[UInt8]])
    func `what cannot be a password is refused`(bytes: [UInt8]) throws {
        #expect(throws: Refusal.self) {
            _ = try TypedPassword.password(SecretBytes(copying: bytes))
        }
    }
}
