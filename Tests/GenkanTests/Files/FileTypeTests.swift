import Testing

@testable import Genkan

@Suite struct FileTypeTests {
    static let beginnings: [(FileType, [UInt8])] = [
        (.pdf, Array("%PDF-1.7\n".utf8)), (.jpeg, [0xFF, 0xD8, 0xFF, 0xE0]),
        (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.gif, Array("GIF89a".utf8)),
        (.webp, Array("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ".utf8)),
        (.heic, [0, 0, 0, 0x18] + Array("ftypheic".utf8)),
        (.docx, [0x50, 0x4B, 3, 4]), (.xlsx, [0x50, 0x4B, 3, 4]), (.pptx, [0x50, 0x4B, 3, 4]),
        (.doc, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (.xls, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (.ppt, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (.txt, Array("山田\r\n".utf8)), (.csv, Array("a,b\n".utf8)), (.zip, [0x50, 0x4B, 5, 6]),
    ]

    @Test func `every type is known by its beginning, and by no shorter one`() {
        #expect(Set(Self.beginnings.map(\.0)) == Set(FileType.allCases))
        for (type, bytes) in Self.beginnings {
            #expect(type.begins(as: bytes), "\(type)")
            guard type != .txt, type != .csv else { continue }
            let signature = [.zip, .docx, .xlsx, .pptx].contains(type) ? 4 : bytes.count
            for count in 0..<min(signature, 3) {
                #expect(!type.begins(as: Array(bytes.prefix(count))), "\(type) \(count)")
            }
        }
    }

    @Test func `a page, a script and a program are none of them`() {
        let others: [[UInt8]] = [
            Array("MZ\u{0}".utf8), [0x7F, 0x45, 0x4C, 0x46, 0], [0xCA, 0xFE, 0xBA, 0xBE, 0, 0],
            Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>\u{0}".utf8),
        ]
        for bytes in others {
            #expect(!FileType.allCases.contains { $0.begins(as: bytes) })
        }
        let page = Array("<script>alert(1)</script>".utf8)
        #expect(FileType.allCases.filter { $0.begins(as: page) } == [.txt, .csv])
    }

    @Test func `a PDF may begin with something else, within its first bytes`() {
        let late = [UInt8](repeating: 0x20, count: 400) + Array("%PDF-1.4".utf8)
        #expect(FileType.pdf.begins(as: late))
        #expect(!FileType.txt.begins(as: Array("%PDF-1.4".utf8)))
    }

    @Test func `a type has its extensions alone`() {
        let all = FileType.allCases.flatMap(\.extensions)
        #expect(Set(all).count == all.count)
        for type in FileType.allCases {
            for word in type.extensions { #expect(FileType(extension: word) == type) }
        }
        #expect(FileType(extension: "exe") == nil && FileType(extension: "svg") == nil)
        #expect(
            FileType.allCases.filter(\.isPicture).allSatisfy { $0.mediaType.hasPrefix("image/") })
    }

    @Test(arguments: [
        (0, "0 B"), (1_023, "1023 B"), (1_024, "1 KB"), (1_536, "1.5 KB"), (10_240, "10 KB"),
        (48_213, "47 KB"), (5_242_880, "5 MB"), (1_572_864, "1.5 MB"), (52_428_800, "50 MB"),
    ])
    func `a size is told as file managers tell it`(bytes: Int, text: String) {
        #expect(FileSize(bytes).text == text)
    }
}
