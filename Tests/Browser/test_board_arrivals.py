"""What comes while somebody's mouse is over it: nothing moves from under a hand, and nothing waits for long."""

import datetime
import re
import time

import pytest
from playwright.sync_api import expect

from desk import card, column, sign_in
from house import House
from visitor import fill_house

LIST = "/desk/forms/contact/list?sort=received&dir=desc"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house of its own: what is held here would stand in other tests' way."""
    house = House(tmp_path_factory.mktemp("arrivals"), [])
    house.set_up()
    house.start()
    house.add_ben()
    yield house
    house.stop()


def under(page, x: float, y: float) -> str:
    return page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y)?.closest('[data-card]')?.querySelector('a').textContent", [x, y])


def stir(page, x: float, y: float, seconds: float, until=lambda: False) -> float:
    """Moves the mouse a little for so long, or until something is so; answers how long it was."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds and not until():
        page.mouse.move(x + time.monotonic() * 10 % 3, y)
        page.wait_for_timeout(50)
    return time.monotonic() - begun


def over(page, entry) -> tuple[float, float]:
    """Where the mouse is, over a card or a row."""
    entry.scroll_into_view_if_needed()
    box = entry.bounding_box()
    x, y = box["x"] + 30, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    return x, y


def move_by_key(page, code: str, key: str, status: str) -> None:
    expect(card(page, code).locator(".card-more")).to_be_attached()
    card(page, code).locator(".card-link").focus()
    page.keyboard.press(key)
    expect(page.locator("#toast")).to_contain_text("Moved")
    expect(column(page, status).locator(".card", has_text=code)).to_be_attached()


@pytest.fixture
def both(visitor, house, inquiry):
    """Anna's board with a card that is done, ben's, and a newer card that he can move there."""
    codes = [inquiry(f"Vera Hand {number}") for number in range(2)]
    page, bens = visitor("en"), visitor("en")
    sign_in(page, house, "anna")
    sign_in(bens, house, "ben")
    move_by_key(page, codes[0], "3", "done")
    page.keyboard.press("Escape")
    expect(column(bens, "done").locator(".card", has_text=codes[0])).to_be_attached()
    page.wait_for_timeout(1_600)
    return page, bens, codes


def while_one_comes(page, bens, shown: str, comes: str):
    """The mouse is moved over the card that is shown, and ben moves the other one there."""
    x, y = over(page, card(page, shown))
    stir(page, x, y, 0.3)
    move_by_key(bens, comes, "3", "done")
    return x, y, column(page, "done").locator(".card", has_text=comes)


def test_what_comes_into_a_column_does_not_move_from_under_a_mouse(both):
    page, bens, (shown, comes) = both
    x, y, arrived = while_one_comes(page, bens, shown, comes)
    assert stir(page, x, y, 1.2, lambda: arrived.count() > 0) >= 1.2
    assert under(page, x, y) == shown
    # It rests: what waited comes.
    expect(arrived).to_be_attached(timeout=3_000)
    # What goes is put off as well.
    x, y = over(page, card(page, shown))
    stir(page, x, y, 0.3)
    move_by_key(bens, comes, "4", "shipped")
    assert stir(page, x, y, 1.2, lambda: under(page, x, y) != shown) >= 1.2
    expect(column(page, "shipped").locator(".card", has_text=comes)).to_be_attached(timeout=3_000)


def test_what_comes_is_not_put_off_for_long(both):
    page, bens, (shown, comes) = both
    x, y, arrived = while_one_comes(page, bens, shown, comes)
    assert 1.5 < stir(page, x, y, 10, lambda: arrived.count() > 0) < 6


@pytest.mark.parametrize("place", ["elsewhere", "at rest"])
def test_what_comes_elsewhere_or_under_a_mouse_that_rests_is_not_put_off(both, place):
    page, bens, (shown, comes) = both
    arrived = column(page, "done").locator(".card", has_text=comes)
    x, y = over(page, card(page, shown) if place == "at rest" else column(page, "shipped").locator(".column-head"))
    page.wait_for_timeout(1_600)
    card(bens, comes).locator(".card-link").focus()
    with bens.expect_response("**/cards/move"):
        bens.keyboard.press("3")
    if place == "at rest":
        expect(arrived).to_be_attached(timeout=1_500)
    else:
        assert stir(page, x, y, 3, lambda: arrived.count() > 0) < 1.5


def test_ones_own_moves_are_not_put_off(both):
    page, _, (shown, comes) = both
    x, y = over(page, card(page, shown))
    stir(page, x, y, 0.3)
    move_by_key(page, comes, "3", "done")
    page.keyboard.press("u")
    expect(column(page, "unhandled").locator(".card", has_text=comes)).to_be_attached(timeout=1_400)


def test_what_comes_into_a_list_does_not_move_a_row_from_under_a_mouse(visitor, house, inquiry):
    shown = inquiry("Vera Zeile")
    page = visitor("en")
    sign_in(page, house, "anna")
    page.goto(house.url + LIST)
    rows = page.locator("tr[data-card]")
    x, y = over(page, rows.filter(has_text=shown))
    before = rows.count()
    stir(page, x, y, 0.3)
    fill_house(house, "Vera Neu")
    assert stir(page, x, y, 1.4, lambda: rows.count() > before) >= 1.4
    assert under(page, x, y) == shown
    expect(rows).to_have_count(before + 1, timeout=3_000)
    # Nor is it put off for long.
    stir(page, x, y, 0.3)
    fill_house(house, "Vera Neuer")
    assert stir(page, x, y, 10, lambda: rows.count() > before + 1) < 6


def test_what_is_due_turns_at_midnight_of_the_form(visitor, house, inquiry):
    code = inquiry("Vera Mitternacht")
    page = visitor("en")
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("m")
    page.locator("#menu-due").fill("2031-01-31")
    page.locator("#menu-close").click()
    expect(card(page, code).locator(".due")).to_be_visible()
    # Three minutes before midnight in Tokyo, and far from it where the browser is.
    at = datetime.datetime(2026, 12, 1, 14, 57, tzinfo=datetime.timezone.utc)
    # By the clock of the house: the page's own goes on from now, for a screen that seems left for hours locks.
    page.clock.install()

    def place(route):
        text = route.fetch().text()
        text = re.sub(r' data-zone="[^"]*"', "", text)
        text = re.sub(r' data-now="\d+"', f' data-now="{int(at.timestamp() * 1000)}" data-zone="Asia/Tokyo"', text)
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    page.route("**/desk/forms/contact/board", place)
    page.reload()
    expect(card(page, code).locator(".card-more")).to_be_attached()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/cards?" in request.url else None)
    identity = card(page, code).get_attribute("data-card")
    page.clock.run_for(2 * 60_000)
    assert not any(identity in address for address in asked)
    with page.expect_request(lambda request: "/cards?" in request.url and identity in request.url):
        page.clock.run_for(2 * 60_000)


def test_a_row_comes_within_a_second(visitor, house):
    page = visitor("en")
    sign_in(page, house, "anna")
    page.goto(house.url + LIST)
    rows = page.locator("tr[data-card]")
    page.wait_for_function("() => !document.getElementById('show-keys').hidden")  # the script is there
    page.wait_for_timeout(1_000)
    for number in range(3):
        before = rows.count()
        fill_house(house, f"Vera Sofort {number}")
        expect(rows).to_have_count(before + 1, timeout=750)
