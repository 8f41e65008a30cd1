import GenkanTesting
import ServiceLifecycle
import Testing

/// Runs a listener that tells its port, for as long as the body runs, and ends it as a signal does.
func serving(
    _ listener: (_ onListening: @escaping @Sendable (Int) async -> Void) throws -> any Service,
    _ body: (_ port: Int) async throws -> Void
) async throws {
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let service = try listener { listening.yield($0) }
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [service], logger: LogRecorder().logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        try await body(try #require(await ports.first { _ in true }))
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}
