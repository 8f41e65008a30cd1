/// What a sender calls a file, made safe to show and to save under: it never becomes part of a path.
public struct FileName: Hashable, Sendable {
    /// One to ``longest`` Unicode scalars.
    public let text: String

    /// The most Unicode scalars.
    public static let longest = 150

    /// Keeps the last part of a path, of Windows or of Unix, without what cannot be seen, turns the direction
    /// of writing, or is no part of a file's name anywhere. What is too long is shortened before its extension.
    ///
    /// - Parameter sent: as it was sent; nothing of it need be right.
    public init(_ sent: String) {
        var scalars: [Unicode.Scalar] = []
        for scalar in Self.seen(sent).unicodeScalars {
            switch scalar {
            case "/", "\\": scalars = []
            case ":", "*", "?", "\"", "<", ">", "|": scalars.append("_")
            default: scalars.append(scalar)
            }
        }
        Self.trimEnd(of: &scalars)
        let first = scalars.firstIndex { $0 != " " && $0 != "." } ?? scalars.endIndex
        // A name of an extension alone keeps it.
        let isHidden = first > 0 && first < scalars.endIndex && scalars[first - 1] == "."
        scalars =
            isHidden ? Array("file.".unicodeScalars) + scalars[first...] : Array(scalars[first...])
        Self.shorten(&scalars)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        self.text = text.isEmpty ? "file" : String(text)
    }

    /// What stands behind the last dot, in lower case; empty without one.
    public var `extension`: String {
        guard let dot = text.unicodeScalars.lastIndex(of: ".") else { return "" }
        let rest = text.unicodeScalars[dot...].dropFirst()
        return String(String.UnicodeScalarView(rest)).lowercased()
    }

    /// Controls, ends of lines, and what is there to be seen by nobody: a right-to-left override makes
    /// `gnp.exe` of `exe.png`.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            true
        default: false
        }
    }

    /// Without what nobody sees, and only then in Unicode's form C: what is dropped may stand between what
    /// belongs together.
    private static func seen(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.filter { !isUnseen($0) })
        return TextDoor.normalised(String(scalars))
    }

    /// No name ends in a blank or a dot, nor does one that was shortened.
    private static func trimEnd(of scalars: inout [Unicode.Scalar]) {
        while let last = scalars.last, last == " " || last == "." { scalars.removeLast() }
    }

    private static func shorten(_ scalars: inout [Unicode.Scalar]) {
        guard scalars.count > longest else { return }
        let dot = scalars.lastIndex(of: ".") ?? scalars.endIndex
        let tail = scalars.count - dot <= 16 ? Array(scalars[dot...]) : []
        scalars = Array(scalars.prefix(longest - tail.count)) + tail
        trimEnd(of: &scalars)
    }
}
