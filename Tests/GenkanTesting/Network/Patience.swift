/// Waits until something is so; fails after ``RawConnection/patience``.
public func eventually(_ isSo: () -> Bool) async throws {
    let end = ContinuousClock.now + RawConnection.patience
    while !isSo() {
        guard ContinuousClock.now < end else {
            throw RawConnection.Failure.nothingCame("it never came to be so")
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// Sends a piece again and again until enough has come back, the other side has closed, or the patience is at
/// its end.
public func drip(
    _ piece: [UInt8], into connection: RawConnection, every pause: Duration = .milliseconds(20),
    until isEnough: ([UInt8]) -> Bool = { _ in false }
) async {
    let end = ContinuousClock.now + RawConnection.patience
    while !connection.isClosed, !isEnough(connection.received), ContinuousClock.now < end {
        do {
            try await connection.send(piece)
            try await Task.sleep(for: pause)
        } catch { return }
    }
}
