"""A software authenticator and its browser, out of `fido2`'s own classes: no line of it is ours.

Keys are made from a seed and ECDSA is deterministic (RFC 6979), so that the same seed gives the
same bytes: `webauthn_vectors.py` freezes some of them for the Swift tests.
"""

import hashlib
import hmac
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from fido2.cose import ES256, EdDSA
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
GOOD = FLAG.UP | FLAG.UV
SYNCHRONISED = FLAG.BE | FLAG.BS
AAGUID = bytes.fromhex("47656e6b616e2074657374206b657920")


def client_data(kind: str, challenge: bytes, origin: str, **members) -> bytes:
    return bytes(CollectedClientData.create(kind, challenge, origin, **members))


class Passkey:
    """One credential of one authenticator."""

    def __init__(self, algorithm: int, seed: bytes, counter: int = 0):
        self.algorithm, self.counter = algorithm, counter
        self.id = hashlib.sha256(b"id" + seed).digest()[:20]
        raw = hashlib.sha256(b"key" + seed).digest()
        if algorithm == -8:
            self.key = ed25519.Ed25519PrivateKey.from_private_bytes(raw)
            self.cose = EdDSA.from_cryptography_key(self.key.public_key())
        else:
            self.key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
            self.cose = ES256.from_cryptography_key(self.key.public_key())

    def sign(self, message: bytes) -> bytes:
        if self.algorithm == -8:
            return self.key.sign(message)
        return self.key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    def registered(self, rp_id: str, flags=GOOD, extensions=None, cose=None) -> AuthenticatorData:
        credential = AttestedCredentialData.create(AAGUID, self.id, cose or self.cose)
        flags |= FLAG.AT | (FLAG.ED if extensions else 0)
        return AuthenticatorData.create(
            hashlib.sha256(rp_id.encode()).digest(), flags, self.counter, credential, extensions
        )

    def used(self, rp_id: str, flags=GOOD, extensions=None) -> AuthenticatorData:
        flags |= FLAG.ED if extensions else 0
        return AuthenticatorData.create(
            hashlib.sha256(rp_id.encode()).digest(), flags, self.counter, b"", extensions
        )

    def signature(self, data: bytes, client: bytes) -> bytes:
        return self.sign(bytes(data) + hashlib.sha256(client).digest())


class Browser:
    """Answers options as they stand in the page, for pages of one origin."""

    def __init__(self, origin: str, synchronises: bool = False):
        self.origin = origin
        self.flags = GOOD | (SYNCHRONISED if synchronises else 0)
        self.held: list[tuple[str, bytes, Passkey]] = []

    def create(self, options, seed: bytes, self_attested: bool = False) -> dict:
        """RegistrationResponseJSON for parsed options, with the first algorithm they offer."""
        algorithm = options.pub_key_cred_params[0].alg
        passkey = Passkey(algorithm, seed, counter=0 if self.flags & FLAG.BE else 1)
        self.held.append((options.rp.id, options.user.id, passkey))
        client = client_data("webauthn.create", options.challenge, self.origin)
        extensions = {"hmac-secret": True} if self.flags & FLAG.BE else None
        data = passkey.registered(options.rp.id, self.flags, extensions)
        fmt, statement = "none", {}
        if self_attested:
            fmt = "packed"
            statement = {"alg": algorithm, "sig": passkey.signature(data, client)}
        attestation = bytes(AttestationObject.create(fmt, data, statement))
        return answer(
            passkey.id,
            {"clientDataJSON": client, "attestationObject": attestation},
            {"prf": {"enabled": bool(extensions)}},
        )

    def get(self, options, credential_id: bytes) -> dict:
        """AuthenticationResponseJSON for parsed options. The counter rises where there is one."""
        rp_id, user, passkey = next(
            held for held in self.held if held[2].id == credential_id
        )
        assert rp_id == options.rp_id
        if not self.flags & FLAG.BE:
            passkey.counter += 1
        client = client_data("webauthn.get", options.challenge, self.origin)
        data = passkey.used(rp_id, self.flags)
        return answer(
            passkey.id,
            {
                "clientDataJSON": client,
                "authenticatorData": bytes(data),
                "signature": passkey.signature(data, client),
                "userHandle": user,
            },
            {},
        )


def answer(credential_id: bytes, response: dict, extensions: dict) -> dict:
    name = websafe_encode(credential_id)
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": {key: websafe_encode(value) for key, value in response.items()},
        "clientExtensionResults": extensions,
    }


def prf(seed: bytes, salt: bytes) -> bytes:
    """What the passkey's pseudo-random function gives (WebAuthn Level 3 § 10.1.4)."""
    salt = hashlib.sha256(b"WebAuthn PRF\0" + salt).digest()
    return hmac.digest(hashlib.sha256(b"prf" + seed).digest(), salt, "sha256")


def compact(value) -> str:
    return json.dumps(value, separators=(",", ":"))
