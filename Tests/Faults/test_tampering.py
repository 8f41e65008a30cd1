"""Whoever writes to the database while the house is closed gains nothing, and is noticed by name at the next use.

Each test begins with the same files, changes them with an SQL shell, and starts the house again. One
changed row never closes the rest of the desk.
"""

import re
import shutil
import sqlite3

import pytest

from house import NotServing
from visitor import Visitor

ENGLISH = {"Accept-Language": "en"}
CONTACT = "(SELECT id FROM forms WHERE name = 'contact')"
CATALOG = "(SELECT id FROM forms WHERE name = 'catalog')"


class Desk(Visitor):
    """Someone of the staff whose session was begun before the database was changed."""

    def __init__(self, house, cookies):
        super().__init__(house)
        self.cookies = dict(cookies)

    def board(self, form="contact"):
        return self.get(f"/desk/forms/{form}/board", ENGLISH)

    def card(self, submission):
        return self.get(f"/desk/submissions/{submission}", ENGLISH)


class Scene:
    """A closed house with two submissions of one form and one of another, and who is signed in there."""

    def __init__(self, house):
        self.house = house
        self.safe = house.directory / "as-it-was"
        house.start()
        house.add_ben()
        vera = Visitor(house)
        for name in ("Vera", "Viktor"):
            answer = vera.submit("contact", {
                "name": name, "email": "v@example.jp", "topic": "product", "message": "Hello", "privacy": "yes",
            })
            assert answer.receipt, answer.text
        answer = vera.submit("catalog", {
            "name": "Vera", "email": "v@example.jp", "postal_code": "100-0001", "address": "Tokyo", "catalogs": "general",
        })
        assert answer.receipt, answer.text
        self.cookies = {who: Visitor(house).signed_in(who).cookies for who in ("anna", "ben")}
        page = Desk(house, self.cookies["anna"]).board().text
        # The newest first.
        self.newer, self.older = dict.fromkeys(re.findall(r"/desk/submissions/([0-9a-f-]{36})", page))
        house.stop()
        shutil.copytree(house.data, self.safe)

    def tamper(self, statement, file="genkan.sqlite"):
        """Puts everything back as it was, then changes the database. `:newer` and `:older` name the submissions."""
        shutil.rmtree(self.house.data)
        shutil.copytree(self.safe, self.house.data)
        (self.house.directory / "serve.log").write_text("")
        shell = sqlite3.connect(self.house.data / file)
        shell.execute("PRAGMA foreign_keys = OFF")
        ids = {"newer": self.newer, "older": self.older}
        names = {name: bytes.fromhex(text.replace("-", "")) for name, text in ids.items()}
        used = {name: value for name, value in names.items() if f":{name}" in statement}
        changed = shell.execute(statement, used).rowcount
        shell.commit()
        shell.close()
        assert changed != 0, "the statement changed nothing"

    def desk(self, who="anna"):
        return Desk(self.house, self.cookies[who])

    def said(self, *words):
        """Whether one line of the log, at level error, has all the words."""
        lines = [line for line in self.house.log.splitlines() if "level=error" in line]
        return any(all(word in line for word in words) for line in lines)

    def is_refused_at_the_start(self, *words):
        with pytest.raises(NotServing) as refused:
            self.house.start()
        self.house.process = None
        assert all(word in str(refused.value) for word in words), refused.value


@pytest.fixture(scope="module")
def scene(house):
    return Scene(house)


@pytest.fixture
def serving(scene):
    """Starts the house after it was tampered with; it must still end in order, so nothing has crashed."""

    def start(statement, file="genkan.sqlite"):
        scene.tamper(statement, file)
        scene.house.start()
        return scene.desk()

    yield start
    scene.house.stop()


OTHERS = "(SELECT {0} FROM submissions WHERE id = :older)"


