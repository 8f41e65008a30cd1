import Foundation
import OpenSSL

/// An open file, socket or terminal of this process; closed when the value goes.
///
/// The one place of the program that hands memory to the kernel: secrets go straight between the
/// secure heap and the descriptor, so that no copy stays behind.
struct Descriptor: ~Copyable, Sendable {
    private let number: Int32

    /// Takes over `number`, which nobody else closes.
    init(owning number: Int32) {
        self.number = number
    }

    deinit { _ = close(number) }

    /// Opens a file; throws what the kernel answered.
    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws -> Descriptor {
        let number = unsafe Foundation.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw SystemError("open", path: path) }
        return Descriptor(owning: number)
    }

    /// Runs `body` with the number, which is valid only inside.
    borrowing func withNumber<R: ~Copyable>(_ body: (Int32) throws -> R) rethrows -> R {
        try body(number)
    }

    /// The same for a `body` that waits.
    borrowing func withNumber<R>(_ body: (Int32) async throws -> R) async rethrows -> R {
        try await body(number)
    }

    /// Reads until `span` is full or the other side ends; returns how many bytes came.
    borrowing func read(into span: inout MutableSpan<UInt8>, stoppingAfter stop: UInt8? = nil)
        throws -> Int
    {
        var done = 0
        while done < span.count {
            // Up to a stop byte, one byte at a time: what follows belongs to the next reader.
            let wanted = stop == nil ? span.count - done : 1
            let came = unsafe span.withUnsafeMutableBytes { buffer in
                unsafe Foundation.read(number, buffer.baseAddress?.advanced(by: done), wanted)
            }
            if came < 0, errno == EINTR { continue }
            guard came >= 0 else { throw SystemError("read") }
            guard came > 0 else { break }
            done += came
            if let stop, span[done - 1] == stop { break }
        }
        return done
    }

    /// Writes every byte of an array; for what is no secret.
    borrowing func write(_ bytes: [UInt8]) throws {
        try write(bytes.span)
    }

    /// Writes every byte of `span`.
    borrowing func write(_ span: Span<UInt8>) throws {
        try unsafe put(span) { unsafe Foundation.write(number, $0, $1) }
    }

    /// The same to a socket. False when the other side has gone, whatever the process does about
    /// SIGPIPE.
    borrowing func send(_ span: Span<UInt8>) throws -> Bool {
        do {
            try unsafe put(span) { unsafe Foundation.send(number, $0, $1, Int32(MSG_NOSIGNAL)) }
            return true
        } catch let error as SystemError {
            guard error.number == EPIPE else { throw error }
            return false
        }
    }

    private borrowing func put(
        _ span: Span<UInt8>, _ call: (UnsafeRawPointer?, Int) -> Int
    ) throws {
        var done = 0
        while done < span.count {
            let went = unsafe span.withUnsafeBytes { buffer in
                unsafe call(buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if went < 0, errno == EINTR { continue }
            guard went >= 0 else { throw SystemError("write") }
            done += went
        }
    }
}

/// What the kernel answered to a call that failed.
struct SystemError: Error, CustomStringConvertible {
    let call: String
    let path: String?
    let number: Int32

    /// Takes the number from `errno`: make it before anything else is called.
    init(_ call: String, path: String? = nil) {
        self.init(call, path: path, number: errno)
    }

    private init(_ call: String, path: String?, number: Int32) {
        self.call = call
        self.path = path
        self.number = number
    }

    /// The same, with the file that it happened to.
    func about(_ path: String) -> SystemError {
        SystemError(call, path: path, number: number)
    }

    /// The kernel's own words, with the file's name.
    var description: String {
        let words = unsafe String(cString: strerror(number))
        return path.map { "\($0): \(words) (\(call))" } ?? "\(words) (\(call))"
    }
}
