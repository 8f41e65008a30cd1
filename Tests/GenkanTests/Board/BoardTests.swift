import Genkan
import Testing

struct BoardTests {
    let anna = PersonID(time: Instant(seconds: 1), random: [UInt8](repeating: 1, count: 10))
    let ben = PersonID(time: Instant(seconds: 2), random: [UInt8](repeating: 2, count: 10))
    let now = Instant(seconds: 1_795_421_700)

    private func state(_ place: Place, _ assignee: PersonID? = nil) -> CardState {
        CardState(place: place, assignee: assignee, version: 4)
    }

    @Test func `taking a card makes one its assignee and moves nothing`() throws {
        let (after, change) = try #require(state(.status("new")).applying(.take, by: anna, at: now))
        #expect(after == CardState(place: .status("new"), assignee: anna, version: 5))
        #expect(
            change
                == CardChange(kind: .assigned(from: nil, to: anna), by: anna, at: now, version: 5))
    }

    @Test func `a card is given to another and to nobody`() throws {
        let given = try #require(
            state(.status("new"), anna).applying(.assign(ben), by: anna, at: now))
        #expect(given.state.assignee == ben)
        let freed = try #require(given.state.applying(.assign(nil), by: ben, at: now))
        #expect(freed.state == CardState(place: .status("new"), assignee: nil, version: 6))
        #expect(freed.change.kind == .assigned(from: ben, to: nil))
    }

    @Test func `a card moves, out of Held as well, and keeps its assignee`() throws {
        let held = state(.held(.withoutToken), ben)
        let (after, change) = try #require(held.applying(.move(to: "done"), by: anna, at: now))
        #expect(after == CardState(place: .status("done"), assignee: ben, version: 5))
        #expect(change.kind == .moved(from: .held(.withoutToken), to: .status("done")))
    }

    @Test func `what already is as wished writes nothing`() {
        #expect(state(.status("new"), anna).applying(.take, by: anna, at: now) == nil)
        #expect(state(.status("new")).applying(.assign(nil), by: anna, at: now) == nil)
        #expect(state(.status("new")).applying(.move(to: "new"), by: anna, at: now) == nil)
    }

    @Test func `the columns are Held, the statuses, and what is left of former ones`() throws {
        let form = try TestForms.form(kind: "text")
        let columns = Column.all(of: form, occupied: ["done", "old", "held", "ancient"])
        #expect(
            columns.map(\.id)
                == ["held", "unhandled", "in-progress", "done", "shipped", "ancient", "old"])
        #expect(columns.map(\.isFinal) == [false, false, false, true, true, false, false])
        #expect(columns[0].label.ja == "要確認")
        #expect(columns[1].label.ja == "未対応")
        #expect(columns[5].label.en == "ancient")
    }

    @Test func `a place knows its column`() {
        #expect(Place.held(.honeypot).columnID == Status.heldID)
        #expect(Place.status("new").columnID == "new")
        #expect(Set(HeldReason.allCases.map(\.label.en)).count == HeldReason.allCases.count)
    }

    @Test(arguments: [(0, false), (15, false), (16, true), (17, false), (32, false)])
    func `the mark of a token has 16 bytes`(count: Int, isMark: Bool) {
        let mark = CaptchaMark(bytes: [UInt8](repeating: 7, count: count))
        #expect((mark != nil) == isMark)
    }
}
