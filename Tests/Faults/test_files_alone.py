"""Whoever has the files of a house and its source, but no credential, opens nothing; whoever has one opens
what hangs on it, and nothing else.

The files are two backups, one made while the house served: database and sessions with their logs, lock,
`house.state`, configuration with certificates, the program's log at its chattiest. Not among them, as
ARCHITECTURE.md has it: `house.key` and the runtime directory. The second and the third scene add one of them.
"""

import base64
import hashlib
import pathlib
import re
import secrets
import shutil
import sqlite3
import string

import pyotp
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from burglar import PURPOSES, Burglar
from formats import expand, hkdf, read_house
from guises import bytes_found_in, found_in, found_in_values
from house import House
from loot import Loot
from overseen import Overseen
from visitor import Visitor

FORM = """
title: { ja: 門, en: Gate }
captcha: none
fields:
  - { name: name, kind: person-name, label: { ja: 氏名, en: Name }, required: true, title: true }
  - { name: email, kind: email, label: { ja: メール, en: E-mail }, required: true }
  - { name: phone, kind: phone, label: { ja: 電話, en: Phone } }
  - { name: message, kind: long-text, label: { ja: 内容, en: Message }, required: true }
  - { name: source, kind: text, label: { ja: 経路, en: Source }, personal: false }
"""


def word() -> str:
    return "".join(secrets.choice(string.ascii_letters) for _ in range(18))


