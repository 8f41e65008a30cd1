import Foundation
import Genkan
import GenkanStorage
import Sealing

/// The part of `scripts/bench` that needs the house's own code: it seeds a house, mints bodies whose
/// CAPTCHA tokens are solved without the work, serves both routes that are compared, and times what
/// one proof costs. What it has to tell, it tells as one line of JSON.
///
///     GenkanBench proofs
///     GenkanBench openings DIRECTORY FILE     what the house's envelopes in that file cost to open
///     GenkanBench seed DIRECTORY FORM=COUNT…
///     GenkanBench serve DIRECTORY
///     GenkanBench serve-slowly DIRECTORY      sign-ins at scrypt's real cost
///     GenkanBench mint DIRECTORY FORM-ID COUNT FILE
///     GenkanBench mint-tries DIRECTORY COUNT FILE
@main
enum Bench {
    static func main() async {
        do {
            try await run()
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        switch (arguments.popFirst(), arguments.popFirst()) {
        case ("proofs", nil): try tell(ProofCosts.measured())
        case ("openings", let directory?): try await openings(directory, Array(arguments))
        case ("seed", let directory?): try await seed(directory, arguments)
        case ("serve", let directory?): try await serve(directory, cost: .lowest)
        case ("serve-slowly", let directory?): try await serve(directory, cost: .standard)
        case ("mint", let directory?): try mint(directory, Array(arguments))
        case ("mint-tries", let directory?): try mintTries(directory, Array(arguments))
        default: throw BenchError("unknown arguments; scripts/bench knows how to call this")
        }
    }

    private static func openings(_ directory: String, _ arguments: [String]) async throws {
        guard arguments.count == 1 else { throw BenchError("openings needs a file of envelopes") }
        let pages = try EnvelopeRow.pages(in: arguments[0])
        let house = try await BenchHouse.open(in: directory, cost: .lowest)
        let keychain = try await house.keychain()
        try tell(OpeningCosts.measured(pages, with: keychain))
        try await house.storage.close()
    }

    private static func seed(_ directory: String, _ counts: some Sequence<String>) async throws {
        let house = try await BenchHouse.make(in: directory)
        for count in counts {
            let parts = count.split(separator: "=")
            guard parts.count == 2, let number = Int(parts[1]) else { throw BenchError(count) }
            try await Seeding(house: house, form: house.form(String(parts[0]))).store(number)
        }
        try await house.storage.close()
    }

    private static func serve(_ directory: String, cost: ScryptCost) async throws {
        let house = try await BenchHouse.open(in: directory, cost: cost)
        let session = try await house.signIn()
        let form = try house.form("contact").id.description
        try await BenchServer(house: house).run { port in
            try? tell(Listening(port: port, session: session, form: form))
        }
        try await house.storage.close()
    }

    private static func mint(_ directory: String, _ arguments: [String]) throws {
        guard arguments.count == 3, let count = Int(arguments[1]) else {
            throw BenchError("mint needs a form, a count and a file")
        }
        try Bodies(form: arguments[0], key: BenchHouse.key(in: directory))
            .write(count, to: arguments[2])
    }

    private static func mintTries(_ directory: String, _ arguments: [String]) throws {
        guard arguments.count == 2, let count = Int(arguments[0]) else {
            throw BenchError("mint-tries needs a count and a file")
        }
        try SignInTries(key: BenchHouse.key(in: directory)).write(count, to: arguments[1])
    }

    private struct Listening: Encodable {
        let port: Int
        let session: String
        let form: String
    }

    private static func tell(_ value: some Encodable) throws {
        let line = try JSONEncoder().encode(value) + Data("\n".utf8)
        FileHandle.standardOutput.write(line)
    }
}

/// What the bench cannot go on from.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
