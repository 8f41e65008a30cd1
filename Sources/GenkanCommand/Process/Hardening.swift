import Foundation
import OpenSSL
import Synchronization

/// What the process does before it touches a secret.
enum Hardening {
    /// The secure heap's size in bytes: data keys, sessions' keys and passwords being checked.
    static let secureHeapBytes = 1 << 22

    /// Swift's backtracer writes what lies behind every register into the log when a process dies:
    /// a key or somebody's answer. Who sets `SWIFT_BACKTRACE` wants it all the same.
    private static func forbidBacktraces() {
        guard ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] == nil else { return }
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
            signal(number, SIG_DFL)
        }
    }

    private static let state = Mutex<SecureHeap.State?>(nil)

    /// New files are for their owner alone, no core dump and no debugger reads the memory, and
    /// secrets lie in the secure heap. Returns whether that heap is locked against swapping.
    ///
    /// Calling it again changes nothing, so that tests may.
    @discardableResult
    static func apply() throws -> SecureHeap.State {
        umask(0o077)
        // A file that may not grow (RLIMIT_FSIZE) is a full disk to the store, not the end of the
        // process.
        signal(SIGXFSZ, SIG_IGN)
        // Whoever goes away before the answer is an error of that answer alone.
        signal(SIGPIPE, SIG_IGN)
        forbidBacktraces()
        guard ProcessMemory.forbidDumps() else {
            throw Refusal(.system, "the kernel does not let this process forbid memory dumps")
        }
        return try state.withLock { state in
            if let state { return state }
            guard ProcessMemory.forbidCleanup() else {
                throw Refusal(.system, "OpenSSL does not start")
            }
            let started = try SecureHeap.start(bytes: secureHeapBytes)
            state = started
            return started
        }
    }
}
