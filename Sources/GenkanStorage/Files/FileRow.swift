public import Genkan
public import Sealing

/// A file that is about to be stored with its submission.
public struct ArrivingFile: Sendable {
    /// The name of the field that it answers.
    public let field: String
    /// The file, sealed, and its key.
    public let file: SealedFile
    /// What the virus scanner said; nil where the house has none.
    public let scan: FileScan?

    /// Takes the parts.
    public init(field: String, file: SealedFile, scan: FileScan?) {
        self.field = field
        self.file = file
        self.scan = scan
    }
}

/// A file whose key is sealed for its submission: rows.
struct SealedArrivalFile: Sendable {
    let arriving: ArrivingFile
    /// The envelope of its key.
    let envelope: [UInt8]

    /// Bytes on the disk.
    var byteCount: Int { arriving.file.chunks.reduce(envelope.count) { $0 + $1.count } }
}

/// Rows of files.
enum FileRow {
    static func insert(
        _ files: [SealedArrivalFile], of submission: SubmissionID, _ connection: Connection
    ) throws {
        guard !files.isEmpty else { return }
        for (position, file) in files.enumerated() {
            let id = FileID(file.arriving.file.id), scan = file.arriving.scan
            try connection.run(
                """
                INSERT INTO files (id, submission, position, field, scan, finding, envelope)
                VALUES (\(id), \(submission), \(position), \(file.arriving.field),
                    \(scan?.word), \(scan?.finding), \(file.envelope))
                """)
            for (index, chunk) in file.arriving.file.chunks.enumerated() {
                try connection.run(
                    """
                    INSERT INTO file_chunks (file, position, sealed)
                    VALUES (\(id), \(index), \(chunk))
                    """)
            }
        }
        try connection.run(
            "UPDATE submissions SET files = \(files.count) WHERE id = \(submission)")
    }

    /// Whether a virus scanner found something in a file of a submission.
    static func isAnyInfected(
        of submission: SubmissionID, _ connection: Connection
    ) throws -> Bool {
        try connection.number(
            "SELECT 1 FROM files WHERE submission = \(submission) AND scan = 'infected' LIMIT 1"
        ) != nil
    }

    /// The files of a submission in the order in which they came.
    static func all(
        of submission: SubmissionID, _ connection: Connection
    ) throws -> [StoredFile] {
        try connection.all(
            """
            SELECT id, field, scan, finding FROM files WHERE submission = \(submission)
            ORDER BY position
            """
        ) { row in
            let scan = try FileScan(word: try row[2], finding: try row[3])
            return StoredFile(id: try row[0], field: try row[1], scan: scan)
        }
    }

    /// How many bytes the files of a submission take.
    static func byteCount(of submission: SubmissionID, _ connection: Connection) throws -> Int {
        try Int(
            connection.number(
                """
                SELECT ifnull(sum(length(sealed)), 0) FROM file_chunks
                WHERE file IN (SELECT id FROM files WHERE submission = \(submission))
                """) ?? 0)
    }

    static func envelope(
        of file: FileID, of submission: SubmissionID, _ connection: Connection
    ) throws -> [UInt8]? {
        try connection.first(
            "SELECT envelope FROM files WHERE id = \(file) AND submission = \(submission)"
        ) { try $0[0] as [UInt8] }
    }

    static func chunk(
        _ index: Int, of file: FileID, _ connection: Connection
    ) throws -> [UInt8]? {
        try connection.first(
            "SELECT sealed FROM file_chunks WHERE file = \(file) AND position = \(index)"
        ) { try $0[0] as [UInt8] }
    }
}

extension FileScan {
    /// As it is stored.
    fileprivate var word: String {
        switch self {
        case .clean: "clean"
        case .infected: "infected"
        case .unscanned: "unscanned"
        }
    }

    fileprivate var finding: String? {
        guard case .infected(let finding) = self else { return nil }
        return finding.text
    }

    fileprivate init?(word: String?, finding: String?) throws {
        switch (word, finding) {
        case (nil, nil): return nil
        case ("clean", nil): self = .clean
        case ("unscanned", nil): self = .unscanned
        case ("infected", .some(let finding)): self = .infected(Finding(finding))
        default: throw StorageError(.corrupted, "a file was scanned with an unknown outcome")
        }
    }
}
