"""An independent WebAuthn (the PyPI package fido2) reads our options and makes what ours accepts.

Needs: pip install pytest fido2. Runs the Swift half itself as `test_hpke_peer.py` does, with
GENKAN_WEBAUTHN_EXCHANGE naming a directory of its own in which each line of a file is one JSON.
What the authenticator answers is given to fido2's own server too: both must accept it.
"""

import json
import secrets

import pytest
from authenticator import Browser, compact, prf
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialCreationOptions,
    PublicKeyCredentialRequestOptions,
    PublicKeyCredentialRpEntity,
)
from test_hpke_peer import swift

NAMES = [
    ("anna", "Anna Schmidt"),
    ("vera@example.org", "山田 太郎"),
    ('quote"\\', "</script><!--\u2028\u2029\0\x1f\x7f"),
    ("e\u0301", '"\u0301 \U0001f600\u200d'),
]


def world(number: int) -> dict:
    name, display = NAMES[number % len(NAMES)]
    return {
        "id": "desk.example.org" if number % 3 else "localhost",
        "name": f"Genkan {display}",
        "origin": "https://desk.example.org" if number % 3 else "https://localhost:8443",
        "user": websafe_encode(secrets.token_bytes(32)),
        "userName": name,
        "displayName": display,
    }


class Exchange:
    """Both ceremonies of a dozen people, between Swift and the peer."""

    def __init__(self, directory):
        self.directory = directory
        self.worlds = [world(number) for number in range(12)]
        self.browsers = [
            Browser(world["origin"], synchronises=number % 2 == 1)
            for number, world in enumerate(self.worlds)
        ]
        self.seeds = [secrets.token_bytes(16) for _ in self.worlds]
        self.write("worlds.txt", self.worlds)
        self.swift("WebAuthnPeerOptionsTests")
        self.creation = self.read("creation.txt")
        self.registrations = [self.register(number) for number in range(12)]
        self.write("registrations.txt", self.registrations)
        self.swift("WebAuthnPeerRegistrationTests")
        self.request = self.read("request.txt")
        self.assertions = [self.sign(number) for number in range(12)]
        self.write("assertions.txt", self.assertions)
        self.swift("WebAuthnPeerAssertionTests")

    def register(self, number: int) -> dict:
        options = self.creation[number]
        # Every other authenticator knows only the second algorithm that we offer.
        if number // 2 % 2:
            options = {**options, "pubKeyCredParams": options["pubKeyCredParams"][1:]}
        options = PublicKeyCredentialCreationOptions.from_dict(options)
        return self.browsers[number].create(options, self.seeds[number], number % 5 == 4)

    def sign(self, number: int) -> dict:
        options = PublicKeyCredentialRequestOptions.from_dict(self.request[number])
        return self.browsers[number].get(options, self.id(number))

    def id(self, number: int) -> bytes:
        return websafe_decode(self.registrations[number]["rawId"])

    def swift(self, suite: str) -> None:
        swift(suite, GENKAN_WEBAUTHN_EXCHANGE=str(self.directory))

    def write(self, name: str, values: list) -> None:
        (self.directory / name).write_text("\n".join(map(compact, values)))

    def read(self, name: str) -> list:
        return [json.loads(line) for line in self.lines(name)]

    def lines(self, name: str) -> list[str]:
        return (self.directory / name).read_text().split("\n")


@pytest.fixture(scope="module")
def exchange(tmp_path_factory) -> Exchange:
    return Exchange(tmp_path_factory.mktemp("webauthn"))


def test_the_peer_reads_in_our_creation_options_what_we_meant(exchange):
    for number, world in enumerate(exchange.worlds):
        options = PublicKeyCredentialCreationOptions.from_dict(exchange.creation[number])
        assert (options.rp.id, options.rp.name) == (world["id"], world["name"])
        assert options.user.id == websafe_decode(world["user"])
        assert options.user.name == world["userName"]
        assert options.user.display_name == world["displayName"]
        assert len(options.challenge) == 32 and options.timeout == 300_000
        assert [(p.type, p.alg) for p in options.pub_key_cred_params] == [
            ("public-key", -8),
            ("public-key", -7),
        ]
        assert options.authenticator_selection.resident_key == "required"
        assert options.authenticator_selection.user_verification == "required"
        assert options.attestation == "none"
        assert [d.id for d in options.exclude_credentials] == [b"\1\2\3"]
        assert options.exclude_credentials[0].transports == ["usb"]
        salt = options.extensions["prf"]["eval"]["first"]
        assert len(websafe_decode(salt)) == 32
        assert salt == exchange.lines("salts.txt")[number]
    assert len({c["challenge"] for c in exchange.creation}) == 12


def test_the_peer_reads_in_our_request_options_what_we_meant(exchange):
    for number, world in enumerate(exchange.worlds):
        options = PublicKeyCredentialRequestOptions.from_dict(exchange.request[number])
        assert options.rp_id == world["id"] and options.user_verification == "required"
        assert len(options.challenge) == 32 and options.timeout == 300_000
        if number % 2:
            assert not options.allow_credentials and options.extensions is None
            continue
        assert [d.id for d in options.allow_credentials] == [exchange.id(number)]
        name = exchange.registrations[number]["rawId"]
        salt = options.extensions["prf"]["evalByCredential"][name]["first"]
        # What the pseudo-random function gave at the creation it gives again.
        created = exchange.creation[number]["extensions"]["prf"]["eval"]["first"]
        seed = exchange.seeds[number]
        assert prf(seed, websafe_decode(salt)) == prf(seed, websafe_decode(created))


def test_the_key_that_we_store_is_the_peer_s(exchange):
    for number, line in enumerate(exchange.lines("passkeys.txt")):
        stored = websafe_decode(line)
        assert stored[:4] == b"GKP\1"
        passkey = exchange.browsers[number].held[0][2]
        expected = AttestedCredentialData.create(stored[10:26], passkey.id, passkey.cose)
        assert stored[10:26] + stored[58:] == bytes(expected)
        assert bool(stored[4] & 4) == (number % 2 == 1)


def test_we_accept_what_the_peer_s_authenticator_signed(exchange):
    # The Swift side writes this only after the last assertion was verified.
    counters = [int(line) for line in exchange.lines("verified.txt")]
    assert counters == [0 if number % 2 else 2 for number in range(12)]


def test_the_peer_s_server_accepts_the_same_answers(exchange):
    for number, world in enumerate(exchange.worlds):
        server = Fido2Server(
            PublicKeyCredentialRpEntity(id=world["id"], name=world["name"]),
            verify_origin=lambda origin, world=world: origin == world["origin"],
        )
        state = {"user_verification": "required"}
        created = server.register_complete(
            {**state, "challenge": exchange.creation[number]["challenge"]},
            exchange.registrations[number],
        )
        server.authenticate_complete(
            {**state, "challenge": exchange.request[number]["challenge"]},
            [created.credential_data],
            exchange.assertions[number],
        )
