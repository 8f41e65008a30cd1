// Written by Tests/Peers/webauthn_vectors.py.

@testable import Proofs

extension AssertionVector {
    static let part2: [AssertionVector] = [
        AssertionVector(
            "nobody there", .userAbsent,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580400000007
                """,
            signature: """
                3044022011a12680aa850a960c1f757ad38c95d69f1439dcec2679b642e6f06aef1894300220054877db
                2e63dd378df12c8f7137809d39519e0babb16ca93b315509dcaea6f1
                """),
        AssertionVector(
            "nobody verified", .userUnverified,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580100000007
                """,
            signature: """
                30440220625398791b109b0dda91e0eb757d568544c2e0b07a17d0ad2118f06173e2f775022033d39b1e
                9fb122610abb63a2aee00bf89c93adf5dee1fc4cf243bda9d7d8961b
                """),
        AssertionVector(
            "backed up but not eligible", .backupContradictory,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335581500000007
                """,
            signature: """
                3046022100e52f7e70aa2451d1e155c74af2e3a21e4545c352934bd31591f587820f0cf3800221008215
                65c4a522f1a4139deb1e356b582066c9f9d6ebc7a203d12b058ebed283ce
                """),
        AssertionVector(
            "a byte behind the end", .malformedAuthenticatorData,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb9533558050000000700
                """,
            signature: """
                304502204ae173a2faf1e4dc8af748b144e91e686e662fa00b0517b38de188fc04139290022100ac6770
                388dba723f2ed94cb96d09541359fcac9f2f436e2d6c69cfbfc392cb42
                """),
        AssertionVector(
            "extensions that are not there", .malformedAuthenticatorData,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335588500000007
                """,
            signature: """
                3046022100a04408af77b80fd4e4a3aae2ac0aade6984cc11392b3a415d8ceee1dac22ee030221009d17
                b88bcab059a47c11a81cc8b6ba679bb387fba0c036ef1c4935dbbc17b24e
                """),
        AssertionVector(
            "data of a new credential", .credentialUnexpected,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b61
                6e2074657374206b6579200014192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158
                204f8b2d3f3dda340fb5b9a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74
                ed0adaa66ae4420acd366a7ec52bf34a0c0823a88f42f8616f78
                """,
            signature: """
                304502207cc67a4ee2ba8fd01c8111f2f2d3b9485a6acfde36422acfc29897bdc6fccb07022100fd66ae
                dd2b91eecb64d171a7ade5e411655caebe9565ca5d8a59844e9491d928
                """),
        AssertionVector(
            "the counter 7", .cloned,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000007
                """,
            signature: """
                304402203a7981187c2f6e4de3cd59e04a0c80bcd6c6b16003ae7e72d84eba6de1f798b002203fd943f4
                91de13a1094d20e76b22c0fa98fa55cf03a70d5d831dce903ca7bf16
                """),
        AssertionVector(
            "the counter 6", .cloned,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000006
                """,
            signature: """
                3045022100fe97657eccb12499cd1d0b5d629e499461a4f3f77bb8291d056732188cfb0e200220085634
                71f5bd1ff0d44c57331569b6acfb735acff7077c147861657a81cbab0b
                """),
        AssertionVector(
            "the counter 0", .cloned,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000000
                """,
            signature: """
                3045022100eb2a154b6e7e2a66decb3c71e2a5b8205cf99de5b6b1c40ae8acc13895d8640d022017a95f
                041c006cefd02d26b747cd029b71ffe5a79ba39c2f9c4cd49caace5dfa
                """),
        AssertionVector(
            "eligible for backup", .backupEligibilityChanged,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580d00000008
                """,
            signature: """
                3045022100ca3ad8ff6c5b3861eac272593d51cf0ea4310fb7db4f40dca331e2de185cf000022065f3fe
                bedd39ee8408774e4d6fcf56b0938bc899b279ab37480784722954764b
                """),
        AssertionVector(
            "an unknown credential", .unknownCredential,
            id: """
                54230391ca1735e8acf957ffd07e557155d64b77
                """),
        AssertionVector(
            "somebody else's handle", .foreignUser,
            user: """
                5f5e5d5c5b5a595857565554535251504f4e4d4c4b4a49484746454443424140
                """),
        AssertionVector(
            "somebody else's signature", .wrongSignature,
            signature: """
                30440220582f3b95838c36cbad9682b760ca730c61183818d9768992f8546cda3b67335c02201e973b4c
                f89a984af84cab75d702ee350f79c3b4353bb9d18f48769d36b5f1ee
                """),
        AssertionVector(
            "the signature of other data", .wrongSignature,
            signature: """
                3046022100d0231125e182f58adcab1f8373c84ae919d0fcc313b739e8060ebf0b7f522d700221009aa2
                cb16f39464594f7a63bf6e868deb5a68e82d96c035865ba9aaef6214bfc4
                """),
        AssertionVector(
            "a flipped signature", .wrongSignature,
            signature: """
                304502204033a52b2b26ca3ad0e8ff6fb7178867b034867e2b16759e4215ca8ce8db4ab40221008146a1
                851e041db40dbdebbb2ff9a6be0cc5dc99e13b9bb039a91572b8a177e9
                """),
        AssertionVector(
            "a byte behind the signature", .wrongSignature,
            signature: """
                304502204033a52b2b26ca3ad0e8ff6fb7178867b034867e2b16759e4215ca8ce8db4ab40221008146a1
                851e041db40dbdebbb2ff9a6be0cc5dc99e13b9bb039a91572b8a177e800
                """),
    ]
}
