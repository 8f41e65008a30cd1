import Genkan
import Testing

struct CardActionTests {
    let anna = PersonID(time: Instant(seconds: 1), random: [UInt8](repeating: 1, count: 10))
    let urgent = LabelID(high: 1, low: 1)
    let repeated = LabelID(high: 2, low: 2)
    let now = Instant(seconds: 1_795_421_700)

    private func state(labels: Set<LabelID> = [], due: Day? = nil) -> CardState {
        CardState(
            place: .status("new"), assignee: nil, due: due, labels: labels, version: 4)
    }

    @Test func `a due date is set, changed and taken away`() throws {
        let day = try #require(Day("2026-12-01"))
        let (set, first) = try #require(state().applying(.schedule(day), by: anna, at: now))
        #expect(set.due == day && set.version == 5)
        #expect(first.kind == .scheduled(from: nil, to: day))
        #expect(set.applying(.schedule(day), by: anna, at: now) == nil)
        let (free, _) = try #require(set.applying(.schedule(nil), by: anna, at: now))
        #expect(free.due == nil)
    }

    @Test func `labels are put on and taken off, and only what changes is told`() throws {
        let action = CardAction.label(adding: [urgent, repeated], removing: [])
        let (after, change) = try #require(
            state(labels: [urgent]).applying(action, by: anna, at: now))
        #expect(after.labels == [urgent, repeated])
        #expect(change.kind == .labelled(added: [repeated], removed: []))
        #expect(after.applying(action, by: anna, at: now) == nil)
        let (off, told) = try #require(
            after.applying(.label(adding: [], removing: [urgent]), by: anna, at: now))
        #expect(off.labels == [repeated])
        #expect(told.kind == .labelled(added: [], removed: [urgent]))
    }

    @Test func `a label that is put on and taken off at once is off`() {
        let action = CardAction.label(adding: [urgent], removing: [urgent])
        #expect(state().applying(action, by: anna, at: now) == nil)
        #expect(state(labels: [urgent]).applying(action, by: anna, at: now)?.state.labels == [])
    }

    @Test func `what is marked as spam leaves its status and comes back by a move`() throws {
        let (spam, change) = try #require(state().applying(.discard, by: anna, at: now))
        #expect(spam.place == .spam)
        #expect(change.kind == .moved(from: .status("new"), to: .spam))
        let (back, _) = try #require(spam.applying(.move(to: "new"), by: anna, at: now))
        #expect(back.place == .status("new"))
    }

    @Test func `undoing puts back what was, as a change of its own`() throws {
        let day = try #require(Day("2026-12-01"))
        let actions: [CardAction] = [
            .take, .move(to: "done"), .discard, .schedule(day),
            .label(adding: [urgent], removing: [repeated]),
        ]
        for action in actions {
            let before = state(labels: [repeated])
            let (after, change) = try #require(before.applying(action, by: anna, at: now))
            let (undone, told) = try #require(
                after.applying(.undo(change.kind), by: anna, at: now))
            #expect(undone.place == before.place && undone.assignee == before.assignee)
            #expect(undone.due == before.due && undone.labels == before.labels)
            #expect(undone.version == before.version + 2 && told.kind == change.kind.inverse)
        }
    }

    @Test func `a move out of Held is undone into Held, with its reason`() throws {
        let held = CardState(place: .held(.honeypot), assignee: nil, version: 1)
        let (after, change) = try #require(held.applying(.move(to: "new"), by: anna, at: now))
        let undone = try #require(after.applying(.undo(change.kind), by: anna, at: now))
        #expect(undone.state.place == .held(.honeypot))
    }

    @Test(arguments: [
        (0, 24, Waiting.calm), (86_399, 24, .calm), (86_400, 24, .late), (172_799, 24, .late),
        (172_800, 24, .overdue), (-5, 24, .calm),
    ])
    func `who waits longer than was promised stands out`(
        seconds: Int, hours: Int, waiting: Waiting
    ) {
        let received = now.advanced(by: .seconds(-seconds))
        #expect(Waiting(since: received, within: .seconds(hours * 3_600), now: now) == waiting)
        #expect(Waiting(since: received, within: nil, now: now) == .calm)
    }
}
