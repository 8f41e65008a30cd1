import COpenSSL
import Glibc

/// Random bytes from the kernel, getrandom(2) without flags: it waits once, early at boot, until
/// the kernel's generator is seeded, and never again.
public enum SecureRandom {
    /// `count` random bytes. Throws `invalidLength` for a negative count and `callFailed` when the
    /// kernel has no such call.
    public static func bytes(_ count: Int) throws(OpenSSLError) -> [UInt8] {
        guard count >= 0 else { throw OpenSSLError(.invalidLength, "random bytes") }
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        try fill(&span)
        return bytes
    }

    /// Overwrites every byte of `span` with a random one.
    public static func fill(_ span: inout MutableSpan<UInt8>) throws(OpenSSLError) {
        let complete = unsafe span.withUnsafeMutableBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                let count = unsafe getrandom(rest.baseAddress, rest.count, 0)
                if count > 0 {
                    done += count
                } else if count == 0 || errno != EINTR {
                    return false
                }
            }
            return true
        }
        guard complete else { throw OpenSSLError(.callFailed, "getrandom") }
    }
}
