import Testing

@testable import Genkan
@testable import GenkanStorage

/// What somebody asks to be told.
@Suite struct NoticeChoiceTests {
    @Test func `a form that one cannot open cannot be chosen`() async throws {
        let world = try await NoticeHouse()
        let session = try await world.house.signIn("ben")
        let other = try #require(
            try await world.house.storage.forms.register(
                [world.form.form, Contact.form(named: "jobs")], now: world.house.clock.now
            ).last)
        let wanted = [other, world.form].map { NoticeChoice(form: $0.id, kind: .arrived) }
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await world.notices.choose(
                Set(wanted), at: MailAddress("ben@example.jp"), language: .en, for: session,
                now: world.house.clock.now)
        }
        #expect(try await world.notices.preferences(of: world.ben.id) == NoticePreferences())
    }

    @Test func `without an address nothing is chosen`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived, by: "ben")
        try await world.send()
        try await world.notices.choose(
            [NoticeChoice(form: world.form.id, kind: .arrived)], at: nil, language: .en,
            for: world.house.signIn("ben"), now: world.house.clock.now)
        #expect(try await world.notices.preferences(of: world.ben.id).chosen.isEmpty)
        #expect(try await world.claim(world.ben) == nil)
    }

    @Test func `a choice keeps its day, and the zone stays beside it`() async throws {
        let world = try await NoticeHouse()
        let staff = try world.house.storage.staff
        try await staff.choose(.ja, zone: Zone(named: "Asia/Tokyo"), for: world.ben.id)
        try await world.choose(.late, by: "ben")
        world.house.clock.advance(by: .seconds(60))
        try await world.choose(.late, .arrived, by: "ben")
        #expect(try await staff.habits(of: world.ben.id).zone?.name == "Asia/Tokyo")
        #expect(try await staff.language(of: world.ben.id) == .ja)
        let days = try await world.house.storage.writer.write { connection in
            try connection.all("SELECT since FROM notice_choices ORDER BY since") {
                try $0[0] as Instant
            }
        }
        #expect(days.count == 2 && days[0] < days[1])
        try await staff.choose(.en, zone: nil, for: world.ben.id)
        #expect(try await staff.habits(of: world.ben.id).zone == nil)
        #expect(
            try await world.notices.preferences(of: world.ben.id).address?.text
                == "ben@example.jp")
    }
}
