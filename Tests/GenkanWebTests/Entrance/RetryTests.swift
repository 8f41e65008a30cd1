import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// What a retry gets when something changed between the first post and the second.
@Suite struct RetryTests {
    private static let phone = Field.test(
        "phone", .phone, ja: "電話番号", en: "Telephone", isRequired: true)
    private static let note = Field.test("note", .text, ja: "備考", en: "Note")

    private static func reload(_ house: EntranceHouse, _ form: Form) async throws {
        house.entrance.forms.replace(
            with: try await house.storage.forms.register([form], now: house.clock.now))
    }

    @Test func `a retry that the form's new version would refuse gets its receipt`() async throws {
        try await EntranceHouse.run { house in
            let id = [("_submission", SubmissionName.fresh())]
            let first = try await house.post(SubmitFormTests.vera + id)
            #expect(first.status == 303)
            try await Self.reload(house, .contact(adding: [Self.phone]))
            let again = try await house.post(SubmitFormTests.vera + id)
            #expect(again.status == 303 && again["location"] == first["location"])
            // Other answers and other ids are no retry.
            let email = ("email", "vera@example.test")
            #expect(try await house.post([("name", "Viktor"), email] + id).status == 422)
            let stranger = [("_submission", SubmissionName.fresh())]
            #expect(try await house.post(SubmitFormTests.vera + stranger).status == 422)
            #expect(try await house.post(SubmitFormTests.vera).status == 422)
        }
    }

    @Test func `a retry that the new version would store otherwise gets its receipt`()
        async throws
    {
        try await EntranceHouse.run([.contact(adding: [Self.note])]) { house in
            let sent =
                SubmitFormTests.vera + [("note", "a"), ("_submission", SubmissionName.fresh())]
            let first = try await house.post(sent)
            try await Self.reload(house, .contact())
            let again = try await house.post(sent)
            #expect(first.status == 303 && again["location"] == first["location"])
            #expect(try await house.post([("name", "Viktor")] + sent.dropFirst()).status == 409)
        }
    }

    @Test func `a retry of what is stored gets its receipt above every rate`() async throws {
        var rates = ArrivalLimits.Rates()
        rates.form = RequestRate(burst: 2, perSecond: 0.001)
        let email = ("email", "vera@example.test")
        for (withoutProof, arrivals) in [(2.0, ArrivalLimits()), (1_000, ArrivalLimits(rates))] {
            try await EntranceHouse.run(withoutProof: withoutProof, arrivals: arrivals) {
                (house: EntranceHouse) async throws -> Void in
                let id = [("_submission", SubmissionName.fresh())]
                let first = try await house.post(SubmitFormTests.vera + id)
                #expect(first.status == 303)
                var refused = false
                for number in 0..<40 where !refused {
                    let next = try await house.post([("name", "\(number)"), email])
                    refused = next.status == 429
                }
                #expect(refused)
                let again = try await house.post(SubmitFormTests.vera + id)
                #expect(again.status == 303 && again["location"] == first["location"])
                // Other answers under the same id are none.
                let other = try await house.post([("name", "Viktor"), email] + id)
                #expect(other.status == 409)
            }
        }
    }

    @Test func `a clock that is set back stores nothing twice and refuses nobody`() async throws {
        try await EntranceHouse.run { house in
            let id = [("_submission", SubmissionName.fresh())]
            let first = try await house.post(SubmitFormTests.vera + id)
            house.clock.advance(by: .seconds(-3_600))
            let again = try await house.post(SubmitFormTests.vera + id)
            #expect(first.status == 303 && again["location"] == first["location"])
            let next = try await house.post([
                ("name", "Viktor"), ("email", "viktor@example.test"),
                ("altcha", try house.token()),
            ])
            #expect(next.status == 303 && next["location"] != first["location"])
        }
    }
}