@pytest.mark.parametrize("change", [
    f"answers = {OTHERS.format('answers')}",
    f"answers = {OTHERS.format('answers')}, answers_id = {OTHERS.format('answers_id')}",
    "answers = title, answers_id = title_id",
    "answers = zeroblob(length(answers))",
    f"data_key = (SELECT id FROM data_keys WHERE form = {CATALOG})",
    "receipt = receipt + 1",
    "receipt = 9000000000000000000",
    "received_at = received_at + 3600000000",
    "received_at = 9223372036854775807",
    "held = 'nonsense'",
])
def test_a_changed_submission_is_refused_and_named_and_the_others_open(scene, serving, change):
    anna = serving(f"UPDATE submissions SET {change} WHERE id = :newer")
    board = anna.board()
    assert board.status == 200 and scene.older in board.text
    refused = anna.card(scene.newer)
    assert refused.status == 500 and scene.newer in refused.text
    assert "Vera" not in refused.text and "Viktor" not in refused.text
    assert scene.said("A submission was refused", scene.newer)
    assert anna.card(scene.older).status == 200
    assert anna.board("catalog").status == 200
    # A download has the other row whole, and says of the forged one what it is.
    download = anna.get("/desk/forms/contact/export.csv", ENGLISH)
    assert download.status == 200
    opened, refused = sorted(download.text.splitlines()[1:], key=lambda row: scene.newer in row)
    assert scene.newer in refused and "cannot be opened" in refused
    assert scene.newer not in opened and "v@example.jp" in opened
    assert scene.said("A row of a download was refused", scene.newer)
    assert Visitor(scene.house).get("/f/contact").status == 200


@pytest.mark.parametrize("statement", [
    "UPDATE clear_answers SET value = 'order' WHERE submission = :newer",
    "DELETE FROM clear_answers WHERE submission = :newer",
    "INSERT INTO clear_answers VALUES (:newer, 'name', 0, 'Mallory')",
])
def test_a_changed_clear_answer_is_refused_and_named(scene, serving, statement):
    anna = serving(statement)
    assert anna.card(scene.newer).status == 500
    assert scene.said("clear index", scene.newer)
    assert anna.card(scene.older).status == 200


def test_a_title_of_another_card_is_not_shown(scene, serving):
    anna = serving(
        f"UPDATE submissions SET title = {OTHERS.format('title')}, title_id = {OTHERS.format('title_id')} WHERE id = :newer"
    )
    board = anna.board()
    assert board.status == 200
    assert ("Vera" in board.text) + ("Viktor" in board.text) == 1
    assert scene.said("Cards were refused", scene.newer)


def test_a_version_beyond_all_numbers_ends_nothing(scene, serving):
    anna = serving("UPDATE submissions SET version = 9223372036854775807 WHERE id = :newer")
    page = anna.card(scene.newer).text
    token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    moved = anna.post(
        f"/desk/submissions/{scene.newer}/move",
        {"csrf": token, "form": "contact", "version": "9223372036854775807", "status": "done"},
    )
    assert moved.status == 500
    assert scene.said(scene.newer, "forged")
    assert anna.card(scene.older).status == 200


@pytest.mark.parametrize("change", [
    "sealed = zeroblob(80), wrapped = NULL", "wrapped = zeroblob(60)",
    # The wrapped copy of before still stands beside what was damaged.
    "sealed = zeroblob(80)", "signature = zeroblob(64)",
])
def test_a_changed_data_key_is_refused_and_named(scene, serving, change):
    anna = serving(f"UPDATE data_keys SET {change} WHERE form = {CONTACT}")
    assert anna.board().status == 200
    assert anna.card(scene.newer).status == 500
    assert scene.said("cannotOpen: dataKey", scene.newer)
    assert anna.board("catalog").status == 200
    assert Visitor(scene.house).get("/f/contact").status == 200


@pytest.mark.parametrize("statement, words", [
    (f"UPDATE form_keys SET public_key = randomblob(32) WHERE form = {CONTACT}", ("notGenuine", "formKey")),
    (f"UPDATE form_keys SET signature = zeroblob(64) WHERE form = {CONTACT}", ("notGenuine", "formKey")),
    (f"UPDATE form_versions SET signature = zeroblob(64) WHERE form = {CONTACT}", ("notGenuine", "formDefinition")),
    ("UPDATE form_versions SET definition = CAST(replace(CAST(definition AS TEXT), 'Name', 'Memo') AS BLOB)",
     ("notGenuine", "formDefinition")),
    ("DELETE FROM rosters WHERE number = 2", ("outdated", "roster")),
    ("UPDATE rosters SET number = 7 WHERE number = 2", ("roster 2 stands in the database as number 7",)),
    ("UPDATE rosters SET document = CAST(document || x'00' AS BLOB) WHERE number = 2", ("notGenuine", "roster")),
    ("INSERT INTO rosters SELECT 3, document, 1 FROM rosters WHERE number = 2", ("notGenuine", "roster")),
    ("UPDATE house_facts SET value = zeroblob(96) WHERE name = 'roster-anchor'", ("notGenuine", "roster")),
    ("DELETE FROM house_facts", ("anchor",)),
    ("UPDATE forms SET name = 'was-' || name", ("under the name of another",)),
])
def test_what_everything_hangs_on_is_refused_at_the_start_and_named(scene, statement, words):
    scene.tamper(statement)
    scene.is_refused_at_the_start(*words)


