import Testing

@testable import Sealing

@Suite struct RetryDigestTests {
    private let token = [UInt8](repeating: 0x7A, count: 16)
    private let answers = Array("tel=0312345678".utf8)

    @Test func `a retry with the same answers has the same digests`() throws {
        let one = try RetryDigest(token: token, answers: answers.span)
        let other = try RetryDigest(token: token, answers: answers.span)
        #expect(one == other)
        #expect(one.token.count == 32 && one.answers.count == 32)
    }

    @Test func `other answers are told apart, another token hides the answers`() throws {
        let one = try RetryDigest(token: token, answers: answers.span)
        let changed = try RetryDigest(token: token, answers: (answers + [0]).span)
        let elsewhere = try RetryDigest(token: token + [0], answers: answers.span)
        #expect(changed.token == one.token && changed.answers != one.answers)
        #expect(elsewhere.token != one.token && elsewhere.answers != one.answers)
    }

    @Test func `the digest of the answers is no common hash of them`() throws {
        let digest = try RetryDigest(token: token, answers: answers.span)
        let common = try Fingerprint.sha256(answers.span)
        #expect(digest.answers != common && digest.token != common)
        #expect(try digest.token == Fingerprint.sha256(token.span))
    }

    @Test(arguments: [0, 1, 15, 1_025])
    func `a token that could be guessed or is huge is refused`(count: Int) {
        #expect(throws: SealingError(.outOfBounds, .digest)) {
            _ = try RetryDigest(
                token: [UInt8](repeating: 1, count: count), answers: answers.span)
        }
    }

    @Test func `passing codes agree within a process and nowhere else`() throws {
        let one = try PassingDigest()
        let other = try PassingDigest()
        #expect(try one.code(for: answers.span) == one.code(for: answers.span))
        #expect(try one.code(for: answers.span) != other.code(for: answers.span))
        #expect(try one.code(for: answers.span).count == 32)
    }
}
