import Foundation
import Testing

@testable import GenkanOutbound

struct MailDateTests {
    @Test(arguments: [
        (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
        (4_107_542_400, "Mon, 1 Mar 2100 00:00:00 +0000"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"),
    ])
    func `a time is written in UTC`(_ seconds: Int64, _ text: String) {
        #expect(MailDate.text(seconds) == text)
    }

    @Test func `what is outside is the nearest second within`() {
        #expect(MailDate.text(.min) == MailDate.text(0))
        #expect(MailDate.text(.max) == MailDate.text(253_402_300_799))
    }

    @Test func `Foundation writes the same for every day of 400 years`() {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, d MMM yyyy HH:mm:ss '+0000'"
        for day: Int64 in 0..<146_097 {
            let seconds = day * 86_400 + day % 86_400
            let text = format.string(from: Date(timeIntervalSince1970: Double(seconds)))
            guard MailDate.text(seconds) == text else {
                Issue.record("\(MailDate.text(seconds)) is \(text)")
                return
            }
        }
    }
}
