import Foundation
import Genkan
import Testing

/// Forms for the tests, made the only way there is: out of a file's text.
enum TestForms {
    /// A form with the fields given in YAML, each as the lines behind `- `.
    static func form(fields: String..., more: String = "") throws -> Form {
        let list = fields.map { field in
            let lines = field.split(separator: "\n", omittingEmptySubsequences: false)
            return "  - " + lines.joined(separator: "\n    ")
        }
        return try read(
            "title: { ja: 試験, en: Test }\nfields:\n\(list.joined(separator: "\n"))\n\(more)\n")
    }

    /// A form of one field of a kind.
    static func form(kind: String, more: String = "") throws -> Form {
        try form(fields: "name: it\nkind: \(kind)\nlabel: { ja: それ, en: It }\n\(more)")
    }

    /// Reads a whole file.
    static func read(_ yaml: String, file: String = "test.yaml") throws -> Form {
        try FormReader.read(Array(yaml.utf8), file: file).get()
    }

    /// The problems of a file, each as its line for the terminal.
    static func problems(_ yaml: String, file: String = "test.yaml") -> [String] {
        switch FormReader.read(Array(yaml.utf8), file: file) {
        case .success: []
        case .failure(let problems): problems.list.map(\.description)
        }
    }

    /// The files of `config/forms`, as they are in the repository.
    static func shipped() throws -> [(file: String, bytes: [UInt8])] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "config/forms")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".yaml") }
            .map { ($0, Array(try Data(contentsOf: folder.appending(path: $0)))) }
    }
}

extension Form {
    /// What a single field named `it` stores for what was typed; nil when it is refused.
    func stored(_ typed: String...) -> [String]? {
        let raw = RawSubmission(typed.map { ("it", $0) })
        guard case .valid(let submission) = validate(raw) else { return nil }
        return submission.answers["it"]
    }

    /// The code of the first problem with what was typed.
    func code(_ typed: String...) -> FieldProblem.Code? {
        let raw = RawSubmission(typed.map { ("it", $0) })
        guard case .invalid(let problems) = validate(raw) else { return nil }
        return problems.first?.code
    }
}

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A generator whose numbers are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// A text of scalars from corners where text goes wrong.
    mutating func hostileText(_ count: Int) -> String {
        let corners: [ClosedRange<UInt32>] = [
            0x00...0x2F, 0x30...0x7F, 0x80...0xFF, 0x300...0x310, 0x3041...0x30FF,
            0x200B...0x202E, 0xFF01...0xFFEE, 0xF900...0xFAFF, 0x1F600...0x1F64F,
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...count, using: &self) {
            let corner = corners[Int.random(in: 0..<corners.count, using: &self)]
            if let scalar = Unicode.Scalar(UInt32.random(in: corner, using: &self)) {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
