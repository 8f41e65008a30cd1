import Foundation
import Testing

@testable import Genkan

/// Bodies as browsers and programs send them, and as they must not be taken; `Tests/Peers` holds the same against a
/// parser that others wrote.
struct MultipartCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Part: Decodable, Hashable, Sendable {
        var name: String
        var value: String?
        var hex: String?
        var filename: String?
        var type: String?

        var bytes: [UInt8] { hex.map(MultipartCase.bytes(ofHex:)) ?? Array((value ?? "").utf8) }
    }

    let `case`: String
    let boundary: String
    /// Text, and `hex:` with bytes that are none.
    let body: [String]
    let parts: [Part]?
    let error: String?

    var testDescription: String { self.case }

    var bytes: [UInt8] {
        body.flatMap {
            $0.hasPrefix("hex:") ? Self.bytes(ofHex: String($0.dropFirst(4))) : Array($0.utf8)
        }
    }

    static let all: [MultipartCase] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "cases.json")
        guard let data = try? Data(contentsOf: file),
            let cases = try? JSONDecoder().decode([MultipartCase].self, from: data)
        else { return [] }
        return cases
    }()

    fileprivate static func bytes(ofHex text: String) -> [UInt8] {
        let digits = text.utf8.compactMap(hexadecimalValue(of:))
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

/// Writes down what a reader hands over, and that it does so in order.
struct PartRecorder: MultipartSink {
    private(set) var parts: [(head: PartHead, bytes: [UInt8])] = []
    private(set) var isOpen = false
    private(set) var isOrderly = true

    mutating func begin(_ head: PartHead) {
        isOrderly = isOrderly && !isOpen
        isOpen = true
        parts.append((head, []))
    }

    mutating func read(_ bytes: ArraySlice<UInt8>) {
        isOrderly = isOrderly && isOpen && !bytes.isEmpty
        parts[parts.count - 1].bytes += bytes
    }

    mutating func end() {
        isOrderly = isOrderly && isOpen
        isOpen = false
    }
}
