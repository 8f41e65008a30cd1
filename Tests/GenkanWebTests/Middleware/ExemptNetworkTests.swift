import Genkan
import GenkanTesting
import Hummingbird
import Testing

@testable import GenkanWeb

/// `limits.exempt_networks`: whose requests nobody counts.
@Suite struct ExemptNetworkTests {
    private static func proxied(_ settings: inout ServerSettings) {
        settings.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self)
        settings.limits.exemptNetworks = ["192.0.2.0/24", "2001:db8:1::/48"].compactMap {
            AddressRange($0)
        }
    }

    @Test func `requests of an exempt network are not counted, those of others are`() async throws {
        try await TestServer.run(
            adjust: {
                Self.proxied(&$0)
                $0.limits.requests = RequestRate(burst: 2, perSecond: 0.001)
            }, routes: { router in router.get("small") { _, _ in "small" } }
        ) { (server: TestServer) async throws -> Void in
            func statuses(_ address: String) async throws -> [Int] {
                var all: [Int] = []
                for _ in 0..<4 {
                    let headers = ["X-Forwarded-For: \(address)"]
                    all.append(try await Exchange.get("/small", headers, from: server).status)
                }
                return all
            }
            #expect(try await statuses("203.0.113.1") == [200, 200, 429, 429])
            #expect(try await statuses("192.0.2.7") == [200, 200, 200, 200])
            #expect(try await statuses("2001:db8:1::9") == [200, 200, 200, 200])
            // Nobody becomes exempt by saying so in front of what the proxy says.
            #expect(try await statuses("192.0.2.7, 203.0.113.2") == [200, 200, 429, 429])
        }
    }

    @Test func `submissions without a proof of an exempt network are not counted either`()
        async throws
    {
        try await EntranceHouse.run(withoutProof: 1, adjust: Self.proxied) {
            (house: EntranceHouse) async throws -> Void in
            func statuses(_ address: String) async throws -> [Int] {
                var all: [Int] = []
                for number in 0..<3 {
                    let pairs = [("name", "Vera \(number)"), ("email", "v@example.test")]
                    let answer = try await house.post(pairs, ["X-Forwarded-For: \(address)"])
                    all.append(answer.status)
                }
                return all
            }
            #expect(try await statuses("203.0.113.1") == [303, 429, 429])
            #expect(try await statuses("192.0.2.7") == [303, 303, 303])
        }
    }

    @Test func `passwords are tried no more often from an exempt network`() async throws {
        let exempt = [AddressRange("127.0.0.0/8")].compactMap(\.self)
        try await DeskHouse.run(exempt: exempt) { (house: DeskHouse) async throws -> Void in
            let browser = house.browser()
            var statuses: [Int] = []
            for _ in 0..<6 {
                let fields = ["name": "anna", "password": "x"]
                statuses.append(try await browser.post("/desk/sign-in", fields).status)
            }
            #expect(statuses == [303, 303, 303, 303, 303, 429])
        }
    }
}
