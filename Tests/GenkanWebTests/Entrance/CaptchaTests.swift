import Foundation
import Genkan
import GenkanStorage
import GenkanTesting
import Logging
import Proofs
import Testing

@testable import GenkanWeb

/// What a token is worth, and what becomes of a submission without one.
@Suite struct CaptchaTests {
    @Test func `a token is good for one submission`() async throws {
        try await EntranceHouse.run { house in
            let token = try house.token()
            #expect(try await Self.send(house, "first", token).status == 303)
            let again = try await Self.send(house, "second", token)
            #expect(again.status == 422)
            #expect(again.body.contains(#"value="second""#))
            #expect(again.body.contains("We have to repeat the spam check"))
            #expect(!again.body.contains(token))
        }
    }

    @Test func `wrong answers do not use the token up`() async throws {
        try await EntranceHouse.run { house in
            let token = try house.token()
            let wrong = try await house.post([("name", "vera"), ("altcha", token)])
            #expect(wrong.status == 422)
            #expect(try await Self.send(house, "vera", token).status == 303)
        }
    }

    @Test func `an expired token is refused with the form kept`() async throws {
        try await EntranceHouse.run { house in
            let token = try house.token()
            house.clock.advance(by: .seconds(house.entrance.altcha.lifetime))
            let answer = try await Self.send(house, "late", token)
            #expect(answer.status == 422)
            #expect(answer.body.contains("The spam check has expired"))
            #expect(answer.body.contains(#"value="late""#))
        }
    }

    @Test func `a retry gets its receipt when the token has expired since, and only a retry does`()
        async throws
    {
        try await EntranceHouse.run([.contact(), .contact(name: "other")]) { house in
            let id = SubmissionName.fresh()
            let token = try house.token()
            let first = try await Self.send(house, "vera", token, id: id)
            #expect(first.status == 303)
            house.clock.advance(by: .seconds(house.entrance.altcha.lifetime))
            let again = try await Self.send(house, "vera", token, id: id)
            #expect(again.status == 303 && again["location"] == first["location"])
            // Other answers are a conflict still, and another key is no retry.
            #expect(try await Self.send(house, "viktor", token, id: id).status == 409)
            let stranger = try await Self.send(house, "vera", token, id: SubmissionName.fresh())
            #expect(stranger.status == 422)
            #expect(stranger.body.contains("The spam check has expired"))
            // Who has the key and no token of ours that was good once learns nothing.
            let foreign = try house.token(for: "other")
            house.clock.advance(by: .seconds(house.entrance.altcha.lifetime))
            for wrong in ["x", foreign] {
                let answer = try await Self.send(house, "vera", wrong, id: id)
                #expect(answer.status == 422)
                #expect(answer.body.contains("The spam check did not succeed"))
            }
            // After seven days the key is forgotten.
            house.clock.advance(by: .seconds(7 * 24 * 3600))
            #expect(try await Self.send(house, "vera", token, id: id).status == 422)
        }
    }

