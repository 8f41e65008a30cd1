"""Whoever has the files of a house and its source, but no credential, opens nothing; whoever has one opens
what hangs on it, and nothing else.

The files are two backups, one made while the house served: database and sessions with their logs, lock,
`house.state`, configuration with certificates, the program's log at its chattiest. Not among them, as
ARCHITECTURE.md has it: `house.key` and the runtime directory. The second and the third scene add one of them.
"""

import hashlib

import pytest

from burglar import PURPOSES, Burglar
from formats import hkdf, read_house, unpadded
from guises import bytes_found_in, found_in, found_in_values
from loot import Loot
from plants import PLANTS, Plants
from two_backups import Scene, token


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    scene = Scene(tmp_path_factory.mktemp("alone"))
    yield scene
    if scene.house.process is not None:
        scene.house.kill()


@pytest.fixture(scope="module")
def loot(scene):
    return Loot(*scene.backups)


@pytest.fixture(scope="module")
def alone(scene, loot, long):
    """Who has the files alone, after all he could try."""
    burglar = Burglar(loot, scene.overseen)
    burglar.try_files(everything=long)
    burglar.try_values(everything=long)
    return burglar


@pytest.fixture
def burglar(scene, loot):
    return Burglar(loot, scene.overseen)


def hanging_on(burglar: Burglar, person: str, *sessions: str) -> set:
    """The locks that a person's key opens: their grants and all behind these, their factor, their places."""
    locks = burglar.locks.all
    forms = {lock.form for lock in locks if lock.kind == "grant" and lock.person == person}
    behind = {"data key", "wrapped data key", "title", "answers", "file", "chunk"}
    places = {hashlib.sha256(token(cookie)).hexdigest() for cookie in sessions}
    own = {"grant", "second factor", "key of an invitation"}
    return {
        lock
        for lock in locks - {lock for lock in locks if lock.carved}
        if (lock.kind in own and lock.person == person)
        or (lock.kind in behind and lock.form in forms)
        or (lock.kind == "place" and lock.what in places)
    }


def of_kind(burglar: Burglar, person: str, *kinds: str) -> set:
    return {
        lock for lock in burglar.locks.all if lock.kind in kinds and lock.person == person and not lock.carved
    }


def under(burglar: Burglar, kind: str, cookie: str) -> set:
    """What stands in the rows under a cookie's token."""
    what = hashlib.sha256(token(cookie)).hexdigest()
    found = {lock for lock in burglar.locks.all if lock.kind == kind and lock.what == what}
    assert found, f"no {kind} of this cookie"
    return found


def opened(burglar: Burglar) -> set:
    """What is opened of the rows; of what was carved out of free pages and logs nobody kept a list."""
    return {lock for lock in burglar.opened if not lock.carved}


def test_the_files_alone_open_nothing(alone, scene, long):
    assert alone.opened == {}
    assert alone.recognised == set()
    print(dict(alone.tried))
    kinds = {lock.kind for lock in alone.locks.all}
    assert kinds == {
        "person key", "signing key", "grant", "data key", "wrapped data key", "title", "answers", "second factor",
        "session", "place", "pending sign-in", "copy of house.key", "key of an invitation", "file", "chunk",
    }
    parts = (
        "a private key", "a signing key", "a data key", "a token", "the runtime secret", "the key of an invitation",
        "a cipher's key",
    )
    assert min(alone.tried[f"as {part}"] for part in parts) > 40_000
    assert min(alone.tried[f"runs of {count} bytes"] for count in (16, 20, 32)) > 20_000
    assert min(alone.tried[f"as {part}"] for part in ("key material", "an agreed secret")) > 300


