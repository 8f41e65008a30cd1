import Genkan
import GenkanStorage
import GenkanTesting
import Proofs
import Testing

@testable import GenkanWeb

@Suite struct SignInGuardTests {
    private let stranger = SignInDecision.goOn(.unknown)
    private let owner = SignInDecision.goOn(.known)

    @Test func `a name nobody has is treated as one that somebody has`() async throws {
        try await GuardHouse.run { house in
            let annas = try await house.decisions("anna", 25, net: 1)
            let nobodys = try await house.decisions("nobody", 25, net: 2)
            #expect(annas == nobodys)
            #expect(annas.prefix(20).allSatisfy { $0 == stranger })
            #expect(annas.dropFirst(20).allSatisfy { $0 == .prove })
        }
    }

    @Test func `tries from everywhere do not keep the owner out`() async throws {
        try await GuardHouse.run { house in
            let device = try house.device(of: house.house.anna)
            _ = try await house.decisions("anna", 200)
            #expect(try await house.decide("anna") == .prove)
            #expect(try await house.decide("anna", devices: [device]) == owner)
            // What the owner does there is not counted with the strangers' tries, and ben is not concerned.
            #expect(try await house.decide("ben", from: "192.0.2.7") == stranger)
        }
    }

    @Test func `a name under attack opens to a proof, from every subscriber as often as ever`()
        async throws
    {
        try await GuardHouse.run { house in
            _ = try await house.decisions("anna", 200)
            let here = "192.0.2.7"
            // What is asked to prove costs the subscriber nothing, nor does a proof that is none.
            for _ in 0..<30 {
                #expect(try await house.decide("anna", from: here) == .prove)
                #expect(try await house.decide("anna", from: here, proof: "nonsense") == .prove)
            }
            let first = try house.proof()
            #expect(try await house.decide("anna", from: here, proof: first) == stranger)
            #expect(try await house.decide("anna", from: here, proof: first) == .prove)
            for _ in 0..<9 {
                let proof = try house.proof()
                #expect(try await house.decide("anna", from: here, proof: proof) == stranger)
            }
            let slowed = try await house.decide("anna", from: here, proof: try house.proof())
            #expect(slowed == .wait(seconds: 10, because: .tries))
            // In time the name needs no proof any more.
            house.clock.advance(by: .seconds(20))
            #expect(try await house.decide("anna", from: "192.0.2.8") == stranger)
            #expect(try await house.decide("anna", from: "192.0.2.8") == .prove)
        }
    }

    @Test func `a known device has an allowance of its own`() async throws {
        try await GuardHouse.run { house in
            let stolen = try house.device(of: house.house.anna)
            let kept = try house.device(of: house.house.anna)
            for _ in 0..<10 {
                #expect(try await house.decide("anna", devices: [stolen]) == owner)
            }
            let slowed = try await house.decide("anna", devices: [stolen])
            #expect(slowed == .wait(seconds: 10, because: .tries))
            #expect(try await house.decide("anna", devices: [kept]) == owner)
            // The name's and the subscriber's own are untouched.
            let strangers = try await house.decisions("anna", 20)
            #expect(strangers.allSatisfy { $0 == stranger })
            house.clock.advance(by: .seconds(10))
            #expect(try await house.decide("anna", devices: [stolen]) == owner)
        }
    }

    @Test func `a subscriber's tries are counted over all names`() async throws {
        try await GuardHouse.run { house in
            for number in 0..<10 {
                let address = "2001:db8::\(number + 1)"
                let decision = try await house.decide("name \(number)", from: address)
                #expect(decision == stranger)
            }
            let wait = SignInDecision.wait(seconds: 10, because: .tries)
            let neighbour = try await house.decide("another", from: "2001:db8::ffff")
            #expect(neighbour == wait)
            let elsewhere = try await house.decide("another", from: "2001:db8:0:1::1")
            #expect(elsewhere == stranger)
            house.clock.advance(by: .seconds(10))
            let later = try await house.decide("another", from: "2001:db8::ffff")
            #expect(later == stranger)
        }
    }

