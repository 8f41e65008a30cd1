import Genkan
import Logging
import Synchronization
import Testing

@testable import GenkanCommand

@Suite struct LogTests {
    private func line(_ message: String, _ metadata: [(name: String, value: String)]) -> String {
        LogLine(
            time: Instant(microseconds: 1_795_420_800_000_001), level: .notice, message: message,
            metadata: metadata
        ).text
    }

    @Test func `an event is one line of logfmt`() {
        #expect(
            line("Serving", [("port", "8443"), ("url", "https://a b"), ("empty", "")])
                == "time=2026-11-23T08:00:00.000001Z level=notice message=\"Serving\" port=8443 "
                + "url=\"https://a b\" empty=\"\"\n")
    }

    @Test(arguments: [
        "\n", "\r\n", "\u{2028}", "\u{85}", "\u{202E}", "\u{200B}", "\u{1B}[31m", "\"", "\\",
        "\u{7}", "e\u{301}\n",
    ])
    func `nothing in a value ends the line or the field`(hostile: String) {
        let text = line("Message", [("a", "x\(hostile)level=critical"), ("b\(hostile)c=", "1")])
        #expect(text.unicodeScalars.filter { $0 == "\n" }.count == 1)
        #expect(text.unicodeScalars.last == "\n")
        let body = text.unicodeScalars.dropLast()
        #expect(!body.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        #expect(!body.contains { ["\u{2028}", "\u{202E}", "\u{200B}"].contains($0) })
        #expect(text.hasSuffix("=1\n"))
    }

    @Test func `Japanese stays readable`() {
        #expect(line("名前", [("a", "玄関")]).contains("message=\"名前\" a=\"玄関\""))
    }

    @Test func `an error is logged by its type, never by its words`() {
        struct Secretive: Error, CustomStringConvertible {
            var description: String { "what a visitor typed" }
        }
        let lines = Mutex<[String]>([])
        var logger = Logger(label: "test") { label in
            LogfmtHandler(label: label, level: .info, now: { Instant(microseconds: 0) }) { line in
                lines.withLock { $0.append(line) }
            }
        }
        logger[metadataKey: "request"] = "1"
        logger.error("It failed", error: Secretive(), metadata: ["form": "contact"])
        logger.debug("Too quiet")
        let written = lines.withLock { $0 }
        #expect(written.count == 1)
        #expect(written[0].contains("error=Secretive form=contact part=test request=1"))
        #expect(!written[0].contains("typed"))
    }
}
