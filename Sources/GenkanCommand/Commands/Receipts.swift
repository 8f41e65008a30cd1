import ArgumentParser
import Foundation
import Genkan
import Sealing

/// `genkan receipt …`: what visitors were given.
struct Receipts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "What visitors were given.", subcommands: [Verify.self])

    /// `genkan receipt verify`.
    struct Verify: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Check that this house gave a signed receipt, and that what it received is stored.",
            discussion: """
                Ends with 0 when the receipt is genuine and what is stored is what was received, or \
                nothing is stored of it any more; with 65 when this house gave no such receipt, and with \
                77 when something else is stored by now. Works while the house is served and while it is \
                not. Nothing is opened.
                """)

        @OptionGroup var house: HouseOptions

        @Argument(help: "The file with the signed receipt; - reads the standard input.")
        var file = "-"

        func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
            let text = try read()
            let reply: CommandReply
            if let socket = try UnixSocket.connect(to: configuration.commandSocket) {
                try CommandWire.write(.verifyReceipt, to: socket)
                try CommandWire.write(text, to: socket)
                reply = try CommandWire.readReply(from: socket)
            } else {
                reply = try await House.open(configuration, holder: "genkan receipt verify") {
                    await ReceiptVerification(storage: $0.storage, house: $0.key.publicKey)(text)
                }
            }
            try reply.end(terminal)
        }

        private func opened() throws -> Descriptor {
            if file == "-" { return Descriptor(owning: dup(0)) }
            return try Descriptor.open(file, O_RDONLY)
        }

        /// The text without blanks around it. What is too long is no receipt.
        private func read() throws -> String {
            let input = try opened()
            var bytes = [UInt8](repeating: 0, count: HousePublicKey.longestReceipt)
            var span = bytes.mutableSpan
            let count = try input.read(into: &span)
            guard count < bytes.count,
                let text = String(validating: bytes[..<count], as: UTF8.self)
            else { throw Refusal(.data, ReceiptVerification.noReceipt) }
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard trimmed.utf8.count <= CommandWire.limit else {
                throw Refusal(.data, ReceiptVerification.noReceipt)
            }
            return trimmed
        }
    }
}
