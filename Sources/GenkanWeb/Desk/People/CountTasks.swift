import GenkanStorage
import HTTPTypes
import Hummingbird

/// Counts what waits for whoever asks for a page, for the number in the bar. A count that cannot be made
/// keeps nobody from a page.
struct CountTasks: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DeskContext,
        next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if request.method == .get {
            context.taskCount =
                (try? await desk.staff.taskCount(for: context.session.live)) ?? 0
        }
        return try await next(request, context)
    }
}
