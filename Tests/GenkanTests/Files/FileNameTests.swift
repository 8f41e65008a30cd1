import Foundation
import Testing

@testable import Genkan

@Suite struct FileNameTests {
    @Test(arguments: [
        ("見積書.pdf", "見積書.pdf"), ("C:\\Users\\vera\\a b.png", "a b.png"),
        ("../../etc/passwd", "passwd"), ("a/", "file"), ("", "file"), ("...", "file"),
        (".png", "file.png"), (" report .pdf ", "report .pdf"), ("a:b*c?.png", "a_b_c_.png"),
        ("exe.\u{202E}gnp", "exe.gnp"), ("a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png"),
        ("a\u{0}.png", "a.png"), ("ガ\u{3099}.png".decomposed, "ガ\u{3099}.png"),
        ("か\u{3099}.png", "が.png"), ("e\u{200D}\u{301}.png", "\u{E9}.png"),
        ("a\u{301}\u{200B}\u{323}.png", "\u{1EA1}\u{301}.png"), ("<b>\"|.png", "_b___.png"),
    ])
    func `a name keeps what can be seen and nothing of a path`(sent: String, kept: String) {
        #expect(Array(FileName(sent).text.utf8) == Array(kept.utf8))
    }

    @Test func `what is too long loses its middle and keeps its extension`() {
        let name = FileName(String(repeating: "長", count: 400) + ".jpeg")
        #expect(name.text.unicodeScalars.count == FileName.longest)
        #expect(name.extension == "jpeg" && FileName(name.text) == name)
        let plain = FileName(String(repeating: "a", count: 400))
        #expect(plain.text.count == FileName.longest && plain.extension == "")
        for end in [" ", ".", " ."] {
            let cut = FileName(
                String(repeating: "a", count: 149) + end + String(repeating: "b", count: 99))
            #expect(FileName(cut.text) == cut && cut.text.count == 149, "\(end)")
        }
    }

    @Test(arguments: [
        ("a.PDF", "pdf"), ("a.tar.GZ", "gz"), ("a", ""), ("a.", ""), ("a.pdf ", "pdf"),
    ])
    func `the extension is what stands behind the last dot`(name: String, word: String) {
        #expect(FileName(name).extension == word)
    }
}

extension String {
    /// As macOS sends the names of files.
    fileprivate var decomposed: String { decomposedStringWithCanonicalMapping }
}
