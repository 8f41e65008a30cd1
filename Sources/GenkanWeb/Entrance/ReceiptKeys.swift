import Genkan
import GenkanStorage
public import Proofs
public import Sealing

/// What receipts are proved with.
public struct ReceiptKeys: Sendable {
    /// Binds the address of a thank-you page to what was stored.
    let link: ProofKey
    /// Signs what a visitor takes along.
    let signer: ReceiptSigner

    /// Takes the two.
    public init(link: ProofKey, signer: ReceiptSigner) {
        self.link = link
        self.signer = signer
    }
}

/// A receipt on its way to a visitor. The address of the thank-you page carries it under a code of ours; it is
/// signed when somebody looks at it, for a signature costs as much as the rest of what a submission is
/// answered with.
struct GivenReceipt {
    let receipt: Receipt
    let form: RegisteredForm
    let keys: ReceiptKeys

    init(_ receipt: Receipt, of form: RegisteredForm, _ keys: ReceiptKeys) {
        self.receipt = receipt
        self.form = form
        self.keys = keys
    }

    /// Out of an address; nil when it is none that this house made for this form.
    init?(proof: String, of form: RegisteredForm, _ keys: ReceiptKeys) {
        guard let link = ReceiptLink(proof, form: form.idText, key: keys.link),
            let code = ReceiptCode(number: link.number),
            let receipt = Receipt(
                code: code, received: Instant(microseconds: link.milliseconds * 1000),
                digest: link.digest)
        else { return nil }
        self.init(receipt, of: form, keys)
    }

    /// For an address.
    func proof() throws -> String? {
        let link = ReceiptLink(
            number: receipt.code.number, milliseconds: receipt.received.microseconds / 1000,
            digest: receipt.digest)
        return try link?.text(form: form.idText, key: keys.link)
    }

    /// For whoever wants to prove that this house received it.
    func signed(by house: Origin?) throws -> String {
        let statement = ReceiptStatement(
            receipt, form: form.form.name, house: house?.description)
        return try keys.signer.sign(statement.bytes)
    }
}
