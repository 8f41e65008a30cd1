/// SQL text with its values, built by interpolation only.
///
/// The literal parts are `StaticString`, so no text that is known only at run time can become part
/// of a statement: an interpolated value is always a bound parameter, and an interpolated `SQL` is
/// a fragment that was itself written as a literal.
struct SQL: Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String
    private(set) var values: [SQLValue]
    /// Whether the text is another from request to request, so that it is not worth keeping the
    /// statement: there would be no end to how many are kept.
    private(set) var varies: Bool

    init(stringLiteral value: StaticString) {
        text = value.description
        values = []
        varies = false
    }

    init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
        varies = stringInterpolation.varies
    }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [SQLValue] = []
        fileprivate var varies = false

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
            varies = varies || fragment.varies
        }
    }

    typealias StringInterpolation = Interpolation
}

extension SQL {
    /// The values one after another with commas between, for `IN (…)`; nothing for none.
    ///
    /// - Parameter isSettled: whether how many there are depends on no request.
    static func list(
        _ values: some Sequence<some SQLConvertible>, isSettled: Bool = false
    ) -> SQL {
        var list: SQL?
        for value in values { list = list.map { "\($0), \(value)" } ?? "\(value)" }
        list?.varies = !isSettled
        return list ?? ""
    }

    /// Conditions that must all hold, which ones depends on the request; true where there are none.
    static func all(of conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "1" }
        var all: SQL = conditions.dropFirst().reduce("(\(first))") { "\($0) AND (\($1))" }
        all.varies = true
        return all
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
