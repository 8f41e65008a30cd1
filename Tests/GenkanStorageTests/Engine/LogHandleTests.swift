import Foundation
import GRDBSQLite
import Synchronization
import Testing

@testable import GenkanStorage

/// What the log hands on to the file system below, seen by one that only takes notes.
@Suite(.serialized) struct LogHandleTests {
    @Test func `the frames of a transaction are written at once, when it ends`() {
        let log = NotedLog()
        #expect(log.frame(size: 0, fill: 1, at: 32) == SQLITE_OK)
        #expect(log.frame(size: 0, fill: 2, at: 32 + 4120) == SQLITE_OK)
        #expect(log.notes == [])
        #expect(log.frame(size: 7, fill: 3, at: 32 + 2 * 4120) == SQLITE_OK)
        #expect(log.notes == [.write(offset: 32, count: 3 * 4120)])
        #expect(log.bytes == log.handedOver)
    }

    @Test func `whatever is asked of the file finds everything written before`() {
        let log = NotedLog()
        #expect(log.frame(size: 0, fill: 1, at: 32) == SQLITE_OK)
        #expect(log.sync() == SQLITE_OK)
        #expect(log.notes == [.write(offset: 32, count: 4120), .sync])
        #expect(log.sync() == SQLITE_OK)
        #expect(log.notes.count == 3)
    }

    @Test func `a transaction larger than one write goes out in several, in order`() {
        let log = NotedLog()
        for number in 0..<100 {
            let offset = 32 + Int64(number) * 4120
            #expect(
                log.frame(size: number == 99 ? 5 : 0, fill: UInt8(number), at: offset) == SQLITE_OK)
        }
        // Above 131,071 bytes the file system below would write only a part.
        #expect(log.notes.count == 4)
        #expect(log.notes.allSatisfy { $0.count <= 131_071 })
        #expect(log.bytes == log.handedOver)
    }

    @Test func `what does not follow on is written behind what came before`() {
        let log = NotedLog()
        #expect(log.frame(size: 0, fill: 1, at: 32) == SQLITE_OK)
        #expect(log.frame(size: 0, fill: 2, at: 32 + 4120) == SQLITE_OK)
        #expect(log.frame(size: 3, fill: 9, at: 32) == SQLITE_OK)
        #expect(
            log.notes == [.write(offset: 32, count: 2 * 4120), .write(offset: 32, count: 4120)])
        #expect(log.bytes == log.handedOver)
    }

    @Test func `the header of the log waits for nothing`() {
        let log = NotedLog()
        #expect(log.write([UInt8](repeating: 4, count: 32), at: 0) == SQLITE_OK)
        #expect(log.notes == [.write(offset: 0, count: 32)])
    }

    @Test func `after a failed write nothing behind it succeeds until it is written again`() {
        let log = NotedLog()
        #expect(log.frame(size: 0, fill: 1, at: 32) == SQLITE_OK)
        log.isFull = true
        #expect(log.frame(size: 2, fill: 2, at: 32 + 4120) != SQLITE_OK)
        log.isFull = false
        #expect(
            log.frame(size: 2, fill: 3, at: 32 + 2 * 4120) != SQLITE_OK,
            "no COMMIT without its frames")
        #expect(log.read(count: 24, at: 32) != SQLITE_OK)
        #expect(log.read(count: 32, at: 0) == SQLITE_OK)
        #expect(log.notes == [.read])
        // SQLite rolls back, and the next transaction begins where the lost one did.
        #expect(log.frame(size: 2, fill: 4, at: 32) == SQLITE_OK)
        #expect(log.sync() == SQLITE_OK)
        #expect(log.notes.suffix(2) == [.write(offset: 32, count: 4120), .sync])
    }

    @Test func `a page written over does not pass for a new beginning`() {
        let log = NotedLog()
        #expect(log.frame(size: 0, fill: 1, at: 32) == SQLITE_OK)
        log.isFull = true
        #expect(log.sync() != SQLITE_OK)
        log.isFull = false
        #expect(log.write([UInt8](repeating: 5, count: 4096), at: 32 - 8) != SQLITE_OK)
        #expect(log.frame(size: 2, fill: 2, at: 32 + 4120) != SQLITE_OK)
        #expect(log.notes == [])
    }

    @Test func `reading what stands in the file writes nothing, reading what waits does`() {
        let log = NotedLog()
        #expect(log.frame(size: 0, fill: 1, at: 32 + 4120) == SQLITE_OK)
        #expect(log.read(count: 4096, at: 56) == SQLITE_OK)
        #expect(log.notes == [.read])
        #expect(log.read(count: 4096, at: 56 + 4120) == SQLITE_OK)
        #expect(log.notes == [.read, .write(offset: 32 + 4120, count: 4120), .read])
    }

    @Test func `closing writes nothing: what waits was not committed`() {
        let log = NotedLog()
        #expect(log.frame(size: 0, fill: 1, at: 32) == SQLITE_OK)
        #expect(log.close() == SQLITE_OK)
        #expect(log.notes == [.close])
    }
}

