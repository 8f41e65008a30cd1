import COpenSSL
import Glibc

/// What others may see of this process's memory.
public enum ProcessMemory {
    /// From now on the kernel writes no core dump of this process (prctl(2) PR_SET_DUMPABLE, and a
    /// core limit of 0), and no process without CAP_SYS_PTRACE can attach to it or read its memory.
    ///
    /// - Returns: whether both were done.
    public static func forbidDumps() -> Bool {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        let limited = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0
        return genkan_forbid_dumps() == 0 && limited
    }

    /// From now on OpenSSL does not tidy up when the process exits; call it before anything else of
    /// this module.
    ///
    /// Its tidying (`OPENSSL_cleanup`, an atexit handler) frees what each thread has of OpenSSL's,
    /// and so does a thread that ends at that very moment: the process then dies of a double free
    /// after all its work was done. The kernel takes back the memory, and the secure heap wipes each
    /// secret when it is freed, not at the exit.
    ///
    /// - Returns: whether OpenSSL took it.
    public static func forbidCleanup() -> Bool {
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1
    }
}
