import OpenSSL
import Testing

@testable import Sealing

@Suite struct CredentialTests {
    private let world: World
    private let made: NewCredential
    private let id = World.id(0x11)
    private let refusal = SealingError(.cannotOpen, .credential, World.id(0x11))

    init() throws {
        world = try World()
        made = try Credential.create(
            id: id, person: world.anna.person, password: World.password("correct horse battery"),
            cost: .lowest, house: world.house)
    }

    @Test func `the right password derives the key pair`() throws {
        let pair = try made.credential.unlock(
            World.password("correct horse battery"), house: world.house)
        #expect(pair.publicBytes == made.pair.publicBytes)
        #expect(try pair.privateBytes().exposed() == made.pair.privateBytes().exposed())
    }

    @Test(arguments: [
        "correct horse batterY", "correct horse battery ", " correct horse battery",
        "correct horse batter", "x",
    ])
    func `another password is refused`(text: String) throws {
        let password = try World.password(text)
        #expect(throws: refusal) {
            _ = try made.credential.unlock(password, house: world.house)
        }
    }

    @Test func `passwords that differ late differ`() throws {
        let long = String(repeating: "a", count: 1_000)
        let credential = try Credential.create(
            id: id, person: world.anna.person, password: World.password(long + "b"),
            cost: .lowest, house: world.house
        ).credential
        let other = try World.password(long + "c")
        #expect(throws: refusal) { _ = try credential.unlock(other, house: world.house) }
        _ = try credential.unlock(World.password(long + "b"), house: world.house)
    }

    @Test func `the same password gives other keys for another row, person and house`() throws {
        let password = try World.password("correct horse battery")
        let salt = made.credential.salt
        func publicBytes(_ id: ObjectID, _ person: ObjectID, _ house: HouseKey) throws -> [UInt8] {
            try Credential.create(
                id: id, person: person, password: password, cost: .lowest, salt: salt,
                house: house
            ).pair.publicBytes
        }
        let same = try publicBytes(id, world.anna.person, world.house)
        #expect(same == made.pair.publicBytes)
        #expect(try publicBytes(World.id(0x12), world.anna.person, world.house) != same)
        #expect(try publicBytes(id, world.ben.person, world.house) != same)
        #expect(try publicBytes(id, world.anna.person, World(houseSeed: 9).house) != same)
    }

    @Test func `a changed row is refused with the right password`() throws {
        let password = try World.password("correct horse battery")
        let row = made.credential
        let cheaper = try #require(ScryptCost(logN: 11, r: 8, p: 1))
        let other = try KeyPair().publicBytes
        let rows = try [
            Credential(
                id: id, person: row.person, derivation: .password(cheaper), salt: row.salt,
                publicBytes: row.publicBytes),
            Credential(
                id: id, person: row.person, derivation: row.derivation,
                salt: [UInt8](repeating: 0, count: 16), publicBytes: row.publicBytes),
            Credential(
                id: id, person: row.person, derivation: row.derivation, salt: row.salt,
                publicBytes: other),
            Credential(
                id: id, person: world.ben.person, derivation: row.derivation, salt: row.salt,
                publicBytes: row.publicBytes),
            Credential(
                id: id, person: row.person, derivation: .recoveryCode, salt: row.salt,
                publicBytes: row.publicBytes),
        ]
        for changed in rows {
            #expect(throws: refusal) { _ = try changed.unlock(password, house: world.house) }
        }
    }

    @Test func `a row of impossible lengths is none`() throws {
        for (salt, key) in [(15, 32), (17, 32), (0, 32), (16, 31), (16, 33), (16, 0)] {
            #expect(throws: refusal) {
                _ = try Credential(
                    id: id, person: world.anna.person, derivation: .recoveryCode,
                    salt: [UInt8](repeating: 1, count: salt),
                    publicBytes: [UInt8](repeating: 1, count: key))
            }
        }
    }

    @Test func `a name nobody has gets the answer of a wrong password`() throws {
        let error = Credential.refuse(
            try World.password("whatever"), cost: .lowest, house: world.house)
        #expect(error.code == refusal.code)
        #expect(error.subject == refusal.subject)
    }

    @Test func `the real cost works too`() throws {
        let password = try World.password("correct horse battery staple")
        let made = try Credential.create(
            id: id, person: world.anna.person, password: password, cost: .standard,
            house: world.house)
        let pair = try made.credential.unlock(password, house: world.house)
        #expect(pair.publicBytes == made.credential.publicBytes)
    }
}
