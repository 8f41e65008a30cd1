import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// Notes that somebody is here, and counts what waits for whoever asks for a page, for the number in the
/// bar. Neither keeps anybody from a page when it cannot be done.
struct CountTasks: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DeskContext,
        next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        try? await desk.staff.seen(context.person.id, at: desk.now())
        if request.method == .get {
            context.taskCount =
                (try? await desk.staff.taskCount(for: context.session.live)) ?? 0
        }
        return try await next(request, context)
    }
}
