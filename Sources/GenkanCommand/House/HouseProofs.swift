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
            device: try ProofKey(try house.derive(.device)))
    }
}
