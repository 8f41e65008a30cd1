import Genkan
import GenkanOutbound
import GenkanTesting
import GenkanWeb
import Logging
import Testing

@testable import GenkanCommand
@testable import GenkanStorage

/// A house with a form, people who want to be told, and what tells them.
struct PostHouse: Sendable {
    let house: TestHouse
    let form: RegisteredForm
    let ben: Person
    let office = PostOffice()
    let log = LogRecorder()
    let round: NoticeRound

    static func run(
        gathering: Duration = .zero, title: String = "Contact",
        _ body: @Sendable @escaping (PostHouse) async throws -> Void
    ) async throws {
        try await TestHouse.run { house in
            try await body(PostHouse(house, gathering: gathering, title: title))
        }
    }

    private init(_ house: TestHouse, gathering: Duration, title: String) async throws {
        self.house = house
        let text = Self.text.replacing("TITLE", with: title)
        let read = try FormReader.read(Array(text.utf8), file: "contact.yaml").get()
        let forms = try await house.storage.forms.register([read], now: house.clock.now)
        form = try #require(forms.first)
        ben = try await house.addBen()
        let office = office, clock = house.clock
        round = NoticeRound(
            notices: house.storage.notices,
            mail: NoticeMail(
                letters: try NoticeLetters(),
                sender: try #require(MailAddress("forms@example.jp")), senderName: "玄関",
                house: "https://forms.example.jp"),
            timing: NoticeRound.Timing(gathering: gathering), logger: log.logger,
            now: { clock.now }
        ) { message throws(MailError) in try office.take(message) }
    }

    private static let text = """
        title: {ja: お問い合わせ, en: TITLE}
        answer_within_hours: 1
        fields:
          - {name: name, kind: text, label: {ja: お名前, en: Name}, title: true}
        """
}
