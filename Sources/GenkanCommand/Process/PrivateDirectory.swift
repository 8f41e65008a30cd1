import Foundation

/// A directory that only its owner may look into.
enum PrivateDirectory {
    /// Makes it, and those above it that are missing, unless it is there.
    ///
    /// - Throws: ``SystemError``, also when something else stands there.
    static func make(_ path: String) throws {
        if unsafe mkdir(path, 0o700) == 0 { return }
        let failure = SystemError("mkdir", path: path)
        if failure.number == EEXIST {
            _ = try Descriptor.open(path, O_RDONLY | O_DIRECTORY)
            return
        }
        let above = (path as NSString).deletingLastPathComponent
        guard failure.number == ENOENT, !above.isEmpty, above != path else { throw failure }
        try make(above)
        guard unsafe mkdir(path, 0o700) == 0 else { throw SystemError("mkdir", path: path) }
    }
}
