"""Writes the frozen vectors of the Swift tests.

python Tests/Peers/webauthn_vectors.py, then scripts/format.

Every refused vector differs from a good one in exactly what its name says; where that is signed
by the authenticator, the signature is a right one.
"""

import hashlib
import pathlib
import textwrap

from authenticator import FLAG, GOOD, SYNCHRONISED, Passkey, client_data, compact
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AttestationObject

OUT = pathlib.Path(__file__).resolve().parents[1] / "ProofsTests/WebAuthn"
RP, ORIGIN, USER = "desk.example.org", "https://desk.example.org", bytes(range(64, 96))
CHALLENGE = bytes(range(32))
ANNA = {-7: Passkey(-7, b"anna", 7), -8: Passkey(-8, b"anna", 7)}
STRANGER = Passkey(-7, b"stranger", 7)


def client(kind, challenge=CHALLENGE, origin=ORIGIN, **members):
    return client_data(kind, challenge, origin, **members)


def client_variants(kind):
    """What can be wrong with the client data, for both ceremonies."""
    other = "webauthn.get" if kind == "webauthn.create" else "webauthn.create"
    good = client(kind)
    yield "another ceremony's type", "wrongType", client(other)
    yield "another challenge", "wrongChallenge", client(kind, challenge=CHALLENGE[::-1])
    padded = good.replace(b'Hh8"', b'Hh8="')
    assert padded != good
    yield "a challenge with padding", "wrongChallenge", padded
    for words, origin in [
        ("http", "http://desk.example.org"),
        ("another port", "https://desk.example.org:8443"),
        ("a name below", "https://evil.desk.example.org"),
        ("a longer name", "https://desk.example.org.evil.test"),
        ("a slash behind it", "https://desk.example.org/"),
        ("capitals", "https://DESK.example.org"),
    ]:
        yield f"an origin with {words}", "wrongOrigin", client(kind, origin=origin)
    yield "a frame of another origin", "crossOrigin", client(kind, cross_origin=True)
    yield "the page around a frame", "framed", client(kind, topOrigin="https://evil.test")
    twice = good[:-1] + b',"challenge":"' + b"A" * 43 + b'"}'
    yield "a challenge twice", "malformedClientData", twice
    yield "invalid UTF-8", "malformedClientData", good[:-1] + b',"a":"\xff"}'
    yield "a byte order mark", "malformedClientData", b"\xef\xbb\xbf" + good
    yield "crossOrigin as text", "malformedClientData", client(kind, cross_origin="false")
    yield "no origin", "malformedClientData", compact(
        {"type": kind, "challenge": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}
    ).encode()


def data_variants(make):
    """What can be wrong with the authenticator data, for both ceremonies."""
    yield "another house", "foreignRelyingParty", make("other.example.org")
    yield "nobody there", "userAbsent", make(RP, FLAG.UV)
    yield "nobody verified", "userUnverified", make(RP, FLAG.UP)
    yield "backed up but not eligible", "backupContradictory", make(RP, GOOD | FLAG.BS)
    yield "a byte behind the end", "malformedAuthenticatorData", bytes(make(RP)) + b"\0"
    cut = bytearray(make(RP))
    cut[32] |= FLAG.ED
    yield "extensions that are not there", "malformedAuthenticatorData", bytes(cut)


def attested(data, fmt="none", statement=None) -> bytes:
    value = {"fmt": fmt, "attStmt": statement or {}, "authData": bytes(data)}
    return cbor.encode(value)


