import Genkan
import GenkanStorage
import Sealing

/// Checks a signed receipt; the same whether a command holds the house or the process that serves was
/// asked over its socket.
struct ReceiptVerification: Sendable {
    let storage: Storage
    let house: HousePublicKey

    /// What is said of anything that this house did not sign as a receipt.
    static let noReceipt =
        "this is no receipt that this house gave: it was changed, or comes from elsewhere"

    /// Does it, and says what came of it.
    func callAsFunction(_ text: String) async -> CommandReply {
        guard let bytes = try? house.statement(ofReceipt: text),
            let statement = ReceiptStatement(bytes: bytes)
        else { return CommandReply(status: Refusal.Status.data.rawValue, text: Self.noReceipt) }
        let genuine =
            "genuine: \(statement.receipt.code) was received at \(statement.received) by the form"
            + " \(statement.form)"
        do {
            switch try await storage.submissions.standing(of: statement.receipt) {
            case .same:
                return CommandReply(
                    status: 0, text: genuine + "\nwhat is stored is what was received")
            case .gone:
                return CommandReply(
                    status: 0, text: genuine + "\nnothing is stored of it any more")
            case .changed:
                return CommandReply(
                    status: Refusal.Status.noPermission.rawValue,
                    text: genuine + "\nwhat is stored now is not what was received")
            }
        } catch {
            return CommandReply(
                status: Refusal.Status.system.rawValue,
                text: genuine + "\nwhat is stored could not be read (\(type(of: error)))")
        }
    }
}
