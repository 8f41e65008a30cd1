import OpenSSL
import Testing

@testable import Sealing

@Suite struct RetryDigestTests {
    private let token = [UInt8](repeating: 0x7A, count: 16)
    private let answers = Array("tel=0312345678".utf8)

    private func form(_ first: UInt8) throws -> ObjectID {
        try #require(ObjectID(bytes: (0..<16).map { first + $0 }))
    }

    @Test func `the code of the answers is frozen`() throws {
        let house = try HouseKey.create()
        let code = try RetryDigest(house).code(for: answers, under: token, of: form(1))
        let message = Array(1...16) + [0, 16] + token + answers
        #expect(
            try code == HMACSHA256.code(for: message.span, key: house.derive(.answersCode)))
        #expect(code.count == RetryDigest.codeCount)
    }

    @Test func `it hangs on the house, the token, the form and the answers, and on nothing else`()
        throws
    {
        let house = try HouseKey.create()
        let retry = try RetryDigest(house)
        let code = try retry.code(for: answers, under: token, of: form(1))
        #expect(try RetryDigest(house).code(for: answers, under: token, of: form(1)) == code)
        let others = try [
            retry.code(for: answers + [0], under: token, of: form(1)),
            retry.code(for: answers, under: token + [0], of: form(1)),
            retry.code(for: Array(answers.dropFirst()), under: token + [answers[0]], of: form(1)),
            retry.code(for: answers, under: token, of: form(2)),
            RetryDigest(HouseKey.create()).code(for: answers, under: token, of: form(1)),
            Fingerprint.sha256(answers.span),
        ]
        #expect(Set(others + [code]).count == 7)
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

    @Test(arguments: [0, 1, 15, 1_025])
    func `a token that could be guessed or is huge is refused`(count: Int) {
        #expect(throws: SealingError(.outOfBounds, .digest)) {
            _ = try RetryDigest(HouseKey.create()).code(
                for: answers, under: [UInt8](repeating: 1, count: count), of: form(1))
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
