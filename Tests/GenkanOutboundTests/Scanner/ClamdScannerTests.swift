import Genkan
import Testing

@testable import GenkanOutbound

@Suite struct ClamdScannerTests {
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