class Scene:
    """A house with everything in it that is sealed, and two backups of it."""

    def __init__(self, directory: pathlib.Path):
        self.run = directory / "run"
        self.house = House(
            directory, [], environment={
                "GENKAN_LOG_LEVEL": "trace",
                "GENKAN_DATA_RUNTIME_DIRECTORY": str(self.run),
                "GENKAN_LIMITS_SIGN_INS_AT_ONCE": "1000",
            },
        )  # fmt: skip
        self.answers: dict[str, str] = {}  # personal ones, by what they are
        self.clear: list[str] = []
        self.keys: dict[str, str] = {}  # the tokens of submissions
        self.people: dict[str, Visitor] = {}
        self.backups = [directory / "while-serving", directory / "stopped"]
        self.house.write_form("gate", FORM)
        self.house.set_up()
        self.house.start()
        self._begin()
        self.house.stop()
        # A form that came after ben: only anna and the recovery code hold it.
        self.house.write_form("later", FORM)
        self.house.start()
        self._go_on()
        self.house.stop()
        self._back_up(self.backups[1])
        self.key_file = (self.house.data / "house.key").read_bytes()
        self.runtime = (self.run / "session.secret").read_bytes()
        self.code = (directory / "recovery.code").read_text().strip()

    def _begin(self) -> None:
        self.house.add_ben()
        vera = Visitor(self.house)
        for _ in range(3):
            self._submit(vera, "gate")
        held = {
            "name": word(), "email": f"{word()}@example.jp", "topic": "product", "message": word(), "privacy": "yes",
        }
        self.answers |= {f"contact {what}": held[what] for what in ("name", "email", "message")}
        assert vera.submit("contact", held).receipt
        for name in ("anna", "ben"):
            self.people[name] = Visitor(self.house).signed_in(name)
        board = self.people["anna"].get("/desk/forms/gate/board").text
        card = re.search(r"/desk/submissions/[0-9a-f-]{36}", board).group(0)
        assert self.people["anna"].get(card).status == 200
        self.codes = {name: self._invite(name) for name in ("carol", "dora")}
        self._accept("dora")
        for visitor in self.people.values():
            visitor.close()  # the next request begins anew

    def _go_on(self) -> None:
        vera = Visitor(self.house)
        for form in ("later", "gate"):
            self._submit(vera, form)
        ended = Visitor(self.house).signed_in("anna")
        self.ended = ended.cookies["__Host-genkan"]
        assert ended.sign_out().status == 303
        self.pending = self._first_page("ben", self.house.passwords["ben"])
        self.decoy = self._first_page("anna", "not her password at all")
        self._back_up(self.backups[0])
        assert self.people["anna"].get("/desk/forms/later/board").status == 200
        self.overseen = self._oversee()

    def _invite(self, name: str) -> str:
        anna = self.people["anna"]
        csrf = re.search(r'name="csrf" value="([^"]+)"', anna.get("/desk/people/invite").text).group(1)
        fields = {"csrf": csrf, "name": name, "role": "staff", "password": self.house.passwords["anna"]}
        page = anna.post("/desk/people/invite", fields)
        assert page.status == 200, page.text
        return re.search(r'id="invitation-code" translate="no">([^<]+)<', page.text).group(1)

    def _accept(self, name: str) -> None:
        """Sets password and second factor; nobody has confirmed it yet."""
        newcomer, phones = Visitor(self.house), self.house.authenticators
        password = self.house.passwords[name] = f"{name} {secrets.token_hex(12)} key"
        draft = phones.scan(name, newcomer.post("/desk/join", {"code": self.codes[name]}).text)
        fields = {"code": self.codes[name], "draft": draft, "password": password, "again": password}
        page = newcomer.post("/desk/join/accept", {**fields, "first": phones.code(name)})
        phones.keep_codes(name, page.text)

    def _submit(self, vera: Visitor, form: str) -> None:
        number = len(self.keys)
        self.keys[f"token {number}"] = secrets.token_hex(16)
        digits = "".join(secrets.choice(string.digits) for _ in range(8))
        answers = {
            "name": "".join(chr(secrets.choice(range(0x4E00, 0x9F00))) for _ in range(6)),
            "email": f"{word()}@example.jp", "phone": f"080-{digits[:4]}-{digits[4:]}", "message": word(),
        }
        self.answers |= {f"{form} {number} {what}": text for what, text in answers.items()}
        self.clear.append(word())
        sent = vera.submit(form, {**answers, "source": self.clear[-1]}, self.keys[f"token {number}"])
        assert sent.receipt, sent.text

    def _first_page(self, name: str, password: str) -> str:
        visitor = Visitor(self.house)
        assert visitor.post("/desk/sign-in", {"name": name, "password": password}).status == 303
        return visitor.cookies["__Host-genkan-pending"]

    def _back_up(self, place: pathlib.Path) -> None:
        for name in ("config", "certificates"):
            shutil.copytree(self.house.directory / name, place / name)
        (place / "data").mkdir()
        for file in sorted(self.house.data.iterdir()):
            if file.is_file() and file.name != "house.key":
                shutil.copy(file, place / "data")
        shutil.copy(self.house.directory / "serve.log", place)

    def _oversee(self) -> Overseen:
        """Three one-time passwords of each, and a page that anna left open."""
        steps = (57_000_000, 60_000_000, 60_000_001)
        shown = {
            name: {step: pyotp.TOTP(seed).at(30 * step) for step in steps}
            for name, seed in self.house.authenticators.seeds.items()
        }
        page = self.people["anna"].get("/desk/sessions").text
        return Overseen(shown, {"anna": re.search(r'name="csrf" value="([^"]+)"', page).group(1)})

    def seed(self, name: str) -> bytes:
        return base64.b32decode(self.house.authenticators.seeds[name])

    def cookie(self, name: str) -> str:
        return self.people[name].cookies["__Host-genkan"]

    def texts(self) -> dict[str, str]:
        """Every secret that is text: what was typed, shown or sent, and is not to stand anywhere."""
        phones = self.house.authenticators
        found = {f"password of {name}": text for name, text in self.house.passwords.items()}
        for name, seed in phones.seeds.items():
            found |= {f"seed of {name}": seed, f"seed of {name} in groups": " ".join(re.findall("....", seed))}
            for number, code in enumerate(phones.paper[name]):
                found |= {f"code {number} of {name}": code, f"letters of code {number} of {name}": code.replace("-", "")}
        cookies = {"anna": self.cookie("anna"), "ben": self.cookie("ben"), "ended": self.ended}
        cookies |= {"pending": self.pending, "decoy": self.decoy}
        found |= {f"cookie {what}": text for what, text in cookies.items()}
        found |= {f"invitation of {name}": code for name, code in self.codes.items()}
        found |= {f"letters of {name}'s invitation": code.replace("-", "") for name, code in self.codes.items()}
        found |= {"recovery code": self.code, "symbols of it": self.code.replace("-", "")}
        return found | self.answers | self.keys