def test_a_form_key_changed_while_serving_takes_nothing_and_is_named(scene, serving):
    serving("UPDATE submissions SET answers_code = answers_code")
    shell = sqlite3.connect(scene.house.data / "genkan.sqlite")
    shell.execute(f"UPDATE form_keys SET public_key = randomblob(32) WHERE form = {CONTACT}")
    shell.commit()
    shell.close()
    answer = Visitor(scene.house).submit("contact", {
        "name": "Vera", "email": "v@example.jp", "topic": "product", "message": "Hello", "privacy": "yes",
    })
    assert answer.status == 503
    assert scene.said("Nothing can be stored", "notGenuine: formKey")


def test_a_changed_grant_is_named_and_keeps_its_holder_out_of_that_form_alone(scene, serving):
    serving(f"""
        UPDATE grants SET sealed = (SELECT sealed FROM grants AS others WHERE others.form = {CONTACT} LIMIT 1)
        WHERE form = {CATALOG} AND person = (SELECT person FROM credentials WHERE kind = 'password' LIMIT 1)
    """)
    desks = [scene.desk(who) for who in ("anna", "ben")]
    assert [desk.board().status for desk in desks] == [200, 200]
    assert sorted(desk.board("catalog").status for desk in desks) == [200, 500]
    assert scene.said("cannotOpen: grant")
    lists = [desk.get("/desk/forms", ENGLISH).text for desk in desks]
    assert sum("Some of this cannot be opened: catalog." in page for page in lists) == 1
    assert scene.said("A form was refused", "form=catalog", "cannotOpen: grant")
    for name in ("anna", "ben"):
        assert Visitor(scene.house).signed_in(name).get("/desk/forms/contact/board", ENGLISH).status == 200


def test_a_definition_changed_while_serving_shows_nothing_and_hides_no_other_form(scene, serving):
    anna = serving("UPDATE submissions SET answers_code = answers_code")
    shell = sqlite3.connect(scene.house.data / "genkan.sqlite")
    shell.execute(
        "UPDATE form_versions SET definition = CAST(replace(CAST(definition AS TEXT), 'Name', 'Memo') AS BLOB)"
        f" WHERE form = {CONTACT}"
    )
    shell.commit()
    shell.close()
    refused = anna.card(scene.newer)
    assert refused.status == 500 and "Vera" not in refused.text and "Memo" not in refused.text
    assert scene.said("notGenuine: formDefinition")
    assert anna.board().status == 500
    assert anna.board("catalog").status == 200
    assert "Some of this cannot be opened: contact." in anna.get("/desk/forms", ENGLISH).text


def test_a_changed_credential_signs_nobody_in(scene, serving):
    serving("UPDATE credentials SET public_key = randomblob(32) WHERE kind = 'password'")
    assert Visitor(scene.house).sign_in("anna").status == 422


def test_another_persons_session_row_is_refused_and_named(scene, serving):
    serving(
        "UPDATE sessions SET sealed = (SELECT o.sealed FROM sessions o WHERE o.fingerprint <> sessions.fingerprint)",
        "sessions.sqlite",
    )
    # SQLite changes row by row: one of the two has the other's now.
    assert sorted(scene.desk(who).board().status for who in ("anna", "ben")) == [200, 303]
    assert scene.said("A session was refused", "cannotOpen: session")


@pytest.mark.parametrize("statement, place", [
    ("UPDATE audit SET at = at + 1 WHERE sequence = 4", 4),
    ("DELETE FROM audit WHERE sequence = 4", 4),
    ("UPDATE audit SET kind = 'signed-in' WHERE sequence = 4", 4),
    ("UPDATE audit SET sequence = 500 WHERE sequence = 4", 4),
])
def test_an_audit_row_changed_taken_out_or_moved_is_found(scene, statement, place):
    scene.tamper(statement)
    found = scene.house.run("audit", "verify")
    assert found.returncode != 0
    assert f"broken at event {place}" in found.stdout + found.stderr
