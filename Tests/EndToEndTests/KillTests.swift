import Foundation
import Synchronization
import Testing

@Suite struct KillTests {
    /// How often the house is killed: five times, or twenty with `scripts/test --long`.
    static let rounds = ProcessInfo.processInfo.environment["GENKAN_LONG"] == nil ? 5 : 20

    @Test func `every receipt handed out before a kill opens after it, and nothing stands twice`()
        async throws
    {
        let house = try await RealHouse()
        try house.write(Self.form, to: "config/forms/load.yaml")
        let sent = Sent()
        for round in 1...Self.rounds {
            let served = try await house.serve()
            // What was not acknowledged before is sent again, as a visitor would.
            let unanswered = sent.unanswered
            async let retried: Void = send(unanswered, to: house, sent)
            async let load: Void = withDiscardingTaskGroup { group in
                for visitor in 0..<4 {
                    group.addTask {
                        await send(
                            (0..<200).map { "r\(round)v\(visitor)n\($0)-\(UUID().uuidString)" },
                            to: house, sent)
                    }
                }
            }
            try await sent.wait(for: sent.receipts.count + 20)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...300)))
            served.signal(SIGKILL)
            #expect(await served.status() == -SIGKILL)
            _ = await (retried, load)
        }
        try await expectEverything(in: house, sent)
    }

    private func expectEverything(in house: RealHouse, _ sent: Sent) async throws {
        let served = try await house.serve()
        await send(sent.unanswered, to: house, sent)
        let anna = Browser(house)
        #expect(try await anna.signIn("anna", RealHouse.password))
        let rows = try await anna.export("load")
        try await anna.close()
        let receipts = sent.receipts
        #expect(receipts.count >= Self.rounds * 20)
        var keys: [String: Int] = [:]
        var opened: [String: String] = [:]
        for cells in rows.map({ $0.split(separator: "\"").map(String.init) }) {
            let key = try #require(cells.first { $0.contains("n") && $0.hasPrefix("r") })
            keys[key, default: 0] += 1
            opened[key] = cells[0]
        }
        #expect(keys.values.allSatisfy { $0 == 1 })
        for (key, receipt) in receipts {
            #expect(opened[key] == receipt, "\(key)")
        }
        served.signal(SIGTERM)
        #expect(await served.status() == 0)
    }

    /// Sends until the house is gone.
    private func send(_ keys: [String], to house: RealHouse, _ sent: Sent) async {
        let visitor = Browser(house)
        for key in keys {
            sent.begin(key)
            let answers: KeyValuePairs = ["message": key]
            guard
                let receipt = try? await visitor.submit(
                    to: "load", answers, key: String(key.suffix(36)))
            else { break }
            sent.end(key, receipt)
        }
        try? await visitor.close()
    }

    private static let form = """
        title: {ja: 負荷, en: Load}
        captcha: none
        fields:
          - name: message
            label: {ja: 内容, en: Message}
            kind: text
            required: true
        """
}

/// What was sent, with the receipt of what was acknowledged.
private final class Sent: Sendable {
    private let keys = Mutex<[String: String?]>([:])

    var receipts: [String: String] { keys.withLock { $0.compactMapValues { $0 } } }
    var unanswered: [String] { keys.withLock { $0.filter { $0.value == nil }.map(\.key) } }

    func begin(_ key: String) { keys.withLock { $0[key] = .some(nil) } }
    func end(_ key: String, _ receipt: String) { keys.withLock { $0[key] = receipt } }

    func wait(for count: Int) async throws {
        let deadline = ContinuousClock.now + Program.patience
        while receipts.count < count, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        try #require(receipts.count >= count)
    }
}
