"""One's own account: the second step, sessions and how they are ended, the password, the recovery code."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from conftest import CHROMIUM
from desk import card, give_code, sign_in, sign_in_by_password
from house import House
from sweep import LANGUAGES, SIZES, examine

BOARD = "/desk/forms/contact/board"
NAME = "Vera Fernlöschung"


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


@pytest.fixture
def keeping(chromium, visitor):
    """Visitors whose browser keeps pages for the back button, as people's do and Playwright's does not."""
    visitor.chromium = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=["--no-sandbox"], ignore_default_args=["--disable-back-forward-cache"]
    )
    yield visitor
    visitor.chromium.close()


def open_card(page: Page, house, person: str, code: str) -> None:
    """Comes by the board, leaves something in the browser's storage, and stands on the card."""
    sign_in_by_password(page, house, person)
    house.sessions.pop(person, None)  # this session is about to end
    page.goto(house.url + BOARD)
    card(page, code).locator(".card-link").click()
    expect(page.locator(".answers")).to_contain_text(NAME)
    page.evaluate("localStorage.setItem('left', 'here')")


def end_elsewhere(page: Page, house, person: str) -> None:
    """The person, at another computer."""
    sign_in_by_password(page, house, person)
    page.goto(house.url + "/desk/sessions")
    page.locator("form[action='/desk/sessions/end-others'] button").click()
    expect(page.get_by_role("status")).to_be_visible()


def end_as_administrator(page: Page, house, person: str) -> None:
    sign_in_by_password(page, house, "anna")
    page.goto(house.url + "/desk/people")
    page.locator(".person-name").filter(has=page.locator(f"bdi:text-is('{person}')")).click()
    page.locator("form[action$='/sessions'] button").click()
    expect(page.get_by_role("status")).to_be_visible()


def back(page: Page, to: str) -> None:
    """By the browser's button; Playwright's own waits for a page that may not be loaded again."""
    page.evaluate("setTimeout(() => history.back())")
    expect(page).to_have_url(re.compile("/desk/sign-in.*return=" + to))
    page.wait_for_load_state()


def shows_nothing(page: Page, code: str) -> None:
    expect(page.locator("#password")).to_be_visible()
    assert code not in page.content() and NAME not in page.content()


