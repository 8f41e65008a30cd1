"""The screen lock: asked for, or when nobody touched the desk for ten minutes; in every tab at once."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from desk import card, sign_in_by_password
from sweep import LANGUAGES, examine, picture

BOARD = "/desk/forms/contact/board"
NAME = "Vera Bildschirm"


def two_tabs(page: Page, house, receipt: str) -> tuple[Page, Page]:
    """A card and the board, both with the visitor's name on them."""
    page.goto(house.url + BOARD)
    card(page, receipt).locator(".card-link").click()
    expect(page.locator(".answers")).to_contain_text(NAME)
    other = page.context.new_page()
    other.goto(house.url + BOARD)
    expect(card(other, receipt)).to_contain_text(NAME)
    return page, other


def are_locked(*tabs: Page) -> None:
    for tab in tabs:
        expect(tab.locator("#unlock")).to_be_visible()
        assert NAME not in tab.content()


def unlock(page: Page, password: str) -> None:
    page.locator("#password").fill(password)
    page.locator("#unlock button").click()


def stop_the_clock(page: Page) -> None:
    """In every tab of this browser; from now on it goes as far as a test lets it."""
    now = datetime.datetime.now()
    page.clock.install(time=now)
    page.clock.pause_at(now + datetime.timedelta(hours=1))


def stopped_board(visitor, house, inquiry) -> tuple[str, Page]:
    """A visitor's card and anna's board, whose clock goes as far as a test lets it."""
    receipt = inquiry(NAME)
    page = visitor("en")
    sign_in_by_password(page, house, "anna")
    stop_the_clock(page)
    page.goto(house.url + BOARD)
    return receipt, page


def pass_minutes(page: Page, minutes: int) -> None:
    page.clock.run_for(minutes * 60_000)


def touch(page: Page, other: Page, house) -> None:
    """Somebody turns the wheel over one tab: the server is told, and so is the other tab."""
    other.evaluate(
        """() => { globalThis.heard = new Promise((done) => {
          new BroadcastChannel("genkan-session").addEventListener("message", ({ data }) => done(data));
        }); }"""
    )
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.mouse.move(400, 400)
        page.mouse.wheel(0, 10)
    assert (told.value.url, told.value.status) == (house.url + "/desk/session", 204)
    assert other.evaluate("heard") == "used"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_locks_in_two_tabs_at_once_and_opens_in_both(visitor, house, inquiry, language):
    receipt = inquiry(NAME)
    page = visitor(language)
    sign_in_by_password(page, house, "anna")
    first, second = two_tabs(page, house, receipt)
    file = first.url
    second.locator(".bar-menu summary").click()
    second.locator("#lock button").click()
    are_locked(first, second)
    second.bring_to_front()
    examine(second, "the locked screen")
    unlock(second, "not the password of anna")
    expect(second.get_by_role("alert")).to_be_visible()
    are_locked(first, second)
    unlock(second, house.passwords["anna"])
    second.wait_for_url("**" + BOARD)
    first.wait_for_url(file + "?in=unhandled")
    expect(first.locator(".answers")).to_contain_text(NAME)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_minutes_without_a_touch_lock_both_tabs(visitor, house, inquiry, language):
    receipt = inquiry(NAME)
    page = visitor(language)
    sign_in_by_password(page, house, "anna")
    stop_the_clock(page)
    first, second = two_tabs(page, house, receipt)
    file = first.url
    pass_minutes(page, 9)
    touch(second, first, house)
    pass_minutes(page, 9)  # of both tabs, since the touch of one
    expect(first.locator(".answers")).to_be_visible()
    expect(card(second, receipt)).to_be_visible()
    for tab in (first, second):
        expect(tab.locator(".lock-soon")).to_be_empty()
    page.clock.run_for(10_000)
    for tab in (first, second):
        expect(tab.locator(".lock-soon")).to_contain_text(re.compile("まもなく|about to lock"))
    picture(first, "the screen about to lock")
    page.clock.run_for(50_000)
    are_locked(first, second)
    # It is not the page alone: the server shows nothing either.
    second.goto(house.url + BOARD)
    are_locked(first, second)
    unlock(first, house.passwords["anna"])
    first.wait_for_url(file + "?in=unhandled")
    second.wait_for_url("**" + BOARD)
    expect(first.locator(".answers")).to_contain_text(NAME)
    expect(card(second, receipt)).to_contain_text(NAME)


