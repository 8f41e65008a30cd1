"""A signed receipt: checked by somebody who has no line of Genkan's code, and by the house that gave it."""

import base64
import hashlib
import json
import sqlite3

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from visitor import Visitor

FIELDS = {
    "name": "Vera Beleg", "kana": "ヤマダ ハナコ", "email": "vera@example.jp", "topic": "product",
    "message": "received?", "privacy": "yes",
}


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def checked(signed: str, keys: dict) -> dict:
    """As any JOSE library does it: RFC 7515 § 5.2 with RFC 8037, the key found by its `kid`."""
    head, statement, signature = signed.split(".")
    header = json.loads(raw(head))
    assert header["alg"] == "EdDSA" and header["typ"] == "genkan-receipt"
    (key,) = [key for key in keys["keys"] if key["kid"] == header["kid"]]
    thumbprint = json.dumps({name: key[name] for name in ("crv", "kty", "x")}, separators=(",", ":"))
    assert raw(key["kid"]) == hashlib.sha256(thumbprint.encode()).digest()
    Ed25519PublicKey.from_public_bytes(raw(key["x"])).verify(raw(signature), f"{head}.{statement}".encode())
    return json.loads(raw(statement))


def test_a_receipt_proves_what_was_received(house, tmp_path):
    house.start()
    vera = Visitor(house)
    answer = vera.post("/f/contact", FIELDS, {"Accept": "application/json"})
    signed = json.loads(answer.body)["signed_receipt"]
    keys = json.loads(vera.get("/.well-known/jwks.json").body)
    statement = checked(signed, keys)
    assert statement["code"] == answer.receipt and statement["form"] == "contact"
    assert "Vera" not in str(statement)
    with pytest.raises(InvalidSignature):
        head, body, signature = signed.split(".")
        other = base64.urlsafe_b64encode(raw(body).replace(b"contact", b"contracts")).decode().rstrip("=")
        checked(f"{head}.{other}.{signature}", keys)

    file = tmp_path / "receipt.jws"
    file.write_text(signed + "\n")

    def verify() -> tuple[int, str]:
        done = house.run("receipt", "verify", str(file))
        return done.returncode, done.stdout + done.stderr

    def says(status: int, *words: str):
        found, text = verify()
        assert found == status and all(word in text for word in words), text

    says(0, answer.receipt, statement["received"], "is what was received")
    file.write_text(signed[:-3] + "AAA")
    says(65, "no receipt")
    file.write_text("x" * 10_000)
    says(65, "no receipt")
    file.write_text(signed)
    house.stop()
    says(0, answer.receipt, "is what was received")

    database = sqlite3.connect(house.data / "genkan.sqlite")
    (envelope,) = database.execute("SELECT answers FROM submissions").fetchone()
    assert hashlib.sha256(envelope).hexdigest() == statement["envelope"]
    with database:
        database.execute("UPDATE submissions SET answers = ?", [envelope[:-1] + bytes([envelope[-1] ^ 1])])
    says(77, answer.receipt, "not what was received")
    with database:
        database.execute("DELETE FROM clear_answers")
        database.execute("DELETE FROM submissions")
    database.close()
    says(0, answer.receipt, "nothing is stored of it")
