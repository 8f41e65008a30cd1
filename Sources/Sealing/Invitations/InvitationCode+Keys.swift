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
