// Written by Tests/Peers/webauthn_vectors.py.

@testable import Proofs

extension AssertionVector {
    static let part4: [AssertionVector] = [
        AssertionVector(
            "the counter 6", .cloned, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000006
                """,
            signature: """
                3045022100fe97657eccb12499cd1d0b5d629e499461a4f3f77bb8291d056732188cfb0e200220085634
                71f5bd1ff0d44c57331569b6acfb735acff7077c147861657a81cbab0b
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "the counter 0", .cloned, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000000
                """,
            signature: """
                3045022100eb2a154b6e7e2a66decb3c71e2a5b8205cf99de5b6b1c40ae8acc13895d8640d022017a95f
                041c006cefd02d26b747cd029b71ffe5a79ba39c2f9c4cd49caace5dfa
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "eligible for backup", .backupEligibilityChanged, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580d00000008
                """,
            signature: """
                3045022100ca3ad8ff6c5b3861eac272593d51cf0ea4310fb7db4f40dca331e2de185cf000022065f3fe
                bedd39ee8408774e4d6fcf56b0938bc899b279ab37480784722954764b
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "an unknown credential", .unknownCredential, algorithm: -7,
            id: """
                54230391ca1735e8acf957ffd07e557155d64b77
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000008
                """,
            signature: """
                304502204033a52b2b26ca3ad0e8ff6fb7178867b034867e2b16759e4215ca8ce8db4ab40221008146a1
                851e041db40dbdebbb2ff9a6be0cc5dc99e13b9bb039a91572b8a177e8
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "somebody else's handle", .foreignUser, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000008
                """,
            signature: """
                304502204033a52b2b26ca3ad0e8ff6fb7178867b034867e2b16759e4215ca8ce8db4ab40221008146a1
                851e041db40dbdebbb2ff9a6be0cc5dc99e13b9bb039a91572b8a177e8
                """,
            user: """
                5f5e5d5c5b5a595857565554535251504f4e4d4c4b4a49484746454443424140
                """),
        AssertionVector(
            "somebody else's signature", .wrongSignature, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000008
                """,
            signature: """
                30440220582f3b95838c36cbad9682b760ca730c61183818d9768992f8546cda3b67335c02201e973b4c
                f89a984af84cab75d702ee350f79c3b4353bb9d18f48769d36b5f1ee
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "the signature of other data", .wrongSignature, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000008
                """,
            signature: """
                3046022100d0231125e182f58adcab1f8373c84ae919d0fcc313b739e8060ebf0b7f522d700221009aa2
                cb16f39464594f7a63bf6e868deb5a68e82d96c035865ba9aaef6214bfc4
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "a flipped signature", .wrongSignature, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000008
                """,
            signature: """
                304502204033a52b2b26ca3ad0e8ff6fb7178867b034867e2b16759e4215ca8ce8db4ab40221008146a1
                851e041db40dbdebbb2ff9a6be0cc5dc99e13b9bb039a91572b8a177e9
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "a byte behind the signature", .wrongSignature, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838222c226f72
                6967696e223a2268747470733a2f2f6465736b2e6578616d706c652e6f7267222c2263726f73734f7269
                67696e223a66616c73657d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000008
                """,
            signature: """
                304502204033a52b2b26ca3ad0e8ff6fb7178867b034867e2b16759e4215ca8ce8db4ab40221008146a1
                851e041db40dbdebbb2ff9a6be0cc5dc99e13b9bb039a91572b8a177e800
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
    ]
}
