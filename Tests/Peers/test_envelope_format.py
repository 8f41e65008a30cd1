"""Reads what Genkan stores, from EnvelopeFormat.md alone: no line of Genkan's code is used.

From anna's password and the frozen bytes of version 1 to the plaintext of a submission; the
primitives and the readers of `formats.py` serve the burglar of the fault tests as well.
"""

import hashlib
import hmac
import pathlib
import re
import struct

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from formats import expand, hkdf, hpke_open, public, read_house, read_roster, unpadded

FROZEN = pathlib.Path(__file__).parents[1] / "SealingTests/Frozen"
FORM, SUBMISSION, ANNA, CREDENTIAL, DATA_KEY = (
    bytes(range(1, 16)) + bytes([last]) for last in (0xF0, 0x50, 0xA0, 0x11, 0xD0)
)
SALT = b"\x5a" * 16
PASSWORD = "correct horse battery staple".encode()


@pytest.fixture(scope="module")
def frozen() -> dict[str, bytes]:
    source = "".join((FROZEN / f"Frozen{what}Vectors.swift").read_text() for what in ("", "Session"))
    found = re.findall(r'static let (\w+) = Hex\.bytes\(\s*"""(.*?)"""', source, re.S)
    return {name: bytes.fromhex("".join(text.split())) for name, text in found}


def house_public(frozen) -> Ed25519PublicKey:
    seed, _ = read_house(frozen["houseKeyFile"])
    return Ed25519PrivateKey.from_private_bytes(seed).public_key()


def verified_roster(frozen) -> dict:
    founding, roster = read_roster(frozen["foundingRoster"]), read_roster(frozen["roster"])
    digest = hashlib.sha256(frozen["foundingRoster"]).digest()
    house = house_public(frozen)
    assert frozen["rosterAnchor"][:32] == digest
    house.verify(frozen["rosterAnchor"][32:], b"genkan/v1/roster-anchor\0" + digest)
    assert founding["number"] == 1 and founding["predecessor"] == bytes(32)
    assert roster["number"] == 2 and roster["predecessor"] == digest
    for document in (founding, roster):
        assert document["house"] == hashlib.sha256(house.public_bytes_raw()).digest()
        signer = founding["people"][document["signer"]]
        assert signer[1] in (1, 3)
        Ed25519PublicKey.from_public_bytes(signer[4]).verify(
            document["signature"], b"genkan/v1/roster\0" + document["signed"]
        )
    pin = struct.pack(">Q", 2) + hashlib.sha256(frozen["roster"]).digest()
    assert frozen["rosterPin"] == pin
    return roster


def credential_key(frozen) -> bytes:
    _, secret = read_house(frozen["houseKeyFile"])
    pepper = hkdf(secret, b"genkan/v1/house/pepper")
    context = b"genkan/v1/credential\0" + b"\x01" + ANNA + CREDENTIAL + SALT
    peppered = hmac.digest(pepper, PASSWORD, "sha256")
    key = hashlib.scrypt(peppered, salt=context, n=1 << 10, r=8, p=1, dklen=32)
    assert public(key) == frozen["passwordPublicKey"]
    return key


def person_key(frozen) -> bytes:
    _, _, _, agreement, signing = verified_roster(frozen)["people"][ANNA]
    key = credential_key(frozen)
    aad = ANNA + CREDENTIAL + public(key) + agreement + signing
    seed = hpke_open(frozen["personKeySigning"], key, "genkan/v1/person-signing", aad)
    assert Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() == signing
    private = hpke_open(frozen["personKeyAgreement"], key, "genkan/v1/person", aad)
    assert public(private) == agreement
    return private


def form_binding(frozen) -> bytes:
    binding = FORM + struct.pack(">I", 1) + frozen["formPublicKey"]
    house_public(frozen).verify(frozen["formKeySignature"], b"genkan/v1/form-key\0" + binding)
    return binding


def form_key(frozen) -> bytes:
    private = person_key(frozen)
    aad = form_binding(frozen) + ANNA + public(private)
    key = hpke_open(frozen["grant"], private, "genkan/v1/grant", aad)
    assert public(key) == frozen["formPublicKey"]
    return key


