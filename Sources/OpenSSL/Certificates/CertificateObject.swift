import COpenSSL

/// OpenSSL's X.509 certificate, freed with the value.
@safe struct CertificateObject: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over a certificate that a C function made.
    init(owning pointer: OpaquePointer) { unsafe self.pointer = pointer }

    private init() throws(OpenSSLError) {
        guard let pointer = unsafe X509_new() else {
            throw OpenSSLError(.callFailed, "certificate")
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe X509_free(pointer) }

    /// A version 3 certificate that still lacks its issuer, extensions and signature.
    init(
        commonName: String, key: borrowing KeyObject, validity: Validity
    ) throws(OpenSSLError) {
        let new = try CertificateObject()
        try OpenSSLError.check(
            unsafe X509_set_version(new.pointer, Int(X509_VERSION_3)), "certificate version")
        try new.setRandomSerial()
        try OpenSSLError.check(
            unsafe ASN1_TIME_set(X509_getm_notBefore(new.pointer), Int(validity.notBefore)) != nil
                && ASN1_TIME_set(X509_getm_notAfter(new.pointer), Int(validity.notAfter)) != nil
                ? 1 : 0, "certificate validity")
        let name = unsafe X509_get_subject_name(new.pointer)
        for (field, text) in [("O", "Genkan development"), ("CN", commonName)] {
            try OpenSSLError.check(
                unsafe X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, text, -1, -1, 0),
                "certificate name")
        }
        try OpenSSLError.check(
            unsafe X509_set_pubkey(new.pointer, key.pointer), "certificate key")
        self = new
    }

    /// 126 random bits below a leading 01, so that the number is positive and of one length.
    private borrowing func setRandomSerial() throws(OpenSSLError) {
        var bytes = try SecureRandom.bytes(16)
        bytes[0] = bytes[0] & 0x3f | 0x40
        let number = unsafe BN_bin2bn(bytes, Int32(bytes.count), nil)
        defer { unsafe BN_free(number) }
        let serial = unsafe X509_get_serialNumber(pointer)
        try OpenSSLError.check(
            unsafe number != nil && BN_to_ASN1_INTEGER(number, serial) != nil ? 1 : 0,
            "certificate serial")
    }

    /// The extensions of an authority that issues leaves only; it issues itself.
    borrowing func addAuthorityExtensions() throws(OpenSSLError) {
        try setIssuer(self)
        try add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0", issuer: self)
        try add(NID_key_usage, "critical,keyCertSign", issuer: self)
        try add(NID_subject_key_identifier, "hash", issuer: self)
    }

    /// The extensions of a server's leaf.
    borrowing func addLeafExtensions(
        _ names: AlternativeNames, issuer: borrowing CertificateObject
    ) throws(OpenSSLError) {
        try setIssuer(issuer)
        try add(NID_basic_constraints, "critical,CA:FALSE", issuer: issuer)
        try add(NID_key_usage, "critical,digitalSignature", issuer: issuer)
        try add(NID_ext_key_usage, "serverAuth", issuer: issuer)
        try add(NID_subject_alt_name, names.extensionText, issuer: issuer)
        try add(NID_subject_key_identifier, "hash", issuer: issuer)
        try add(NID_authority_key_identifier, "keyid:always", issuer: issuer)
    }

    private borrowing func setIssuer(
        _ issuer: borrowing CertificateObject
    ) throws(OpenSSLError) {
        try OpenSSLError.check(
            unsafe X509_set_issuer_name(pointer, X509_get_subject_name(issuer.pointer)),
            "certificate issuer")
    }

    private borrowing func add(
        _ kind: Int32, _ text: String, issuer: borrowing CertificateObject
    ) throws(OpenSSLError) {
        let made = unsafe genkan_extension(issuer.pointer, pointer, kind, text)
        defer { unsafe X509_EXTENSION_free(made) }
        guard let made = unsafe made else {
            throw OpenSSLError(.invalidParameters, "certificate extension")
        }
        try OpenSSLError.check(
            unsafe X509_add_ext(pointer, made, -1), "certificate extension")
    }

    /// Signs with ECDSA and SHA-256. X509_sign answers with the length of the signature.
    borrowing func sign(with key: borrowing KeyObject) throws(OpenSSLError) {
        let digest = unsafe try Fetched.sha256.required("sign certificate")
        let count = unsafe X509_sign(pointer, key.pointer, digest)
        try OpenSSLError.check(count > 0 ? 1 : 0, "sign certificate")
    }

    /// The certificate as PEM text.
    borrowing func pem() throws(OpenSSLError) -> String {
        let buffer = try PEMBuffer()
        try OpenSSLError.check(
            unsafe PEM_write_bio_X509(buffer.pointer, pointer), "write certificate")
        return try buffer.contents().withBytes { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }
}
