"""The page of today, for as long as it is open."""

import time

import pytest
from playwright.sync_api import expect

from desk import card, is_still, mark_cards, sign_in
from house import House
from sweep import LANGUAGES, SIZES, examine
from visitor import fill_house


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house of its own: where more waits than the page shows, what comes last is not on it."""
    house = House(tmp_path_factory.mktemp("today"), [])
    house.set_up()
    house.start()
    yield house
    house.stop()


def test_today_is_as_new_as_the_server(visitor, house, inquiry):
    page = visitor("en")
    sign_in(page, house, "anna")
    page.clock.install()
    page.goto(house.url + "/desk/today")
    code = inquiry("Vera Heute")
    link = page.locator(f".card-link:text-is('{code}')")
    expect(link).to_have_count(0)
    page.clock.run_for(6_000)
    expect(link).to_be_visible(timeout=3_000)


def test_today_moves_nothing_from_under_a_mouse_for_three_seconds(visitor, house, inquiry):
    inquiry("Vera Vorher")
    page = visitor("en")
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/today")
    asked = []
    page.on("request", lambda request: asked.append(time.monotonic()) if "/desk/live/today" in request.url else None)
    box = page.locator("#waiting .card").first.bounding_box()
    (code,) = fill_house(house, "Vera Dazu")
    link = page.locator(f".card-link:text-is('{code}')")
    step = 0
    while link.count() == 0 and step < 400:
        step += 1
        page.mouse.move(box["x"] + 30 + step % 2, box["y"] + 30)
        page.wait_for_timeout(50)
    assert 2.5 < time.monotonic() - asked[0] < 6


def test_today_says_that_the_connection_is_lost_until_it_is_back(visitor, house, inquiry):
    inquiry("Vera Fern")
    page = visitor("en")
    sign_in(page, house, "anna")
    page.clock.install()
    page.goto(house.url + "/desk/today")
    expect(page.locator("#away")).to_be_hidden()
    page.context.set_offline(True)
    page.clock.run_for(30_000)
    expect(page.locator("#away")).to_be_visible()
    page.context.set_offline(False)
    page.clock.run_for(30_000)
    expect(page.locator("#away")).to_be_hidden()


def test_what_was_done_on_today_is_undone_by_key(visitor, house, inquiry):
    code = inquiry("Vera Zurueck")
    page = visitor("en")
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/today")
    card = page.locator(".card", has=page.locator(f".card-link:text-is('{code}')"))
    with page.expect_navigation():
        card.locator("button[formaction$='/take']").click()
    expect(page.locator("#notice")).to_contain_text("You took")
    page.wait_for_function("() => !location.search")  # the scripts are there
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator("#notice")).to_contain_text("Undid")
    expect(page.locator(".today-part", has=page.locator(".today-reason--unassigned")).locator(f".card-link:text-is('{code}')")).to_be_visible()
    # There is nothing left to undo, and that is said.
    page.wait_for_function("() => !location.search")
    page.keyboard.press("u")
    expect(page.locator("#announcer")).to_have_text("There is nothing to undo.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_today_tells_of_what_came(visitor, house, inquiry, language):
    inquiry("Vera Gestern")
    page = visitor(language)
    sign_in(page, house, "anna")
    page.clock.install()
    page.goto(house.url + "/desk/today")
    before = page.locator(".card-link").first.text_content()
    mark_cards(page)
    card(page, before).locator(".card-link").focus()
    title = page.title()
    other = page.context.new_page()
    other.bring_to_front()
    page.evaluate("document.hasFocus = () => false")
    inquiry("Vera Heute")
    page.clock.run_for(90_000)
    page.wait_for_function("() => document.title.startsWith('(1) ')")
    assert is_still(page, before)
    expect(card(page, before).locator(".card-link")).to_be_focused()
    page.evaluate("dispatchEvent(new Event('focus'))")
    assert page.title() == title
    other.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_today_says_of_a_card_that_it_is_held(visitor, house, inquiry, language, width, dark):
    (held,) = fill_house(house, "Vera Ungeprüft")
    code = inquiry("Vera Geprüft")
    word = {"en": "Held", "ja": "要確認"}[language]
    page = visitor(language, width, dark=dark)
    sign_in(page, house, "anna")
    # On the board its column says it.
    expect(card(page, held)).not_to_contain_text(word)
    page.goto(house.url + "/desk/today")
    marks = card(page, held).locator(".card-marks")
    expect(marks.get_by_text(word, exact=True)).to_be_visible()
    expect(marks.locator("[title]").first).to_have_attribute("title", {
        "en": "We could not verify that a person sent these. Check them and accept the genuine ones.",
        "ja": "人が送ったことを確かめられなかった問い合わせです。内容を確認し、問題がなければ受け付けてください。",
    }[language])
    expect(card(page, code)).not_to_contain_text(word)
    examine(page, "today, a card held")
    with page.expect_navigation():
        card(page, held).locator("button.g-button--primary").click()
    expect(card(page, held)).not_to_contain_text(word)
    # It is handled, so that the next has room on the page.
    for one in (held, code):
        with page.expect_navigation():
            card(page, one).locator("button[name=to]").click()
