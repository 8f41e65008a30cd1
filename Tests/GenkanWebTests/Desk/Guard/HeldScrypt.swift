import Foundation
import GenkanTesting
import Synchronization
import Testing

@testable import GenkanStorage

/// A place where passwords are tried that is held up, with so many who wait.
final class HeldScrypt: Sendable {
    private let staff: StaffStore
    private let gate = DispatchSemaphore(value: 0)
    private let tasks = Mutex<[Task<Void, any Error>]>([])

    private init(_ staff: StaffStore) { self.staff = staff }

    /// Holds it while the body runs, then waits until all have had their turns.
    static func run<Result: Sendable>(
        _ staff: StaffStore, _ body: (HeldScrypt) async throws -> Result
    ) async throws -> Result {
        let held = HeldScrypt(staff)
        let gate = held.gate
        let turns = staff.scryptLoad.turns
        held.add(.unknown) { gate.wait() }
        try await eventually { staff.scryptLoad.turns == turns + 1 }
        let result: Result
        do {
            result = try await body(held)
        } catch {
            gate.signal()
            throw error
        }
        gate.signal()
        for task in held.tasks.withLock({ $0 }) { _ = await task.result }
        return result
    }

    /// Lets so many more wait in a lane.
    func fill(_ lane: SignInLane, _ count: Int) async throws {
        let before = staff.scryptLoad.waiting[lane, default: 0]
        for _ in 0..<count { add(lane) {} }
        let staff = staff
        try await eventually { staff.scryptLoad.waiting[lane, default: 0] == before + count }
    }

    private func add(_ lane: SignInLane, _ body: @escaping @Sendable () -> Void) {
        let scrypt = staff.scrypt
        tasks.withLock { $0.append(Task { try await scrypt.run(lane, body) }) }
    }
}
