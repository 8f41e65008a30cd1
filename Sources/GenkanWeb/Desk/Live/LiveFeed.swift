import Foundation
import Genkan
import GenkanStorage
import Hummingbird
import Logging
import ServiceLifecycle

/// What is told of one form to one open page.
///
/// It is woken after commits, when somebody comes to a card or leaves it, and now and then; what there is
/// to tell it reads from its mark on, so that nothing is lost however it was woken. Several wakings close
/// together are one.
struct LiveFeed: Sendable {
    /// How long after a waking is waited for others.
    static let gathering = Duration.milliseconds(150)
    /// How often something is sent in any case, so that a connection that is gone is noticed, and who
    /// stopped writing.
    static let beat = Duration.seconds(5)

    let desk: Desk
    let form: RegisteredForm
    let card: SubmissionID?
    let watch: SessionWatch
    let mark: ChangeMark
    /// Whether it ends after what there is to tell now.
    let isOnce: Bool
    let language: Language
    let logger: Logger

    /// Tells until the reader or the house goes, or the reader may look no more.
    func run(_ tell: @concurrent (String) async throws -> Void) async throws {
        guard let session = try await watch.session() else { return }
        let me = session.person.id
        let visit = card.map { desk.presence.enter($0, of: form.id, me) }
        defer { if let visit { desk.presence.leave(visit) } }
        let (pulse, beats) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let commits = desk.board.commits(), visits = desk.presence.watch(form.id)
        beats.yield()
        let feeding = Task {
            await withTaskGroup { group in
                group.addTask {
                    for await _ in commits { beats.yield() }
                    beats.finish()
                }
                group.addTask { for await _ in visits { beats.yield() } }
                group.addTask {
                    if (try? await gracefulShutdown()) != nil { beats.finish() }
                }
                group.addTask {
                    while (try? await Task.sleep(for: Self.beat)) != nil { beats.yield() }
                }
            }
        }
        defer { feeding.cancel() }
        var teller = Teller(feed: self, mark: mark, me: me)
        try await tell("retry: 1500\n\n")
        for await _ in pulse {
            try await Task.sleep(for: Self.gathering)
            try await tell(try await teller.news())
            if teller.isOver || isOnce { return }
        }
    }
}

/// Puts into words what has happened since it was asked last.
private struct Teller {
    let feed: LiveFeed
    var mark: ChangeMark
    let me: PersonID
    private(set) var isOver = false
    /// Up to when it is told what has waited too long.
    private var looked: Instant
    private var shown: String?

    init(feed: LiveFeed, mark: ChangeMark, me: PersonID) {
        self.feed = feed
        self.mark = mark
        self.me = me
        looked = feed.desk.now()
    }

    /// The events since the last time; a beat when there are none, by which a page knows that the line stands.
    mutating func news() async throws -> String {
        guard let session = try await feed.watch.session(),
            let changes = try await changes(for: session)
        else {
            isOver = true
            return Self.event("over", "{}")
        }
        mark = changes.mark
        var text = ""
        if !changes.isWhole { text += Self.event("anew", "{}", id: mark) }
        if !changes.cards.isEmpty { text += Self.event("cards", of: changes.cards, id: mark) }
        if changes.isWhole, !changes.arrived.isEmpty {
            text += Self.event("arrived", of: changes.arrived)
        }
        let late = try await late(session)
        if !late.isEmpty { text += Self.event("cards", of: late) }
        text += try await presence()
        return text.isEmpty ? Self.event("beat", "{}") : text
    }

    /// Nil when the form was taken back.
    private func changes(for session: LiveSession) async throws -> CardNews? {
        do {
            return try await feed.desk.board.changes(
                of: feed.form.id, since: mark, for: session, withLooks: feed.card == nil)
        } catch let error as StorageError where error.code == .notAllowed {
            return nil
        }
    }

    /// What has waited longer than the form promises, or twice as long, since it was asked last: on a board that
    /// shows such cards alone they come without anybody's doing.
    private mutating func late(_ session: LiveSession) async throws -> [SubmissionID] {
        let now = feed.desk.now()
        guard now.since(looked) >= Self.lateness || now < looked else { return [] }
        defer { looked = now }
        return try await feed.desk.board.turned(
            of: feed.form, from: looked, to: now, for: session)
    }

    /// How often it is asked what has waited too long.
    private static let lateness = Duration.seconds(20)

    /// Who is at which card, when that is another than told before. A page that comes back after its line was
    /// cut still shows whom it was told of then: the first time it is told in any case.
    private mutating func presence() async throws -> String {
        let visitors = feed.desk.presence.visitors(of: feed.form.id)
        let others = visitors.compactMapValues { visitors in
            let others = visitors.filter { $0.person != me }
            return others.isEmpty ? nil : others
        }
        let text = others.isEmpty ? "{}" : try await words(others)
        guard text != shown else { return "" }
        shown = text
        return Self.event("presence", text)
    }

    private func words(_ others: [SubmissionID: [Presence.Visitor]]) async throws -> String {
        let people = try await feed.desk.staff.people()
        let names = PeopleNames(people, feed.desk.pages.texts(feed.language))
        let told = Dictionary(
            uniqueKeysWithValues: others.map { card, visitors in
                (card.description, visitors.map { Told($0, names) })
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(told), as: UTF8.self)
    }

    private struct Told: Encodable {
        let name: String
        let initial: String
        let typing: Bool

        init(_ visitor: Presence.Visitor, _ names: PeopleNames) {
            name = names[visitor.person]
            initial = PeopleNames.initial(of: name)
            typing = visitor.isTyping
        }
    }

    private static func event(
        _ name: String, of cards: [SubmissionID], id: ChangeMark? = nil
    ) -> String {
        event(name, "[" + cards.map { "\"\($0)\"" }.joined(separator: ",") + "]", id: id)
    }

    /// One event; JSON has no line end of its own.
    private static func event(_ name: String, _ data: String, id: ChangeMark? = nil) -> String {
        (id.map { "id: \($0.number)\n" } ?? "") + "event: \(name)\ndata: \(data)\n\n"
    }
}
