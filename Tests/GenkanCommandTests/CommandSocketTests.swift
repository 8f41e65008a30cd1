import Foundation
import Genkan
import GenkanTesting
import Logging
import OpenSSL
import ServiceLifecycle
import Testing

@testable import GenkanCommand

@Suite struct CommandSocketTests {
    /// Runs a service that answers every request with its description.
    ///
    /// The body waits for answers as a command does, so it has a thread of its own: the pool has two
    /// threads on a small machine, and the service needs one.
    private func serving(
        after gate: AsyncStream<Void>? = nil,
        _ body: @escaping @Sendable (String) throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/command.socket"
        let service = CommandSocketService(path: path, logger: Logger(label: "test")) { request in
            if let gate { for await _ in gate {} }
            return switch request {
            case .presence: CommandReply(status: 0, text: "serving")
            case .verifyAudit: CommandReply(status: 77, text: "broken")
            case .networks(let order): CommandReply(status: 0, text: "\(order)")
            case .verifyReceipt(let text): CommandReply(status: 65, text: text)
            case .addPerson(let person):
                CommandReply(
                    status: 0, text: "\(person.name) \(person.role) \(person.administrator)")
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                try await eventually { FileManager.default.fileExists(atPath: path) }
                try await withCheckedThrowingContinuation { ended in
                    Thread.detachNewThread { ended.resume(with: Result { try body(path) }) }
                }
            }
            try await group.next()
            group.cancelAll()
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    private struct Nobody: Error {}

    private func connect(to path: String) throws -> Descriptor {
        guard let socket = try UnixSocket.connect(to: path) else { throw Nobody() }
        return socket
    }

    @Test func `a request is answered, one after the other`() async throws {
        try await serving { path in
            for _ in 1...3 {
                let socket = try connect(to: path)
                let reply = try CommandWire.ask(.presence, over: socket)
                #expect(reply == CommandReply(status: 0, text: "serving"))
            }
            let socket = try connect(to: path)
            #expect(try CommandWire.ask(.verifyAudit, over: socket).status == 77)
        }
    }

    @Test func `only the owner may speak to it`() async throws {
        try await serving { path in
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test func `a receipt goes over as it is`() async throws {
        try await serving { path in
            let socket = try connect(to: path)
            try CommandWire.write(.verifyReceipt, to: socket)
            try CommandWire.write("eyJ.eyJ.sig", to: socket)
            let reply = try CommandWire.readReply(from: socket)
            #expect(reply == CommandReply(status: 65, text: "eyJ.eyJ.sig"))
        }
    }

    @Test func `a person goes over with both passwords`() async throws {
        try await serving { path in
            let socket = try connect(to: path)
            try CommandWire.write(.addPerson, to: socket)
            for part in ["山田", "staff", "a password", "anna", "another password"] {
                try CommandWire.write(part, to: socket)
            }
            #expect(try CommandWire.readReply(from: socket).text == "山田 staff anna")
        }
    }

    @Test(arguments: [
        ([9, 0], "was replaced"), ([1, 99], "no such request"),
        ([1, 1, 0xFF, 0xFF, 0xFF, 0xFF], "too long"), ([1, 1, 0, 0, 0, 1, 0xFF], "not UTF-8"),
        ([1, 1, 0, 0, 0, 1, 0x0A], "no name of a person"),
    ])
    func `what is malformed is refused, and the next one is served`(bytes: [UInt8], said: String)
        async throws
    {
        try await serving { path in
            let bad = try connect(to: path)
            try bad.write(bytes)
            let reply = try CommandWire.readReply(from: bad)
            #expect(reply.status != 0 && reply.text.contains(said), "\(reply.text)")
            let good = try connect(to: path)
            #expect(try CommandWire.ask(.presence, over: good).status == 0)
        }
    }

    @Test func `an order about networks arrives as it was given`() async throws {
        let networks = ["203.0.113.0/24", "2001:db8::/32", "192.0.2.7"].compactMap {
            AddressRange($0)
        }
        for order in [.list, .everywhere(.staff), NetworkOrder.allow(.administrator, networks)] {
            try await serving { path in
                let socket = try connect(to: path)
                try CommandWire.write(order, to: socket)
                #expect(try CommandWire.readReply(from: socket).text == "\(order)")
            }
        }
    }

    @Test func `who is refused before all was said reads why`() async throws {
        try await serving { path in
            let socket = try connect(to: path)
            try CommandWire.write(.addPerson, to: socket)
            try CommandWire.write("", to: socket)  // no name
            let words = [UInt8](repeating: 0x61, count: 60_000)
            for _ in 1...50 { try CommandWire.write(words.span, to: socket) }
            let reply = try CommandWire.readReply(from: socket)
            #expect(reply.status == 65 && reply.text.contains("no name of a person"))
        }
    }

    @Test func `who goes away before the answer stops nobody`() async throws {
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        try await serving(after: gate) { path in
            for _ in 1...3 {
                let socket = try connect(to: path)
                try CommandWire.write(.presence, to: socket)
            }
            opening.finish()
            let socket = try connect(to: path)
            #expect(try CommandWire.ask(.presence, over: socket).status == 0)
        }
    }

    /// Somebody who has asked and waits.
    private final class Waiting: Sendable {
        let socket: Descriptor

        init(_ socket: consuming Descriptor) { self.socket = socket }
    }

    @Test func `who comes when many wait is told so, and nobody before is forgotten`() async throws
    {
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        try await serving(after: gate) { path in
            var waiting: [Waiting] = []
            // One is being answered at most; each further one waits or is told.
            for _ in 0..<CommandSocketService.mostWaiting + 4 {
                let client = Waiting(try connect(to: path))
                try CommandWire.write(.presence, to: client.socket)
                waiting.append(client)
            }
            let last = try #require(waiting.last)
            let refused = try CommandWire.readReply(from: last.socket)
            #expect(refused.status == 69 && refused.text.contains("try again"))
            opening.finish()
            for client in waiting.prefix(CommandSocketService.mostWaiting) {
                let reply = try CommandWire.readReply(from: client.socket)
                #expect(reply.status == 0)
            }
        }
    }

    @Test func `a listener ends when it is shut down, not when somebody waits`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/command.socket"
        let listener = try UnixSocket.listen(at: path)
        let client = try connect(to: path)
        let before = listener.withNumber { UnixSocket.hasEnded($0, within: 1) }
        #expect(!before)
        _ = listener.withNumber { shutdown($0, Int32(SHUT_RDWR)) }
        let after = listener.withNumber { UnixSocket.hasEnded($0, within: 60_000) }
        #expect(after)
        // Waits until now.
        _ = client.withNumber { $0 }
    }

    @Test func `nobody there is no error`() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: Nobody.self) { _ = try connect(to: directory.path + "/command.socket") }
    }

    @Test func `a path that is too long for a socket is told`() throws {
        #expect(throws: Refusal.self) {
            _ = try UnixSocket.connect(to: "/" + String(repeating: "x", count: 200))
        }
    }
}
