import OpenSSL
import Testing

@testable import Sealing

@Suite struct HouseKeyRecoveryTests {
    private let world: World
    private let sealed: [UInt8]
    private let recovery: VerifiedPerson

    init() throws {
        world = try World()
        recovery = try world.verified(world.recovery)
        sealed = try world.house.sealed(to: recovery)
    }

    @Test func `the recovery person gets the house key back`() throws {
        #expect(sealed.count == HouseKey.sealedByteCount)
        let house = try HouseKey.open(
            sealed, with: world.recovery.agreementKey, of: recovery, house: world.house.publicKey)
        let same = try house.fileBytes().matches(world.house.fileBytes())
        #expect(same)
    }

    @Test func `it is sealed to nobody else`() throws {
        let anna = try world.verified(world.anna)
        #expect(throws: SealingError(.outOfBounds, .houseKey, anna.id)) {
            _ = try world.house.sealed(to: anna)
        }
        #expect(throws: SealingError(.cannotOpen, .houseKey, anna.id)) {
            _ = try HouseKey.open(
                sealed, with: world.anna.agreementKey, of: anna, house: world.house.publicKey)
        }
    }

    @Test func `another house's copy and changed bytes are refused`() throws {
        let other = try World(houseSeed: 0x31).house
        let exchanged = try other.sealed(to: recovery)
        let refusal = SealingError(.cannotOpen, .houseKey, recovery.id)
        for bytes in [exchanged] + Tampering.flippedBits(sealed, in: 0..<40)
            + Tampering.truncated(sealed) + Tampering.extended(sealed)
        {
            #expect(throws: refusal) {
                _ = try HouseKey.open(
                    bytes, with: world.recovery.agreementKey, of: recovery,
                    house: world.house.publicKey)
            }
        }
    }
}
