/// How much of the disk the files of arriving submissions may still take: below the reserve that stays for what
/// people write, and for the staff.
///
/// A file goes to the log first, and from there to its place. Pages that deletion has freed are a place already.
struct FileRoom {
    /// Bytes that the disk has beyond the reserves; the log takes of them, and what has no freed page.
    private var free: Int
    /// Bytes of pages that are in the database and hold nothing.
    private var freed: Int

    /// Looks at the disk and at the database.
    ///
    /// - Parameters:
    ///   - free: bytes that may be written on the disk; nil when the system does not say.
    ///   - reserved: bytes that stay free for everything but files.
    init(free: Int?, reserved: Int, _ connection: Connection) throws {
        self.free = free.map { $0 - reserved } ?? .max
        let pages = try connection.number("PRAGMA freelist_count") ?? 0
        let size = try connection.number("PRAGMA page_size") ?? 0
        freed = Int(clamping: pages) * Int(clamping: size)
    }

    /// Whether files of so many bytes fit; if so, they are counted.
    mutating func take(_ bytes: Int) -> Bool {
        let grown = max(0, bytes - freed)
        let (wanted, isTooMuch) = bytes.addingReportingOverflow(grown)
        guard !isTooMuch, wanted <= free else { return false }
        free -= wanted
        freed -= bytes - grown
        return true
    }
}
