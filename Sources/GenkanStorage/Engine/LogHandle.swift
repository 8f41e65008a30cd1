import Foundation
import GRDBSQLite

/// One open write-ahead log: SQLite's own part first, then what was handed over and not yet written.
/// The file of the file system below lies right behind it in the memory that SQLite has given.
///
/// SQLite uses a handle from one thread at a time. It counts on one writing connection, as this house has
/// it: what a transaction that was undone has left here may be written later, behind the end of the log.
@safe struct LogHandle {
    /// What SQLite sees.
    var file = unsafe sqlite3_file()
    private var buffer: UnsafeMutableRawPointer?
    private var start: Int64 = 0
    private var count = 0
    /// Whether the frame whose page comes next ends its transaction.
    private var endsTransaction = false
    /// Where bytes were lost to a failed write. SQLite was told and undoes the transaction, so the next
    /// one begins there or before; until then nothing can be added, and so nothing committed.
    private var lostFrom: Int64?

    /// The most bytes that SQLite's file system writes at once: 31 frames of pages of 4 KiB.
    private static let capacity = (1 << 17) - 1
    /// SQLITE_IOERR_WRITE, a macro that Swift does not import.
    private static let ioError = SQLITE_IOERR | 3 << 8
    private static let logHeader = 32
    private static let frameHeader = 24

    /// Hands over bytes; they are written when they end a transaction.
    mutating func write(
        _ bytes: UnsafeRawBufferPointer, at offset: Int64,
        into inner: UnsafeMutablePointer<sqlite3_file>
    ) -> CInt {
        if let lost = lostFrom {
            // A transaction that begins anew begins with a header; a page alone is one written over.
            let isHeader = bytes.count == Self.frameHeader || bytes.count == Self.logHeader
            guard isHeader, offset <= lost else { return Self.ioError }
            lostFrom = nil
        }
        let goesOn = offset == start + Int64(count) && count + bytes.count <= Self.capacity
        if count > 0, !goesOn {
            let status = unsafe flush(into: inner)
            guard status == SQLITE_OK else { return status }
        }
        guard bytes.count != Self.logHeader, bytes.count <= Self.capacity,
            let base = bytes.baseAddress, let buffer = unsafe self.room()
        else {
            return unsafe inner.pointee.pMethods.pointee.xWrite(
                inner, bytes.baseAddress, CInt(bytes.count), offset)
        }
        unsafe (buffer + count).copyMemory(from: base, byteCount: bytes.count)
        if count == 0 { start = offset }
        count += bytes.count
        if bytes.count == Self.frameHeader {
            // The size of the database after the transaction; 0 in every frame but its last.
            endsTransaction = unsafe bytes[4..<8].contains { $0 != 0 }
            return SQLITE_OK
        }
        guard endsTransaction else { return SQLITE_OK }
        endsTransaction = false
        return unsafe flush(into: inner)
    }

    /// Writes what was handed over. What cannot be written is lost, and its transaction with it.
    mutating func flush(into inner: UnsafeMutablePointer<sqlite3_file>) -> CInt {
        guard count > 0 else { return SQLITE_OK }
        let status = unsafe inner.pointee.pMethods.pointee.xWrite(
            inner, buffer, CInt(count), start)
        if status != SQLITE_OK { lostFrom = start }
        count = 0
        return status
    }

    private mutating func room() -> UnsafeMutableRawPointer? {
        if unsafe buffer == nil { unsafe buffer = malloc(Self.capacity) }
        return unsafe buffer
    }

    /// Gives the memory back. What still waits belongs to a transaction that was not committed.
    private mutating func end() {
        unsafe free(buffer)
        unsafe buffer = nil
        count = 0
    }
}

extension LogHandle {
    typealias File = UnsafeMutablePointer<sqlite3_file>

    /// Makes the handle in the memory that SQLite gives for a file.
    static func begin(in file: File) -> UnsafeMutablePointer<LogHandle> {
        let handle = unsafe of(file)
        unsafe handle.initialize(to: LogHandle())
        return unsafe handle
    }

    static func of(_ file: File) -> UnsafeMutablePointer<LogHandle> {
        unsafe UnsafeMutableRawPointer(file).assumingMemoryBound(to: LogHandle.self)
    }

    /// The file of the file system below.
    static func inner(_ file: File) -> File {
        unsafe (UnsafeMutableRawPointer(file) + MemoryLayout<LogHandle>.stride)
            .assumingMemoryBound(to: sqlite3_file.self)
    }

    /// Asks the file system below, when all that was handed over stands in the file.
    static func flushed(_ file: File?, _ body: (File) -> CInt) -> CInt {
        guard let file = unsafe file else { return SQLITE_MISUSE }
        let inner = unsafe inner(file)
        let status = unsafe of(file).pointee.flush(into: inner)
        guard status == SQLITE_OK else { return status }
        return unsafe body(inner)
    }

    /// Reads what was written or handed over, never what is lost.
    static func read(
        _ file: File?, into bytes: UnsafeMutableRawPointer?, count: CInt, at offset: Int64
    ) -> CInt {
        guard let file = unsafe file else { return SQLITE_MISUSE }
        let (handle, inner) = unsafe (of(file), inner(file))
        let end = offset + Int64(count)
        if unsafe end > handle.pointee.start {
            let status = unsafe handle.pointee.flush(into: inner)
            guard status == SQLITE_OK else { return status }
        }
        guard unsafe end <= handle.pointee.lostFrom ?? .max else { return ioError }
        return unsafe inner.pointee.pMethods.pointee.xRead(inner, bytes, count, offset)
    }

    /// Asks the file system below at once.
    static func passed(_ file: File?, _ body: (File) -> CInt) -> CInt {
        guard let file = unsafe file else { return SQLITE_MISUSE }
        return unsafe body(inner(file))
    }

    static func close(_ file: File?) -> CInt {
        guard let file = unsafe file else { return SQLITE_MISUSE }
        let inner = unsafe inner(file)
        unsafe of(file).pointee.end()
        return unsafe inner.pointee.pMethods.pointee.xClose(inner)
    }
}