def token(cookie: str) -> bytes:
    return base64.urlsafe_b64decode(cookie + "=")


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
    behind = {"data key", "wrapped data key", "title", "answers"}
    places = {hashlib.sha256(token(cookie)).hexdigest() for cookie in sessions}
    return {
        lock
        for lock in locks
        if (lock.kind in ("grant", "second factor", "key of an invitation") and lock.person == person)
        or (lock.kind in behind and lock.form in forms)
        or (lock.kind == "place" and lock.what in places)
    }


def of_kind(burglar: Burglar, person: str, *kinds: str) -> set:
    return {lock for lock in burglar.locks.all if lock.kind in kinds and lock.person == person}


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
        "session", "place", "pending sign-in", "copy of house.key", "key of an invitation",
    }
    parts = ("private key", "signing key", "data key", "token", "runtime secret", "cipher's key")
    assert min(alone.tried[f"as a {part}"] for part in parts if part != "runtime secret") > 20_000
    assert alone.tried["as the runtime secret"] > 20_000
    assert min(alone.tried[f"runs of {count} bytes"] for count in (16, 20, 32)) > 10_000
    assert min(alone.tried[f"as {part}"] for part in ("key material", "an agreed secret")) > 500


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
    found |= {f"seed of {name}": scene.seed(name) for name in ("anna", "ben")}
    for lock, content in rich.opened.items():
        if lock.kind in ("session", "pending sign-in"):
            found[f"{lock} key"] = content[-32:]
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
    answers = b"".join(content for lock, content in burglar.opened.items() if lock.kind == "answers").decode()
    assert [text for text in scene.answers.values() if text not in answers] == []


def test_without_house_key_even_the_right_password_opens_nothing(burglar, scene):
    for pepper in (None, b"", bytes(32), burglar.locks.public):
        burglar.guess(scene.house.passwords["anna"], pepper)
    assert burglar.opened == {} and burglar.recognised == set()


def test_the_runtime_secret_without_a_cookie_says_whose_sessions_there_are_and_opens_none(burglar, scene):
    burglar.give(scene.runtime)
    burglar.try_files()
    burglar.try_values()
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


def test_the_recovery_code_opens_every_form_and_the_copy_of_house_key(burglar, scene):
    burglar.type_code(scene.code)
    (name,) = {lock.person for lock in burglar.locks.all if lock.kind == "copy of house.key"}
    own = of_kind(burglar, name, "person key", "signing key", "copy of house.key")
    assert opened(burglar) == own | hanging_on(burglar, name)
    assert {lock for lock in burglar.locks.all if lock.kind == "answers"} <= opened(burglar)
    assert scene.key_file in burglar.opened.values()
    assert "signing key of the house" in burglar.recognised


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


