import Foundation

/// The lock that makes one process the only writer of a data directory.
///
/// `flock(2)` on a file that says in words who holds it: the lock goes with the process, however it
/// ends, and the words are only for the person who finds the door closed.
final class LockFile: Sendable {
    private let descriptor: Int32

    /// Takes the lock or throws `.locked` with the holder's words.
    init(path: String, holder: String) throws {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(.unavailable, "cannot open \(path) (errno \(errno))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            let words = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            throw StorageError(
                .locked,
                "the data directory is in use: "
                    + (words.isEmpty ? "another process holds \(path)" : words))
        }
        self.descriptor = descriptor
        let words = Array("\(holder), process \(getpid())".utf8)
        guard ftruncate(descriptor, 0) == 0,
            unsafe words.withUnsafeBytes({ unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) })
                == words.count
        else {
            close(descriptor)
            throw StorageError(.unavailable, "cannot write \(path) (errno \(errno))")
        }
    }

    deinit {
        release()
        close(descriptor)
    }

    /// Gives the lock back, though a child that is just being started may still have a copy of the
    /// descriptor: closing alone would leave it locked until that child's exec.
    func release() {
        _ = flock(descriptor, LOCK_UN)
    }
}
