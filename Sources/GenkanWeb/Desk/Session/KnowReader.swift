import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// Notes that somebody is here, and reads what every page of theirs needs: how they read and work, and
/// how much waits for them, for the number in the bar. None of it keeps anybody from a page
/// when it cannot be done.
struct KnowReader: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DeskContext,
        next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.watch = SessionWatch(desk: desk, context)
        try? await desk.staff.seen(context.person.id, at: desk.now())
        if let habits = try? await desk.staff.habits(of: context.person.id) {
            context.habits = habits
        }
        if request.method == .get {
            context.taskCount =
                (try? await desk.staff.taskCount(for: context.session.live)) ?? 0
        }
        return try await next(request, context)
    }
}
