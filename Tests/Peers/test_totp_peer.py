"""An independent authenticator (pyotp) reads Genkan's addresses and shows Genkan's passwords.

Needs: pip install pytest pyotp. Runs the Swift half itself (swift_half.py), with
GENKAN_TOTP_EXCHANGE naming a directory of its own: addresses.txt has an address and the seed in
hexadecimal, passwords.txt a seed, a time, and Genkan's password for it.
"""

import base64
import hmac
import struct

import pyotp
import pytest
from swift_half import swift

NAMES = [("Genkan", "anna"), ("玄関 & 受付", "山田 太郎"), ("a=b?c#d%", "a+b@example.org")]


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    directory = tmp_path_factory.mktemp("totp")
    swift("TOTPPeerTests", GENKAN_TOTP_EXCHANGE=str(directory))
    return directory


def lines(file, count: int) -> list[list[str]]:
    found = [line.split(" ") for line in file.read_text().splitlines()]
    assert len(found) == count
    return found


def rfc_6238(seed: bytes, time: int) -> str:
    code = hmac.digest(seed, struct.pack(">Q", time // 30), "sha1")
    offset = code[-1] & 15
    (number,) = struct.unpack(">I", code[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def test_an_authenticator_reads_our_addresses(exchange):
    for (address, seed), names in zip(lines(exchange / "addresses.txt", 3), NAMES):
        assert address.isascii()
        peer = pyotp.parse_uri(address)
        assert isinstance(peer, pyotp.TOTP)
        assert (peer.issuer, peer.name) == names
        assert (peer.digits, peer.interval, peer.digest().name) == (6, 30, "sha1")
        assert base64.b32decode(peer.secret) == bytes.fromhex(seed)


def test_an_authenticator_shows_our_passwords(exchange):
    for seed, time, password in lines(exchange / "passwords.txt", 300):
        seed, time = bytes.fromhex(seed), int(time)
        assert pyotp.TOTP(base64.b32encode(seed).decode()).at(time) == password
        assert rfc_6238(seed, time) == password
