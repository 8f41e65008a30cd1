"""What a board weighs whose columns are all full, and that nothing on it jumps while it comes over the line."""

import sqlite3

import pytest
from playwright.sync_api import expect

from desk import sign_in
from house import House
from sweep import LANGUAGES
from visitor import fill_house

COLUMNS = ["held", "unhandled", "in-progress", "done", "shipped"]
CARDS = 16 * len(COLUMNS)


@pytest.fixture(scope="module")
def brimful(tmp_path_factory):
    """Every column has more cards than the board begins with, some of them with a day, all with somebody."""
    house = House(tmp_path_factory.mktemp("brimful"), [], {"GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000"})
    house.set_up()
    house.start()
    house.add_ben()
    fill_house(house, *(f"山田 花子 {number}" for number in range(CARDS)))
    house.stop()
    shell = sqlite3.connect(house.data / "genkan.sqlite")
    with shell:
        for number, column in enumerate(COLUMNS[1:], start=1):
            shell.execute(
                "UPDATE submissions SET held = NULL, status = ? WHERE rowid % ? = ?", (column, len(COLUMNS), number))
        # Who came in last, so that no name on it is short.
        (person,) = shell.execute("SELECT person FROM credentials ORDER BY created_at DESC LIMIT 1").fetchone()
        shell.execute("UPDATE submissions SET assignee = ?, due = 20000 + rowid % 9 WHERE rowid % 2 = 0", (person,))
    shell.close()
    house.start()
    yield house
    house.stop()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_is_small_and_stands_still(visitor, brimful, language, width):
    page = visitor(language, width)
    sign_in(page, brimful, "anna")
    # Another browser of hers, which has nothing in its cache.
    page = visitor(language, width)
    page.context.add_cookies(brimful.sessions["anna"])
    hosts, received = set(), {}
    page.add_init_script(
        """window.shifted = 0; window.moved = []; new PerformanceObserver(list => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) {
                window.shifted += one.value;
                window.moved.push(...one.sources.map(({ node, previousRect, currentRect }) =>
                    [node?.className ?? node?.nodeName, previousRect.toJSON(), currentRect.toJSON()]));
            }
        }).observe({type: "layout-shift", buffered: true});""")
    # What came over the line, headers as HTTP/2 packs them among it.
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.responseReceived", lambda event: hosts.add(event["response"]["url"].partition("://")[2].split("/")[0]))
    line.on("Network.dataReceived", lambda event: received.update(
        {event["requestId"]: received.get(event["requestId"], 0) + event["dataLength"]}))
    line.on("Network.loadingFinished", lambda event: received.update(
        {event["requestId"]: event["encodedDataLength"]}))
    page.goto(brimful.url + "/desk/forms/contact/board")
    expect(page.locator(".card-more").first).to_be_attached()
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert min(page.locator(f"#column-{name} .card").count() for name in COLUMNS) >= 10
    assert hosts - {""} == {brimful.url.removeprefix("https://")}  # an image that stands in a style has no host
    assert 60_000 < sum(received.values()) < 150_000, sum(received.values())
    assert page.evaluate("window.shifted") < 0.01, page.evaluate("window.moved")
