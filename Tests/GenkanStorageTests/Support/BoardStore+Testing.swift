@testable import Genkan
@testable import GenkanStorage

extension BoardStore {
    /// A board at some time, where the time makes no difference.
    func page(
        _ form: FormID, for session: LiveSession, limit: Int = 50, order: BoardOrder = .newest
    ) async throws -> BoardPage {
        try await page(
            form, BoardQuery(order: order, limit: limit), for: session,
            now: Instant(seconds: 1_900_000_000))
    }

    /// One card of a form; nil when it is none of its.
    func card(
        _ id: SubmissionID, of form: FormID, for session: LiveSession
    ) async throws -> Card? {
        try await cards(
            [id], of: form, for: session, now: Instant(seconds: 1_900_000_000)
        ).cards.first
    }
}
