extension Storage {
    /// What upkeep tells, once for each change: it goes on by itself either way, and nobody waits
    /// for it.
    public enum UpkeepNews: Hashable, Sendable {
        /// It fails since now; the reason names things by file or code, no user data.
        case failing(UpkeepWork, reason: String)
        /// It works again.
        case recovered(UpkeepWork)
    }

    /// What is done by itself.
    public enum UpkeepWork: String, CaseIterable, Sendable {
        /// The write-ahead logs are emptied. While that fails they grow, and what was deleted
        /// stays in them.
        case emptyingLogs = "emptying logs"
        /// What has served its time goes: old sessions and keys.
        case sweeping
    }
}