def test_no_secret_stands_in_the_files(scene, loot):
    assert found_in(scene.backups, scene.texts()) == []
    for backup in scene.backups:
        assert found_in_values(backup / "data", scene.texts()) == []
    assert bytes_found_in(scene.backups, scene_keys(scene)) == []
    # What the form says is not personal stands in clear, and nothing else of the answers.
    assert sorted(row["value"] for row in loot.rows["clear_answers"] if row["field"] == "source") == sorted(scene.clear)
    assert {row["field"] for row in loot.rows["clear_answers"]} == {"source", "topic"}
    assert len(found_in([scene.backups[1]], {"in clear": scene.clear[0]})) > 0


def scene_keys(scene: Scene) -> dict[str, bytes]:
    """Every secret that is bytes: whoever has all credentials says what they are."""
    rich = Burglar(Loot(*scene.backups), scene.overseen)
    rich.give_house(scene.key_file)
    rich.type_code(scene.code)
    for cookie in (scene.cookie("anna"), scene.cookie("ben"), scene.runtime):
        rich.give(token(cookie) if isinstance(cookie, str) else cookie)
    seed, secret = read_house(scene.key_file)
    found = {"house's seed": seed, "house's secret": secret, "runtime secret": scene.runtime}
    found |= {purpose: hkdf(secret, f"genkan/v1/house/{purpose}".encode()) for purpose in PURPOSES}
    found["output of a passkey"] = scene.prf
    found |= {f"seed of {name}": scene.seed(name) for name in ("anna", "ben")} | scene.digests
    for lock, content in rich.opened.items():
        if lock.kind in ("session", "pending sign-in"):
            found[f"{lock} key"] = content[-32:]
        elif lock.kind == "file":
            found[f"{lock} key"] = unpadded(content)[:32]
        elif len(content) == 32:
            found[str(lock)] = content
    assert len(found) > 20
    return found


def test_house_key_lets_passwords_be_guessed_and_opens_nothing_by_itself(burglar, scene):
    burglar.give_house(scene.key_file)
    assert burglar.opened == {}
    assert burglar.recognised == {"signing key of the house"}
    pepper = hkdf(read_house(scene.key_file)[1], b"genkan/v1/house/pepper")
    right = scene.house.passwords["anna"]
    for guess in ("correct horse battery staple", right.upper(), right + " "):
        burglar.guess(guess, pepper)
    assert burglar.opened == {}
    burglar.guess(right, pepper)
    own = of_kind(burglar, "anna", "person key", "signing key")
    assert opened(burglar) == own | hanging_on(burglar, "anna", scene.cookie("anna"))
    assert "signing key of anna" in burglar.recognised and "seed of anna" in burglar.recognised
    assert not any("ben" in known for known in burglar.recognised)
    answers = "".join(unpadded(burglar.opened[lock]).decode() for lock in opened(burglar) if lock.kind == "answers")
    assert [text for text in scene.answers.values() if text not in answers] == []


def test_without_house_key_even_the_right_password_opens_nothing(burglar, scene):
    for pepper in (None, b"", bytes(32), burglar.locks.public):
        burglar.guess(scene.house.passwords["anna"], pepper)
    assert burglar.opened == {} and burglar.recognised == set()


def test_the_runtime_secret_without_a_cookie_says_whose_sessions_there_are_and_opens_none(burglar, scene):
    burglar.give(scene.runtime)
    burglar.try_tokens()
    assert burglar.tried["as a token under a runtime secret"] > 20_000
    assert burglar.opened == {}
    assert burglar.recognised == {"runtime secret", "sessions of anna", "sessions of ben"}


def test_cookies_without_the_runtime_secret_open_nothing(burglar, scene):
    for cookie in (scene.cookie("anna"), scene.cookie("ben"), scene.ended, scene.pending, scene.decoy):
        burglar.give(token(cookie))
    assert burglar.opened == {}
    assert burglar.recognised == {"token"}


