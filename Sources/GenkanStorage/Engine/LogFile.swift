import Foundation
import GRDBSQLite

/// The write-ahead log as SQLite's file system sees it, with the frames of a transaction written at
/// once.
///
/// SQLite hands over a frame in two pieces, 24 bytes and a page, with a call to the kernel for each: a
/// batch of submissions makes well over a hundred. Here they gather until the frame that ends the
/// transaction, and go out in one. What SQLite asks of the file besides (read, sync, size, cut) finds
/// everything written that was handed over before, and nothing is held back when a transaction
/// ends: a COMMIT that returned has been through `pwrite` and `fdatasync` as ever.
///
/// Every other file is the file system's own. See the Decision *GroupCommit*.
enum LogFile {
    /// Puts it in front of SQLite's own file system, for every database that is opened afterwards.
    ///
    /// - Throws: `.unavailable` when SQLite does not take it.
    static func install() throws {
        guard isInstalled else {
            throw StorageError(.unavailable, "SQLite does not take the log's file system")
        }
    }

    private static let isInstalled: Bool = {
        guard let unix = unsafe sqlite3_vfs_find("unix") else { return false }
        let own = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe own.initialize(to: unix.pointee)
        unsafe own.pointee.zName = UnsafePointer(strdup("genkan"))
        unsafe own.pointee.pNext = nil
        unsafe own.pointee.szOsFile += CInt(MemoryLayout<LogHandle>.stride)
        unsafe own.pointee.xOpen = { _, path, file, flags, outFlags in
            guard let unix = unsafe sqlite3_vfs_find("unix"), let file = unsafe file else {
                return SQLITE_CANTOPEN
            }
            guard flags & SQLITE_OPEN_WAL != 0 else {
                return unsafe unix.pointee.xOpen(unix, path, file, flags, outFlags)
            }
            let handle = unsafe LogHandle.begin(in: file)
            let status = unsafe unix.pointee.xOpen(
                unix, path, LogHandle.inner(file), flags, outFlags)
            // Without methods SQLite takes the file for one that was never opened.
            if status == SQLITE_OK {
                unsafe handle.pointee.file.pMethods = UnsafePointer(bitPattern: methods)
            }
            return status
        }
        return unsafe sqlite3_vfs_register(own, 1) == SQLITE_OK
    }()

    /// The address of its table of functions, which is never changed or freed. Everything but writing:
    /// what was handed over first, then the file system's own.
    private static let methods: UInt = {
        let own = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        unsafe own.initialize(to: sqlite3_io_methods())
        unsafe own.pointee.iVersion = 1
        unsafe own.pointee.xWrite = { file, bytes, count, offset in
            guard let file = unsafe file, let bytes = unsafe bytes else { return SQLITE_MISUSE }
            return unsafe LogHandle.of(file).pointee.write(
                UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: offset,
                into: LogHandle.inner(file))
        }
        unsafe own.pointee.xRead = { file, bytes, count, offset in
            unsafe LogHandle.read(file, into: bytes, count: count, at: offset)
        }
        unsafe own.pointee.xTruncate = { file, size in
            unsafe LogHandle.flushed(file) {
                unsafe $0.pointee.pMethods.pointee.xTruncate($0, size)
            }
        }
        unsafe own.pointee.xSync = { file, flags in
            unsafe LogHandle.flushed(file) { unsafe $0.pointee.pMethods.pointee.xSync($0, flags) }
        }
        unsafe own.pointee.xFileSize = { file, size in
            unsafe LogHandle.flushed(file) {
                unsafe $0.pointee.pMethods.pointee.xFileSize($0, size)
            }
        }
        unsafe own.pointee.xFileControl = { file, operation, argument in
            unsafe LogHandle.flushed(file) {
                unsafe $0.pointee.pMethods.pointee.xFileControl($0, operation, argument)
            }
        }
        unsafe own.pointee.xClose = { unsafe LogHandle.close($0) }
        unsafe own.pointee.xLock = { file, level in
            unsafe LogHandle.passed(file) { unsafe $0.pointee.pMethods.pointee.xLock($0, level) }
        }
        unsafe own.pointee.xUnlock = { file, level in
            unsafe LogHandle.passed(file) { unsafe $0.pointee.pMethods.pointee.xUnlock($0, level) }
        }
        unsafe own.pointee.xCheckReservedLock = { file, result in
            unsafe LogHandle.passed(file) {
                unsafe $0.pointee.pMethods.pointee.xCheckReservedLock($0, result)
            }
        }
        unsafe own.pointee.xSectorSize = { file in
            unsafe LogHandle.passed(file) { unsafe $0.pointee.pMethods.pointee.xSectorSize($0) }
        }
        unsafe own.pointee.xDeviceCharacteristics = { file in
            unsafe LogHandle.passed(file) {
                unsafe $0.pointee.pMethods.pointee.xDeviceCharacteristics($0)
            }
        }
        return UInt(bitPattern: own)
    }()
}
