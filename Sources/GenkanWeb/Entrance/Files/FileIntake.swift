import Genkan
import GenkanStorage
import Sealing

/// Takes the files of one submission as they come: holds each to what its field takes, and seals it chunk by
/// chunk. Of a file that cannot be taken nothing is kept but why.
struct FileIntake: MultipartSink {
    private let rules: [String: FileRule]
    private let keys: LedgerHolding
    private var file: UnderWay?
    private var files: [Taken] = []
    private var counts: [String: Int] = [:]
    /// What cannot be taken, and why.
    private var sent = SentFiles()
    /// Whether nothing could be sealed; the files are not at fault.
    private(set) var isShort = false

    /// A file that is whole, and taken.
    private struct Taken {
        let field: String
        let answer: FileAnswer
        let nameBytes: [UInt8]?
        let file: SealedFile
    }

    /// The file that is being read.
    private struct UnderWay {
        let field: String
        let rule: FileRule
        let name: FileName
        let nameBytes: [UInt8]?
        let isNamed: Bool
        /// Nil when it is not taken.
        var sealer: FileSealer?
        var type: FileType?
        var beginning: [UInt8] = []
        var byteCount = 0

        /// The beginning is known, and of the type that the name says, or of none.
        var isAsNamed: Bool { type?.begins(as: beginning) ?? true }
    }

    /// Nothing yet.
    ///
    /// - Parameter keys: counts the files that are sealed.
    init(for form: Form, keys: LedgerHolding) {
        self.keys = keys
        rules = Dictionary(
            form.fields.compactMap { field in field.kind.file.map { (field.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The names of the fields that ask for files.
    var asked: Set<String> { Set(rules.keys) }

    mutating func begin(_ head: PartHead) {
        guard let rule = rules[head.name], let sent = head.fileName else { return }
        let name = FileName(sent)
        file = UnderWay(
            field: head.name, rule: rule, name: name, nameBytes: head.fileNameBytes,
            isNamed: !sent.isEmpty, type: rule.type(of: name))
    }

    mutating func read(_ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty, var file else { return }
        self.file = nil  // so that what it holds is not copied
        defer { self.file = file }
        if file.byteCount == 0 { admit(&file) }
        file.byteCount += bytes.count
        guard file.byteCount <= file.rule.maximumBytes else {
            return refuse(&file, .tooLarge(limit: file.rule.maximumBytes))
        }
        file.beginning += bytes.prefix(FileType.signatureBytes - file.beginning.count)
        let isBegun = file.beginning.count == FileType.signatureBytes
        if isBegun, !file.isAsNamed { return refuse(&file, .notAsNamed) }
        guard file.sealer != nil else { return }
        do throws(SealingError) {
            try file.sealer?.write(bytes)
        } catch {
            isShort = true
            file.sealer = nil
        }
    }

    mutating func end() {
        guard let file else { return }
        self.file = nil
        guard file.byteCount > 0 else {
            // A control in which nothing was chosen sends a part without a name.
            if file.isNamed { sent.refuse(file.field, .empty) }
            return
        }
        guard file.isAsNamed else { return sent.refuse(file.field, .notAsNamed) }
        guard let sealer = file.sealer, let type = file.type else { return }
        do throws(SealingError) {
            let sealed = try sealer.finish()
            guard
                let answer = FileAnswer(
                    type: type, byteCount: sealed.byteCount, digest: sealed.digest,
                    name: file.name)
            else { return }
            files.append(
                Taken(
                    field: file.field, answer: answer, nameBytes: file.nameBytes, file: sealed))
        } catch {
            isShort = true
        }
    }

    /// Whether a file has begun and not ended.
    var isUnderWay: Bool { file != nil }

    /// How many bytes of files are held.
    var heldBytes: Int {
        files.reduce(file?.sealer == nil ? 0 : file?.byteCount ?? 0) { $0 + $1.file.byteCount }
    }

    /// What came of them all, for the form to look at: names that are not UTF-8 are of the body's encoding.
    func sent(in encoding: TextEncoding) -> SentFiles {
        files.reduce(into: sent) { sent, file in
            sent.add(file.answer.named(file.nameBytes, in: encoding), to: file.field)
        }
    }

    /// The files, in the order of the form's fields and then of the body: as their answers stand.
    func arriving(at form: Form) -> [ReceivedFile] {
        form.fields.flatMap { field in
            files.filter { $0.field == field.name }
                .map { ReceivedFile(field: $0.field, file: $0.file) }
        }
    }

    private mutating func admit(_ file: inout UnderWay) {
        counts[file.field, default: 0] += 1
        guard counts[file.field, default: 0] <= file.rule.maximumCount else {
            return refuse(&file, .tooMany(limit: file.rule.maximumCount))
        }
        guard file.type != nil else { return refuse(&file, .type(file.rule.types)) }
        guard keys.take(1) else {
            isShort = true
            return
        }
        do throws(SealingError) {
            file.sealer = try FileSealer()
        } catch {
            isShort = true
        }
    }

    private mutating func refuse(_ file: inout UnderWay, _ fault: FileFault) {
        file.sealer = nil
        file.type = nil
        sent.refuse(file.field, fault)
    }
}

extension FileAnswer {
    /// The same file under a name of these bytes.
    fileprivate func named(_ bytes: [UInt8]?, in encoding: TextEncoding) -> FileAnswer {
        guard let bytes else { return self }
        let name = encoding.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self)
        return FileAnswer(
            type: type, byteCount: byteCount, digest: digest, name: FileName(name)) ?? self
    }
}

/// A file that was received whole and sealed, before anybody has looked at it for viruses.
struct ReceivedFile: ScannableFile {
    let field: String
    let file: SealedFile

    var pieces: Int { file.chunks.count }
    var byteCount: Int { file.byteCount }

    func piece(_ index: Int) throws -> [UInt8] {
        try file.key.open(file.chunks[index], at: index)
    }
}
