import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Two hundred at once, through the production server.
@Suite struct SignInStormTests {
    /// Who comes: the right password of a known device, and strangers of every kind.
    private static func crowd(_ house: GuardHouse) throws -> [(DeskBrowser, [String: String])] {
        let kinds = [
            ["name": "anna", "password": TestHouse.annasPassword],
            ["name": "anna", "password": "not the password"],
            ["name": "nobody", "password": "not the password"],
            ["name": "ben", "password": "not the password"],
        ]
        return try (0..<196).map { number in
            var fields = kinds[number % 4]
            // Half of them have done the work, so that they may wait in line.
            if number.isMultiple(of: 3) || number.isMultiple(of: 5) {
                fields["altcha"] = try house.proof()
            }
            // A stranger's name is tried from everywhere; 30 names, so that not all are slowed down at once.
            if number % 4 == 2 { fields["name"] = "nobody \(number % 30)" }
            return (house.browser(at: "10.1.\(number / 200).\(number % 200)"), fields)
        }
    }

    @Test func `one is derived at a time, the lines hold, and the owners come in`() async throws {
        try await GuardHouse.run { house in
            let owners = try await [
                ("anna", TestHouse.annasPassword), ("ben", TestHouse.bensPassword),
            ].asyncMap { name, password in
                let browser = house.browser(at: "192.0.2.1")
                try await browser.signIn(name, password)
                #expect(browser.cookies[DeviceCookie.name] != nil)
                return (browser.copied(), ["name": name, "password": password])
            }
            // They come from where the storm comes from, which has used its tries up.
            for (browser, _) in owners { browser.sentences.append("X-Forwarded-For: 10.1.0.1") }
            let before = house.load.turns
            let crowd = try Self.crowd(house)
            let (statuses, ownStatuses) = try await Self.storm(house, crowd, owners)
            let load = house.load
            #expect(load.mostAtOnce == 1)
            #expect(load.mostWaiting[.unknown] == SignInLane.unknown.capacity)
            #expect(load.mostWaiting[.known, default: 0] <= SignInLane.known.capacity)
            #expect(ownStatuses == [303, 303])
            // Right or wrong, the second page follows; who could not be looked at is told to wait.
            #expect(Set(statuses).isSubset(of: [303, 429, 503]))
            let derived = statuses.filter { $0 == 303 }.count
            // One turn for each that was derived, for each owner, and for what held the place.
            #expect(load.turns - before == derived + 2 + 1)
            #expect(derived == SignInLane.unknown.capacity)
        }
    }

    /// Everybody sends while nothing is derived, so that the lines fill whatever the machine.
    private static func storm(
        _ house: GuardHouse, _ crowd: [(DeskBrowser, [String: String])],
        _ owners: [(DeskBrowser, [String: String])]
    ) async throws -> ([Int], [Int]) {
        try await withThrowingTaskGroup(of: (Bool, Int).self) { group in
            func send(_ who: [(DeskBrowser, [String: String])], isOwner: Bool) {
                for (browser, fields) in who {
                    let post = browser.posting("/desk/sign-in", fields)
                    group.addTask { (isOwner, try await post().status) }
                }
            }
            let staff = house.house.storage.staff
            var answers: [(Bool, Int)] = []
            try await HeldScrypt.run(staff) { _ in
                send(crowd, isOwner: false)
                // All but those in line are answered.
                while answers.count < crowd.count - SignInLane.unknown.capacity,
                    let next = try await group.next()
                { answers.append(next) }
                send(owners, isOwner: true)
                try await eventually { staff.scryptLoad.waiting[.known] == owners.count }
            }
            for try await next in group { answers.append(next) }
            return (answers.filter { !$0.0 }.map(\.1), answers.filter(\.0).map(\.1))
        }
    }

    @Test func `an unknown name and a wrong password cost the same and are answered alike`()
        async throws
    {
        try await GuardHouse.run { house in
            var answers: [Exchange] = []
            for name in ["anna", "carl"] {
                let before = house.load.turns
                let answer = try await house.browser(at: "192.0.2.1").post(
                    "/desk/sign-in", ["name": name, "password": "not the password"])
                #expect(house.load.turns == before + 1)
                answers.append(answer)
            }
            let (anna, carl) = (answers[0], answers[1])
            #expect(anna.status == 303 && carl.status == 303)
            #expect(anna.body == carl.body)
            #expect(anna.headers.map(\.name) == carl.headers.map(\.name))
            for (one, other) in zip(anna.headers, carl.headers)
            where one.name != "date" && one.name != "set-cookie" {
                #expect(one.value == other.value, "\(one.name)")
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await body(element)) }
        return result
    }
}