def data_key(frozen) -> bytes:
    private, binding = form_key(frozen), form_binding(frozen) + DATA_KEY
    sealed, wrapped = frozen["dataKeySealed"], frozen["dataKeyWrapped"]
    house_public(frozen).verify(
        frozen["dataKeySignature"], b"genkan/v1/data-key-record\0" + binding + sealed
    )
    key = hpke_open(sealed, private, "genkan/v1/data-key", binding)
    wrapping = hkdf(private, b"genkan/v1/data-key-wrap")
    bound = binding + sealed + frozen["dataKeySignature"]
    assert AESGCM(wrapping).decrypt(wrapped[:12], wrapped[12:], bound) == key
    return key


def open_envelope(key: bytes, data: bytes, purpose: int) -> bytes:
    prefix, commitment, nonce, box = data[:75], data[75:107], data[107:119], data[119:]
    assert prefix[:7] == b"GKE\x01" + struct.pack(">HB", 1, purpose)
    assert prefix[7:39] == FORM + SUBMISSION and prefix[55:71] == DATA_KEY
    assert prefix[71:] == struct.pack(">I", 3)
    assert commitment == expand(key, b"genkan/v1/commit\0" + prefix)
    subkey = expand(key, b"genkan/v1/record\0" + prefix)
    return unpadded(AESGCM(subkey).decrypt(nonce, box, data[:107]))


def test_the_whole_way_from_a_password_to_the_answers(frozen):
    key = data_key(frozen)
    assert open_envelope(key, frozen["titleEnvelope"], 1).decode() == "山田 太郎"
    answers = open_envelope(key, frozen["answersEnvelope"], 2).decode()
    assert answers == "name=山田 太郎&email=vera@example.org"
    file = open_envelope(key, frozen["fileEnvelope"], 4)
    assert file == bytes(range(32)) + struct.pack(">Q", 70_000) + bytes(range(64, 96))


def test_an_envelope_under_a_changed_header_does_not_open(frozen):
    key, data = data_key(frozen), bytearray(frozen["titleEnvelope"])
    subkey = expand(key, b"genkan/v1/record\0" + bytes(data[:75]))
    data[74] ^= 1
    with pytest.raises(InvalidTag):
        AESGCM(subkey).decrypt(bytes(data[107:119]), bytes(data[119:]), bytes(data[:107]))


def test_the_definition_of_a_form_is_signed_by_the_house(frozen):
    message = FORM + struct.pack(">I", 3) + b'{"name":"contact"}'
    house_public(frozen).verify(
        frozen["formDefinitionSignature"], b"genkan/v1/form-definition\0" + message
    )


def test_a_session_opens_with_token_and_runtime_secret(frozen):
    session = frozen["session"]
    assert session[:4] == b"GKS\x02" and len(session) == 130
    key = hkdf(b"\x71" * 32, b"genkan/v1/session", salt=b"\x72" * 32)
    content = AESGCM(key).decrypt(session[4:16], session[16:], session[:4])
    person, factors, begun, idle, absolute, flags, when, forms, private = struct.unpack(
        ">16sBqqqBq16s32s", content
    )
    assert (person, factors, begun) == (ANNA, 1, 1_795_000_000_000_000)
    assert (idle - begun, absolute - begun) == (1_800_000_000, 43_200_000_000)
    assert (flags, when, forms, private) == (2, 0, bytes(range(16)), b"\xa0" * 32)


def test_a_second_factor_opens_with_the_persons_own_key(frozen):
    sealed = frozen["secondFactor"]
    assert sealed[:4] == b"GKF\x01" and len(sealed) == 216
    key = hkdf(b"\xa0" * 32, b"genkan/v1/second-factor", salt=ANNA)
    aad = sealed[:4] + ANNA + public(b"\xa0" * 32)
    assert AESGCM(key).decrypt(sealed[4:16], sealed[16:], aad) == bytes(range(184))


