/// Waits for a value, but for no longer than it is told; what makes the value is cancelled then, and not waited
/// for.
func within<Value: Sendable>(
    _ time: Duration, orThrow late: any Error,
    _ make: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let (results, result) = AsyncThrowingStream.makeStream(of: Value.self)
    let making = Task {
        do {
            result.yield(try await make())
            result.finish()
        } catch {
            result.finish(throwing: error)
        }
    }
    let clock = Task {
        try await Task.sleep(for: time)
        result.finish(throwing: late)
    }
    defer {
        making.cancel()
        clock.cancel()
    }
    for try await value in results { return value }
    throw late
}