def test_who_is_warned_and_touches_the_page_stays(visitor, house, inquiry):
    """The server is told of the last touch, also of one that came soon after another, and of one under the warning."""
    receipt, page = stopped_board(visitor, house, inquiry)
    expect(card(page, receipt).locator(".card-more")).to_be_attached()
    said = []
    page.on("request", lambda request: said.append(request.url) if (request.method, request.url) == ("POST", house.url + "/desk/session") else None)
    page.clock.run_for(5_000)
    page.keyboard.press("ArrowDown")
    page.clock.run_for(30_000)
    assert said == []  # the page itself was asked for a moment ago
    page.clock.run_for(30_000)
    expect(page.locator(".lock-soon")).to_be_empty()
    assert len(said) == 1
    card(page, receipt).locator(".card-link").focus()
    page.keyboard.press("m")
    page.clock.run_for(555_000)
    # Above an open dialog, too.
    expect(page.locator("dialog[open] .lock-soon")).to_contain_text("about to lock")
    page.keyboard.press("Escape")
    page.clock.run_for(2_000)
    expect(page.locator(".lock-soon")).to_be_empty()
    assert len(said) == 3
    pass_minutes(page, 9)
    expect(card(page, receipt)).to_be_visible()


def test_what_a_page_does_by_itself_keeps_no_screen_open(visitor, house, inquiry):
    """A live page puts the focus back and scrolls when others change what is on it."""
    receipt, page = stopped_board(visitor, house, inquiry)
    expect(card(page, receipt)).to_be_visible()
    for _ in range(10):
        page.evaluate("() => { document.querySelector('.card-link').focus(); scrollTo(0, 40); document.activeElement.blur(); scrollTo(0, 0); }")
        pass_minutes(page, 1)
    are_locked(page)


def test_a_page_that_loads_itself_anew_keeps_no_screen_open(visitor, house, inquiry):
    """What concerns the whole form, such as its labels, has every open board loaded anew."""
    other = visitor("en")
    sign_in_by_password(other, house, "anna")
    other.goto(house.url + "/desk/forms/contact/labels")
    receipt, page = stopped_board(visitor, house, inquiry)
    for number in range(9):
        expect(card(page, receipt)).to_be_visible()
        with page.expect_request(re.compile(r"/board\?.*quiet=yes$")):
            other.locator(".label-form input[name=name]").first.fill(f"Lock {number}")
            other.locator("form[action$='/labels/make'] button").click()
            expect(other.locator(".label-list li", has_text=f"Lock {number}")).to_be_visible()
        page.wait_for_url(house.url + BOARD)
        pass_minutes(page, 1)
    expect(card(page, receipt)).to_be_visible()
    pass_minutes(page, 2)
    are_locked(page)


def locks_with(first: Page, house, shown) -> None:
    """Another tab of the same browser is locked by hand."""
    expect(shown).to_be_visible()
    second = first.context.new_page()
    second.goto(house.url + "/desk/forms")
    second.locator(".bar-menu summary").click()
    second.locator("#lock button").click()
    expect(second.locator("#unlock")).to_be_visible()
    expect(first.locator("#unlock")).to_be_visible()
    expect(shown).to_have_count(0)
    second.close()


def test_an_answer_to_a_form_locks_and_its_page_is_come_back_to(visitor, house):
    """Its address shows nothing by itself; neither does the screen end on an error when it is unlocked."""
    page = visitor("en")
    sign_in_by_password(page, house, "anna")
    page.goto(house.url + "/desk/people/invite")
    page.locator("#name").fill("anna")
    page.locator("#password").fill(house.passwords["anna"])
    page.locator(".people-form button.g-button--primary").click()
    locks_with(page, house, page.get_by_role("alert"))
    unlock(page, house.passwords["anna"])
    page.wait_for_url("**/desk/people/invite")
    expect(page.get_by_role("heading", name="Invite", exact=False)).to_be_visible()


def test_who_can_open_a_form_is_hidden_by_the_lock(visitor, house):
    page = visitor("en")
    sign_in_by_password(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/access")
    locks_with(page, house, page.locator("#holders"))
    unlock(page, house.passwords["anna"])
    page.wait_for_url("**/desk/forms/contact/access")


def test_backup_codes_are_hidden_by_the_lock(visitor, house):
    page = visitor("en")
    sign_in_by_password(page, house, "anna")
    page.goto(house.url + "/desk/second-factor")
    page.locator("form[action='/desk/second-factor/codes'] button").click()
    house.authenticators.keep_codes("anna", page.content())
    locks_with(page, house, page.locator(".backup-codes"))
    unlock(page, house.passwords["anna"])
    page.wait_for_url("**/desk/second-factor")


def test_a_computer_that_slept_wakes_up_locked(visitor, house, inquiry):
    """Its timers stood still meanwhile, and each of them is late once."""
    receipt = inquiry(NAME)
    page = visitor()
    sign_in_by_password(page, house, "anna")
    stop_the_clock(page)
    first, second = two_tabs(page, house, receipt)
    page.clock.fast_forward("02:00:00")
    are_locked(first, second)


def test_the_screen_locks_without_a_script(visitor, house):
    page = visitor(javascript=False)
    sign_in_by_password(page, house, "ben")
    page.goto(house.url + BOARD)
    page.locator(".bar-menu summary").click()
    page.locator("#lock button").click()
    page.goto(house.url + BOARD)
    expect(page.locator("#unlock")).to_be_visible()
    unlock(page, house.passwords["ben"])
    expect(page.locator("#board")).to_be_visible()