def keys(passkey):
    """Keys that are none of ours."""
    good = dict(passkey.cose)
    yield "the curve P-384", "malformedPublicKey", {**good, -1: 2}
    yield "the key type of EdDSA", "malformedPublicKey", {**good, 1: 1}
    off = good[-3][:-1] + bytes([good[-3][-1] ^ 1])
    yield "a point off the curve", "malformedPublicKey", {**good, -3: off}
    yield "a compressed point", "malformedPublicKey", {**good, -3: True}
    yield "a short coordinate", "malformedPublicKey", {**good, -2: good[-2][1:]}
    yield "an optional parameter", "malformedPublicKey", {**good, 2: b"anna"}
    yield "ES384", "unofferedAlgorithm", {**good, 3: -35}
    rsa = {1: 3, 3: -257, -1: b"\xff" * 64, -2: b"\1\0\1"}
    yield "RS256", "unofferedAlgorithm", rsa


def registrations():
    kind = "webauthn.create"
    for algorithm, name in [(-7, "ES256"), (-8, "EdDSA")]:
        passkey = ANNA[algorithm]
        data = attested(passkey.registered(RP))
        yield f"good {name}", None, passkey.id, client(kind), data
    passkey = ANNA[-8]
    rich = passkey.registered(RP, GOOD | SYNCHRONISED, {"hmac-secret": True})
    more = client(kind, other_keys_can_be_added_here={"a": [1, -2.5e3, None, True, "é\\"]})
    yield "good, synchronised, with extensions", None, passkey.id, more, attested(rich)
    passkey = ANNA[-7]
    data = passkey.registered(RP)
    statement = {"alg": -7, "sig": passkey.signature(data, client(kind))}
    self_attested = bytes(AttestationObject.create("packed", data, statement))
    yield "good, attesting itself", None, passkey.id, client(kind), self_attested

    for name, refusal, changed in client_variants(kind):
        yield name, refusal, passkey.id, changed, attested(data)
    for name, refusal, changed in data_variants(passkey.registered):
        yield name, refusal, passkey.id, client(kind), attested(changed)
    for name, refusal, key in keys(passkey):
        changed = passkey.registered(RP, cose=CoseKey(key))
        yield name, refusal, passkey.id, client(kind), attested(changed)
    good = attested(data)
    yield "no credential", "credentialMissing", passkey.id, client(kind), attested(passkey.used(RP))
    yield "another id", "credentialMismatch", STRANGER.id, client(kind), good
    full = attested(data, statement={"a": 1})
    yield "a statement of none", "attestationNotEmpty", passkey.id, client(kind), full
    for name, changed in spoilt(good, bytes(data)):
        yield name, "malformedAttestation", passkey.id, client(kind), changed


def spoilt(good, data):
    """The same attestation in CBOR that is not canonical."""
    fmt, statement = b"\x63fmt\x64none", b"\x67attStmt\xa0"
    tail = b"\x68authData\x58" + bytes([len(data)]) + data
    assert good == b"\xa3" + fmt + statement + tail
    yield "members out of order", b"\xa3" + statement + fmt + tail
    yield "a member twice", b"\xa4" + fmt + fmt + statement + tail
    yield "an indefinite length", b"\xbf" + fmt + statement + tail + b"\xff"
    yield "a longer length", b"\xb8\x03" + fmt + statement + tail
    yield "a fourth member", b"\xa4\x61a\0" + fmt + statement + tail
    yield "a byte behind the attestation", good + b"\0"


def assertion(passkey, data, client_json, **changes):
    data = bytes(data)
    parts = {"id": passkey.id, "data": data, "client": client_json, "user": USER}
    parts["signature"] = passkey.signature(data, client_json)
    return {**parts, **changes}


def at(counter, flags=GOOD):
    """Authenticator data with this counter."""
    head = hashlib.sha256(RP.encode()).digest() + bytes([flags])
    return head + counter.to_bytes(4, "big")


