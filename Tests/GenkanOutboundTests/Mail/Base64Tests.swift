import Foundation
import Testing

@testable import GenkanOutbound

struct Base64Tests {
    @Test func `the vectors of RFC 4648 come out`() {
        let vectors = [
            "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==",
            "fooba": "Zm9vYmE=", "foobar": "Zm9vYmFy",
        ]
        for (text, code) in vectors {
            #expect(Base64.encoded(Array(text.utf8)) == Array(code.utf8))
        }
    }

    @Test func `Foundation encodes all bytes alike, in lines too`() {
        let bytes = (0..<1_024).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 8) }
        for count in [0, 1, 56, 57, 58, 114, 1_024] {
            let data = Data(bytes.prefix(count))
            #expect(Base64.encoded(Array(data)) == Array(data.base64EncodedString().utf8))
            let lines = data.base64EncodedString(options: [
                .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
            ])
            #expect(Base64.lines(Array(data)) == Array((lines + (count > 0 ? "\r\n" : "")).utf8))
        }
    }
}
