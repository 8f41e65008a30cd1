import OpenSSL
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct SweepTests {
    private func count(_ house: StorageHouse, _ table: SQL) async throws -> Int64 {
        try await house.storage.writer.write {
            try $0.number("SELECT count(*) FROM \(table)") ?? -1
        }
    }

    private func sweep(_ house: StorageHouse) async throws {
        let storage = try house.storage
        try await Sweep.run(storage.writer, storage.board.readers, now: house.clock.now)
    }

    @Test func `more than a transaction's fill goes in several, and what is needed stays`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form))
        try await house.storage.writer.write { connection in
            for _ in 0..<2_345 {
                let key = try SecureRandom.bytes(16)
                try connection.run(
                    """
                    INSERT INTO data_keys (id, form, generation, sealed, signature, created_at)
                    SELECT \(key), form, generation, sealed, signature, created_at FROM data_keys
                    LIMIT 1
                    """)
            }
        }
        house.clock.advance(by: .seconds(3600))
        try await sweep(house)
        #expect(try await count(house, "data_keys") == 2_346)
        house.clock.advance(by: .seconds(1))
        try await sweep(house)
        #expect(try await count(house, "data_keys") == 1)
        #expect(try await house.opened(form, as: house.signIn()).count == 1)
    }
}

@Suite struct ClockWatchTests {
    private let wall = Instant(seconds: 1_795_000_000)
    private let steady = ContinuousClock.Instant.now

    /// What it says at looks ten minutes apart, the wall clock being wrong by so many seconds.
    private func looks(_ wrongBy: [Int64], afterStart: Duration = .zero) -> [Bool] {
        var watch = ClockWatch(afterStart: afterStart)
        return wrongBy.enumerated().map { turn, wrong in
            let passed = Duration.seconds(600 * turn)
            return watch.isTrusted(
                wall.advanced(by: passed + .seconds(wrong)), steady: steady.advanced(by: passed))
        }
    }

    @Test func `a clock that goes evenly is trusted, also one that is slowly put right`() {
        #expect(looks([0, 0, 0, 0]) == [true, true, true, true])
        #expect(looks([0, 200, 400, 600]) == [true, true, true, true])
    }

    @Test func `a jump is not, nor is what comes after it, whichever way it went`() {
        #expect(looks([0, 7_200, 7_200, 0, 0]) == [true, false, false, false, false])
        #expect(looks([0, -7_200, -7_200]) == [true, false, false])
    }

    @Test func `the clock of a machine that has just begun is not believed for an hour`() {
        var watch = ClockWatch()
        let said = [0, 3599, 3600].map { seconds in
            let passed = Duration.seconds(seconds)
            return watch.isTrusted(wall.advanced(by: passed), steady: steady.advanced(by: passed))
        }
        #expect(said == [false, false, true])
    }

    @Test func `one that is put right within the hour is not believed for a day`() {
        let day = [Int64](repeating: 0, count: 145)
        let said = looks([86_400, 86_400] + day, afterStart: .seconds(3600))
        #expect(said.dropLast().allSatisfy { !$0 })
        #expect(said.last == true)
    }

    @Test func `a day after the last jump it is trusted again`() {
        let day = [Int64](repeating: 7_200, count: 144)
        #expect(looks([0] + day).last == false)
        #expect(looks([0] + day + [7_200]).last == true)
    }
}
