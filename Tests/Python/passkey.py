"""An authenticator whose passkeys have a pseudo-random function, for people without a browser."""

import base64
import hashlib
import json
import re
import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fido2.cose import EdDSA
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


def added_passkey(visitor, password: str) -> bytes:
    """Adds one to who is signed in; answers what its function gave."""
    csrf = re.search(r'name="csrf" value="([^"]+)"', visitor.get("/desk/passkeys").text).group(1)
    own = {"csrf": csrf, "password": password, "name": "a stick"}
    offered = json.loads(visitor.post("/desk/passkeys/options", own).body)
    options, output = offered["publicKey"], secrets.token_bytes(32)
    credential_id = secrets.token_bytes(20)
    key = EdDSA.from_cryptography_key(Ed25519PrivateKey.generate().public_key())
    client = CollectedClientData.create("webauthn.create", _bytes(options["challenge"]), visitor.house.url)
    data = AuthenticatorData.create(
        hashlib.sha256(options["rp"]["id"].encode()).digest(), FLAG.UP | FLAG.UV | FLAG.AT, 1,
        AttestedCredentialData.create(bytes(16), credential_id, key),
    )  # fmt: skip
    made = {
        "ticket": offered["ticket"], "id": _text(credential_id), "client": _text(bytes(client)),
        "attestation": _text(bytes(AttestationObject.create("none", data, {}))), "transports": "usb",
        "prf": _text(output),
    }  # fmt: skip
    answer = visitor.post("/desk/passkeys", {**own, **made})
    assert answer.headers["location"] == "/desk/passkeys?done=added", answer.headers["location"]
    return output


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
