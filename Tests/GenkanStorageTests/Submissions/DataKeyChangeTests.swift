import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct DataKeyChangeTests {
    /// scripts/bench found it: whoever was between counting and sealing when another submission found
    /// the key used up was told that the store is unavailable.
    @Test func `nobody is turned away while a used-up data key is changed`() async throws {
        let house = try await StorageHouse.founded { $0.queueCapacity = 4_096 }
        let form = try await house.contact()
        let count = 2 * DataKey.mostSubmissions + 100
        let lanes = 64
        try await withThrowingTaskGroup { tasks in
            for lane in 0..<lanes {
                tasks.addTask {
                    for number in stride(from: lane, to: count, by: lanes) {
                        try await house.send(Contact.arrival(form, message: "\(number)"))
                    }
                }
            }
            try await tasks.waitForAll()
        }
        try await house.close()
        let path = house.directory + "/genkan.sqlite"
        #expect(try Shell.number("SELECT count(*) FROM submissions", in: path) == count)
        #expect(try Shell.number("SELECT count(*) FROM data_keys", in: path) == 3)
    }
}
