import Genkan
import GenkanStorage

/// Fills a form through the store's own door: sealed, and committed in groups as under load.
struct Seeding {
    let house: BenchHouse
    let form: RegisteredForm

    private static let lanes = 128

    /// Stores `count` submissions.
    func store(_ count: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<Self.lanes {
                group.addTask {
                    for number in stride(from: lane, to: count, by: Self.lanes) {
                        try await self.store(number: number)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func store(number: Int) async throws {
        guard case .valid(let valid) = form.form.validate(RawSubmission(Bodies.answers(number)))
        else { throw BenchError("the form refuses the answers of the bench") }
        let arrival = Arrival(form: form, submission: valid, key: nil, mark: nil, held: nil)
        guard
            case .stored = try await house.storage.submissions.accept(
                arrival, now: BenchHouse.now())
        else { throw BenchError("submission \(number) was not stored") }
    }
}
