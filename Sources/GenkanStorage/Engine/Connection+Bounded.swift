extension Connection {
    /// The first rows of a query that hold `bytes` together; the one that reaches the bound is the
    /// last, so that there is always one. A bound in rows alone is none: one row may have a megabyte.
    ///
    /// - Parameter size: of what was read, never a number that stands in the row.
    /// - Returns: the rows in order, and whether that is all of them.
    func first<Value>(
        of sql: SQL, bytes: Int, size: (Value) -> Int, _ read: (SQLRow) throws -> Value
    ) throws -> (values: [Value], isWhole: Bool) {
        var values: [Value] = []
        var room = bytes
        do {
            try each(sql) { row in
                guard room > 0 else { throw BoundReached() }
                let value = try read(row)
                room -= size(value)
                values.append(value)
            }
        } catch is BoundReached {
            return (values, false)
        }
        return (values, true)
    }
}

/// Leaves the walk over the rows.
private struct BoundReached: Error {}
