public import Genkan
import NIOCore
import NIOPosix

/// Asks `clamd`, the daemon of ClamAV, over its Unix socket: the command `INSTREAM` of clamd(8), the file in
/// pieces, one line of answer.
///
/// Whatever goes wrong on the way, and whatever the daemon says that is neither of its two answers, is
/// ``FileScan/unscanned``: the submission is held, not lost. A daemon that is down costs the first visitors
/// ``patience`` each and then nobody anything.
public final class ClamdScanner: FileScanner {
    /// How long one file may take, from the connection to the answer.
    public static let patience = Duration.seconds(20)
    /// The longest answer that is read, in bytes.
    static let longestAnswer = 4_096

    private let socket: String
    private let patience: Duration
    private let breaker: CircuitBreaker
    private let group: any EventLoopGroup

    /// Asks at this socket.
    ///
    /// - Parameters:
    ///   - socket: the path that `LocalSocket` names in clamd.conf(5).
    ///   - patience: ``patience`` unless a test is in a hurry.
    public convenience init(socket: String, patience: Duration = patience) {
        self.init(socket: socket, patience: patience, breaker: CircuitBreaker())
    }

    init(socket: String, patience: Duration, breaker: CircuitBreaker) {
        self.socket = socket
        self.patience = patience
        self.breaker = breaker
        group = MultiThreadedEventLoopGroup.singleton
    }

    /// What it says of one file.
    public func scan(_ file: some ScannableFile) async -> FileScan {
        guard breaker.begin() == .ask else { return .unscanned }
        let answer = await heard(within: patience) { outbound in
            try await Self.say(file, to: outbound)
        }
        breaker.end(answered: answer != nil)
        return answer.map(FileScan.init(clamdAnswer:)) ?? .unscanned
    }

    /// Whether the daemon is there: the command `PING`.
    public func isThere() async -> Bool {
        let answer = await heard(within: .seconds(5)) { outbound in
            try await outbound.write(ByteBuffer(string: "zPING\0"))
        }
        return answer == Array("PONG".utf8)
    }

    private typealias Outbound = NIOAsyncChannelOutboundWriter<ByteBuffer>

    private static func say(_ file: some ScannableFile, to outbound: Outbound) async throws {
        try await outbound.write(ByteBuffer(string: "zINSTREAM\0"))
        for index in 0..<file.pieces {
            let piece = try file.piece(index)
            // A piece of nothing would end the file.
            guard !piece.isEmpty else { continue }
            var buffer = ByteBuffer()
            buffer.writeInteger(UInt32(piece.count))
            buffer.writeBytes(piece)
            try await outbound.write(buffer)
        }
        try await outbound.write(ByteBuffer(integer: UInt32(0)))
    }

    /// One command and its answer; nil when there is none in time.
    private func heard(
        within time: Duration, _ say: @escaping @Sendable (Outbound) async throws -> Void
    ) async -> [UInt8]? {
        try? await within(time, orThrow: ClamdTrouble.time) {
            [self] () async throws -> [UInt8] in try await talk(say)
        }
    }

    /// One command and its answer, without the zero byte behind it. A daemon that has said all before it
    /// heard all, as of a file that is too large for it, is heard.
    private func talk(
        _ say: @escaping @Sendable (Outbound) async throws -> Void
    ) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: group)
            .connect(unixDomainSocketPath: socket) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            async let saying: Void? = try? await say(outbound)
            var answer: [UInt8] = []
            for try await buffer in inbound {
                answer += buffer.readableBytesView
                guard answer.count <= Self.longestAnswer else { throw ClamdTrouble.answer }
                if answer.last == 0 { break }
            }
            let isSaid = await saying != nil
            // Whoever has not heard all of it can find something, but not nothing.
            guard answer.popLast() == 0, isSaid || FileScan(clamdAnswer: answer) != .clean
            else { throw ClamdTrouble.answer }
            return answer
        }
    }
}

/// Why there is no answer.
enum ClamdTrouble: Error {
    /// It took too long.
    case time
    /// It was none.
    case answer
}
