/// SQL text with its values, built by interpolation only.
///
/// The literal parts are `StaticString`, so no text that is known only at run time can become part
/// of a statement: an interpolated value is always a bound parameter, and an interpolated `SQL` is
/// a fragment that was itself written as a literal.
struct SQL: Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String
    private(set) var values: [SQLValue]

    init(stringLiteral value: StaticString) {
        text = value.description
        values = []
    }

    init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [SQLValue] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        mutating func appendInterpolation(_ value: some SQLConvertible) {
            text += "?"
            values.append(value.sqlValue)
        }

        mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        mutating func appendInterpolation(_ fragment: SQL) {
            text += fragment.text
            values += fragment.values
        }
    }

    typealias StringInterpolation = Interpolation
}

extension SQL {
    /// The values one after another with commas between, for `IN (…)`; nothing for none.
    static func list(_ values: some Sequence<some SQLConvertible>) -> SQL {
        var list: SQL?
        for value in values { list = list.map { "\($0), \(value)" } ?? "\(value)" }
        return list ?? ""
    }

    /// Conditions that must all hold; true where there are none.
    static func all(of conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "1" }
        return conditions.dropFirst().reduce("(\(first))") { "\($0) AND (\($1))" }
    }
}

/// One value in a statement or a row. There are no floating-point numbers in this house.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// The 16 bytes of an id, as two big-endian numbers: bound without an array.
    case id(UInt64, UInt64)
}

/// What may stand in a statement as a value.
protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension Int64: SQLConvertible { var sqlValue: SQLValue { .integer(self) } }
extension Int: SQLConvertible { var sqlValue: SQLValue { .integer(Int64(self)) } }
extension UInt32: SQLConvertible { var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Bool: SQLConvertible { var sqlValue: SQLValue { .integer(self ? 1 : 0) } }
extension String: SQLConvertible { var sqlValue: SQLValue { .text(self) } }
extension [UInt8]: SQLConvertible { var sqlValue: SQLValue { .bytes(self) } }
