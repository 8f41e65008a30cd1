"""Proofs of ALTCHA version 2 without the work, for tests that send thousands: made with the house's own keys."""

import base64
import hashlib
import hmac
import json
import secrets
import time

from formats import hkdf, read_house
from visitor import Visitor

LIFE_SECONDS = 600  # half of what the house gives
COUNTER = 3_000


class Workless:
    """What a widget would send to one form, in whatever number. The house is being served."""

    def __init__(self, house, form: str):
        _, secret = read_house((house.data / "house.key").read_bytes())
        self._signing, self._key = (
            hkdf(secret, f"genkan/v1/house/{purpose}".encode()) for purpose in ("altcha-signing", "altcha-key")
        )
        visitor = Visitor(house)
        self._parameters = json.loads(visitor.get(f"/f/{form}/challenge").body)["parameters"]
        visitor.close()

    def proof(self) -> str:
        """A value of the field `altcha`, good for one submission."""
        nonce, salt = secrets.token_bytes(16), secrets.token_bytes(16)
        password = nonce + COUNTER.to_bytes(4, "big")
        derived = hashlib.pbkdf2_hmac("sha256", password, salt, self._parameters["cost"], 32)
        parameters = {
            **self._parameters, "expiresAt": int(time.time()) + LIFE_SECONDS,
            "nonce": nonce.hex(), "salt": salt.hex(), "keyPrefix": derived[:16].hex(),
            "keySignature": hmac.digest(self._key, derived, "sha256").hex(),
        }  # fmt: skip
        signature = hmac.digest(self._signing, _canonical(parameters), "sha256")
        challenge = {"parameters": parameters, "signature": signature.hex()}
        solution = {"counter": COUNTER, "derivedKey": derived.hex()}
        return base64.b64encode(_canonical({"challenge": challenge, "solution": solution})).decode()


def _canonical(value) -> bytes:
    """As it is signed: names in order, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
