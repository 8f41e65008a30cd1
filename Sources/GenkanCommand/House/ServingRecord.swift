import Genkan
import GenkanStorage
import Logging

/// Writes into the audit trail when `serve` begins and ends, so that a time in which nobody was
/// served is told from one in which nothing happened. A start without an end was a kill.
struct ServingRecord {
    let audit: AuditStore
    let logger: Logger

    /// Runs `body` between the two.
    func around(_ body: () async throws -> Void) async throws {
        await record(.serveStarted)
        do {
            try await body()
        } catch {
            await record(.serveStopped)
            throw error
        }
        await record(.serveStopped)
    }

    /// A full disk keeps nobody from serving what needs no room.
    private func record(_ kind: AuditKind) async {
        do {
            try await audit.record(kind, by: .house, now: Clock.now())
        } catch {
            logger.error(
                "The audit trail could not be written", error: error,
                metadata: ["kind": .string(kind.rawValue)])
        }
    }
}
