/// How much of the disk the files of arriving submissions may still take: two reserves stay, one for whatever comes,
/// the other for what people write.
///
/// A file goes to the log first, and from there to its place. Pages that deletion has freed are a place already, for
/// files as for text: what they hold need not stay free on the disk.
struct FileRoom {
    /// Bytes that the disk has beyond the reserve for whatever comes; the log takes of them, and what has no freed
    /// page.
    private var free: Int
    /// Bytes of pages that are in the database and hold nothing.
    private var freed: Int
    /// What stays for text, on the disk or on freed pages.
    private let forText: Int

    /// Looks at the database.
    ///
    /// - Parameter free: bytes that may be written on the disk; nil when the system does not say.
    init(free: Int?, _ options: Storage.Options, _ connection: Connection) throws {
        self.free = free.map { $0 - options.reservedBytes } ?? .max
        forText = options.reservedForTextBytes
        let pages = try connection.number("PRAGMA freelist_count") ?? 0
        let size = try connection.number("PRAGMA page_size") ?? 0
        freed = Int(clamping: pages) * Int(clamping: size)
    }

    /// Whether files of so many bytes fit; if so, they are counted.
    mutating func take(_ bytes: Int) -> Bool {
        let grown = max(0, bytes - freed), freedLeft = freed - (bytes - grown)
        guard free - max(0, forText - freedLeft) >= bytes + grown else { return false }
        free -= bytes + grown
        freed = freedLeft
        return true
    }
}
