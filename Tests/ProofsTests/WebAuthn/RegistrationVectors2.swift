// Written by Tests/Peers/webauthn_vectors.py.

@testable import Proofs

extension RegistrationVector {
    static let part2: [RegistrationVector] = [
        RegistrationVector(
            "another house", .foreignRelyingParty,
            attestation: """
                a363666d74646e6f6e656761747453746d74a06861757468446174615898f57db50c5eef492c7ff11486
                499bd8c60f22a3162f18e09e676fe4f78d8fdd0b450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "nobody there", .userAbsent,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558440000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "nobody verified", .userUnverified,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558410000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "backed up but not eligible", .backupContradictory,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558550000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "a byte behind the end", .malformedAuthenticatorData,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158999f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f7800
                """),
        RegistrationVector(
            "extensions that are not there", .malformedAuthenticatorData,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558c50000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "the curve P-384", .malformedPublicKey,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620022158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "the key type of EdDSA", .malformedPublicKey,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50101032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "a point off the curve", .malformedPublicKey,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f79
                """),
        RegistrationVector(
            "a compressed point", .malformedPublicKey,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158779f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e22f5
                """),
        RegistrationVector(
            "a short coordinate", .malformedPublicKey,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158979f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a501020326200121581f8b2d3f3dda340fb5b9a059
                ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7ec5
                2bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "an optional parameter", .malformedPublicKey,
            attestation: """
                a363666d74646e6f6e656761747453746d74a0686175746844617461589e9f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a601020244616e6e61032620012158204f8b2d3f3d
                da340fb5b9a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4
                420acd366a7ec52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "ES384", .unofferedAlgorithm,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158999f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a5010203382220012158204f8b2d3f3dda340fb5b9
                a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a
                7ec52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "RS256", .unofferedAlgorithm,
            attestation: """
                a363666d74646e6f6e656761747453746d74a0686175746844617461589a9f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a4010303390100205840ffffffffffffffffffffff
                ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
                ffffffffffffffffffffff2143010001
                """),
        RegistrationVector(
            "no credential", .credentialMissing,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158259f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb95335580500000007
                """),
        RegistrationVector(
            "another id", .credentialMismatch,
            id: """
                54230391ca1735e8acf957ffd07e557155d64b77
                """),
        RegistrationVector(
            "a statement of none", .attestationNotEmpty,
            attestation: """
                a363666d74646e6f6e656761747453746d74a161610168617574684461746158989f9adef01e01c59ee0
                67d140e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65
                79200014192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340f
                b5b9a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd
                366a7ec52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "members out of order", .malformedAttestation,
            attestation: """
                a36761747453746d74a063666d74646e6f6e6568617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "a member twice", .malformedAttestation,
            attestation: """
                a463666d74646e6f6e6563666d74646e6f6e656761747453746d74a068617574684461746158989f9ade
                f01e01c59ee067d140e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074
                657374206b6579200014192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b
                2d3f3dda340fb5b9a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0ada
                a66ae4420acd366a7ec52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "an indefinite length", .malformedAttestation,
            attestation: """
                bf63666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f78ff
                """),
    ]
}
