"""A column of thousands: the board opens with a few cards, the rest comes as one scrolls, and none of them is there twice
or missing, not even where the last that is shown goes away and comes back."""

import os
import re
import sqlite3
import statistics
import uuid
from collections import Counter

import pytest
from playwright.sync_api import expect

from desk import column, sign_in
from house import House
from sweep import SIZES, examine
from visitor import fill_house

CARDS = 1_500
# A board begins with so many cards of a column, and asks for so many at once behind them.
FIRST, SLICE = 10, 50
SLICES = re.compile("/desk/live/forms/contact/columns/unhandled")
# So far down the arrow key is pressed for each card.
STEPS = CARDS - 1 if os.environ.get("GENKAN_LONG") else FIRST + 2 * SLICE + 5
# What a person feels as quick, and as no longer broken (web.dev, Interaction to Next Paint), in milliseconds.
QUICK, BEARABLE = 200, 500
# From each key to what is painted after it, of those that took long enough to be told.
WATCH = """() => {
    window.waits = [];
    new PerformanceObserver((list) => {
        for (const { name, duration } of list.getEntries()) if (name === "keydown") window.waits.push(duration);
    }).observe({ type: "event", durationThreshold: 16 });
}"""


@pytest.fixture(scope="module")
def thousands(tmp_path_factory):
    """A house in which one column holds nearly everything."""
    house = House(tmp_path_factory.mktemp("thousands"), [], {"GENKAN_LIMITS_UNPROVEN_AT_ONCE": str(2 * CARDS)})
    house.set_up()
    house.start()
    house.add_ben()
    fill_house(house, *(f"Vera {number}" for number in range(CARDS)))
    house.stop()
    shell = sqlite3.connect(house.data / "genkan.sqlite")
    with shell:
        shell.execute("UPDATE submissions SET held = NULL, status = 'unhandled'")
    shell.close()
    house.start()
    yield house
    house.stop()


def truth(house) -> list[str]:
    """The ids of all cards of the column, as they must stand in it."""
    shell = sqlite3.connect(house.data / "genkan.sqlite")
    rows = shell.execute(
        "SELECT id FROM submissions WHERE status = 'unhandled' ORDER BY received_at DESC, id DESC").fetchall()
    shell.close()
    return [str(uuid.UUID(bytes=row[0])) for row in rows]


def ids(page) -> list[str]:
    """The ids of the cards that are shown in the column, from top to bottom."""
    return column(page, "unhandled").locator(".card").evaluate_all("cards => cards.map(card => card.dataset.card)")


def by_id(page, one: str):
    return page.locator(f".card[data-card='{one}']")


def rest(page):
    """What stands behind the last card while there are more."""
    return column(page, "unhandled").locator(".column-more")


def is_at_end(page) -> bool:
    return column(page, "unhandled").locator(".cards").evaluate(
        "list => !list.querySelector('.column-more') && list.scrollTop + list.clientHeight >= list.scrollHeight - 1")


def come(visitor, house, person: str, width: int = 1440):
    """On the board, whose script is there."""
    page = visitor("en", width)
    sign_in(page, house, person)
    expect(page.locator(".card-more").first).to_be_attached()
    return page


@pytest.mark.parametrize("width", SIZES)
def test_the_wheel_leads_to_the_end_of_thousands(visitor, thousands, width):
    page = come(visitor, thousands, "anna", width)
    whole = truth(thousands)
    assert len(whole) == CARDS
    shown = ids(page)
    assert len(shown) <= FIRST + SLICE and shown == whole[: len(shown)]
    expect(column(page, "unhandled").locator(".count")).to_have_text(f"{CARDS:,}")
    examine(page, "the board, a column of thousands")
    box = column(page, "unhandled").locator(".cards").bounding_box()
    page.mouse.move(min(box["x"] + 100, width - 20), box["y"] + box["height"] / 2)
    turns = 0
    while not is_at_end(page):
        page.mouse.wheel(0, 2_500)
        page.wait_for_timeout(40)
        turns += 1
        assert turns < 50 * CARDS // SLICE, len(ids(page))
    # It came bit by bit, and every card is there once, at its place.
    assert turns >= (CARDS - FIRST) // SLICE
    assert ids(page) == whole
    expect(column(page, "unhandled").locator(".card").last).to_be_in_viewport()
    expect(column(page, "unhandled").locator(".count")).to_have_text(f"{CARDS:,}")


