import Genkan
import Logging

/// One event as one line of logfmt: time, level, message, then the data in the order of its names.
///
/// Nothing in a value can begin a second line or a second field, or change how a terminal shows
/// the line: everything but printable ASCII and ordinary letters is escaped.
struct LogLine {
    let time: Instant
    let level: Logger.Level
    let message: String
    let metadata: [(name: String, value: String)]

    /// The line with its line end.
    var text: String {
        var line = "time=\(time) level=\(level.rawValue) message=\(Self.quoted(message))"
        for (name, value) in metadata {
            line += " \(Self.bare(name))=\(Self.value(value))"
        }
        return line + "\n"
    }

    private static func value(_ text: String) -> String {
        let plain = !text.isEmpty && text.utf8.allSatisfy(isPlain)
        return plain ? text : quoted(text)
    }

    private static func bare(_ name: String) -> String {
        String(decoding: name.utf8.map { isPlain($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\"")
            && byte != UInt8(ascii: "\\")
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case _ where isShown(scalar): quoted.unicodeScalars.append(scalar)
            default: quoted += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return quoted + "\""
    }

    /// Letters, marks, numbers, punctuation, symbols and the space; no control, format (among them
    /// the ones that turn the writing direction), line or paragraph separator.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }
}
