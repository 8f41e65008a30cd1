import Foundation
import OpenSSL

/// Files that hold secrets: read straight into the secure heap, written so that only the owner
/// can read them.
enum SecretFile {
    /// The longest secret file that is read, in bytes.
    static let limit = 4096

    /// The file's bytes without the one line end at their end.
    ///
    /// - Throws: ``Refusal`` when the file is longer than ``limit``, or when others than its owner
    ///   may read it; ``SystemError`` when it cannot be read.
    static func read(_ path: String) throws -> SecretBytes {
        let file = try Descriptor.open(path, O_RDONLY)
        var status = stat()
        guard file.withNumber({ unsafe fstat($0, &status) }) == 0 else {
            throw SystemError("fstat", path: path)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Refusal(.noPermission, "\(path): others than its owner may read it; chmod 600 it")
        }
        return try read(file, limit: limit, named: path)
    }

    /// The bytes up to the end of `file`, or up to its first line end when `line` is asked for.
    static func read(
        _ file: borrowing Descriptor, limit: Int, named name: String, line: Bool = false
    ) throws -> SecretBytes {
        var count = 0
        var failure: (any Error)?
        let whole = try SecretBytes(count: limit + 1) { span in
            do {
                count = try file.read(into: &span, stoppingAfter: line ? UInt8(ascii: "\n") : nil)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard count <= limit else { throw Refusal(.data, "\(name): longer than \(limit) bytes") }
        return try whole.withBytes { bytes in
            try SecretBytes(copying: bytes.extracting(first: bytes.length(ofLineWithin: count)))
        }
    }

    /// Writes `bytes`, and a line end unless told otherwise, to a file that must not exist yet and
    /// that its owner alone may read.
    static func create(_ path: String, _ bytes: Span<UInt8>, lineEnd: Bool = true) throws {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try file.write(bytes)
        if lineEnd { try file.write([UInt8(ascii: "\n")].span) }
        guard file.withNumber({ fsync($0) }) == 0 else { throw SystemError("fsync", path: path) }
    }
}

extension Span<UInt8> {
    /// How many bytes there are before one LF, or CR LF, at the end of the first `count`.
    fileprivate func length(ofLineWithin count: Int) -> Int {
        guard count > 0, self[count - 1] == UInt8(ascii: "\n") else { return count }
        return count > 1 && self[count - 2] == UInt8(ascii: "\r") ? count - 2 : count - 1
    }
}
