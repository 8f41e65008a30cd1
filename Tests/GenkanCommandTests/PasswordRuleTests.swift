import Genkan
import OpenSSL
import Sealing
import Testing

@testable import GenkanCommand

@Suite struct PasswordRuleTests {
    private func objection(to text: String) throws -> String? {
        let anna = try #require(StaffName("Anna"))
        return PasswordRule.objection(to: try SecretBytes(copying: Array(text.utf8)), name: anna)
    }

    @Test(arguments: [
        "a walk by the river at dusk", "川沿いの夕暮れを歩く朝の散歩道です", "anna walks by the river",
        "fifteen letters", String(repeating: "seaside ", count: 60),
    ])
    func `a sentence will do`(text: String) throws {
        #expect(try objection(to: text) == nil)
    }

    @Test(arguments: [
        ("", "0 characters"), ("fourteen chars", "14 characters"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "repeats itself"), ("abcdabcdabcdabcdabcd", "repeats itself"),
        ("annaANNAannaANNAanna", "repeats itself"), ("Anna Anna Anna! 12", "without the name"),
        ("Anna anna ANNA aNNa 1", "without the name"),
        // Seven letters with eight marks that join them: normalised, they are seven.
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}x", "8 characters"),
    ])
    func `a weak one is told why it is`(text: String, said: String) throws {
        #expect(try objection(to: text)?.contains(said) == true)
    }

    @Test func `both ways of typing an accent are one password`() throws {
        let house = try HouseKey.create()
        let composed = try PasswordRule.password(SecretBytes(copying: Array("caf\u{E9} 123".utf8)))
        let typed = try PasswordRule.password(SecretBytes(copying: Array("cafe\u{301} 123".utf8)))
        let id = try #require(ObjectID(bytes: Array(repeating: 1, count: 16)))
        let credential = try Credential.create(
            id: id, person: id, password: composed, cost: .lowest, house: house
        ).credential
        _ = try credential.unlock(typed, house: house)
        let trimmed = try PasswordRule.password(SecretBytes(copying: Array("caf\u{E9} 123 ".utf8)))
        #expect(throws: SealingError.self) {
            _ = try credential.unlock(trimmed, house: house)
        }
    }

    @Test(arguments: [[], [0xFF, 0x41], Array(repeating: 0x41, count: 1_025)] as [[UInt8]])
    func `what cannot be a password is refused`(bytes: [UInt8]) throws {
        #expect(throws: Refusal.self) {
            _ = try PasswordRule.password(SecretBytes(copying: bytes))
        }
    }
}
