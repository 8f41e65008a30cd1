import GenkanWeb
import Proofs
import Sealing

extension Website.Proofs {
    /// The keys that derive from the house key.
    init(_ house: HouseKey) throws {
        let keys = try AltchaKeys(
            signing: try house.derive(.altchaSigning), key: try house.derive(.altchaKey))
        self.init(
            altcha: AltchaIssuer(keys: keys), form: try ProofKey(try house.derive(.formToken)),
            device: try ProofKey(try house.derive(.device)), receipts: try ReceiptKeys(house))
    }
}

extension ReceiptKeys {
    /// The keys that derive from the house key, and the house key itself.
    init(_ house: HouseKey) throws {
        self.init(
            link: try ProofKey(try house.derive(.receiptLink)), signer: try ReceiptSigner(house))
    }
}