    @Test func `an Idempotency-Key is good for a JSON retry after the token's time`() async throws {
        try await EntranceHouse.run { house in
            let headers = [
                "Content-Type: application/json", "Idempotency-Key: \(SubmissionName.fresh())",
            ]
            let token = try house.token()
            func post(_ name: String) async throws -> Exchange {
                try await house.send(
                    "POST", "/f/contact", headers,
                    #"{"name":"\#(name)","email":"vera@example.test","altcha":"\#(token)"}"#)
            }
            let first = try await post("Vera")
            house.clock.advance(by: .seconds(house.entrance.altcha.lifetime))
            let again = try await post("Vera")
            #expect(first.status == 201 && again.status == 201 && first.body == again.body)
            #expect(try await post("Viktor").status == 409)
        }
    }

    @Test func `a token for another form is refused`() async throws {
        try await EntranceHouse.run([.contact(), .contact(name: "other")]) { house in
            let answer = try await Self.send(house, "vera", try house.token(for: "other"))
            #expect(answer.status == 422)
            #expect(answer.body.contains("The spam check did not succeed"))
        }
    }

    @Test(arguments: ["x", "e30=", "null", String(repeating: "A", count: 60_000), "\u{0}", "=&="])
    func `a forged token is refused, never held`(token: String) async throws {
        try await EntranceHouse.run { house in
            let answer = try await Self.send(house, "vera", token)
            #expect(answer.status == 422)
            #expect(answer.body.contains(#"value="vera""#))
            #expect(!answer.body.contains("value=\"\(token)\""))
        }
    }

    @Test func `a changed token is refused`() async throws {
        try await EntranceHouse.run { house in
            let token = try house.token()
            let data = try #require(Data(base64Encoded: token))
            let text = String(decoding: data, as: UTF8.self)
            let later = text.replacing(/"expiresAt":\d+/, with: #""expiresAt":4102444800"#)
            #expect(later != text)
            let changed = Data(later.utf8).base64EncodedString()
            #expect(try await Self.send(house, "vera", changed).status == 422)
        }
    }

    @Test func `a form that insists refuses what comes without a token and says what is needed`()
        async throws
    {
        try await EntranceHouse.run([.contact(withoutToken: .refuse)]) { house in
            let answer = try await house.post(SubmitFormTests.vera + [("_language", "ja")])
            #expect(answer.status == 422)
            #expect(answer.body.contains("JavaScript が必要です"))
            let proven = try await house.post(
                SubmitFormTests.vera + [("altcha", try house.token())])
            #expect(proven.status == 303)
        }
    }

    @Test func `a token that lives longer than its mark is remembered is refused`() async throws {
        try await EntranceHouse.run { house in
            let form = try #require(house.entrance.forms["contact"])
            let now = house.clock.now.seconds
            let altcha = house.entrance.altcha
            let remembered = Int64(CaptchaMark.lifetime / .seconds(1))
            #expect(altcha.lifetime <= remembered)
            func isAccepted(life: Int64) async throws -> Bool {
                let token = try altcha.payloadWithoutWork(
                    form: form.idText, now: now + life - altcha.lifetime)
                let check = CaptchaCheck(issuer: altcha, providers: CaptchaProviders())
                let verdict = await check.verdict(
                    on: RawSubmission([("altcha", token)]), for: form, from: Self.nobody, now: now)
                if case .accepted = verdict { return true }
                return false
            }
            #expect(try await isAccepted(life: remembered))
            #expect(try await !isAccepted(life: remembered + 1))
        }
    }

    @Test
    func `what is filled into the hidden field or lacks a token is held, what is proven is not`()
        async throws
    {
        try await EntranceHouse.run { house in
            let form = try #require(house.entrance.forms["contact"])
            let check = CaptchaCheck(
                issuer: house.entrance.altcha, providers: CaptchaProviders())
            func verdict(_ pairs: [(name: String, value: String)]) async -> CaptchaVerdict {
                await check.verdict(
                    on: RawSubmission(pairs), for: form, from: Self.nobody,
                    now: house.clock.now.seconds)
            }
            #expect(await verdict([]) == .held(.withoutToken))
            #expect(await verdict([("altcha", "")]) == .held(.withoutToken))
            let token = try house.token()
            #expect(await verdict([("altcha", token), ("_homepage", "x")]) == .held(.honeypot))
            #expect(await verdict([("altcha", "x"), ("_homepage", "x")]) == .refused(.invalid))
            guard
                case .accepted(let mark?) = await verdict([("altcha", token), ("_homepage", " ")]),
                case .accepted(let other?) = await verdict([("altcha", try house.token())])
            else {
                Issue.record("a proven submission was not accepted")
                return
            }
            #expect(await verdict([("altcha", token)]) == .accepted(mark))
            #expect(mark != other)
        }
    }

    private static let nobody = CaptchaCheck.Sender(
        address: nil, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

    private static func send(
        _ house: EntranceHouse, _ name: String, _ token: String, id: String? = nil
    ) async throws -> Exchange {
        try await house.post(
            [
                ("name", name), ("email", "vera@example.test"), ("altcha", token),
                ("_language", "en"),
            ] + (id.map { [("_submission", $0)] } ?? []))
    }
}
