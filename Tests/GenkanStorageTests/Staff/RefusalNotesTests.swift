import Genkan
import Testing

@testable import GenkanStorage

@Suite struct RefusalNotesTests {
    private func at(_ seconds: Int64) -> Instant { Instant(microseconds: seconds * 1_000_000) }

    @Test func `above a hundred at once they are counted, and the next one says how many`() {
        let notes = RefusalNotes()
        for _ in 0..<100 { #expect(notes.note(at: at(1_000)) == 0) }
        for _ in 0..<7 { #expect(notes.note(at: at(1_000)) == nil) }
        #expect(notes.note(at: at(1_001)) == 7)
        #expect(notes.note(at: at(1_001)) == nil)
        #expect(notes.note(at: at(1_002)) == 1)
    }

    @Test func `a clock that is set back earns nothing and stops nothing`() {
        let notes = RefusalNotes()
        for _ in 0..<100 { #expect(notes.note(at: at(5_000)) == 0) }
        #expect(notes.note(at: at(1_000)) == nil)
        #expect(notes.note(at: at(1_001)) == 1)
        // However long nobody came, it is a hundred at once again and no more.
        for _ in 0..<100 { #expect(notes.note(at: at(90_000)) == 0) }
        #expect(notes.note(at: at(90_000)) == nil)
    }
}
