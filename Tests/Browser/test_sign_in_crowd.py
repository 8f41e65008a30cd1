"""The sign-in while strangers queue up before it: the widget, the page without JavaScript, the known browser."""

import re
import threading
import urllib.parse

import pytest
from playwright.sync_api import Page, expect

from desk import give_code, sign_in_by_password
from sweep import LANGUAGES, SIZES, examine
from visitor import Visitor

BUTTON = "form[action='/desk/sign-in'] button"


class Crowd:
    """Strangers at addresses of their own, who go on trying names nobody has for as long as the context."""

    SIZE = 16

    def __init__(self, house, first: int):
        """From 127.0.0.`first` on: what one address may try is used up in a while."""
        self.house, self.ended = house, threading.Event()
        self.crowded = threading.Event()
        self.threads = [
            threading.Thread(target=self._stranger, args=(f"127.0.0.{first + number}",))
            for number in range(self.SIZE)
        ]

    def _stranger(self, source: str) -> None:
        stranger = Visitor(self.house, source)
        while not self.ended.is_set():
            answer = stranger.post(
                "/desk/sign-in", {"name": f"nobody {source}", "password": "not the password of anybody"}
            )
            if answer.status == 429 and answer.headers["retry-after"] == "60":
                self.crowded.set()
                self.ended.wait(0.05)
        stranger.close()

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        assert self.crowded.wait(60)
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def crowd(house, request):
    with Crowd(house, request.param):
        yield


def open_crowded(page: Page, house) -> None:
    """A crowd of four has a gap at times, until the next stranger fills it."""
    for _ in range(100):
        page.goto(house.url + "/desk/sign-in")
        if page.locator("script[src$='/captcha.js']").count():
            return
    raise AssertionError("it was never crowded")


@pytest.mark.parametrize("crowd", [20], indirect=True)
def test_the_widget_proves_while_one_types_and_leads_in(visitor, house, crowd):
    page, posts = visitor("ja"), []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    open_crowded(page, house)
    page.locator("#name").fill("anna")
    expect(page.get_by_role("status")).to_contain_text("この端末で確認")
    page.locator("#password").fill(house.passwords["anna"])
    page.locator(BUTTON).click()
    page.wait_for_url(re.compile(r"/desk/sign-in/"))
    give_code(page, house, "anna")
    page.wait_for_url(re.compile(r"/desk(?!/sign-in)"))
    sent = urllib.parse.parse_qs(posts[0].post_data)
    assert sent["altcha"][0] and sent["name"] == ["anna"]
    assert {cookie["name"] for cookie in page.context.cookies()} >= {"__Host-genkan-device"}


def test_without_javascript_the_page_says_so_and_a_known_browser_comes_in(visitor, house):
    known = visitor("en", javascript=False)
    sign_in_by_password(known, house, "anna")
    device = [cookie for cookie in known.context.cookies() if cookie["name"].endswith("-device")]
    known.context.clear_cookies()
    known.context.add_cookies(device)
    stranger = visitor("en", javascript=False)
    with Crowd(house, 40):
        told_to_prove(stranger, house)
        expect(stranger.get_by_role("alert")).to_contain_text("type your password again")
        expect(stranger.locator("#name")).to_have_value("ben")
        expect(stranger.locator("#password")).to_have_value("")
        sign_in_by_password(known, house, "anna")


def told_to_prove(stranger: Page, house) -> None:
    """The crowd has gaps: a try that falls into one is looked at."""
    for _ in range(8):
        open_crowded(stranger, house)
        # Not by its text: Playwright reads none in a <noscript>, though it is shown.
        expect(stranger.locator("noscript .g-notice")).to_be_visible()
        stranger.locator("#name").fill("ben")
        stranger.locator("#password").fill("not the password of ben")
        with stranger.expect_response("**/desk/sign-in") as answered:
            stranger.locator(BUTTON).click()
        if answered.value.status == 429:
            return
        stranger.wait_for_load_state()
    raise AssertionError("nobody was told to prove anything")


@pytest.mark.parametrize("crowd", [60], indirect=True)
def test_the_crowded_page_is_whole_in_every_language_and_width(visitor, house, crowd):
    for language in LANGUAGES:
        for width in SIZES:
            page = visitor(language, width)
            open_crowded(page, house)
            page.locator("#name").fill("anna")
            examine(page, "sign-in in a crowd")
