"""An independent HPKE (pyhpke) opens what Genkan seals and seals what Genkan opens.

Needs: pip install pytest pyhpke cryptography-vectors. Runs the Swift half itself (swift_half.py),
with GENKAN_HPKE_EXCHANGE naming a directory of its own. Each line of a file there is one box:
recipient's private key, label, aad, box, plaintext; hexadecimal (but the label).
Where cryptography-vectors is installed, Swift reproduces the vectors published with RFC 9180.
"""

import importlib.util
import pathlib
import secrets

import pytest
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey
from swift_half import swift

SUITE = CipherSuite.new(
    KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM
)
LABELS = [
    "genkan/v1/person",
    "genkan/v1/person-signing",
    "genkan/v1/grant",
    "genkan/v1/data-key",
    "genkan/v1/house",
]


def private_key(raw: bytes):
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return KEMKey.from_pyca_cryptography_key(X25519PrivateKey.from_private_bytes(raw))


def public_key(raw: bytes):
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.from_private_bytes(raw).public_key()
    return KEMKey.from_pyca_cryptography_key(key)


def sealed_by_peer(count: int) -> str:
    raw = secrets.token_bytes(32)
    label = LABELS[count % len(LABELS)]
    aad = secrets.token_bytes(count * 3)
    text = secrets.token_bytes(count + 1)
    enc, context = SUITE.create_sender_context(public_key(raw), info=label.encode())
    box = enc + context.seal(text, aad=aad)
    return " ".join([raw.hex(), label, aad.hex(), box.hex(), text.hex()])


def opened_by_peer(line: str) -> tuple[bytes, bytes]:
    raw, label, aad, box, text = line.split(" ")
    box = bytes.fromhex(box)
    context = SUITE.create_recipient_context(
        box[:32], private_key(bytes.fromhex(raw)), info=label.encode()
    )
    return context.open(box[32:], aad=bytes.fromhex(aad)), bytes.fromhex(text)


@pytest.fixture(scope="module")
def exchange(tmp_path_factory) -> pathlib.Path:
    """A directory in which both sides have written, and Swift has opened the peer's boxes."""
    directory = tmp_path_factory.mktemp("hpke")
    (directory / "peer.txt").write_text("\n".join(sealed_by_peer(n) for n in range(50)))
    swift("HPKEPeerTests", GENKAN_HPKE_EXCHANGE=str(directory))
    return directory


def test_genkan_opens_what_the_peer_sealed(exchange):
    # The Swift side writes this only after the last box opened.
    assert (exchange / "opened.txt").read_text() == "50"


def test_the_peer_opens_what_genkan_sealed(exchange):
    lines = (exchange / "ours.txt").read_text().splitlines()
    assert len(lines) == 50
    for line in lines:
        opened, text = opened_by_peer(line)
        assert opened == text


def test_genkan_reproduces_the_published_vectors():
    package = importlib.util.find_spec("cryptography_vectors")
    if package is None:
        pytest.skip("cryptography-vectors is not installed")
    vectors = pathlib.Path(package.origin).parent / "HPKE/test-vectors.json"
    swift("HPKEPublishedVectorTests", GENKAN_HPKE_VECTORS=str(vectors))
