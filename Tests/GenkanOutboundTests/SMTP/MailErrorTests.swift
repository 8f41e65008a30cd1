import Testing

@testable import GenkanOutbound

struct MailErrorTests {
    private let errors: [MailError] =
        [
            .cannotConnect, .certificateRefused, .noTLS, .signInRefused, .unknown, .cancelled,
            .noMailbox(code: 550),
        ]
        + MailStage.allCases.flatMap { stage -> [MailError] in
            [
                .connectionLost(stage), .timedOut(stage), .protocolBroken(stage),
                .refusedForNow(code: 451, stage: stage), .refused(code: 554, stage: stage),
            ]
        }

    @Test func `every error has a word of its own`() {
        let words = errors.map(\.word)
        #expect(Set(words).count == errors.count)
        for word in words {
            #expect((1...40).contains(word.utf8.count))
            #expect(
                word.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) })
        }
    }

    @Test(arguments: [
        (MailError.certificateRefused, "certificate-refused"), (.noTLS, "no-tls"),
        (.noMailbox(code: 550), "no-mailbox-550"),
        (.refusedForNow(code: 451, stage: .data), "refused-for-now-451-data"),
        (.timedOut(.connection), "timed-out-connect"), (.unknown, "unknown"),
    ])
    func `words are kept for ever`(_ error: MailError, _ word: String) {
        #expect(error.word == word)
    }
}