@pytest.mark.parametrize("name", ["anna", "ben"])
def test_a_cookie_with_the_runtime_secret_opens_what_hangs_on_it_and_nothing_else(burglar, scene, name):
    cookie = scene.cookie(name)
    burglar.give(scene.runtime)
    burglar.give(token(cookie))
    assert opened(burglar) == under(burglar, "session", cookie) | hanging_on(burglar, name, cookie)
    later = {lock for lock in opened(burglar) if lock.form == "later"}
    assert bool(later) == (name == "anna")
    assert f"seed of {name}" in burglar.recognised
    assert not any(known.startswith("signing key") for known in burglar.recognised)


def test_a_sign_in_between_its_pages_opens_with_its_cookie_and_the_runtime_secret(burglar, scene):
    burglar.give(scene.runtime)
    burglar.give(token(scene.decoy))
    assert opened(burglar) == under(burglar, "pending sign-in", scene.decoy)
    burglar.give(token(scene.pending))
    pending = under(burglar, "pending sign-in", scene.pending) | under(burglar, "pending sign-in", scene.decoy)
    assert opened(burglar) == pending | hanging_on(burglar, "ben", scene.cookie("ben"))


def test_a_passkeys_function_opens_what_hangs_on_its_person_without_house_key(burglar, scene):
    burglar.use_passkey(scene.prf)
    own = {lock for lock in of_kind(burglar, "ben", "person key", "signing key") if lock in burglar.opened}
    assert {lock.kind for lock in own} == {"person key", "signing key"} and len(own) == 2, "not the password's"
    assert opened(burglar) == own | hanging_on(burglar, "ben", scene.cookie("ben"))


def test_the_recovery_code_opens_every_form_and_the_copy_of_house_key(burglar, scene):
    burglar.type_code(scene.code)
    (name,) = {lock.person for lock in burglar.locks.all if lock.kind == "copy of house.key"}
    own = of_kind(burglar, name, "person key", "signing key", "copy of house.key")
    assert opened(burglar) == own | hanging_on(burglar, name)
    assert {lock for lock in burglar.locks.all if lock.kind == "answers"} <= opened(burglar)
    assert scene.key_file in burglar.opened.values()
    assert "signing key of the house" in burglar.recognised


def test_a_session_that_ended_opens_nothing_once_the_log_was_cut(scene):
    """Its row stays in the write-ahead log for some seconds after the sign-out, as every deleted row does."""
    burglar = Burglar(Loot(scene.backups[1]), scene.overseen)
    burglar.give(scene.runtime)
    burglar.give(token(scene.ended))
    burglar.try_tokens()
    assert burglar.opened == {} and "token" not in burglar.recognised


def test_an_invitation_that_was_accepted_opens_with_the_newcomers_password_and_house_key(burglar, scene):
    burglar.type_invitation(scene.codes["carol"], bytes(32))
    assert burglar.recognised == set(), "without house.key not even the code says anything"
    burglar.give_house(scene.key_file)
    pepper = hkdf(read_house(scene.key_file)[1], b"genkan/v1/house/invitation")
    for code in scene.codes.values():
        burglar.type_invitation(code, pepper)
    assert burglar.opened == {}, "the code opens nothing"
    assert burglar.recognised >= {"code of carol", "code of dora", "invitation of carol", "invitation of dora"}
    burglar.guess(scene.house.passwords["dora"], hkdf(read_house(scene.key_file)[1], b"genkan/v1/house/pepper"))
    assert opened(burglar) == of_kind(burglar, "dora", "person key", "signing key", "second factor")


@pytest.mark.parametrize("planted", PLANTS)
def test_what_a_careless_program_left_behind_is_found(scene, loot, alone, tmp_path, planted):
    plants = Plants(scene, loot, tmp_path)
    is_found = getattr(plants, planted)()
    burglar = Burglar(Loot(*plants.backups), scene.overseen)
    burglar.try_files(without=alone)
    # A lock that is new is tried with everything that everybody can read.
    burglar.try_values(without=None if planted.startswith("keys_") else alone)
    assert is_found(burglar), (burglar.opened.keys(), burglar.recognised)
