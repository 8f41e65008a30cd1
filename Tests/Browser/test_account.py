"""One's own account: the second step, the screen lock, one's sessions, and the recovery code."""

import re

import pytest
from playwright.sync_api import Page, expect

from desk import give_code, sign_in, sign_in_by_password
from house import House
from sweep import LANGUAGES, SIZES, examine

BOARD = "/desk/forms/contact/board"


@pytest.fixture
def own_house(tmp_path):
    """A house nobody has come into yet, for what changes people for good."""
    house = House(tmp_path, [])
    house.set_up()
    house.start()
    yield house
    house.stop()


def give_password(page: Page, house, person: str) -> None:
    page.goto(house.url + "/desk/sign-in")
    page.locator("#name").fill(person)
    page.locator("#password").fill(house.passwords[person])
    page.locator("form[action='/desk/sign-in'] button").click()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_the_second_step_is_set_up_on_the_way_in(visitor, own_house, language, width):
    page = visitor(language, width, dark=language == "en")
    give_password(page, own_house, "anna")
    expect(page.locator("svg.qr")).to_be_visible()
    examine(page, "setting up the second step")
    page.locator("#code").fill("123456")
    page.locator("form[action='/desk/sign-in/second-factor'] button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    phones = own_house.authenticators
    phones.scan("anna", page.content())
    page.locator("#code").fill(phones.code("anna"))
    page.keyboard.press("Enter")
    expect(page.locator(".backup-codes li")).to_have_count(10)
    phones.keep_codes("anna", page.content())
    examine(page, "the backup codes")
    page.locator(".g-sheet a.g-button--primary").click()
    expect(page.locator(".bar-name")).to_have_text("anna")

    again = visitor(language, width)
    give_password(again, own_house, "anna")
    again.locator("#code").fill(phones.paper["anna"].pop())
    again.keyboard.press("Enter")
    expect(again.locator(".bar-name")).to_have_text("anna")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_locks_in_two_tabs_at_once_and_opens_in_both(visitor, house, language):
    page = visitor(language)
    sign_in_by_password(page, house, "anna")
    page.goto(house.url + BOARD)
    other = page.context.new_page()
    other.goto(house.url + "/desk/sessions")
    page.locator(".bar-menu summary").click()
    page.locator("#lock button").click()
    expect(page.locator("#unlock")).to_be_visible()
    expect(other.locator("#unlock")).to_be_visible()
    assert "contact" not in other.content().replace("return", "").lower().replace(BOARD, "")
    examine(page, "the locked screen")
    page.locator("#password").fill("not the password of anna")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#password").fill(house.passwords["anna"])
    page.keyboard.press("Enter")
    page.wait_for_url("**" + BOARD)
    other.wait_for_url("**/desk/sessions")
    expect(other.locator(".row")).not_to_have_count(0)


def test_the_screen_locks_without_a_script(visitor, house):
    page = visitor(javascript=False)
    sign_in_by_password(page, house, "ben")
    page.goto(house.url + BOARD)
    page.locator(".bar-menu summary").click()
    page.locator("#lock button").click()
    page.goto(house.url + BOARD)
    expect(page.locator("#unlock")).to_be_visible()
    page.locator("#password").fill(house.passwords["ben"])
    page.locator("#unlock button").click()
    expect(page.locator("#board")).to_be_visible()


def test_a_session_ended_elsewhere_leaves_nothing_in_the_browser(visitor, house, inquiry):
    code = inquiry("Vera Fernlöschung")
    lost, safe = visitor(), visitor()
    sign_in_by_password(lost, house, "ben")
    lost.goto(house.url + BOARD)
    expect(lost.locator("#board")).to_contain_text("Vera Fernlöschung")
    sign_in_by_password(safe, house, "ben")
    safe.goto(house.url + "/desk/sessions")
    safe.locator("form[action='/desk/sessions/end-others'] button").click()
    expect(safe.get_by_role("status")).to_be_visible()
    house.sessions.pop("ben", None)
    # The page notices by itself when somebody looks at it again.
    lost.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    lost.wait_for_url(re.compile("/desk/sign-in"))
    lost.go_back()
    expect(lost.locator("#password")).to_be_visible()
    assert code not in lost.content() and "Fernlöschung" not in lost.content()
    assert lost.evaluate("caches.keys()") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_the_recovery_code_lets_an_administrator_in(visitor, own_house, language, width):
    page = visitor(language, width)
    page.goto(own_house.url + "/desk/sign-in")
    page.locator("details summary").click()
    page.locator("a[href='/desk/recover']").click()
    examine(page, "the recovery code")
    code = (own_house.directory / "recovery.code").read_text().strip()
    own_house.passwords["anna"] = "seven quiet herons over the lake"

    def fill(typed: str) -> None:
        page.locator("#code").fill(typed)
        page.locator("#name").fill("anna")
        page.locator("#password").fill(own_house.passwords["anna"])
        page.locator("#again").fill(own_house.passwords["anna"])
        page.locator("form[action='/desk/recover'] button").click()

    fill("0" * 28)
    expect(page.get_by_role("alert")).to_be_visible()
    examine(page, "the recovery code, refused")
    fill(code.lower().replace("-", " "))
    expect(page.get_by_role("status")).to_be_visible()
    page.locator("#name").fill("anna")
    page.locator("#password").fill(own_house.passwords["anna"])
    page.locator("form[action='/desk/sign-in'] button").click()
    page.wait_for_url(re.compile("/desk/sign-in/second-factor"))
    give_code(page, own_house, "anna")
    page.goto(own_house.url + BOARD)
    expect(page.locator("#board")).to_be_visible()
