"""The desk of who only reads, and of who was granted nothing yet."""

import sqlite3

import pytest
from playwright.sync_api import expect

from desk import card, column, sign_in, sign_in_by_password
from house import House
from sweep import LANGUAGES, SIZES, examine
from visitor import Visitor

INQUIRY = {"email": "v@example.jp", "topic": "product", "message": "Hello", "privacy": "yes"}


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    """A house of its own with carol, who reads, and dora, whose grants are gone; ben has one of two cards."""
    house = House(tmp_path_factory.mktemp("readers"), [])
    house.set_up()
    house.start()
    for name, role in [("ben", "staff"), ("carol", "viewer"), ("dora", "viewer")]:
        house.add(name, role)
    vera = Visitor(house)
    house.waiting = vera.submit("contact", {"name": "Viktor", **INQUIRY}).receipt
    house.moved = vera.submit("contact", {"name": "Vera", **INQUIRY}).receipt
    vera.close()
    ben = Visitor(house).signed_in("ben")
    assert ben.move("contact", house.moved, "in-progress").status == 303
    ben.close()
    house.stop()
    shell = sqlite3.connect(house.data / "genkan.sqlite")
    # Whoever was added last: ids are made in the order of time.
    dora = shell.execute("SELECT max(person) FROM credentials WHERE kind = 'password'").fetchone()
    assert shell.execute("DELETE FROM grants WHERE person = ?", dora).rowcount == 2
    shell.commit()
    shell.close()
    house.start()
    yield house
    house.stop()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_a_viewer_sees(visitor, readers, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, readers, "carol")
    examine(page, "the board of a viewer")
    assert page.locator("#board :is(button:not(.fold), select, form)").count() == 0
    card(page, readers.moved).locator(".card-link").click()
    expect(page.locator("dl.answers")).to_contain_text("Vera")
    examine(page, "the card of a viewer")
    assert page.locator("main :is(button:not(.copy, #show-keys, #keys *), select, form:not(#keys *)):not(.file-way :is(form, button))").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_that_change_something_do_nothing_for_a_viewer(visitor, readers, language):
    page = visitor(language)
    sign_in(page, readers, "carol")
    link = card(page, readers.moved).locator(".card-link")
    link.focus()
    for key in ["m", "t", "1", "3"]:
        page.keyboard.press(key)
        expect(link).to_be_focused()
    expect(column(page, "in-progress").locator(".card", has_text=readers.moved)).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(card(page, readers.waiting).locator(".card-link")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_who_was_granted_nothing_is_told_so(visitor, readers, language, width, dark):
    page = visitor(language, width, dark=dark)
    if "dora" not in readers.sessions:
        sign_in_by_password(page, readers, "dora")
        readers.sessions["dora"] = page.context.cookies()
    page.context.add_cookies(readers.sessions["dora"])
    page.goto(readers.url + "/desk/forms")
    expect(page.locator("main .g-notice h2")).to_be_visible()
    assert page.locator(".form-tile").count() == 0
    examine(page, "the forms of somebody without any")
