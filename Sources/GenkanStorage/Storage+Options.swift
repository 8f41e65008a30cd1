public import Sealing

extension Storage {
    /// Where a house's data lies, and the limits that storage keeps.
    public struct Options: Sendable {
        /// The data directory; made with mode 0700 when missing.
        public var directory: String
        /// Where the runtime secret of sessions lies: `/run/genkan`, or a directory that a backup
        /// leaves out. Made with mode 0700 when missing. Nil for whoever serves nobody: nothing is
        /// made then, and no session that stands can be resumed.
        public var runtimeDirectory: String?
        /// Who opens it, in words for whoever finds the door closed: `genkan serve`.
        public var holder: String
        /// How many submissions may wait for the disk.
        public var queueCapacity = 1024
        /// How many rows one transaction takes.
        public var largestBatch = 64
        /// How many connections read.
        public var readers = 3
        /// How many bytes stay free on the disk: below, submissions are refused rather than lost.
        public var reservedBytes = 64 << 20
        /// How many more stay free of files, for what people write: some hundred thousand inquiries.
        public var reservedForTextBytes = 256 << 20
        /// How many bytes of files one transaction takes; one submission may have more.
        public var largestBatchBytes = 16 << 20
        /// What a new password costs to try.
        public var scryptCost = ScryptCost.standard
        /// How long sessions live.
        public var sessionLimits = SessionLimits()
        /// Whether the staff who asked for it are to be told by mail; where nobody sends, nothing is
        /// put into the outbox.
        public var tellsByMail = true
        /// Told once when upkeep begins to fail and once when it works again; called from a task
        /// of the storage's own.
        public var upkeepNews: @Sendable (UpkeepNews) -> Void = { _ in }

        /// Takes the paths; the limits have their usual values.
        public init(directory: String, runtimeDirectory: String?, holder: String) {
            self.directory = directory
            self.runtimeDirectory = runtimeDirectory
            self.holder = holder
        }
    }
}
