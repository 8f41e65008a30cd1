import Foundation

/// A Unix stream socket at a path, for the owner of this process alone.
enum UnixSocket {
    /// How long a peer may keep a read or a write waiting, in seconds.
    static let patience = 10

    /// Listens at `path`, mode 0600; what an earlier process left there is replaced.
    ///
    /// It gets its name only when it listens, so that nobody finds a door that does not open.
    /// Only the holder of the data directory's lock may call this: nobody else listens there then.
    static func listen(at path: String) throws -> Descriptor {
        let socket = try make()
        let unready = path + ".new"
        _ = unsafe unlink(unready)
        try unsafe withAddress(unready) { address, length in
            let bound = socket.withNumber { unsafe bind($0, address, length) }
            guard bound == 0 else { throw SystemError("bind", path: path) }
        }
        guard unsafe chmod(unready, 0o600) == 0 else { throw SystemError("chmod", path: path) }
        guard socket.withNumber({ Foundation.listen($0, 8) }) == 0 else {
            throw SystemError("listen", path: path)
        }
        guard unsafe rename(unready, path) == 0 else { throw SystemError("rename", path: path) }
        return socket
    }

    /// Connects to whoever listens at `path`; nil when nobody does.
    static func connect(to path: String) throws -> Descriptor? {
        let socket = try make()
        let connected = try unsafe withAddress(path) { address, length in
            socket.withNumber { unsafe Foundation.connect($0, address, length) } == 0
        }
        guard !connected else { return socket }
        // ENOTDIR: there is not even a directory in which somebody could listen.
        guard [ENOENT, ECONNREFUSED, ENOTDIR].contains(errno) else {
            throw SystemError("connect", path: path)
        }
        return nil
    }

    /// The next peer, or nil when `listener` was shut down. A peer of another user is turned away;
    /// while the process has no descriptor left, the next one waits.
    static func accept(from listener: Int32) throws -> Descriptor? {
        while true {
            let number = Foundation.accept(listener, nil, nil)
            if number < 0, [EINTR, ECONNABORTED].contains(errno) { continue }
            if number < 0, isShort(errno), !hasEnded(listener, within: 100) { continue }
            guard number >= 0 else { return nil }
            let peer = Descriptor(owning: number)
            // struct ucred of unix(7), which Foundation does not show.
            var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, .max, .max)
            var length = socklen_t(MemoryLayout.size(ofValue: credentials))
            let known =
                unsafe getsockopt(
                    number, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0
            guard known, [geteuid(), 0].contains(credentials.user) else { continue }
            limitWaiting(number)
            return peer
        }
    }

    /// Whether `listener` was shut down, looked at for so many milliseconds.
    static func hasEnded(_ listener: Int32, within milliseconds: Int32) -> Bool {
        // No events asked for: what is left is the end (POLLHUP), not the peer who waits.
        var place = pollfd(fd: listener, events: 0, revents: 0)
        return unsafe poll(&place, 1, milliseconds) > 0
    }

    /// Whether the process or the machine had no room for one more, which passes.
    private static func isShort(_ error: Int32) -> Bool {
        [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error)
    }

    private static func make() throws -> Descriptor {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let number = socket(AF_UNIX, kind, 0)
        guard number >= 0 else { throw SystemError("socket") }
        return Descriptor(owning: number)
    }

    private static func limitWaiting(_ number: Int32) {
        var time = timeval(tv_sec: patience, tv_usec: 0)
        let length = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, length)
        _ = unsafe setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, length)
    }

    private static func withAddress<R>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> R
    ) throws -> R {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        let bytes = Array(path.utf8)
        guard bytes.count < room else {
            throw Refusal(
                .configuration,
                "\(path): a socket's path has at most \(room - 1 - 4) bytes; "
                    + "choose a shorter data.runtime_directory")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return try unsafe withUnsafePointer(to: &address) { pointer in
            try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
