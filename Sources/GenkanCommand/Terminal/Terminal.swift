import Foundation
import OpenSSL

/// The person at the terminal: what is said goes to standard error, what is asked for as a result
/// goes to standard output, answers come from the terminal itself.
struct Terminal {
    /// The longest answer in bytes.
    static let limit = 1024

    /// A result, such as a list or a version, on standard output.
    func show(_ text: String) {
        Self.write(text + "\n", to: STDOUT_FILENO)
    }

    /// Words for the person, on standard error.
    func say(_ text: String) {
        Self.write(text + "\n", to: STDERR_FILENO)
    }

    /// An answer that may be seen while it is typed.
    func ask(_ question: String) throws -> String {
        Self.write(question + " ", to: STDERR_FILENO)
        let answer = try SecretFile.read(
            terminal(for: question), limit: Self.limit, named: "the answer", isLine: true)
        return answer.withBytes { bytes in
            String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        }.trimmingCharacters(in: .whitespaces)
    }

    /// An answer that never leaves the secure heap and is not shown while it is typed.
    func askSecret(_ question: String, isShown: Bool = false) throws -> SecretBytes {
        let terminal = try terminal(for: question)
        Self.write(question + " ", to: STDERR_FILENO)
        defer { if !isShown { Self.write("\n", to: STDERR_FILENO) } }
        return try terminal.withNumber { number in
            let silence = try isShown ? nil : Silence(number)
            defer { silence?.end() }
            return try SecretFile.read(
                terminal, limit: Self.limit, named: "the answer", isLine: true)
        }
    }

    private func terminal(for question: String) throws -> Descriptor {
        do {
            return try Descriptor.open("/dev/tty", O_RDWR | O_NOCTTY)
        } catch {
            throw Refusal(
                .unavailable,
                "there is no terminal to ask on: \(question)\n"
                    + "Give the answers in files instead; --help says which.")
        }
    }

    /// Writes `text` as it is, in one call where the kernel takes it, to standard error by default.
    static func write(_ text: String, to number: Int32 = STDERR_FILENO) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let went = unsafe bytes[done...].withUnsafeBytes { rest in
                unsafe Foundation.write(number, rest.baseAddress, rest.count)
            }
            // Nobody can be told that standard error is gone.
            guard went > 0 || errno == EINTR else { return }
            done += max(0, went)
        }
    }
}
