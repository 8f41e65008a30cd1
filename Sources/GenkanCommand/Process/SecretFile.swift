import Foundation
import OpenSSL

/// Files that hold secrets: read straight into the secure heap, written so that only the owner
/// can read them.
enum SecretFile {
    /// The longest secret file that is read, in bytes.
    static let limit = 4096

    /// What a person wrote into a file: its bytes without the one line end at their end.
    ///
    /// - Throws: ``Refusal`` when the file is longer than ``limit``, or when others than its owner
    ///   may read it; ``SystemError`` when it cannot be read.
    static func readLine(_ path: String) throws -> SecretBytes {
        let file = try open(path)
        return try read(file, limit: limit, named: path, isLine: true)
    }

    /// The file's bytes as they are; throws as ``readLine(_:)`` does.
    static func readBytes(_ path: String) throws -> SecretBytes {
        let file = try open(path)
        return try read(file, limit: limit, named: path, isLine: false)
    }

    private static func open(_ path: String) throws -> Descriptor {
        let file = try Descriptor.open(path, O_RDONLY)
        // Of what was opened: the path may be a link, and may lead elsewhere by now. Not by fstat(2):
        // clean builds of this toolchain disagree about the module in which `struct stat` stands.
        let opened = try FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/fd/\(file.withNumber { $0 })")
        let attributes = try FileManager.default.attributesOfItem(atPath: opened)
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else {
            throw Refusal(.noPermission, "\(path): others than its owner may read it; chmod 600 it")
        }
        return file
    }

    /// The bytes up to the end of `file`; of a terminal, up to the end of the line.
    static func read(
        _ file: borrowing Descriptor, limit: Int, named name: String, isLine: Bool
    ) throws -> SecretBytes {
        var count = 0
        var failure: (any Error)?
        let whole = try SecretBytes(count: limit + 1) { span in
            do {
                count = try file.read(into: &span, stoppingAfter: isLine ? UInt8(ascii: "\n") : nil)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard count <= limit else { throw Refusal(.data, "\(name): longer than \(limit) bytes") }
        return try whole.withBytes { bytes in
            let length = isLine ? bytes.length(ofLineWithin: count) : count
            return try SecretBytes(copying: bytes.extracting(first: length))
        }
    }

    /// Writes `bytes`, and a line end unless told otherwise, to a file that must not exist yet and
    /// that its owner alone may read.
    ///
    /// It stands there whole and synced, or not at all: a full disk and a power cut leave no part
    /// of a key under that name. Where a file can have one name only, a power cut may.
    static func create(_ path: String, _ bytes: Span<UInt8>, lineEnd: Bool = true) throws {
        let temporary = "\(path).\(getpid()).new"
        // Of a process that was killed: in a container the next one has its number.
        _ = unsafe unlink(temporary)
        try write(bytes, lineEnd: lineEnd, to: temporary)
        defer { _ = unsafe unlink(temporary) }
        // Unlike rename(2), link(2) never replaces what stands there.
        if unsafe link(temporary, path) != 0 {
            let failure = SystemError("link", path: path)
            guard [EPERM, EOPNOTSUPP, ENOSYS].contains(failure.number) else { throw failure }
            // Some file systems, such as that of a memory stick, give a file one name only.
            try write(bytes, lineEnd: lineEnd, to: path)
        }
        do {
            try syncDirectory(of: path)
        } catch {
            _ = unsafe unlink(path)
            throw error
        }
    }

    /// Makes and syncs a file; it is gone again when that fails.
    private static func write(_ bytes: Span<UInt8>, lineEnd: Bool, to path: String) throws {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        do {
            try file.write(bytes)
            if lineEnd { try file.write([UInt8(ascii: "\n")]) }
            guard file.withNumber({ fsync($0) }) == 0 else { throw SystemError("fsync") }
        } catch let error as SystemError {
            _ = unsafe unlink(path)
            throw error.about(path)
        }
    }

    private static func syncDirectory(of path: String) throws {
        let directory = (path as NSString).deletingLastPathComponent
        let names = try Descriptor.open(
            directory.isEmpty ? "." : directory, O_RDONLY | O_DIRECTORY)
        // EINVAL: the file system has nothing to sync there.
        guard names.withNumber({ fsync($0) }) == 0 || errno == EINVAL else {
            throw SystemError("fsync", path: directory)
        }
    }
}

extension Span<UInt8> {
    /// How many bytes there are before one LF, or CR LF, at the end of the first `count`.
    fileprivate func length(ofLineWithin count: Int) -> Int {
        guard count > 0, self[count - 1] == UInt8(ascii: "\n") else { return count }
        return count > 1 && self[count - 2] == UInt8(ascii: "\r") ? count - 2 : count - 1
    }
}
