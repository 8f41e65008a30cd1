import Genkan
import OpenSSL

/// The bytes on the command socket. A request: version, kind, then each part as a big-endian 32-bit
/// length and its bytes. A reply: status, then one part of text.
///
/// Both sides are the same program on the same machine, so a version that differs means that the
/// program was replaced while it ran.
enum CommandWire {
    static let version: UInt8 = 1
    /// The longest part in bytes.
    static let limit = 1024

    /// Reads a request to its end.
    static func readRequest(from socket: borrowing Descriptor) throws -> CommandRequest {
        let head = try read(from: socket, count: 2).withBytes { [$0[0], $0[1]] }
        guard head[0] == version else {
            throw Refusal(
                .unavailable,
                "the program was replaced while it serves; restart the service, then try again")
        }
        switch CommandRequest.Kind(rawValue: head[1]) {
        case .presence: return .presence
        case .addPerson: return .addPerson(try readPerson(from: socket))
        case .verifyAudit: return .verifyAudit
        case .networks: return .networks(try readOrder(from: socket))
        case .verifyReceipt: return .verifyReceipt(try readText(from: socket))
        case nil: throw Refusal(.unavailable, "the process that serves knows no such request")
        }
    }

    private static func readPerson(from socket: borrowing Descriptor) throws -> PersonToAdd {
        let name = try readName(from: socket)
        guard let role = Role(rawValue: try readText(from: socket)) else {
            throw Refusal(.data, "no such role")
        }
        let password = try TypedPassword.password(read(from: socket))
        let administrator = try readName(from: socket)
        return PersonToAdd(
            name: name, role: role, password: password, administrator: administrator,
            administratorPassword: try TypedPassword.password(read(from: socket)))
    }

    /// The role, or nothing to list; then the networks with blanks between, or `everywhere`.
    private static func readOrder(from socket: borrowing Descriptor) throws -> NetworkOrder {
        let word = try readText(from: socket)
        let text = try readText(from: socket)
        guard !word.isEmpty else { return .list }
        guard let role = Role(rawValue: word) else { throw Refusal(.data, "no such role") }
        guard text != everywhere else { return .everywhere(role) }
        let texts = text.split(separator: " ")
        let networks = texts.compactMap { AddressRange(String($0)) }
        guard !networks.isEmpty, networks.count == texts.count else {
            throw Refusal(.data, "no such network")
        }
        return .allow(role, networks)
    }

    /// Writes an order about networks.
    static func write(_ order: NetworkOrder, to socket: borrowing Descriptor) throws {
        let (role, text): (Role?, String) =
            switch order {
            case .list: (nil, "")
            case .allow(let role, let networks):
                (role, networks.map(\.description).joined(separator: " "))
            case .everywhere(let role): (role, everywhere)
            }
        try write(.networks, to: socket)
        try write(role?.rawValue ?? "", to: socket)
        try write(text, to: socket)
    }

    private static let everywhere = "everywhere"

    /// Sends a request without parts and waits for the answer.
    static func ask(
        _ kind: CommandRequest.Kind, over socket: borrowing Descriptor
    ) throws -> CommandReply {
        try write(kind, to: socket)
        return try readReply(from: socket)
    }

    /// Starts a request.
    static func write(_ kind: CommandRequest.Kind, to socket: borrowing Descriptor) throws {
        let head = [version, kind.rawValue]
        _ = try socket.send(head.span)
    }

    /// Writes one part. Who has heard enough has answered why and closed: the reply says it, and comes
    /// to be read.
    static func write(_ part: Span<UInt8>, to socket: borrowing Descriptor) throws {
        _ = try send(part, to: socket)
    }

    /// Writes one part of text.
    static func write(_ text: String, to socket: borrowing Descriptor) throws {
        let bytes = Array(text.utf8)
        try write(bytes.span, to: socket)
    }

    /// Writes a reply; false when nobody is there to read it.
    static func write(_ reply: CommandReply, to socket: borrowing Descriptor) throws -> Bool {
        let head = [UInt8(truncatingIfNeeded: reply.status)]
        let text = Array(reply.text.utf8)
        guard try socket.send(head.span) else { return false }
        return try send(text.span, to: socket)
    }

    private static func send(
        _ part: Span<UInt8>, to socket: borrowing Descriptor
    ) throws -> Bool {
        let length = UInt32(part.count)
        let head = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
        guard try socket.send(head.span) else { return false }
        return try socket.send(part)
    }

    /// Reads a reply to its end.
    static func readReply(from socket: borrowing Descriptor) throws -> CommandReply {
        let status = try read(from: socket, count: 1).withBytes { Int32($0[0]) }
        return CommandReply(status: status, text: try readText(from: socket))
    }

    private static func read(from socket: borrowing Descriptor) throws -> SecretBytes {
        let length = try read(from: socket, count: 4).withBytes { bytes in
            (0..<4).reduce(0) { $0 << 8 | Int(bytes[$1]) }
        }
        guard length <= limit else { throw Refusal(.data, "a part of the message is too long") }
        return try read(from: socket, count: length)
    }

    private static func read(from socket: borrowing Descriptor, count: Int) throws -> SecretBytes {
        var came = 0
        var failure: (any Error)?
        let bytes = try SecretBytes(count: count) { span in
            do { came = try socket.read(into: &span) } catch { failure = error }
        }
        if let failure { throw failure }
        guard came == count else { throw Refusal(.data, "the other side ended too early") }
        return bytes
    }

    private static func readName(from socket: borrowing Descriptor) throws -> StaffName {
        let text = try readText(from: socket)
        guard let name = StaffName(text) else {
            throw Refusal(.data, "no name of a person: \(text)")
        }
        return name
    }

    private static func readText(from socket: borrowing Descriptor) throws -> String {
        try read(from: socket).withBytes { bytes in
            let copied = (0..<bytes.count).map { bytes[$0] }
            guard let text = String(validating: copied, as: UTF8.self) else {
                throw Refusal(.data, "a part of the message is not UTF-8")
            }
            return text
        }
    }
}