def assertions():
    """The stored passkeys have counter 7 and are not eligible for backup."""
    kind = "webauthn.get"
    for algorithm, name in [(-7, "ES256"), (-8, "EdDSA")]:
        yield f"good {name}", None, algorithm, assertion(ANNA[algorithm], at(8), client(kind))
    passkey, good = ANNA[-7], assertion(ANNA[-7], at(8), client(kind))
    rich = bytes(at(2**32 - 1, GOOD | FLAG.ED)) + cbor.encode({"a": {"b": [1]}})
    yield "good with extensions", None, -7, assertion(passkey, rich, client(kind))

    for name, refusal, changed in client_variants(kind):
        yield name, refusal, -7, assertion(passkey, at(8), changed)
    for name, refusal, changed in data_variants(passkey.used):
        yield name, refusal, -7, assertion(passkey, changed, client(kind))
    yield "data of a new credential", "credentialUnexpected", -7, assertion(
        passkey, passkey.registered(RP), client(kind)
    )
    for counter in (7, 6, 0):
        changed = assertion(passkey, at(counter), client(kind))
        yield f"the counter {counter}", "cloned", -7, changed
    changed = assertion(passkey, at(8, GOOD | FLAG.BE), client(kind))
    yield "eligible for backup", "backupEligibilityChanged", -7, changed
    yield "an unknown credential", "unknownCredential", -7, {**good, "id": STRANGER.id}
    yield "somebody else's handle", "foreignUser", -7, {**good, "user": USER[::-1]}
    forged = STRANGER.signature(good["data"], good["client"])
    yield "somebody else's signature", "wrongSignature", -7, {**good, "signature": forged}
    other = assertion(passkey, at(9), client(kind))["signature"]
    yield "the signature of other data", "wrongSignature", -7, {**good, "signature": other}
    flipped = good["signature"][:-1] + bytes([good["signature"][-1] ^ 1])
    yield "a flipped signature", "wrongSignature", -7, {**good, "signature": flipped}
    padded = good["signature"] + b"\0"
    yield "a byte behind the signature", "wrongSignature", -7, {**good, "signature": padded}


def block(label: str, value: bytes) -> str:
    lines = textwrap.wrap(value.hex(), 84) or [""]
    text = "".join(f"            {line}\n" for line in lines)
    return f'        {label}: """\n{text}            """'


def swift(kind: str, body: str) -> str:
    return (
        "// Written by Tests/Peers/webauthn_vectors.py.\n\n@testable import Proofs\n\n"
        f"extension {kind}Vector {{\n{body}}}\n"
    )


def good(parts) -> str:
    """What a vector has where nothing else is said."""
    return "".join(
        block(f"static let {label}", value).replace(":", " =", 1) + "\n" for label, value in parts
    )


def entry(kind, name, refusal, head, parts, usual):
    """One vector: only what differs from the first."""
    case = f".{refusal}" if refusal else "nil"
    blocks = [block(label, value) for label, value in parts if value != usual[label]]
    return f'        {kind}Vector({", ".join([f"{chr(34)}{name}{chr(34)}", case + head, *blocks])})'


def main():
    made = {"Registration": [], "Assertion": []}
    for name, refusal, credential_id, client_json, data in registrations():
        parts = [("id", credential_id), ("client", client_json), ("attestation", data)]
        made["Registration"].append((name, refusal, "", parts))
    for name, refusal, algorithm, parts in assertions():
        head = f", algorithm: {algorithm}" if algorithm != -7 else ""
        blocks = [(key, parts[key]) for key in ("id", "client", "data", "signature", "user")]
        made["Assertion"].append((name, refusal, head, blocks))
    for kind, vectors in made.items():
        usual = vectors[0][3]
        write(kind, "Good", good(usual))
        for part, some in enumerate(chunks(vectors, 20), start=1):
            body = ",\n".join(entry(kind, *vector, dict(usual)) for vector in some)
            write(kind, part, f"    static let part{part}: [{kind}Vector] = [\n{body},\n    ]\n")


def write(kind, part, body):
    (OUT / f"{kind}Vectors{part}.swift").write_text(swift(kind, body))


def chunks(items, count):
    return [items[start : start + count] for start in range(0, len(items), count)]


if __name__ == "__main__":
    main()