/// A log over a file system that notes what it is asked, and can be full.
@safe private final class NotedLog {
    enum Note: Equatable {
        case write(offset: Int64, count: Int)
        case sync, read, close

        var count: Int {
            guard case .write(_, let count) = self else { return 0 }
            return count
        }
    }

    private struct State {
        var notes: [Note] = []
        var bytes: [UInt8] = []
        var isFull = false
    }

    /// The functions below are C's and know no object; the tests run one after the other.
    private static let state = Mutex(State())

    /// What the file would hold if every piece had been written straight away.
    private(set) var handedOver: [UInt8] = []
    private let file: UnsafeMutablePointer<sqlite3_file>
    private let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)

    init() {
        Self.state.withLock { $0 = State() }
        unsafe methods.initialize(to: sqlite3_io_methods())
        unsafe methods.pointee.xWrite = { _, bytes, count, offset in
            NotedLog.state.withLock { state in
                guard !state.isFull else { return SQLITE_FULL }
                state.notes.append(.write(offset: offset, count: Int(count)))
                unsafe NotedLog.put(
                    UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: offset,
                    into: &state.bytes)
                return SQLITE_OK
            }
        }
        unsafe methods.pointee.xSync = { _, _ in
            NotedLog.state.withLock { $0.notes.append(.sync) }
            return SQLITE_OK
        }
        unsafe methods.pointee.xRead = { _, _, _, _ in
            NotedLog.state.withLock { $0.notes.append(.read) }
            return SQLITE_OK
        }
        unsafe methods.pointee.xClose = { _ in
            NotedLog.state.withLock { $0.notes.append(.close) }
            return SQLITE_OK
        }
        let memory = unsafe UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<LogHandle>.stride + MemoryLayout<sqlite3_file>.stride,
            alignment: 16)
        unsafe file = memory.assumingMemoryBound(to: sqlite3_file.self)
        _ = unsafe LogHandle.begin(in: file)
        unsafe LogHandle.inner(file).initialize(to: sqlite3_file(pMethods: methods))
    }

    deinit {
        unsafe UnsafeMutableRawPointer(file).deallocate()
        unsafe methods.deallocate()
    }

    var notes: [Note] { Self.state.withLock { $0.notes } }
    var bytes: [UInt8] { Self.state.withLock { $0.bytes } }
    var isFull: Bool {
        get { Self.state.withLock { $0.isFull } }
        set { Self.state.withLock { $0.isFull = newValue } }
    }

    func write(_ bytes: [UInt8], at offset: Int64) -> CInt {
        unsafe bytes.withUnsafeBytes {
            unsafe Self.put($0, at: offset, into: &handedOver)
            return unsafe LogHandle.of(file).pointee.write(
                $0, at: offset, into: LogHandle.inner(file))
        }
    }

    /// As SQLite does: 24 bytes, of which four say the size after the transaction, then the page.
    func frame(size: UInt8, fill: UInt8, at offset: Int64) -> CInt {
        var header = [UInt8](repeating: 0, count: 24)
        header[7] = size
        let status = write(header, at: offset)
        guard status == SQLITE_OK else { return status }
        return write([UInt8](repeating: fill, count: 4096), at: offset + 24)
    }

    func sync() -> CInt {
        unsafe LogHandle.flushed(file) { unsafe $0.pointee.pMethods.pointee.xSync($0, 0) }
    }

    func read(count: CInt, at offset: Int64) -> CInt {
        unsafe LogHandle.read(file, into: nil, count: count, at: offset)
    }

    func close() -> CInt { unsafe LogHandle.close(file) }

    private static func put(
        _ bytes: UnsafeRawBufferPointer, at offset: Int64, into content: inout [UInt8]
    ) {
        let end = Int(offset) + bytes.count
        if content.count < end { content += [UInt8](repeating: 0, count: end - content.count) }
        unsafe content.replaceSubrange(Int(offset)..<end, with: bytes)
    }
}
