"""The formats of EnvelopeFormat.md in Python: no line of Genkan's code is used.

`cryptography`, `pyhpke` and the standard library are the only primitives.
"""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

SUITE = CipherSuite.new(
    KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM
)


def expand(key: bytes, info: bytes, count: int = 32) -> bytes:
    """HKDF-Expand, one block of it."""
    return hmac.digest(key, info + b"\x01", "sha256")[:count]


def hkdf(key: bytes, info: bytes, salt: bytes = b"") -> bytes:
    return expand(hmac.digest(salt or bytes(32), key, "sha256"), info)


def public(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def signing_public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def hpke_open(box: bytes, private: bytes, info: str, aad: bytes) -> bytes:
    key = KEMKey.from_pyca_cryptography_key(X25519PrivateKey.from_private_bytes(private))
    context = SUITE.create_recipient_context(box[:32], key, info=info.encode())
    return context.open(box[32:], aad=aad)


def hpke_shared_secret(agreed: bytes, encapsulated: bytes, recipient: bytes) -> bytes:
    """What both sides of a box have from the result of X25519 (RFC 9180, 4.1)."""
    suite = b"KEM" + struct.pack(">H", 0x20)
    early = _extract(suite, b"", b"eae_prk", agreed)
    return _expand(suite, early, b"shared_secret", encapsulated + recipient, 32)


def hpke_key_and_nonce(shared_secret: bytes, info: str) -> tuple[bytes, bytes]:
    """The key and the nonce of a box's one message (RFC 9180, 5.1)."""
    suite = b"HPKE" + struct.pack(">HHH", 0x20, 1, 2)
    hashes = _extract(suite, b"", b"psk_id_hash", b""), _extract(suite, b"", b"info_hash", info.encode())
    context = b"\0" + b"".join(hashes)
    secret = _extract(suite, shared_secret, b"secret", b"")
    return _expand(suite, secret, b"key", context, 32), _expand(suite, secret, b"base_nonce", context, 12)


def _extract(suite: bytes, salt: bytes, label: bytes, key: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + key, "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, count: int) -> bytes:
    return expand(key, struct.pack(">H", count) + b"HPKE-v1" + suite + label + info, count)


def read_house(file: bytes) -> tuple[bytes, bytes]:
    """The seed and the secret of `house.key`."""
    assert len(file) == 100 and file[:4] == b"GKH\x01"
    assert hashlib.sha256(file[:68]).digest() == file[68:]
    return file[4:36], file[36:68]


def read_roster(data: bytes) -> dict:
    """A roster's parts; nothing is verified. A person is name, role, second factor, both public keys."""
    assert data[:4] == b"GKR\x01"
    number, predecessor = struct.unpack(">Q32s", data[36:76])
    (count,) = struct.unpack(">H", data[76:78])
    people, offset = {}, 78
    for _ in range(count):
        person, role, factor, agreement, signing, length = struct.unpack(
            ">16sBB32s32sH", data[offset : offset + 84]
        )
        name = data[offset + 84 : offset + 84 + length].decode()
        people[person] = (name, role, factor, agreement, signing)
        offset += 84 + length
    signer, signature = data[offset : offset + 16], data[offset + 16 :]
    assert len(signature) == 64
    return {
        "house": data[4:36], "number": number, "predecessor": predecessor,
        "people": people, "signer": signer, "signature": signature, "signed": data[:-64],
    }  # fmt: skip


def read_invitation(data: bytes) -> dict:
    """An invitation's parts; nothing is verified."""
    head = struct.unpack(">4s32s16s16sB16sqqQ32s32s32sH", data[:207])
    names = (
        "magic", "house", "id", "person", "role", "inviter", "issued", "expires", "roster",
        "replaces", "mark", "commitment", "count",
    )  # fmt: skip
    read = dict(zip(names, head))
    offset = 207 + 16 * read["count"]
    read["forms"] = [data[start : start + 16] for start in range(207, offset, 16)]
    (length,) = struct.unpack(">H", data[offset : offset + 2])
    read["name"] = data[offset + 2 : offset + 2 + length].decode()
    assert len(data) == offset + 2 + length + 64
    return read


def padme(count: int) -> int:
    wanted = max(count, 256)
    exponent = wanted.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (wanted + mask) & ~mask


def unpadded(content: bytes) -> bytes:
    """What an envelope holds."""
    (length,) = struct.unpack(">I", content[:4])
    assert len(content) == padme(4 + length) and not any(content[4 + length :])
    return content[4 : 4 + length]
