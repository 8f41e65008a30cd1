"""Another website in the same browser, while anna is signed in: it changes nothing and reads nothing."""

import re
import sqlite3
import time

import pytest
from playwright.sync_api import expect

from desk import give_code, sign_in
from house import House
from stranger import Stranger
from sweep import LANGUAGES, SIZES, examine
from visitor import PATIENCE_SECONDS, Visitor

INQUIRY = {"email": "v@example.jp", "topic": "product", "message": "Hello", "privacy": "yes"}
# One that has nothing to do with the house, and one on a sister domain, where cookies of the house go along.
SITES = ["evil.test", "sub.genkan.test"]
POSTS = [
    "a form", "a form in a new tab", "a form in a frame", "a form with files", "a form of plain text",
    "a form by way of a redirect", "fetch without CORS", "fetch of plain text", "fetch with CORS",
    "XMLHttpRequest", "a beacon",
]  # fmt: skip
PREFLIGHTED = ["fetch of JSON", "fetch with a header", "another method"]
GETS = [
    "an image", "a script", "a module", "a stylesheet", "a video", "a frame", "an object",
    "fetch without CORS", "fetch with CORS", "XMLHttpRequest",
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house under a name of its own, with vera's inquiry; ben, who is let in too, is behind the attacks."""
    house = House(tmp_path_factory.mktemp("estate"), [])
    house.host = "genkan.test"
    house.set_up()
    house.start()
    house.add_ben()
    vera = Visitor(house)
    house.inquiry = vera.submit("contact", {"name": "Vera Schatz", **INQUIRY}).receipt
    vera.close()
    yield house
    house.stop()


@pytest.fixture(scope="module")
def stranger(house):
    stranger = Stranger(house)
    yield stranger
    stranger.close()


@pytest.fixture
def browser(chromium, request):
    """anna's browser; its console is full of what the policies refuse, so nobody listens to it."""
    context = chromium.new_context(
        ignore_https_errors=True, locale="en-GB",
        java_script_enabled=getattr(request, "param", True),
    )
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def anna(browser, house):
    page = browser.new_page()
    sign_in(page, house, "anna")
    return page


class Estate:
    """What must not change: everything stored and the session; who has read something only if asked for."""

    def __init__(self, house, page, readings: bool = False):
        self.house, self.page, self.readings = house, page, readings
        self.before = self._stored()
        self.logged = len(house.log)

    def _stored(self):
        tables = {}
        for file in ("genkan.sqlite", "sessions.sqlite"):
            shell = sqlite3.connect(f"file:{self.house.data / file}?mode=ro", uri=True)
            for (table,) in shell.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
                tables[table] = shell.execute(f"SELECT * FROM {table}").fetchall()
            shell.close()
        # Whoever reads re-wraps data keys, puts the session's end off and is written down as a reader.
        tables["data_keys"] = len(tables["data_keys"])
        tables["sessions"] = len(tables["sessions"])
        tables["last_seen"] = sorted(person for person, _ in tables["last_seen"])
        if not self.readings:
            tables["audit"] = [row for row in tables["audit"] if "submission-opened" not in row]
        return tables

    def answers(self, method: str) -> list[int]:
        """The statuses that the desk answered since, by the house's own log; not to the board that stays open."""
        since, route = self.house.log[self.logged :], r"route=/desk(?!/live/)\S*"
        return [int(status) for status in re.findall(rf"method={method} .*{route} status=(\d+)", since)]

    def wait_for(self, method: str, count: int) -> None:
        """Until so many have been answered: what a form or a beacon sends, nobody else tells of."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.answers(method)) < count:
            assert time.monotonic() < deadline, f"{method} number {count} never reached the house"
            self.page.wait_for_timeout(20)

    def is_untouched(self) -> None:
        after = self._stored()
        assert after.keys() == self.before.keys()
        for table, rows in after.items():
            assert rows == self.before[table], table
        self.page.goto(self.house.url + "/desk/forms/contact/board")
        expect(self.page.locator("#board")).to_be_visible()


def changes(page, house) -> dict[str, dict[str, str]]:
    """Every change that anna's pages offer, as ben would forge it: with his own token and what he can see.

    Looked for once: nothing is ever changed.
    """
    if not hasattr(house, "forged"):
        house.forged = found_changes(page, house)
    return house.forged


def found_changes(page, house):
    token = token_of_ben(house)
    page.goto(house.url + "/desk/forms/contact/board")
    link = page.locator(".card-link").first.get_attribute("href")
    found = {"/desk/sign-in": {"name": "ben", "password": house.passwords["ben"]}}
    bar = page.locator("header a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for path in ["/desk/forms/contact/board", link, *bar]:
        page.goto(house.url + path)
        offered = page.evaluate(
            """() => [...document.querySelectorAll("form[method=post], [formaction]")].map(element => {
                const isForm = element.localName === "form", form = isForm ? element : element.form;
                const path = element.getAttribute("formaction") || form.getAttribute("action") || location.pathname;
                return [path, Object.fromEntries(new FormData(form, isForm ? null : element))];
            })"""
        )
        found |= {action: {**fields, "csrf": token} for action, fields in offered}
    for fields in found.values():
        fields.setdefault("status", "done")
        fields.setdefault("language", "ja")
    return found


def token_of_ben(house) -> str:
    """Of a session of his own."""
    page = Visitor(house).signed_in("ben").get("/desk/forms").text
    return re.search(r'name="csrf" value="([^"]+)"', page).group(1)


def test_every_attack_is_tried(browser, stranger):
    page = browser.new_page()
    page.goto(stranger.at("evil.test"))
    names = page.evaluate("attackNames")
    assert names == {"posts": POSTS, "preflighted": PREFLIGHTED, "gets": GETS}


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("name", POSTS)
def test_a_post_from_another_site_changes_nothing(browser, anna, house, stranger, name, site):
    forged = changes(anna, house)
    assert {"/desk/sign-in", "/desk/sign-out", "/desk/language"} < set(forged)
    assert sum(action.startswith("/desk/submissions/") for action in forged) >= 3
    estate, requests = Estate(house, anna), [(house.url + action, fields) for action, fields in forged.items()]
    tried = 0
    # A form leads away from its page, so each has one of its own.
    for some in [[one] for one in requests] if name.startswith("a form") else [requests]:
        page = browser.new_page()
        page.goto(stranger.at(site))
        attack(page, "posts", name, some)
        tried += len(some)
        estate.wait_for("POST", tried)
        page.close()
    assert estate.answers("POST") == [403] * len(forged)
    estate.is_untouched()


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("name", PREFLIGHTED)
def test_who_asks_first_is_told_no(browser, anna, house, stranger, name, site):
    forged = changes(anna, house)
    estate, page = Estate(house, anna), browser.new_page()
    page.goto(stranger.at(site))
    attack(page, "preflighted", name, [(house.url + action, fields) for action, fields in forged.items()])
    estate.wait_for("OPTIONS", len(forged))
    assert estate.answers("OPTIONS") == [405] * len(forged)
    assert estate.answers("POST") == [] and estate.answers("DELETE") == []
    estate.is_untouched()


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("name", GETS)
def test_another_site_reads_nothing_and_has_nothing_done(browser, anna, house, stranger, name, site):
    form, card = "/desk/forms/contact", anna.locator(".card-link").first.get_attribute("href")
    estate, page = Estate(house, anna, readings=True), browser.new_page()
    page.goto(stranger.at(site))
    paths = ["/desk/forms", form + "/board", form + "/export.csv", card, "/desk/sign-in"]
    attack(page, "gets", name, [(house.url + path, {}) for path in paths])
    estate.wait_for("GET", len(paths))
    assert estate.answers("GET") == [403] * len(paths)
    estate.is_untouched()


def attack(page, kind: str, name: str, requests: list[tuple[str, dict]]) -> None:
    """Tries it on each; what comes of a form or a beacon, the house's log tells, of others the page as well."""
    loot = page.evaluate(
        "given => Promise.all(given.map(one => attack(...one)))", [[kind, name, *one] for one in requests]
    )
    assert loot == [None] * len(requests)


def follow(page, stranger, site: str, url: str, attributes: str = "") -> None:
    """Clicks a link on a page of somebody else."""
    page.goto(stranger.at(site))
    page.set_content(f'<!doctype html><title>Mail</title><a href="{url}" {attributes}>Link</a>')
    page.get_by_role("link").click()


@pytest.mark.parametrize("browser", [True, False], indirect=True, ids=["script", "no script"])
@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("attributes", ["", "rel=noreferrer", "target=_blank"])
def test_a_session_outlives_a_link(browser, anna, house, stranger, site, attributes):
    estate = Estate(house, anna)
    address = house.url + "/desk/forms/contact/board?limit=200&order=oldest"
    page = browser.new_page()
    if "_blank" in attributes:
        with browser.expect_page() as opened:
            follow(page, stranger, site, address.replace("&", "&amp;"), attributes)
        page = opened.value
    else:
        follow(page, stranger, site, address.replace("&", "&amp;"), attributes)
    expect(page.locator("#board")).to_be_visible()
    expect(page).to_have_url(address)
    expect(page.locator(".card-title")).to_contain_text("Vera Schatz")
    estate.is_untouched()


def test_a_link_to_the_sign_in_leads_who_is_signed_in_to_the_desk(browser, anna, house, stranger):
    page = browser.new_page()
    follow(page, stranger, "evil.test", house.url + "/desk/sign-in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Forms")


def test_back_leads_to_where_the_link_was(browser, anna, house, stranger):
    page = browser.new_page()
    follow(page, stranger, "evil.test", house.url + "/desk/forms")
    expect(page.locator(".form-tile").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stranger")


def test_who_is_not_signed_in_comes_to_the_sign_in_and_then_to_the_page(browser, house, stranger):
    page = browser.new_page()
    follow(page, stranger, "evil.test", house.url + "/desk/forms/contact/board")
    expect(page.locator("#password")).to_be_visible()
    page.locator("#name").fill("anna")
    page.locator("#password").fill(house.passwords["anna"])
    page.locator("form[action='/desk/sign-in'] button").click()
    page.wait_for_url("**/desk/sign-in/**")
    give_code(page, house, "anna")
    expect(page.locator("#board")).to_be_visible()


@pytest.mark.parametrize("site", SITES)
def test_a_download_waits_for_a_click(browser, house, stranger, site):
    anna = browser.new_page()
    house.sessions.pop("anna", None)  # a download is given to who gave the password a moment ago
    sign_in(anna, house, "anna")
    estate = Estate(house, anna)
    page = browser.new_page()
    follow(page, stranger, site, house.url + "/desk/forms/contact/export.csv")
    go_on = page.get_by_role("link", name="Continue")
    expect(go_on).to_be_visible()
    estate.is_untouched()
    with page.expect_download() as download:
        go_on.click()
    assert "Vera Schatz" in open(download.value.path(), encoding="utf-8").read()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_that_waits(visitor, house, stranger, language, width, dark):
    page = visitor(language, width, dark=dark)
    page.goto(stranger.at("evil.test") + f"/script?{house.url}/desk/forms")
    expect(page.locator("main a[href='/desk/forms']")).to_be_visible()
    examine(page, "a link from another site")


@pytest.mark.parametrize("by", ["script", "refresh"])
def test_a_site_that_sends_the_browser_on_by_itself_waits_for_a_click(browser, anna, house, stranger, by):
    page = browser.new_page()
    page.goto(stranger.at("evil.test") + f"/{by}?{house.url}/desk/forms/contact/board")
    go_on = page.get_by_role("link", name="Continue")
    expect(go_on).to_be_visible()
    go_on.click()
    expect(page.locator("#board")).to_be_visible()


@pytest.mark.parametrize("site", SITES)
def test_a_window_that_was_opened_is_out_of_reach(browser, anna, house, stranger, site):
    estate = Estate(house, anna)
    page = browser.new_page()
    page.goto(stranger.at(site))
    page.set_content("<!doctype html><title>Stranger</title><button>Open</button>")
    page.evaluate(
        "url => document.querySelector('button').onclick = () => { window.opened = window.open(url) }",
        house.url + "/desk/forms/contact/board",
    )
    with browser.expect_page() as opened:
        page.get_by_role("button").click()
    board = opened.value
    expect(board.locator("#board")).to_be_visible()
    assert board.evaluate("window.opener") is None
    page.wait_for_function("() => opened.closed")  # as the opener sees it: there is no such window any more
    page.evaluate("opened.postMessage('csrf', '*'); opened.location = 'about:blank'; opened.close()")
    expect(board.locator("#board")).to_be_visible()
    assert board.url == house.url + "/desk/forms/contact/board"
    estate.is_untouched()


@pytest.mark.parametrize("site", SITES)
def test_no_link_leads_from_the_desk_to_somewhere_else(browser, anna, house, stranger, site):
    away = stranger.at("evil.test")
    page = browser.new_page()
    for path in [
        f"/desk/sign-in?return={away}", "/desk/sign-in?return=//evil.test", f"/desk?url={away}",
        "/desk/forms?x=0;url=//evil.test", "/desk/sign-in?return=/desk/%0d%0aLocation:%20//evil.test",
    ]:
        follow(page, stranger, site, house.url + path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Forms")
        assert page.url.startswith(house.url + "/desk")
