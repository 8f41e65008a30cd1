import OpenSSL

/// One version of a form's definition with the house's signature: a row. What was sent is shown by
/// it, so it is not believed before `verified`: a label or the mark of what is personal, changed in
/// the database, would change the meaning of every answer.
public struct FormDefinitionRecord: Hashable, Sendable {
    /// The form.
    public let form: ObjectID
    /// Which of its definitions, from 1.
    public let version: UInt32
    /// The definition's canonical bytes; what they mean is the caller's affair.
    public let definition: [UInt8]
    /// The house's Ed25519 signature, 64 bytes.
    public let signature: [UInt8]

    /// A row as it was stored.
    public init(form: ObjectID, version: UInt32, definition: [UInt8], signature: [UInt8]) {
        self.form = form
        self.version = version
        self.definition = definition
        self.signature = signature
    }

    /// The row of a definition that was read from the operator's own file, signed.
    ///
    /// - Throws: `unavailable` when libcrypto fails.
    public static func make(
        form: ObjectID, version: UInt32, definition: [UInt8], house: HouseKey
    ) throws(SealingError) -> FormDefinitionRecord {
        let signature = try making(.formDefinition, form) {
            try house.signing.signature(
                .formDefinition, for: message(form, version, definition))
        }
        return FormDefinitionRecord(
            form: form, version: version, definition: definition, signature: signature)
    }

    /// The definition, if this house signed it for this form and version.
    ///
    /// - Throws: `notGenuine` (formDefinition) with the form's id.
    public func verified(by house: HousePublicKey) throws(SealingError) -> [UInt8] {
        try verifying(.formDefinition, form) {
            try house.key.verify(
                signature, .formDefinition, for: Self.message(form, version, definition))
        }
        return definition
    }

    /// Form (16), version (4), definition.
    private static func message(
        _ form: ObjectID, _ version: UInt32, _ definition: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(form)
        writer.append(version)
        writer.append(definition)
        return writer.bytes
    }
}
