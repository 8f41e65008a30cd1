import Foundation
import Testing

/// Looks for a text in files: as it is and in every guise in which bytes are usually written.
struct Search {
    private let guises: [(name: String, bytes: Data)]

    init(for text: String) async throws {
        let plain: [(String, Data?)] = [
            ("UTF-8", Data(text.utf8)),
            ("UTF-16 big-endian", text.data(using: .utf16BigEndian)),
            ("UTF-16 little-endian", text.data(using: .utf16LittleEndian)),
            (
                "percent-encoded",
                text.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
                    .map { Data($0.utf8) }
            ),
            ("Shift_JIS", text.data(using: .shiftJIS)),
        ]
        var guises: [(String, Data)] = []
        for case (let name, let bytes?) in plain {
            guises.append((name, bytes))
            guises.append(("hex of \(name)", Data(Self.hex(bytes, "%02x").utf8)))
            guises.append(("HEX of \(name)", Data(Self.hex(bytes, "%02X").utf8)))
            for offset in 0..<3 { guises += Self.base64(bytes, name, offset) }
        }
        for command in [
            "md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum",
        ] {
            let digest = try await Self.digest(text, by: command)
            guises.append((command, digest))
            guises.append(("hex of \(command)", Data(Self.hex(digest, "%02x").utf8)))
            guises.append(("base64 of \(command)", Data(digest.base64EncodedString().utf8)))
        }
        self.guises = guises
    }

    /// `file: guise` for everything found under these folders.
    func found(in folders: [String], of directory: URL) throws -> [String] {
        var found: [String] = []
        var files = 0
        for folder in folders {
            let paths = try FileManager.default.subpathsOfDirectory(
                atPath: directory.appending(path: folder).path)
            for path in paths {
                let file = directory.appending(path: "\(folder)/\(path)")
                guard let bytes = try? Data(contentsOf: file) else { continue }
                files += 1
                for guise in guises where bytes.range(of: guise.bytes) != nil {
                    found.append("\(folder)/\(path): \(guise.name)")
                }
            }
        }
        try #require(files > 5, "there is something to search")
        return found
    }

    /// Base64 of bytes that begin `offset` bytes after a boundary of three: the part that does not
    /// depend on what stands before and after.
    private static func base64(_ bytes: Data, _ name: String, _ offset: Int) -> [(String, Data)] {
        let padded = Data(repeating: 0, count: offset) + bytes
        let text = padded.base64EncodedString()
        let sure = text.dropFirst((offset * 8 + 5) / 6).dropLast(4)
        let safe = sure.replacing("+", with: "-").replacing("/", with: "_")
        return [
            ("base64 of \(name)", Data(sure.utf8)), ("base64url of \(name)", Data(safe.utf8)),
        ]
    }

    private static func hex(_ bytes: Data, _ format: String) -> String {
        bytes.map { String(format: format, $0) }.joined()
    }

    private static func digest(_ text: String, by command: String) async throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(command)")
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let line = try #require(try output.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        let digits = String(decoding: line.prefix { $0 != 0x20 }, as: UTF8.self)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { start in
            UInt8(digits.dropFirst(start).prefix(2), radix: 16)
        }
        return Data(bytes)
    }
}