class Plants:
    """Backups in which a careless program has left something behind."""

    def __init__(self, scene: Scene, loot: Loot, place: pathlib.Path):
        rich = Burglar(loot, scene.overseen)
        rich.type_code(scene.code)
        rich.give(scene.runtime)
        rich.give(token(scene.cookie("anna")))
        self.scene, self.rich, self.place = scene, rich, place
        self.backups = [place / backup.name for backup in scene.backups]
        for backup, copy in zip(scene.backups, self.backups):
            shutil.copytree(backup, copy)

    def content(self, kind: str, form: str = "", person: str = "") -> bytes:
        """What is in a lock."""
        return next(
            content
            for lock, content in self.rich.opened.items()
            if lock.kind == kind and form in lock.form and person in lock.person
        )

    def lock(self, kind: str, form: str = "", person: str = ""):
        return next(
            lock for lock in self.rich.opened if lock.kind == kind and form in lock.form and person in lock.person
        )

    def append(self, file: str, data: bytes) -> None:
        with open(self.backups[0] / file, "ab") as opened:
            opened.write(b"\n" + data)

    def change(self, statement: str, *values: bytes) -> None:
        shell = sqlite3.connect(self.backups[1] / "data/genkan.sqlite")
        assert shell.execute(statement, values).rowcount == 1
        shell.commit()
        shell.close()

    # Each answers whether it was found.

    def a_data_key_behind_the_log_of_the_database(self):
        self.append("data/genkan.sqlite-wal", self.content("data key", "gate"))
        return lambda burglar: {"title", "answers"} == {lock.kind for lock in burglar.opened}

    def a_forms_private_key_in_the_database(self):
        self.append("data/genkan.sqlite", self.content("grant", "later"))
        return lambda burglar: {lock.form for lock in burglar.opened} == {"later"}

    def a_persons_private_key_in_a_line_of_the_log(self):
        self.append("serve.log", b"key=" + base64.b64encode(self.content("session")[-32:]))
        return lambda burglar: "seed of anna" in burglar.recognised and len(burglar.opened) > 10

    def the_house_keys_seed_in_the_configuration(self):
        self.append("config/genkan.yaml", read_house(self.scene.key_file)[0].hex().encode())
        return lambda burglar: burglar.recognised == {"signing key of the house"}

    def a_cookie_and_the_runtime_secret_in_the_log(self):
        self.append("serve.log", self.scene.cookie("anna").encode() + b" " + self.scene.runtime.hex().encode())
        return lambda burglar: {"session", "answers"} <= {lock.kind for lock in burglar.opened}

    def the_cipher_key_of_a_session(self):
        key = hkdf(token(self.scene.cookie("anna")), b"genkan/v1/session", salt=self.scene.runtime)
        self.append("data/sessions.sqlite", key)
        return lambda burglar: "session" in {lock.kind for lock in burglar.opened}

    def the_cipher_key_of_one_envelope(self):
        lock = self.lock("answers", "contact")
        self.append("data/house.state", expand(self.content("data key", "contact"), b"genkan/v1/record\0" + lock.box[:75]))
        return lambda burglar: set(burglar.opened) == {lock}

    def the_key_of_an_invitation(self):
        self.append("data/genkan.sqlite", self.content("key of an invitation"))
        return lambda burglar: len(burglar.recognised) == 1 and burglar.recognised < {
            "invitation of carol", "invitation of dora",
        }

    def a_seed_in_base32(self):
        self.append("serve.log", self.scene.house.authenticators.seeds["ben"].encode())
        return lambda burglar: burglar.recognised == {"seed of ben"}

    def the_secret_of_a_sessions_forms(self):
        self.append("serve.log", self.content("session")[50:66])
        return lambda burglar: burglar.recognised == {"request tokens of anna"}

    def what_a_box_was_agreed_on(self):
        box = self.lock("grant", "gate", "anna").box
        mine = X25519PrivateKey.from_private_bytes(self.content("session")[-32:])
        agreed = mine.exchange(X25519PublicKey.from_public_bytes(box[:32]))
        self.change("INSERT INTO house_facts VALUES ('planted', ?)", agreed)
        return lambda burglar: {"grant", "data key", "answers"} <= {lock.kind for lock in burglar.opened}

    def a_data_key_wrapped_under_the_forms_id(self):
        lock = self.lock("wrapped data key", "gate")
        data_key, form = self.content("wrapped data key", "gate"), lock.aad[:16]
        box = AESGCM(hkdf(form, b"genkan/v1/data-key-wrap")).encrypt(bytes(12), data_key, lock.aad)
        self.change("UPDATE data_keys SET wrapped = ? WHERE id = ?", bytes(12) + box, bytes.fromhex(lock.what))
        return lambda burglar: {"wrapped data key", "title", "answers"} == {lock.kind for lock in burglar.opened}

    def an_envelope_under_a_weak_data_key(self):
        lock = self.lock("answers", "later")
        head = lock.box[:75]
        key = hashlib.sha256(lock.box[7:23]).digest()  # of the form's id
        head += expand(key, b"genkan/v1/commit\0" + head)
        content = (5).to_bytes(4, "big") + b"hello" + bytes(247)
        box = head + bytes(12) + AESGCM(expand(key, b"genkan/v1/record\0" + head[:75])).encrypt(bytes(12), content, head)
        self.change("UPDATE submissions SET answers = ? WHERE id = ?", box, bytes.fromhex(lock.what))
        return lambda burglar: content in burglar.opened.values()


PLANTS = [name for name in vars(Plants) if re.match("(a|an|the|what)_", name)]


@pytest.mark.parametrize("planted", PLANTS)
def test_what_a_careless_program_left_behind_is_found(scene, loot, alone, tmp_path, planted):
    plants = Plants(scene, loot, tmp_path)
    is_found = getattr(plants, planted)()
    burglar = Burglar(Loot(*plants.backups), scene.overseen)
    burglar.try_files(without=alone)
    burglar.try_values(without=alone)
    assert is_found(burglar), (burglar.opened.keys(), burglar.recognised)
