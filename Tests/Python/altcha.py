"""Solves a challenge of ALTCHA version 2 as the widget does: PBKDF2-SHA-256, counter by counter."""

import base64
import hashlib
import json


def solved(challenge: bytes) -> str:
    """The value of the field `altcha`."""
    read = json.loads(challenge)
    parameters = read["parameters"]
    nonce, salt = bytes.fromhex(parameters["nonce"]), bytes.fromhex(parameters["salt"])
    prefix = bytes.fromhex(parameters["keyPrefix"])
    for counter in range(1_000_000):
        password = nonce + counter.to_bytes(4, "big")
        key = hashlib.pbkdf2_hmac("sha256", password, salt, parameters["cost"], parameters["keyLength"])
        if key.startswith(prefix):
            solution = {"challenge": read, "solution": {"counter": counter, "derivedKey": key.hex()}}
            return base64.b64encode(json.dumps(solution, separators=(",", ":")).encode()).decode()
    raise AssertionError("no counter solves it")
