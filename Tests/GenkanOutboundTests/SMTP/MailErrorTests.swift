import Testing

@testable import GenkanOutbound

struct MailErrorTests {
    private let errors: [MailError] =
        [
            .cannotConnect, .certificateRefused, .noTLS, .signInRefused, .unknown, .cancelled,
            .recipientRefused(code: 550),
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
        (.recipientRefused(code: 550), "refused-550-rcpt"),
        (.refusedForNow(code: 451, stage: .data), "refused-for-now-451-data"),
        (.timedOut(.connection), "timed-out-connect"), (.unknown, "unknown"),
    ])
    func `words are kept for ever`(_ error: MailError, _ word: String) {
        #expect(error.word == word)
    }

    @Test func `only a no to this very mail is permanent`() {
        let permanent: Set<MailError> = [
            .recipientRefused(code: 550), .refused(code: 554, stage: .sender),
            .refused(code: 554, stage: .data), .refused(code: 554, stage: .content),
        ]
        #expect(Set(errors.filter(\.isPermanent)) == permanent)
        #expect(!MailError.refused(code: 530, stage: .sender).isPermanent)
    }
}
