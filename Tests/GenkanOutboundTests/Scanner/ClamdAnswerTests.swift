import Genkan
import Testing

@testable import GenkanOutbound

@Suite struct ClamdAnswerTests {
    @Test(arguments: [
        ("stream: OK", FileScan.clean),
        ("stream: Win.Test.EICAR_HDB-1 FOUND", .infected(.init("Win.Test.EICAR_HDB-1"))),
        ("stream:  FOUND", .infected(.init(""))), ("stream: OK ", .unscanned),
        ("OK", .unscanned), ("", .unscanned), ("stream: ", .unscanned),
        ("INSTREAM size limit exceeded. ERROR", .unscanned),
        ("stream: Can't allocate memory ERROR", .unscanned),
    ])
    func `only the two answers count`(answer: String, scan: FileScan) {
        #expect(ClamdAnswer.scan(of: Array(answer.utf8)) == scan)
    }

    @Test func `who is not there has not scanned`() async {
        let scanner = ClamdScanner(socket: "/nonexistent/clamd.ctl")
        #expect(await scanner.scan(Nothing()) == .unscanned)
        #expect(await !scanner.isThere())
    }

    private struct Nothing: ScannableFile {
        let pieces = 0

        func piece(_ index: Int) throws -> [UInt8] { [] }
    }
}
