import Foundation
import Synchronization
import Testing

@testable import GenkanStorage

@Suite struct ScryptQueueTests {
    @Test func `one turn goes on at a time, and each answers its own`() async throws {
        let queue = ScryptQueue()
        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<SignInLane.unknown.capacity {
                group.addTask {
                    try await queue.run(.unknown) { number * 2 }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.sorted() == (0..<SignInLane.unknown.capacity).map { $0 * 2 })
        #expect(queue.load.turns == SignInLane.unknown.capacity)
        #expect(queue.load.mostAtOnce == 1)
        #expect(queue.load.waiting == [.unknown: 0])
    }

    @Test func `its thread gives way to every other`() async throws {
        let here = getpriority(Int32(PRIO_PROCESS.rawValue), 0)
        let there = try await ScryptQueue().run(.unknown) {
            getpriority(Int32(PRIO_PROCESS.rawValue), 0)
        }
        #expect(there == max(here, 10))
        #expect(getpriority(Int32(PRIO_PROCESS.rawValue), 0) == here)
    }

    @Test func `what a turn throws reaches who waited for it`() async throws {
        struct Torn: Error {}
        let queue = ScryptQueue()
        await #expect(throws: Torn.self) { try await queue.run(.known) { throw Torn() } }
        #expect(try await queue.run(.known) { 1 } == 1)
    }

    @Test func `a full line refuses, the other does not`() async throws {
        try await Held.run { held in
            for lane in SignInLane.allCases {
                for _ in 0..<lane.capacity { held.add(lane) }
                try await held.waits(lane, lane.capacity)
                await #expect(throws: StorageError.self) {
                    try await held.queue.run(lane) { 0 }
                }
            }
            #expect(held.queue.load.isCrowded)
            #expect(SignInLane.allCases.allSatisfy(held.queue.load.isFull))
        }
    }

    @Test func `known devices go first, and after three of them one of the others`() async throws {
        let order = try await Held.run { held in
            for _ in 0..<4 { held.add(.unknown) }
            try await held.waits(.unknown, 4)
            for _ in 0..<8 { held.add(.known) }
            try await held.waits(.known, 8)
        }
        let (known, unknown) = (SignInLane.known, SignInLane.unknown)
        #expect(
            order == [
                known, known, known, unknown, known, known, known, unknown, known, known, unknown,
                unknown,
            ])
    }

    @Test func `it is crowded from four on`() async throws {
        try await Held.run { held in
            for count in 1...4 {
                held.add(count.isMultiple(of: 2) ? .known : .unknown)
                try await held.waits(nil, count)
                #expect(held.queue.load.isCrowded == (count == 4))
            }
        }
    }

    @Test func `who has gone is skipped, before the turn and before the line`() async throws {
        let order = try await Held.run { held in
            let gone = held.add(.unknown)
            held.add(.known)
            try await held.waits(nil, 2)
            gone.cancel()
            await #expect(throws: CancellationError.self) { try await gone.value }
            #expect(held.queue.load.waiting == [.unknown: 0, .known: 1])
            let queue = held.queue
            let never = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await queue.run(.unknown) { SignInLane.unknown }
            }
            never.cancel()
            await #expect(throws: CancellationError.self) { try await never.value }
        }
        #expect(order == [.known])
    }
}

/// A queue whose thread is held until the body has filled the lines.
private final class Held: Sendable {
    let queue = ScryptQueue()
    private let gate = DispatchSemaphore(value: 0)
    private let order = Mutex<[SignInLane]>([])
    private let tasks = Mutex<[Task<SignInLane, any Error>]>([])

    /// Answers in which order the lanes had their turns after the body.
    @discardableResult
    static func run(_ body: (Held) async throws -> Void) async throws -> [SignInLane] {
        let held = Held()
        let (queue, gate) = (held.queue, held.gate)
        let first = Task { try await queue.run(.unknown) { gate.wait() } }
        while queue.load.turns == 0 { await Task.yield() }
        do { try await body(held) } catch {
            gate.signal()
            throw error
        }
        gate.signal()
        try await first.value
        for task in held.tasks.withLock({ $0 }) { _ = await task.result }
        return held.order.withLock { $0 }
    }

    @discardableResult
    func add(_ lane: SignInLane) -> Task<SignInLane, any Error> {
        let task = Task {
            try await queue.run(lane) {
                self.order.withLock { $0.append(lane) }
                return lane
            }
        }
        tasks.withLock { $0.append(task) }
        return task
    }

    /// Waits until so many wait in a lane, or in both.
    func waits(_ lane: SignInLane?, _ count: Int) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            let waiting = queue.load.waiting
            let now = lane.map { waiting[$0, default: 0] } ?? waiting.values.reduce(0, +)
            if now == count { return }
            try #require(ContinuousClock.now < end)
            await Task.yield()
        }
    }
}