    @Test func `every spelling of a name that signs in as it counts as it`() async throws {
        try await GuardHouse.run { house in
            let spellings = ["anna", "ANNA", " Anna ", "ＡＮＮＡ"]
            for number in 0..<20 {
                let decision = try await house.decide(
                    spellings[number % 4], from: "10.0.0.\(number)")
                #expect(decision == stranger)
            }
            for spelling in spellings { #expect(try await house.decide(spelling) != stranger) }
            let long = String(repeating: "a", count: 2_000)
            #expect(try await house.decide(long, from: "192.0.2.9") == stranger)
        }
    }

    @Test func `another person's, a forged or an old token makes no device known`() async throws {
        try await GuardHouse.run { house in
            let bens = try house.device(of: house.ben)
            let annas = try house.device(of: house.house.anna)
            let forged = String(annas.dropLast()) + (annas.last == "A" ? "B" : "A")
            #expect(try await house.decide("anna", devices: [bens, forged]) == stranger)
            #expect(try await house.decide("nobody", devices: [bens, annas]) == stranger)
            #expect(try await house.decide("anna", devices: [bens, annas]) == owner)
            house.clock.advance(by: .seconds(DeviceToken.lifetime + 1))
            #expect(try await house.decide("anna", devices: [annas]) == stranger)
        }
    }

    @Test func `in a crowd strangers prove, whoever they are, and owners do not`() async throws {
        try await GuardHouse.run { house in
            let device = try house.device(of: house.house.anna)
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, 3)
                #expect(try await house.decide("anna") == stranger)
                try await held.fill(.unknown, 1)
                #expect(try await house.decide("anna") == .prove)
                #expect(try await house.decide("nobody") == .prove)
                #expect(try await house.decide("anna", proof: "nonsense") == .prove)
                #expect(try await house.decide("anna", devices: [device]) == owner)
                #expect(try await house.decide("anna", proof: try house.proof()) == stranger)
                // Nothing that was asked to prove was counted.
                for _ in 0..<30 { #expect(try await house.decide("anna") == .prove) }
                #expect(try await house.decide("anna", proof: try house.proof()) == stranger)
            }
            #expect(try await house.decide("ben") == stranger)
        }
    }

    @Test func `a proof counts once, in its time, and only where it was asked for`() async throws {
        try await GuardHouse.run { house in
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, 4)
                let proof = try house.proof()
                #expect(try await house.decide("anna", proof: proof) == stranger)
                #expect(try await house.decide("anna", proof: proof) == .prove)
                #expect(try await house.decide("ben", proof: proof) == .prove)
                let forForms = try house.house.altcha().payloadWithoutWork(
                    form: "01890a5d-ac96-774b-bcce-b302099a8057", now: house.clock.now.seconds)
                #expect(try await house.decide("anna", proof: forForms) == .prove)
                let late = try house.proof()
                house.clock.advance(by: .seconds(300))
                #expect(try await house.decide("anna", proof: late) == .prove)
            }
        }
    }

    @Test func `a wait does not cost the proof`() async throws {
        try await GuardHouse.run { house in
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, 4)
                for _ in 0..<10 {
                    #expect(try await house.decide("anna", proof: try house.proof()) == stranger)
                }
                let proof = try house.proof()
                let slowed = try await house.decide("anna", proof: proof)
                #expect(slowed == .wait(seconds: 10, because: .tries))
                house.clock.advance(by: .seconds(10))
                #expect(try await house.decide("anna", proof: proof) == stranger)
            }
        }
    }

    @Test func `in front of a full line everybody waits, in front of the other nobody`()
        async throws
    {
        try await GuardHouse.run { house in
            let device = try house.device(of: house.house.anna)
            let wait = SignInDecision.wait(seconds: 15, because: .crowd)
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, SignInLane.unknown.capacity)
                #expect(try await house.decide("anna", proof: try house.proof()) == wait)
                #expect(try await house.decide("anna", devices: [device]) == owner)
                try await held.fill(.known, SignInLane.known.capacity)
                #expect(try await house.decide("anna", devices: [device]) == wait)
            }
        }
    }
}
