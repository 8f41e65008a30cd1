"""Reads an invitation and its acceptance, from EnvelopeFormat.md alone: no line of Genkan's code is used.

Needs: pip install pytest pyhpke cryptography.
"""

import hashlib
import hmac
import pathlib
import re
import struct

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from formats import expand, hkdf, hpke_open, public, read_house, read_invitation
from test_envelope_format import ANNA, FORM, frozen, person_key, verified_roster

SOURCE = pathlib.Path(__file__).parents[1] / "SealingTests/Frozen/FrozenInvitationVectors.swift"
INVITATION, CAROL = (bytes(range(1, 16)) + bytes([last]) for last in (0x31, 0xE0))
NOW, HOUR = 1_795_000_000_000_000, 3_600_000_000
CODE = b"23456789ACEFHJKM"


@pytest.fixture(scope="module")
def stored() -> dict[str, bytes]:
    found = re.findall(r'static let (\w+) = Hex\.bytes\(\s*"""(.*?)"""', SOURCE.read_text(), re.S)
    return {name: bytes.fromhex("".join(text.split())) for name, text in found}


def peppered(frozen) -> bytes:
    _, secret = read_house(frozen["houseKeyFile"])
    return hmac.digest(hkdf(secret, b"genkan/v1/house/invitation"), CODE, "sha256")


def test_the_invitation_is_signed_and_found_by_its_code(frozen, stored):
    data = stored["invitation"]
    read = read_invitation(data)
    roster = verified_roster(frozen)
    assert read["magic"] == b"GKI\x01" and read["house"] == roster["house"]
    assert (read["id"], read["person"], read["inviter"]) == (INVITATION, CAROL, ANNA)
    assert (read["role"], read["name"], read["forms"]) == (4, "carol", [FORM])
    assert (read["issued"], read["expires"], read["roster"]) == (NOW, NOW + 72 * HOUR, 2)
    assert read["replaces"] == bytes(32)
    anna = Ed25519PublicKey.from_public_bytes(roster["people"][ANNA][4])
    anna.verify(data[-64:], b"genkan/v1/invitation\0" + data[:-64])
    with pytest.raises(InvalidSignature):
        anna.verify(data[-64:], b"genkan/v1/roster\0" + data[:-64])
    assert read["mark"] == expand(peppered(frozen), b"genkan/v1/invitation-mark")


def test_who_has_the_code_and_who_has_the_box_have_the_same_key(frozen, stored):
    read = read_invitation(stored["invitation"])
    by_code = expand(peppered(frozen), b"genkan/v1/acceptance-key\0" + INVITATION)
    private = person_key(frozen)
    aad = INVITATION + ANNA + public(private)
    by_box = hpke_open(stored["invitationKey"], private, "genkan/v1/invitation-key", aad)
    assert by_code == by_box
    assert read["commitment"] == expand(by_code, b"genkan/v1/acceptance-commit\0" + INVITATION)


def test_the_acceptance_binds_carols_keys_to_the_code(frozen, stored):
    accepted = stored["acceptedInvitation"]
    key = expand(peppered(frozen), b"genkan/v1/acceptance-key\0" + INVITATION)
    content, code = accepted[:-32], accepted[-32:]
    assert code == hmac.digest(key, b"genkan/v1/acceptance\0" + content, "sha256")
    magic, digest, person, factor, agreement, signing, now = struct.unpack(
        ">4s32s16sB32s32sq", content
    )
    assert magic == b"GKA\x01" and digest == hashlib.sha256(stored["invitation"]).digest()
    assert (person, factor, now) == (CAROL, 1, NOW + HOUR)
    assert agreement == public(b"\xe0" * 32) and len(signing) == 32
