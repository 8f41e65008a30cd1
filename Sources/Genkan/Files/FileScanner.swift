/// What looks at files for viruses.
public protocol FileScanner: Sendable {
    /// What it says of a file; ``FileScan/unscanned`` when it cannot be asked or does not know.
    func scan(_ file: some ScannableFile) async -> FileScan
}

/// A file that is read piece by piece.
public protocol ScannableFile: Sendable {
    /// How many pieces there are.
    var pieces: Int { get }
    /// The bytes of one, from 0.
    func piece(_ index: Int) throws -> [UInt8]
}
