import GenkanStorage
import Logging

extension Logger {
    /// What upkeep tells; nobody is asked to do anything before it has failed for a while.
    func tell(_ news: Storage.UpkeepNews) {
        switch news {
        case .failing(let work, let reason):
            error(
                "Upkeep fails; it is tried again",
                metadata: ["work": .string(work.rawValue), "reason": .string(reason)])
        case .recovered(let work):
            notice("Upkeep works again", metadata: ["work": .string(work.rawValue)])
        }
    }
}
