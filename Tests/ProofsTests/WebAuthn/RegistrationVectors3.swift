// Written by Tests/Peers/webauthn_vectors.py.

@testable import Proofs

extension RegistrationVector {
    static let part3: [RegistrationVector] = [
        RegistrationVector(
            "a longer length", .malformedAttestation,
            attestation: """
                b80363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d1
                40e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b657920
                0014192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9
                a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a
                7ec52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "a fourth member", .malformedAttestation,
            attestation: """
                a461610063666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee0
                67d140e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65
                79200014192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340f
                b5b9a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd
                366a7ec52bf34a0c0823a88f42f8616f78
                """),
        RegistrationVector(
            "a byte behind the attestation", .malformedAttestation,
            attestation: """
                a363666d74646e6f6e656761747453746d74a068617574684461746158989f9adef01e01c59ee067d140
                e9a383b3f75b11033db9d4daa879ceaeb9533558450000000747656e6b616e2074657374206b65792000
                14192015184169ad40b5d5bf60eb88563aa1295349a50102032620012158204f8b2d3f3dda340fb5b9a0
                59ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e691afc4d74ed0adaa66ae4420acd366a7e
                c52bf34a0c0823a88f42f8616f7800
                """),
    ]
}
