import Foundation

/// Small files that only the house's own user may read (mode 0600), replaced as a whole.
enum PrivateFile {
    /// The file's bytes; nil when there is none. Refuses one larger than `limit` bytes.
    static func read(_ path: String, limit: Int) throws -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let start = count
            let read = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Foundation.read(
                    descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
            }
            guard read >= 0 else { throw failure("read", path) }
            if read == 0 { return Array(bytes.prefix(count)) }
            count += read
        }
        throw StorageError(.corrupted, "\(path) is larger than \(limit) bytes")
    }

    /// Replaces the file so that after a power cut either the old or the new one stands there
    /// whole: temporary name, fsync, rename, fsync of the directory.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        let temporary = path + ".new"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", temporary) }
        let written = unsafe bytes.withUnsafeBytes {
            unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        let isSynced = written == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isSynced, unsafe rename(temporary, path) == 0 else {
            throw failure("write", path)
        }
        try syncDirectory((path as NSString).deletingLastPathComponent)
    }

    /// Makes an empty file with mode 0600 unless there is one. SQLite gives its log the same mode.
    static func make(_ path: String) throws {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", path) }
        close(descriptor)
    }

    /// Makes the names in a directory survive a power cut.
    static func syncDirectory(_ path: String) throws {
        let descriptor = unsafe open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync", path) }
    }

    /// Makes a directory, private to its user, unless it is there.
    static func makeDirectory(_ path: String) throws {
        if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        throw failure("create the directory", path)
    }

    /// Bytes that an unprivileged process may still write in the directory's file system; nil when
    /// the system does not say.
    static func freeBytes(at path: String) -> Int? {
        var answer = statvfs()
        guard unsafe statvfs(path, &answer) == 0 else { return nil }
        return bytes(in: Int(clamping: answer.f_bavail), of: Int(clamping: answer.f_frsize))
    }

    /// What so many blocks of so many bytes hold; a file system without a bound may name a number of
    /// blocks near the greatest.
    static func bytes(in blocks: Int, of size: Int) -> Int {
        let (bytes, isTooMuch) = blocks.multipliedReportingOverflow(by: size)
        return isTooMuch ? .max : bytes
    }

    /// The file's size in bytes; 0 when there is none. Not by stat(2): clean builds of this toolchain
    /// disagree about the module in which its structure stands.
    static func size(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    private static func failure(_ what: String, _ path: String) -> StorageError {
        StorageError(.unavailable, "cannot \(what) \(path) (errno \(errno))")
    }
}
