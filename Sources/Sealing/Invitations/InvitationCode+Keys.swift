import OpenSSL

/// What follows from a code, none of it without `house.key`: as with a password, whoever has the
/// database alone has nothing to try 72 bits against.
extension InvitationCode {
    /// The length of a mark in bytes.
    public static let markByteCount = 32

    /// What the row of the invitation is found by.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public func mark(_ house: HouseKey) throws(SealingError) -> [UInt8] {
        try making(.invitation, nil) {
            try HKDF.expandOpenly(
                peppered(house), label: Label.invitationMark.bytes, info: [UInt8]().span)
        }
    }

    /// The key with which the newcomer's keys are bound to this code and this invitation.
    func acceptanceKey(
        of invitation: ObjectID, _ house: HouseKey
    ) throws(SealingError) -> AcceptanceKey {
        try making(.invitation, invitation) {
            try AcceptanceKey(
                bytes: HKDF.expandKey(
                    peppered(house), label: Label.acceptanceKey.separated,
                    info: invitation.bytes.span))
        }
    }

    /// HMAC-SHA256(key of the house, the 16 symbols), left in the secure heap.
    private func peppered(_ house: HouseKey) throws -> SecretBytes {
        try house.invitationPepper().withBytes { pepper in
            try HKDF.extract(salt: pepper, keyMaterial: symbols)
        }
    }
}

/// The second factor that somebody who accepts is setting up travels in the page that shows it, sealed
/// under the code: nonce (12), AES-256-GCM, tag (16). Nothing of it is stored.
extension InvitationCode {
    /// The box for the page.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public func seal(
        draft: SecondFactorContent, of invitation: ObjectID, house: HouseKey
    ) throws(SealingError) -> [UInt8] {
        let key = try draftKey(of: invitation, house)
        return try making(.secondFactor, invitation) {
            let nonce = try SecureRandom.bytes(AESGCM.nonceCount)
            let box = try draft.bytes.withBytes { (bytes) throws(OpenSSLError) in
                try AESGCM.seal(
                    bytes, key: key, nonce: nonce.span, authenticating: invitation.bytes.span)
            }
            return nonce + box
        }
    }

    /// What a page was given.
    ///
    /// - Throws: `cannotOpen` (secondFactor) for anything else.
    public func open(
        draft sealed: [UInt8], of invitation: ObjectID, house: HouseKey
    ) throws(SealingError) -> SecondFactorContent {
        let key = try draftKey(of: invitation, house)
        return try opening(.secondFactor, invitation) {
            let count = AESGCM.nonceCount + SealedSecondFactor.contentByteCount + AESGCM.tagCount
            guard sealed.count == count else { throw Refusal.refused }
            return try SecondFactorContent(
                AESGCM.open(
                    sealed.span.extracting(AESGCM.nonceCount..<count), key: key,
                    nonce: sealed.span.extracting(0..<AESGCM.nonceCount),
                    authenticating: invitation.bytes.span))
        }
    }

    private func draftKey(
        of invitation: ObjectID, _ house: HouseKey
    ) throws(SealingError) -> SecretBytes {
        let key = try acceptanceKey(of: invitation, house)
        return try making(.secondFactor, invitation) {
            try HKDF.expandKey(
                key.bytes, label: Label.acceptanceDraft.separated, info: invitation.bytes.span)
        }
    }
}
