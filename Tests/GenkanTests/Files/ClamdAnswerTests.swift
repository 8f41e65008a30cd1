import Testing

@testable import Genkan

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
        #expect(FileScan(clamdAnswer: Array(answer.utf8)) == scan)
    }
}