@contextmanager
def wiped(page: Page):
    """What leads to the sign-in tells the browser to forget (Clear Site Data § 3.1), and the browser does.

    A click asks twice, for the page and to say that somebody is there: whichever the server hears first is told.
    """
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    yield
    expect(page).to_have_url(re.compile("/desk/sign-in"))
    page.wait_for_load_state()
    told = [answer.header_value("clear-site-data") for answer in answers if answer.status == 303]
    assert '"cache", "storage"' in told
    assert page.evaluate("localStorage.getItem('left')") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_administrator_wipes_what_somebody_has_open(keeping, house, inquiry, language):
    code = inquiry(NAME)
    lost, annas = keeping(language), keeping(language)
    open_card(lost, house, "ben", code)
    # A page that is told what others do is told of its end, too.
    with wiped(lost):
        end_as_administrator(annas, house, "ben")
    shows_nothing(lost, code)
    back(lost, to=BOARD)
    shows_nothing(lost, code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_nobody_touches_notices_within_a_minute(keeping, house, inquiry, language):
    """One that is not told live of anything."""
    code = inquiry(NAME)
    lost, annas = keeping(language), keeping(language)
    lost.clock.install()
    open_card(lost, house, "ben", code)
    lost.goto(house.url + "/desk/profile")
    end_as_administrator(annas, house, "ben")
    with wiped(lost):
        lost.clock.run_for(60_000)
    shows_nothing(lost, code)
    back(lost, to="/desk/submissions/")
    shows_nothing(lost, code)


def test_a_session_ended_elsewhere_leaves_nothing_in_the_browser(keeping, house, inquiry):
    code = inquiry(NAME)
    lost, safe = keeping(), keeping()
    open_card(lost, house, "ben", code)
    with wiped(lost):
        end_elsewhere(safe, house, "ben")
    shows_nothing(lost, code)
    back(lost, to=BOARD)
    shows_nothing(lost, code)


def test_a_card_behind_the_back_button_is_gone_with_the_session(keeping, house, inquiry):
    """The tab went on to a page that is none of the desk's; the browser may have kept the card whole."""
    code = inquiry(NAME)
    lost, safe = keeping(), keeping()
    open_card(lost, house, "ben", code)
    lost.goto(house.url + "/f/contact")
    end_elsewhere(safe, house, "ben")
    back(lost, to="/desk/submissions/")
    shows_nothing(lost, code)


def test_a_kept_page_comes_back_hidden_until_the_house_has_answered(keeping, house, inquiry):
    """The page of today: one that is told what others do is not kept by the browser at all."""
    code = inquiry(NAME)
    page = keeping()
    page.add_init_script(
        """addEventListener("pageshow", ({ persisted }) =>
          console.log("kept", persisted, getComputedStyle(document.body).visibility));"""
    )
    open_card(page, house, "ben", code)
    page.goto(house.url + "/desk/today")
    expect(page.locator(".card").first).to_be_visible()
    told = []
    page.on("console", lambda message: told.append(message.text) if message.text.startswith("kept true") else None)
    for _ in range(5):  # a busy browser may have thrown the page away; then it is asked for anew
        page.goto(house.url + "/f/contact")
        page.evaluate("setTimeout(() => history.back())")
        page.wait_for_url("**/desk/today", wait_until="commit")
        for _ in range(50):
            page.wait_for_timeout(100)
            if told:
                break
        if told:
            break
    assert told and all(text == "kept true hidden" for text in told)


def test_a_kept_lock_comes_back_and_can_be_opened(keeping, house, inquiry):
    page = keeping("en")
    sign_in_by_password(page, house, "ben")
    house.sessions.pop("ben", None)
    page.goto(house.url + BOARD)
    page.locator(".bar-menu summary").click()
    page.locator("#lock button").click()
    expect(page.locator("#unlock")).to_be_visible()
    page.goto(house.url + "/f/contact")
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_url(re.compile("/desk/lock"), wait_until="commit")
    expect(page.locator("#unlock")).to_be_visible()
    page.locator("#password").fill(house.passwords["ben"])
    page.locator("#unlock button").click()
    page.wait_for_url("**" + BOARD)


def test_a_board_that_was_come_back_to_leads_to_the_sign_in_by_itself(keeping, house, inquiry):
    """The way back from a card ends with the card's place on the board: `board#card-…`."""
    code = inquiry(NAME)
    lost, safe = keeping(), keeping()
    open_card(lost, house, "ben", code)
    lost.locator(".crumb").click()
    lost.wait_for_url("**" + BOARD + "#card-*")
    end_elsewhere(safe, house, "ben")
    lost.wait_for_url(re.compile("/desk/sign-in"))
    shows_nothing(lost, code)


def change_password(page: Page, old: str, new: str, again: str) -> None:
    page.locator("#old").fill(old)
    page.locator("#password").fill(new)
    page.locator("#again").fill(again)
    page.locator("form[action='/desk/password'] button").click()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_own_password(visitor, house, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, house, "ben")
    page.goto(house.url + "/desk/password")
    examine(page, f"the own password {dark}")
    change_password(page, house.passwords["ben"], "seven quiet herons", again="seven loud herons")
    expect(page.get_by_role("alert")).to_be_visible()
    examine(page, f"the own password, refused {dark}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_password_is_the_only_one(visitor, own_house, language):
    page, elsewhere = visitor(language), visitor(language)
    old, new = own_house.passwords["anna"], "seven quiet herons over the lake"
    sign_in_by_password(elsewhere, own_house, "anna")
    sign_in_by_password(page, own_house, "anna")
    page.goto(own_house.url + "/desk/password")
    change_password(page, "not the password of anna", new, again=new)
    expect(page.get_by_role("alert")).to_be_visible()
    change_password(page, old, new, again=new)
    expect(page.get_by_role("status")).to_be_visible()
    examine(page, "the own password, changed")
    page.goto(own_house.url + BOARD)
    expect(page.locator("#board")).to_be_visible()
    elsewhere.goto(own_house.url + BOARD)
    expect(elsewhere.locator("form[action='/desk/sign-in']")).to_be_visible()

    give_password(elsewhere, own_house, "anna")  # the old one: the second page follows all the same
    give_code(elsewhere, own_house, "anna")
    expect(elsewhere.get_by_role("alert")).to_be_visible()
    expect(elsewhere.locator(".bar-name")).to_have_count(0)
    own_house.passwords["anna"] = new
    sign_in_by_password(elsewhere, own_house, "anna")
    expect(elsewhere.locator(".bar-name")).to_have_text("anna")


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

    def give(typed: str) -> None:
        page.locator("#code").fill(typed)
        page.locator("#name").fill("anna")
        page.locator("#password").fill(own_house.passwords["anna"])
        page.locator("#again").fill(own_house.passwords["anna"])
        page.locator("form[action='/desk/recover'] button").click()

    give("0" * 28)
    expect(page.get_by_role("alert")).to_be_visible()
    examine(page, "the recovery code, refused")
    give(code.lower().replace("-", " "))
    expect(page.get_by_role("status")).to_be_visible()
    page.locator("#name").fill("anna")
    page.locator("#password").fill(own_house.passwords["anna"])
    page.locator("form[action='/desk/sign-in'] button").click()
    page.wait_for_url(re.compile("/desk/sign-in/second-factor"))
    give_code(page, own_house, "anna")
    page.goto(own_house.url + BOARD)
    expect(page.locator("#board")).to_be_visible()