def test_a_pending_sign_in_opens_with_its_token_and_the_runtime_secret(frozen):
    pending = frozen["pendingSignIn"]
    assert pending[:4] == b"GKQ\x01" and len(pending) == 90
    key = hkdf(b"\x71" * 32, b"genkan/v1/pending-sign-in", salt=b"\x72" * 32)
    content = AESGCM(key).decrypt(pending[4:16], pending[16:], pending[:4])
    somebodys, person, begun, tries, private = struct.unpack(">B16sqB32s", content)
    assert (somebodys, person, begun, tries) == (1, ANNA, 1_795_000_000_000_000, 2)
    assert public(private) == verified_roster(frozen)["people"][ANNA][3]


def test_a_place_opens_with_the_persons_own_key_for_its_session_alone(frozen):
    place = frozen["sessionPlace"]
    assert len(place) == 284
    key = hkdf(b"\xa0" * 32, b"genkan/v1/session-place", salt=ANNA)
    fingerprint = hashlib.sha256(b"\x71" * 32).digest()
    content = AESGCM(key).decrypt(place[:12], place[12:], fingerprint)
    count = content[0]
    assert len(content) == 256 and not any(content[1 + count :])
    begun, last, address = struct.unpack(">qqB", content[1:18])
    assert (begun, last) == (1_795_000_000_000_000, 1_795_000_060_000_000)
    assert content[18 : 18 + address] == b"203.0.113.7"
    assert content[18 + address : 1 + count] == b"\x0eFirefox, Linux"
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(place[:12], place[12:], hashlib.sha256(b"\x70" * 32).digest())


def test_a_sessions_row_is_found_by_a_code_under_the_runtime_secret(frozen):
    tag = hkdf(b"\x72" * 32, b"genkan/v1/session-person", salt=ANNA)[:16]
    assert tag == frozen["sessionPerson"]


def test_the_recovery_person_opens_the_copy_of_the_house_key(frozen):
    recovery = bytes(range(1, 16)) + b"\xc0"
    agreement = verified_roster(frozen)["people"][recovery][3]
    aad = recovery + agreement + house_public(frozen).public_bytes_raw()
    file = hpke_open(frozen["houseKeyCopy"], b"\xc0" * 32, "genkan/v1/house", aad)
    assert file == frozen["houseKeyFile"]


def test_the_recovery_code_derives_its_key(frozen):
    recovery = bytes(range(1, 16)) + b"\xc0"
    credential = bytes(range(1, 16)) + b"\x12"
    context = b"genkan/v1/credential\0" + b"\x02" + recovery + credential + SALT
    key = hkdf(b"0123456789ABCDEFGHJKMNPQRS", context, salt=SALT)
    assert public(key) == frozen["recoveryPublicKey"]


def test_a_retry_leads_to_the_same_id_and_the_same_code(frozen):
    _, secret = read_house(frozen["houseKeyFile"])
    token, answers = bytes(range(16)), "anna\0山田".encode()
    key = hkdf(secret, b"genkan/v1/house/submission-id")
    assert hmac.digest(key, FORM + token, "sha256")[:10] == frozen["submissionRandomness"]
    key = hkdf(secret, b"genkan/v1/house/answers-code")
    message = FORM + struct.pack(">H", len(token)) + token + answers
    assert hmac.digest(key, message, "sha256") == frozen["answersCode"]


def test_passkey(frozen):
    row = bytes(range(1, 16)) + b"\x13"
    context = b"genkan/v1/credential\0" + b"\x04" + ANNA + row + SALT
    key = hkdf(b"\x73" * 32, context, SALT)
    assert public(key) == frozen["passkeyPublicKey"]
    message = ANNA + row + b"\x01" + SALT + public(key) + bytes(range(120))
    _, _, _, _, signing = verified_roster(frozen)["people"][ANNA]
    Ed25519PublicKey.from_public_bytes(signing).verify(
        frozen["passkeySignature"], b"genkan/v1/passkey\0" + message
    )
    _, secret = read_house(frozen["houseKeyFile"])
    assert hkdf(secret, b"genkan/v1/house/passkey-user", ANNA) == frozen["passkeyUser"]