def focused(page) -> str | None:
    return page.evaluate("() => document.activeElement.closest('.card')?.dataset.card")


def step_down(page, whole: list[str], at: int) -> None:
    """From a card to the one below it, which may have to be asked for."""
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "one => document.activeElement.closest('.card')?.dataset.card === one", arg=whole[at + 1])


@pytest.mark.parametrize("width", SIZES)
def test_the_arrow_key_leads_to_the_end_of_thousands(visitor, thousands, width):
    page = come(visitor, thousands, "anna", width)
    page.evaluate(WATCH)
    whole = truth(thousands)
    page.keyboard.press("ArrowDown")
    at = 0
    while at < STEPS:
        step_down(page, whole, at)
        at += 1
    # From here on in strides: to the last that is shown, and to the one behind it.
    while at < CARDS - 1:
        page.keyboard.press("End")
        at = whole.index(focused(page))
        if at < CARDS - 1:
            step_down(page, whole, at)
            at += 1
    expect(by_id(page, whole[-1])).to_be_in_viewport()
    assert ids(page) == whole
    expect(rest(page)).to_have_count(0)
    assert page.evaluate("window.waits.length") > 0  # it is measured at all
    # With all of them shown a key is as quick as anywhere.
    page.evaluate("() => { window.waits = []; }")
    for _ in range(30):
        page.keyboard.press("ArrowUp")
    expect(by_id(page, whole[-31]).locator(".card-link")).to_be_focused()
    assert statistics.median(page.evaluate("window.waits") or [0]) <= QUICK
    count = column(page, "unhandled").locator(".count")
    page.keyboard.press("3")
    expect(column(page, "done").locator(f"[data-card='{whole[-31]}']")).to_be_attached()
    expect(count).to_have_text(f"{CARDS - 1:,}")
    page.keyboard.press("u")
    expect(count).to_have_text(f"{CARDS:,}")
    expect(column(page, "unhandled").locator(f"[data-card='{whole[-31]}']")).to_be_attached()
    assert ids(page) == whole
    assert max(page.evaluate("window.waits") or [0]) <= BEARABLE


def test_an_arrow_key_that_is_held_down_asks_once_and_is_not_thrown_back(visitor, thousands):
    page = come(visitor, thousands, "anna")
    whole = truth(thousands)
    asked = Counter()
    page.on("request", lambda request: asked.update([request.url] if SLICES.search(request.url) else []))
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 300, "downloadThroughput": -1, "uploadThroughput": -1})
    page.evaluate(
        """() => {
            window.walked = [];
            document.addEventListener("focusin", ({ target }) => window.walked.push(target.closest(".card")?.dataset.card));
        }""")
    page.keyboard.press("ArrowDown")
    while len(ids(page)) < FIRST + 2 * SLICE:
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(1_000)  # what was asked for more than once has come
    walked = [whole.index(one) for one in page.evaluate("window.walked")]
    assert walked == sorted(walked)
    assert set(asked.values()) == {1}, asked


# The last card that is shown goes away and comes back


def settled(page) -> list[str]:
    """The cards that are shown when no more are on their way, and when a few less would bring none: the end is far below."""
    end = "cards => cards.scrollTo(0, cards.scrollHeight)"
    while len(ids(page)) < FIRST + SLICE:
        column(page, "unhandled").locator(".cards").evaluate(end)
        page.wait_for_timeout(50)
    column(page, "unhandled").locator(".cards").evaluate("cards => cards.scrollTo(0, 0)")
    before = None
    while before != (shown := ids(page)):
        before = shown
        page.wait_for_timeout(700)
    assert len(shown) < CARDS // 2
    expect(rest(page)).to_be_attached()
    return shown


