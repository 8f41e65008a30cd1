import Genkan
import Sealing

extension ID: SQLConvertible {
    var sqlValue: SQLValue { .id(high, low) }
}

extension ID: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self.init(bytes: bytes)
    }
}

extension Instant: SQLConvertible {
    var sqlValue: SQLValue { .integer(microseconds) }
}

extension Instant: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .integer(let microseconds) = sqlValue else { return nil }
        self.init(microseconds: microseconds)
    }
}

extension ReceiptCode: SQLConvertible {
    var sqlValue: SQLValue { .integer(Int64(clamping: number)) }
}

extension ReceiptCode: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue, let number = UInt64(exactly: number) else {
            return nil
        }
        self.init(number: number)
    }
}

extension CaptchaMark: SQLConvertible {
    var sqlValue: SQLValue { name.sqlValue }
}

extension CaptchaMark: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self.init(bytes: bytes)
    }
}

extension ObjectID: SQLConvertible {
    var sqlValue: SQLValue { .id(high, low) }
}

extension ObjectID: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self.init(bytes: bytes)
    }
}

extension Day: SQLConvertible {
    var sqlValue: SQLValue { .integer(number) }
}

extension Day: SQLReadable {
    init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(number: number)
    }
}
