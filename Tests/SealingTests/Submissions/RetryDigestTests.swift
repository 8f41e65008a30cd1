import OpenSSL
import Testing

@testable import Sealing

@Suite struct RetryDigestTests {
    private let token = [UInt8](repeating: 0x7A, count: 16)
    private let answers = Array("tel=0312345678".utf8)

    @Test func `a retry with the same answers has the same digests`() throws {
        let one = try RetryDigest(token: token, answers: answers.span)
        let other = try RetryDigest(token: token, answers: answers.span)
        #expect(one == other)
        #expect(one.answers.count == 32)
    }

    @Test func `an id follows from the house, the token and the form alone`() throws {
        let form = try #require(ObjectID(bytes: Array(1...16)))
        let another = try #require(ObjectID(bytes: Array(2...17)))
        let house = try HouseKey.create()
        let draw = try SubmissionDraw(house)
        let bytes = try draw.bytes(for: token, of: form)
        #expect(bytes.count == SubmissionDraw.byteCount)
        #expect(try SubmissionDraw(house).bytes(for: token, of: form) == bytes)
        let others = try [
            draw.bytes(for: token + [0], of: form),
            draw.bytes(for: token, of: another),
            SubmissionDraw(HouseKey.create()).bytes(for: token, of: form),
        ]
        #expect(Set(others + [bytes]).count == 4)
    }

    @Test func `the way from a token to an id is frozen`() throws {
        let form = try #require(ObjectID(bytes: Array(1...16)))
        let house = try HouseKey.create()
        let bytes = try SubmissionDraw(house).bytes(for: token, of: form)
        let message = Array(1...16) + [UInt8](repeating: 0x7A, count: 16)
        let code = try HMACSHA256.code(for: message.span, key: house.derive(.submissionID))
        #expect(bytes == Array(code.prefix(10)))
    }

    @Test func `other answers are told apart, another token hides the answers`() throws {
        let one = try RetryDigest(token: token, answers: answers.span)
        let changed = try RetryDigest(token: token, answers: (answers + [0]).span)
        let elsewhere = try RetryDigest(token: token + [0], answers: answers.span)
        #expect(changed.answers != one.answers)
        #expect(elsewhere.answers != one.answers)
    }

    @Test func `the digest of the answers is no common hash of them`() throws {
        let digest = try RetryDigest(token: token, answers: answers.span)
        let common = try Fingerprint.sha256(answers.span)
        #expect(digest.answers != common)
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
