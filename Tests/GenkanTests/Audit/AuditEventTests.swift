import Genkan
import Testing

struct AuditEventTests {
    let anna = PersonID(bytes: [UInt8](repeating: 0xA, count: 16))
    let form = FormID(bytes: [UInt8](repeating: 0xF, count: 16))
    let submission = SubmissionID(bytes: [UInt8](repeating: 0x5, count: 16))

    private func event(
        _ details: [AuditDetail] = [], actor: AuditActor? = nil, kind: AuditKind = .signedIn
    ) throws -> AuditEvent {
        AuditEvent(
            id: try #require(AuditEventID(bytes: [UInt8](repeating: 0xE, count: 16))),
            at: Instant(microseconds: 0x0102), kind: kind,
            actor: try actor ?? .person(#require(anna)), form: form, details: details)
    }

    @Test func `the bytes of version 1 are frozen`() throws {
        let event = try event([.word(.to, "done"), .number(.rows, 3)])
        let expected: [UInt8] =
            [1] + [UInt8](repeating: 0xE, count: 16) + [0, 0, 0, 0, 0, 0, 1, 2]
            + [9] + bytes("signed-in") + [0] + [UInt8](repeating: 0xA, count: 16)
            + [1] + [UInt8](repeating: 0xF, count: 16) + [0]
            + [2, 4] + bytes("rows") + [0, 0, 0, 0, 0, 0, 0, 0, 3]
            + [2] + bytes("to") + [1, 4] + bytes("done")
        #expect(event.canonicalBytes == expected)
    }

    @Test func `every part changes the bytes`() throws {
        let event = try event()
        let others = [
            AuditEvent(
                id: event.id, at: Instant(microseconds: 1), kind: event.kind, actor: event.actor,
                form: form),
            AuditEvent(
                id: event.id, at: event.at, kind: .signedOut, actor: event.actor, form: form),
            AuditEvent(id: event.id, at: event.at, kind: event.kind, actor: .house, form: form),
            AuditEvent(id: event.id, at: event.at, kind: event.kind, actor: event.actor),
            AuditEvent(
                id: event.id, at: event.at, kind: event.kind, actor: event.actor, form: form,
                submission: submission),
            try self.event([.number(.rows, 0)]), try self.event([.word(.rows, "0")]),
        ]
        #expect(
            Set(others.map(\.canonicalBytes) + [event.canonicalBytes]).count == others.count + 1)
    }

    @Test func `details stand in one order, each word once`() throws {
        let event = try event([.number(.rows, 1), .word(.from, "a"), .number(.rows, 2)])
        #expect(event.details == [.word(.from, "a"), .number(.rows, 2)])
        #expect(
            try event.canonicalBytes
                == self.event([.word(.from, "a"), .number(.rows, 2)]).canonicalBytes)
    }

    @Test(arguments: [
        "vera@example.jp", "山田", "a b", "", "a\n", String(repeating: "a", count: 65), "é", "<b>",
    ])
    func `free text has no way into the trail`(text: String) {
        guard case .word(let word) = AuditDetail.word(.reason, text).value else {
            Issue.record("no word")
            return
        }
        #expect(word.text == "unspeakable")
    }

    @Test func `details are read back from their bytes, and only theirs`() throws {
        let details: [AuditDetail] = [
            .id(.begun, try #require(form)), .word(.outcome, "complete"), .number(.rows, Int64.min),
        ]
        let bytes = try event(details).detailBytes
        #expect(AuditEvent.details(decoding: bytes) == details)
        for count in 0..<bytes.count {
            #expect(AuditEvent.details(decoding: Array(bytes[..<count])) == nil)
        }
        #expect(AuditEvent.details(decoding: bytes + [0]) == nil)
        #expect(AuditEvent.details(decoding: try event().detailBytes) == [])
    }

    @Test func `details out of order, twice or unknown are refused`() {
        let to: [UInt8] = [2] + bytes("to") + [1, 1, 0x61]
        let from: [UInt8] = [4] + bytes("from") + [1, 1, 0x61]
        #expect(AuditEvent.details(decoding: [2] + from + to)?.count == 2)
        #expect(AuditEvent.details(decoding: [2] + to + from) == nil)
        #expect(AuditEvent.details(decoding: [2] + to + to) == nil)
        #expect(AuditEvent.details(decoding: [1, 2] + bytes("it") + [1, 1, 0x61]) == nil)
        #expect(AuditEvent.details(decoding: [1, 2] + bytes("to") + [3, 1, 0x61]) == nil)
        #expect(AuditEvent.details(decoding: [1, 2] + bytes("to") + [1, 1, 0x20]) == nil)
    }

    @Test func `the stored words of kinds are frozen`() {
        #expect(
            AuditKind.allCases.map(\.rawValue).prefix(3)
                == ["house-set-up", "serve-started", "serve-stopped"])
        #expect(Set(AuditKind.allCases.map(\.rawValue)).count == AuditKind.allCases.count)
        #expect(AuditKind.exportBegun.rawValue == "export-begun")
        #expect(AuditKind.submissionOpened.rawValue == "submission-opened")
    }
}
