import Foundation
import OpenSSL
import Synchronization

/// What the process does before it touches a secret.
enum Hardening {
    /// The secure heap's size in bytes: data keys, sessions' keys and passwords being checked.
    static let secureHeapBytes = 1 << 22

    private static let state = Mutex<SecureHeap.State?>(nil)

    /// New files are for their owner alone, no core dump and no debugger reads the memory, and
    /// secrets lie in the secure heap. Returns whether that heap is locked against swapping.
    ///
    /// Calling it again changes nothing, so that tests may.
    @discardableResult
    static func apply() throws -> SecureHeap.State {
        umask(0o077)
        guard ProcessMemory.forbidDumps() else {
            throw Refusal(.system, "the kernel does not let this process forbid memory dumps")
        }
        return try state.withLock { state in
            if let state { return state }
            let started = try SecureHeap.start(bytes: secureHeapBytes)
            state = started
            return started
        }
    }
}
