// Written by Tests/Peers/webauthn_vectors.py.

@testable import Proofs

extension AssertionVector {
    static let part3: [AssertionVector] = [
        AssertionVector(
            "no origin", .malformedClientData, algorithm: -7,
            id: """
                192015184169ad40b5d5bf60eb88563aa1295349
                """,
            client: """
                7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22414145434177
                51464267634943516f4c4441304f4478415245684d554652595847426b6147787764486838227d
                """,
            data: """
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000008
                """,
            signature: """
                304402202727ce31bf57a46c8e1709ff150f1a37245c243015bdb08433e095d1a06df2d302205542add1
                38a1cce05868659beabe28f9d58c2fa76035dbb9d8783d8387570575
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "another house", .foreignRelyingParty, algorithm: -7,
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
                f57db50c5eef492c7ff11486499bd8c60f22a3162f18e09e676fe4f78d8fdd0b0500000007
                """,
            signature: """
                3044022077940b6ac10a320f983da169fc7b7bb49a4e69be72a3f56ef957907d557da3360220551e019b
                91eaae96cea47fdbcb507b711443a477e1009dad7c230779bc52f73b
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "nobody there", .userAbsent, algorithm: -7,
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
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580400000007
                """,
            signature: """
                3044022011a12680aa850a960c1f757ad38c95d69f1439dcec2679b642e6f06aef1894300220054877db
                2e63dd378df12c8f7137809d39519e0babb16ca93b315509dcaea6f1
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "nobody verified", .userUnverified, algorithm: -7,
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
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580100000007
                """,
            signature: """
                30440220625398791b109b0dda91e0eb757d568544c2e0b07a17d0ad2118f06173e2f775022033d39b1e
                9fb122610abb63a2aee00bf89c93adf5dee1fc4cf243bda9d7d8961b
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "backed up but not eligible", .backupContradictory, algorithm: -7,
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
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335581500000007
                """,
            signature: """
                3046022100e52f7e70aa2451d1e155c74af2e3a21e4545c352934bd31591f587820f0cf3800221008215
                65c4a522f1a4139deb1e356b582066c9f9d6ebc7a203d12b058ebed283ce
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "a byte behind the end", .malformedAuthenticatorData, algorithm: -7,
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
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb9533558050000000700
                """,
            signature: """
                304502204ae173a2faf1e4dc8af748b144e91e686e662fa00b0517b38de188fc04139290022100ac6770
                388dba723f2ed94cb96d09541359fcac9f2f436e2d6c69cfbfc392cb42
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "extensions that are not there", .malformedAuthenticatorData, algorithm: -7,
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
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335588500000007
                """,
            signature: """
                3046022100a04408af77b80fd4e4a3aae2ac0aade6984cc11392b3a415d8ceee1dac22ee030221009d17
                b88bcab059a47c11a81cc8b6ba679bb387fba0c036ef1c4935dbbc17b24e
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "data of a new credential", .credentialUnexpected, algorithm: -7,
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
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b61
                6e2074657374206b6579200014192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158
                204f8b2d3f3dda340fb5b9a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74
                ed0adaa66ae4420acd366a7ec52bf34a0c0823a88f42f8616f78
                """,
            signature: """
                304502207cc67a4ee2ba8fd01c8111f2f2d3b9485a6acfde36422acfc29897bdc6fccb07022100fd66ae
                dd2b91eecb64d171a7ade5e411655caebe9565ca5d8a59844e9491d928
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
        AssertionVector(
            "the counter 7", .cloned, algorithm: -7,
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
                9f9adef01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb95335580500000007
                """,
            signature: """
                304402203a7981187c2f6e4de3cd59e04a0c80bcd6c6b16003ae7e72d84eba6de1f798b002203fd943f4
                91de13a1094d20e76b22c0fa98fa55cf03a70d5d831dce903ca7bf16
                """,
            user: """
                404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
                """),
    ]
}
