"""The browser's world: one house and one website for the whole run, a fresh context for each test."""

import functools
import os

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from house import House
from visit import send_inquiry
from website import Website

# The engine without the windows of a desktop around it, which take half as long again; and all of it, for what the
# browser does around the engine.
ENGINE = "/usr/bin/chromium-headless-shell"
CHROMIUM = "/usr/bin/chromium"
SIGHTS = {
    "language": lambda language: language == "en",
    "width": lambda width: width > 500,
    "dark": lambda dark: dark,
    "algorithm": lambda algorithm: algorithm == "ES256",
}
# A bound against hanging, not a speed that is tested: a password is tried at the lowest priority.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(config, items):
    """Of what a page is looked at in (language, width, scheme, algorithm) half the combinations, which show each
    value, and of three every two of them together; all with GENKAN_LONG."""
    if os.environ.get("GENKAN_LONG"):
        return
    left = [item for item in items if not is_in_the_half(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if is_in_the_half(item)]


def is_in_the_half(item) -> bool:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    odd = [is_odd(params[name]) for name, is_odd in SIGHTS.items() if name in params]
    return len(odd) < 2 or sum(odd) % 2 == 0


@pytest.fixture(scope="session")
def website():
    site = Website()
    yield site
    site.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory, website):
    # Many visitors come from this one address, some of them without a script to prove anything by.
    house = House(tmp_path_factory.mktemp("house"), [website.origin], {"GENKAN_LIMITS_UNPROVEN_AT_ONCE": "200"})
    website.house = house.url
    house.set_up()
    house.start()
    house.add_ben()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ENGINE,
            # Names under .test are this machine, so that a test can have several websites.
            args=["--no-sandbox", "--host-resolver-rules=MAP *.test 127.0.0.1"],
        )
        yield browser
        browser.close()


class Visitors:
    """Makes browser contexts and collects what their pages complain about."""

    def __init__(self, chromium: Browser):
        self.chromium = chromium
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(
        self, language: str = "ja", width: int = 1440, javascript: bool = True, dark: bool = False, proxy: dict | None = None
    ) -> Page:
        context = self.chromium.new_context(
            locale={"ja": "ja-JP", "en": "en-GB"}[language],
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            ignore_https_errors=True,
            proxy=proxy,
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("dialog", self._refuse)
        self.contexts.append(context)
        return page

    def _refuse(self, dialog):
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _listen(self, message):
        text = message.text
        if "Content Security Policy" in text or "Trusted Type" in text or "violates" in text:
            self.complaints.append(text)


@pytest.fixture
def visitor(chromium, house):
    """A factory of pages; a CSP report, a script error or a dialog in any of them fails the test."""
    visitors = Visitors(chromium)
    yield visitors
    for context in visitors.contexts:
        context.close()
    assert visitors.complaints == []


@pytest.fixture
def inquiry(visitor, house):
    """Sends a new inquiry of vera's and answers its receipt code."""
    return functools.partial(send_inquiry, visitor, house)
