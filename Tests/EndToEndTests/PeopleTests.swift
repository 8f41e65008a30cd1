import Foundation
import Testing

@Suite struct PeopleTests {
    private static let bensPassword = "another walk, in the woods"

    private func addBen(to house: RealHouse, signing password: String = "secrets/anna")
        async throws -> (status: Int32?, text: String)
    {
        try await house.run(
            "staff", "add", "ben", "--password-file", "secrets/ben", "--administrator", "anna",
            "--administrator-password-file", password)
    }

    @Test func `ben is added while the house is served, and opens what came before him`()
        async throws
    {
        let house = try await RealHouse()
        try house.write(Self.bensPassword, to: "secrets/ben")
        try house.write("this is not anna's password", to: "secrets/wrong")
        let served = try await house.serve()
        let visitor = Browser(house)
        _ = try await visitor.submit(to: "contact", Inquiry.from("vera before ben"))
        try await visitor.close()

        let refused = try await addBen(to: house, signing: "secrets/wrong")
        #expect(refused.status == 77, "\(refused.text)")
        let added = try await addBen(to: house)
        #expect(added.status == 0, "\(added.text)")
        let twice = try await addBen(to: house)
        #expect(twice.status == 65, "\(twice.text)")

        let ben = Browser(house)
        #expect(try await ben.signIn("ben", Self.bensPassword))
        #expect(try await ben.export("contact").count == 1)
        try await ben.close()
        #expect(try await house.run("audit", "verify").status == 0)
        served.signal(SIGTERM)
        #expect(await served.status() == 0)
    }

    @Test func `ben is added while the house is not served`() async throws {
        let house = try await RealHouse()
        try house.write(Self.bensPassword, to: "secrets/ben")
        #expect(try await addBen(to: house).status == 0)
        let served = try await house.serve()
        let ben = Browser(house)
        #expect(try await ben.signIn("ben", Self.bensPassword))
        try await ben.close()
        served.signal(SIGTERM)
        #expect(await served.status() == 0)
    }

    @Test func `a house is set up once`() async throws {
        let house = try await RealHouse()
        let again = [
            "setup", "--name", "ben", "--password-file", "secrets/anna", "--recovery-code-file",
            "secrets/second",
        ]
        #expect(try await house.run(again).status == 69)
        #expect(try await house.run(again + ["--if-needed"]).status == 0)
        #expect(!house.has("secrets/second"))
        let mode = try FileManager.default.attributesOfItem(
            atPath: house.directory.appending(path: "secrets/recovery").path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }

    @Test(arguments: [
        ("short", 0o600, "at least 15"),
        ("aaaaaaaaaaaaaaaaaaaa", 0o600, "different characters"),
        ("Anna anna ANNA aNNa 1", 0o600, "without the name"),
        ("a walk by the river at dusk", 0o644, "chmod 600"),
    ])
    func `a weak or open password file makes no house`(
        password: String, mode: Int, said: String
    ) async throws {
        let house = try await RealHouse(setUp: false)
        try house.write(password, to: "secrets/anna")
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: house.directory.appending(path: "secrets/anna").path)
        let ended = try await house.run(
            "setup", "--name", "anna", "--password-file", "secrets/anna", "--recovery-code-file",
            "secrets/recovery")
        #expect(ended.status != 0 && ended.text.contains(said), "\(ended.text)")
        #expect(!house.has("secrets/recovery"))
        // What was begun is no obstacle to doing it right.
        try house.write(RealHouse.password, to: "secrets/anna")
        #expect(
            try await house.run(
                "setup", "--name", "anna", "--password-file", "secrets/anna",
                "--recovery-code-file", "secrets/recovery"
            ).status == 0)
    }

    @Test func `without a terminal and without files, setup says what to give`() async throws {
        let house = try await RealHouse(setUp: false)
        let ended = try await house.run(["setup"], detached: true)
        #expect(ended.status == 69 && ended.text.contains("--help"), "\(ended.text)")
    }
}
