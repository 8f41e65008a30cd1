"""Every page by which the desk says no, once: what was tampered with, who may not come in, who was faster."""

import sqlite3

import pytest
from playwright.sync_api import expect

from desk import card, sign_in
from house import House
from sweep import LANGUAGES, SIZES, examine
from visitor import Visitor

INQUIRY = {"email": "v@example.jp", "topic": "product", "message": "Hello", "privacy": "yes"}
# The older card has no title any more, the newer one no answers, and anna no key of the catalog.
DAMAGES = [
    "UPDATE submissions SET title = zeroblob(length(title)) WHERE id = (SELECT min(id) FROM submissions)",
    "UPDATE submissions SET answers = zeroblob(length(answers)) WHERE id = (SELECT max(id) FROM submissions)",
    "UPDATE grants SET sealed = randomblob(length(sealed))"
    " WHERE form = (SELECT id FROM forms WHERE name = 'catalog')"
    " AND person = (SELECT person FROM credentials WHERE kind = 'password')",
]


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """A house of its own whose database somebody has written to, and which limits the tries at its door
    for itself."""
    house = House(tmp_path_factory.mktemp("damaged"), [])
    house.set_up()
    house.start()
    vera = Visitor(house)
    receipts = [vera.submit("contact", {"name": name, **INQUIRY}).receipt for name in ("Vera", "Viktor")]
    assert all(receipts)
    vera.close()
    house.stop()
    shell = sqlite3.connect(house.data / "genkan.sqlite")
    for damage in DAMAGES:
        assert shell.execute(damage).rowcount == 1, damage
    shell.commit()
    shell.close()
    house.newer = receipts[1]
    house.start()
    yield house
    house.stop()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_is_not_what_was_sealed(visitor, damaged, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, damaged, "anna")
    expect(page.locator(".card-title.g-faint")).to_be_visible()
    examine(page, "the board with a card without its title")
    card(page, damaged.newer).locator(".card-link").click()
    expect(page.locator(".g-notice--danger")).to_be_visible()
    examine(page, "the card that cannot be opened")
    page.goto(damaged.url + "/desk/forms")
    expect(page.get_by_role("alert")).to_contain_text("catalog")
    examine(page, "the forms, one of them refused")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_that_are_not_there_or_not_allowed(visitor, damaged, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, damaged, "anna")
    page.goto(damaged.url + "/desk/forms/nothing-here/board")
    expect(page.locator(".g-code")).to_have_text("404")
    examine(page, "the board that is not there")
    sign_in(page, damaged, "anna")
    page.evaluate("() => document.querySelectorAll('[name=csrf]').forEach(field => { field.value = 'x' })")
    page.locator(".bar-menu summary").click()
    page.locator("form[action='/desk/sign-out'] button").click()
    expect(page.locator(".g-code")).to_have_text("403")
    expect(page.locator("html")).to_have_attribute("lang", language)
    examine(page, "what is not allowed")


def try_to_sign_in(page, house) -> None:
    page.goto(house.url + "/desk/sign-in")
    page.locator("#name").fill("anna")
    page.locator("#password").fill("not the password at all")
    page.locator("form[action='/desk/sign-in'] button").click()
    if page.locator("#code").count():
        page.locator("#code").fill("123456")
        page.locator("form[action='/desk/sign-in/code'] button").click()
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_sign_in_with_something_to_say(visitor, damaged, language, width, dark):
    page = visitor(language, width, dark=dark)
    for reason in ["over=idle", "over=longest", "over=lost&unsaved=yes", "over=clock", "ended=yes", "again=late", "again=refused"]:
        page.goto(damaged.url + "/desk/sign-in?" + reason)
        expect(page.get_by_role("alert" if "again" in reason else "status")).to_be_visible()
        examine(page, f"the sign-in ({reason})")
    try_to_sign_in(page, damaged)
    examine(page, "the sign-in that is refused")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_sign_in_that_is_slowed_down(visitor, damaged, language, width, dark):
    page = visitor(language, width, dark=dark)
    words = {"ja": "秒ほどおいて", "en": "Please wait about"}[language]
    for _ in range(30):  # ten at once, and one more every ten seconds
        try_to_sign_in(page, damaged)
        if words in page.get_by_role("alert").inner_text():
            break
    expect(page.get_by_role("alert")).to_contain_text(words)
    examine(page, "the sign-in that is slowed down")
