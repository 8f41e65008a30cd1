import OpenSSL
import Testing

struct HKDFTests {
    struct Vector: Sendable {
        let material, salt, info, key, output: [UInt8]
    }

    /// RFC 5869, test cases 1, 2 and 3 (the third with empty salt and info).
    static let published = [
        Vector(
            material: repeated(0x0b, 22), salt: Array(0x00...0x0c), info: Array(0xf0...0xf9),
            key: hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"),
            output: hex(
                """
                3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf
                34007208d5b887185865
                """)),
        Vector(
            material: Array(0x00...0x4f), salt: Array(0x60...0xaf), info: Array(0xb0...0xff),
            key: hex("06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244"),
            output: hex(
                """
                b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c
                59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71
                cc30c58179ec3e87c14c01d5c1f3434f1d87
                """)),
        Vector(
            material: repeated(0x0b, 22), salt: [], info: [],
            key: hex("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"),
            output: hex(
                """
                8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d
                9d201395faa4b61a96c8
                """)),
    ]

    @Test(arguments: published)
    func `HKDF gives the keys of RFC 5869, in one step and in two`(_ vector: Vector) throws {
        let material = try SecretBytes(copying: vector.material)
        let key = try HKDF.extract(salt: vector.salt.span, keyMaterial: material)
        let inTwo = try HKDF.expand(key, info: vector.info.span, count: vector.output.count)
        let inOne = try HKDF.derive(
            keyMaterial: material, salt: vector.salt.span, info: vector.info.span,
            count: vector.output.count)
        #expect(key.revealed() == vector.key)
        #expect(inTwo.revealed() == vector.output)
        #expect(inOne.revealed() == vector.output)
    }

    @Test(arguments: [(0, 0), (-1, 0), (8161, 0), (32, 1025)])
    func `HKDF refuses lengths beyond its limits`(count: Int, info: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try HKDF.expand(.random(count: 32), info: repeated(1, info).span, count: count)
        }
        #expect(code == .invalidLength)
    }

    @Test func `HKDF reaches its limits`() throws {
        let key = try SecretBytes.random(count: 32)
        let longest = try HKDF.expand(key, info: repeated(1, 1024).span, count: 8160)
        #expect(longest.count == 8160)
    }

    @Test func `HKDF refuses empty key material`() {
        let code = failure { () throws(OpenSSLError) in
            _ = try HKDF.extract(salt: nothing().span, keyMaterial: SecretBytes(copying: []))
        }
        #expect(code == .invalidKey)
    }
}
