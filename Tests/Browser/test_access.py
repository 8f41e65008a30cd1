"""Who can open a form: granted and revoked at the desk, by keyboard, with an effect at the very next click."""

import re
import secrets
import sqlite3

import pytest
from playwright.sync_api import expect

from desk import load_again, press_on, sign_in_by_password
from house import House
from sweep import LANGUAGES, SIZES, examine

ACCESS = "/desk/forms/contact/access"
BOARD = "/desk/forms/contact/board"
LONG = "Dr. Maximiliane von und zu Hohenstein-Oberpfaffenhofen 第二営業部"
WORDS = {
    "ja": {"grant": "権限を与える", "revoke": "権限を外す", "access": "このフォームを開ける人"},
    "en": {"grant": "Grant", "revoke": "Revoke", "access": "Who can open this form"},
}


@pytest.fixture(scope="module")
def granting(tmp_path_factory):
    """A house of its own. ben came before the forms, so that nobody but anna and the recovery code holds them."""
    house = House(tmp_path_factory.mktemp("granting"), [])
    house.set_up()
    house.add_ben()
    for name, role in [("carol", "viewer"), (LONG, "manager")]:
        house.passwords[name] = secrets.token_hex(16)
        file = house.directory / f"{name}.password"
        file.write_text(house.passwords[name] + "\n")
        file.chmod(0o600)
        house.add(name, role)
    house.start()
    yield house
    house.stop()


def signed_in(visitor, house, person: str, *arguments, **options):
    """A page of somebody who is signed in, whatever the person may open."""
    page = visitor(*arguments, **options)
    if person not in house.sessions:
        sign_in_by_password(page, house, person)
        house.sessions[person] = [
            cookie for cookie in page.context.cookies() if cookie["name"] == "__Host-genkan"
        ]
    page.context.add_cookies(house.sessions[person])
    return page


def person(page, name: str):
    return page.locator(".person").filter(has=page.locator(f"bdi:text-is('{name}')"))


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_ben_is_granted_the_form_and_loses_it_by_keyboard_alone(visitor, granting, language, javascript):
    words = WORDS[language]
    annas = signed_in(visitor, granting, "anna", language, javascript=javascript)
    bens = signed_in(visitor, granting, "ben", language)
    bens.goto(granting.url + BOARD)
    expect(bens.locator(".g-code")).to_have_text("404")

    annas.goto(granting.url + BOARD)
    press_on(annas, annas.locator(".tools-menu > summary"))
    press_on(annas, annas.get_by_role("link", name=words["access"], exact=True))
    expect(annas).to_have_url(granting.url + ACCESS)
    press_on(annas, person(annas, "ben").get_by_role("button", name=f"{words['grant']}: ben"))
    expect(annas.get_by_role("status")).to_contain_text("ben")
    expect(person(annas, "ben").locator("time")).to_be_visible()
    bens.goto(granting.url + BOARD)
    expect(bens.locator("#board")).to_be_visible()

    summary = person(annas, "ben").locator("summary")
    expect(summary).to_have_accessible_name(re.compile(rf"^{words['revoke']} ?: ben$"))
    press_on(annas, summary)
    expect(person(annas, "ben").locator(".revocation-body")).to_be_visible()
    press_on(annas, person(annas, "ben").locator("button"))
    expect(annas.get_by_role("status")).to_contain_text("ben")
    expect(person(annas, "ben").locator("summary")).to_have_count(0)
    load_again(bens)
    expect(bens.locator(".g-code")).to_have_text("404")


def test_a_stale_page_says_what_became_of_it(visitor, granting):
    annas = signed_in(visitor, granting, "anna", "en")
    annas.goto(granting.url + ACCESS)
    other = signed_in(visitor, granting, "anna", "en")
    other.goto(granting.url + ACCESS)
    for page, words in [(annas, "carol can open this form now."), (other, "carol could open this form already.")]:
        person(page, "carol").get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text(words)
    for page, words in [(annas, "carol cannot open this form any more."), (other, "any more anyway")]:
        person(page, "carol").locator("summary").click()
        person(page, "carol").locator("button").click()
        expect(page.get_by_role("status")).to_contain_text(words)


def test_a_revocation_that_was_begun_is_left_with_escape(visitor, granting):
    page = signed_in(visitor, granting, "anna", "en")
    page.goto(granting.url + ACCESS)
    # On a phone the name and the rights have the line, and the button stands under them.
    wide = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    who, act = (person(page, "carol").locator(part).bounding_box() for part in (".person-who", "button"))
    assert who["y"] + who["height"] <= act["y"]
    page.set_viewport_size(wide)
    person(page, "carol").get_by_role("button").click()
    summary = person(page, "carol").locator("summary")
    summary.click()
    page.keyboard.press("Escape")
    expect(person(page, "carol").locator(".revocation-body")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    person(page, "carol").locator("button").click()
    expect(page.get_by_role("status")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_grants(visitor, granting, language, width, dark):
    page = signed_in(visitor, granting, "anna", language, width, dark=dark)
    page.goto(granting.url + ACCESS)
    expect(page.locator("html")).to_have_attribute("lang", language)
    tone = "dark" if dark else "light"
    examine(page, f"access, one holder, {tone}")
    person(page, "ben").get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("ben")
    person(page, "anna").locator("summary").click()
    expect(page.locator(".revocation-warning")).to_be_visible()
    examine(page, f"access, about to give up, {tone}")
    person(page, LONG).get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text(LONG)
    person(page, "ben").locator("summary").click()
    examine(page, f"access, about to revoke, {tone}")
    page.evaluate("() => document.querySelectorAll('.person-act button').forEach(button => { button.value = '' })")
    person(page, "carol").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    examine(page, f"access, nobody chosen, {tone}")
    for name in ["ben", LONG]:
        person(page, name).locator("summary").click()
        person(page, name).locator("button").click()
        expect(page.get_by_role("status")).to_contain_text(name)
    page.goto(granting.url + "/desk/forms?done=given-up")
    examine(page, f"the forms, one given up, {tone}")
    page.goto(granting.url + BOARD)
    examine(page, f"the board with the way to its grants, {tone}")


@pytest.fixture(scope="module")
def written(granting):
    """The same house after somebody wrote into its database: a stranger has the recovery code's key. It stays so."""
    granting.stop()
    shell = sqlite3.connect(granting.data / "genkan.sqlite")
    form = "(SELECT id FROM forms WHERE name = 'contact')"
    of_recovery = f"form = {form} AND person = (SELECT person FROM credentials WHERE kind = 'recovery-code')"
    assert shell.execute(f"UPDATE grants SET person = randomblob(16) WHERE {of_recovery}").rowcount == 1
    shell.commit()
    shell.close()
    granting.start()
    yield granting


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_after_somebody_wrote_into_the_database(visitor, written, language, width, dark):
    page = signed_in(visitor, written, "anna", language, width, dark=dark)
    page.goto(written.url + ACCESS)
    expect(page.locator(".person-stays--missing")).to_be_visible()
    expect(page.locator("#strays")).to_be_visible()
    examine(page, f"access, somebody wrote into the database, {'dark' if dark else 'light'}")