def put_away(page, one: str) -> None:
    by_id(page, one).locator(".card-link").focus()
    page.keyboard.press("3")
    expect(column(page, "done").locator(f"[data-card='{one}']")).to_be_attached()
    expect(page.locator("#toast")).to_contain_text("Moved")


def put_back(page, one: str) -> None:
    by_id(page, one).locator(".card-link").focus()
    page.keyboard.press("1")
    expect(column(page, "unhandled").locator(f"[data-card='{one}']")).to_be_attached()


def shows(page, wanted: list[str]) -> None:
    """That the column begins with these cards, without the page being asked for anew."""
    last = column(page, "unhandled").locator(".card").nth(len(wanted) - 1)
    expect(last).to_have_attribute("data-card", wanted[-1], timeout=10_000)
    assert ids(page)[: len(wanted)] == wanted


def no_card_is_missing(page, house) -> None:
    """Whatever was loaded: these are the first of the column, and two slices on they still are."""
    for _ in range(3):
        shown = ids(page)
        assert shown == truth(house)[: len(shown)]
        column(page, "unhandled").locator(".card").last.scroll_into_view_if_needed()
        page.wait_for_function(
            "count => document.querySelectorAll('#column-unhandled .card').length > count", arg=len(shown))


@pytest.fixture
def both(visitor, thousands, request):
    """Anna, who looks, and ben, who sees more of the same column and works in it."""
    page, bens = come(visitor, thousands, "anna", request.param), visitor("en")
    sign_in(bens, thousands, "ben")
    bens.goto(thousands.url + "/desk/forms/contact/board?limit=500")
    expect(bens.locator(".card-more").first).to_be_attached()
    return page, bens


@pytest.mark.parametrize("both", SIZES, indirect=True)
def test_the_last_card_that_is_shown_is_moved_away_and_back(thousands, both):
    page, bens = both
    shown = settled(page)
    put_away(bens, shown[-1])
    expect(column(page, "done").locator(f"[data-card='{shown[-1]}']")).to_be_attached()
    bens.keyboard.press("u")
    shows(page, shown)
    no_card_is_missing(page, thousands)


@pytest.mark.parametrize("both", SIZES, indirect=True)
def test_a_card_comes_into_the_gap_behind_the_last_one_that_is_shown(thousands, both):
    page, bens = both
    *shown, gap, last = settled(page)
    for one in (gap, last):
        put_away(bens, one)
        expect(column(page, "done").locator(f"[data-card='{one}']")).to_be_attached()
    # The one that stood before the last comes back while that one is away: behind all that is shown, and before what
    # is asked for next.
    put_back(bens, gap)
    shows(page, [*shown, gap])
    put_back(bens, last)
    shows(page, [*shown, gap, last])
    no_card_is_missing(page, thousands)


@pytest.mark.parametrize("width", SIZES)
def test_the_last_card_that_is_shown_comes_back_when_its_move_fails(visitor, thousands, width):
    page = come(visitor, thousands, "anna", width)
    shown = settled(page)
    # The line is gone: neither what is done nor the next slice reaches the house.
    page.route(SLICES, lambda route: route.abort())
    page.route(re.compile("/cards/move"), lambda route: route.abort())
    by_id(page, shown[-1]).locator(".card-link").focus()
    page.keyboard.press("3")
    expect(page.locator("#toast")).to_contain_text("could not be reached")
    shows(page, shown)
    expect(by_id(page, shown[-1]).locator(".card-link")).to_be_focused()
    page.unroute_all()
    no_card_is_missing(page, thousands)
