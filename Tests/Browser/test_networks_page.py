"""From where the desk may be used: the page that says so, and the one for who is elsewhere."""

import pytest
from playwright.sync_api import expect

from desk import go, load_again, sign_in
from house import House
from sweep import LANGUAGES, SIZES, examine


@pytest.fixture(scope="module")
def estate(tmp_path_factory):
    """A house of its own: what is closed there keeps nobody out of another test."""
    house = House(tmp_path_factory.mktemp("networks"), [])
    house.set_up()
    house.start()
    house.add_ben()
    yield house
    house.stop()


@pytest.fixture(autouse=True)
def opened(estate):
    yield
    for role in ("administrator", "manager", "staff", "viewer"):
        estate.command("staff", "allow", "--role", role, "--everywhere")


def networks(page, estate):
    """anna's page; whoever serves the page asks for the password again after a while."""
    sign_in(page, estate, "anna")
    page.goto(estate.url + "/desk/networks")
    if "/desk/again" in page.url:
        page.locator("#password").fill(estate.passwords["anna"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/networks")
    return page


def add(page, role: str, network: str) -> None:
    page.locator(f"#network-{role}").fill(network)
    page.keyboard.press("Enter")


def listed(page, role: str):
    return page.locator(f".network-role:has(#role-{role}) .network-list code")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_of_networks(visitor, estate, language, width, dark):
    page = networks(visitor(language, width, dark=dark), estate)
    expect(page.locator(".networks-own code")).to_have_text("127.0.0.1")
    examine(page, "the networks, all open")
    add(page, "administrator", "127.0.0.0/8")
    expect(page.get_by_role("status")).to_be_visible()
    add(page, "administrator", "2001:db8:1234:5678:9abc:def0:1234:5678")
    add(page, "staff", "203.0.113.0/24")
    add(page, "staff", "198.51.100.0/25")
    expect(listed(page, "staff")).to_have_text(["198.51.100.0/25", "203.0.113.0/24"])
    expect(page.locator(".network-here")).to_have_count(1)
    examine(page, "the networks of two roles")
    page.locator("button[value='127.0.0.0/8']").click()
    expect(page.get_by_role("alert")).to_contain_text("127.0.0.1")
    examine(page, "networks that would lock out")
    add(page, "viewer", "the office")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#network-viewer")).to_have_attribute("aria-invalid", "true")
    examine(page, "a network that is none")

    ben = visitor(language, width, dark=dark)
    if "ben" not in estate.sessions:
        estate.command("staff", "allow", "--role", "staff", "--everywhere")
        sign_in(ben, estate, "ben")
        estate.command("staff", "allow", "--role", "staff", "--network", "203.0.113.0/24")
    ben.context.add_cookies(estate.sessions["ben"])
    go(ben, estate.url + "/desk/forms/contact/board")
    expect(ben.locator(".door-address code")).to_have_text("127.0.0.1")
    examine(ben, "the desk from elsewhere")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_role_is_closed_and_opened(visitor, estate, language, javascript):
    page = networks(visitor(language, javascript=javascript), estate)
    ben = visitor(language, javascript=javascript)
    sign_in(ben, estate, "ben")
    add(page, "staff", "203.0.113.0/24")
    expect(listed(page, "staff")).to_have_text(["203.0.113.0/24"])
    load_again(ben)
    expect(ben.locator(".door-address")).to_be_visible()
    expect(ben.locator("#board")).to_have_count(0)
    page.locator("button[value='203.0.113.0/24']").click()
    expect(listed(page, "staff")).to_have_count(0)
    load_again(ben)
    expect(ben.locator("#board")).to_be_visible()


def test_who_is_elsewhere_can_sign_out(visitor, estate):
    page = visitor("en")
    sign_in(page, estate, "ben")
    del estate.sessions["ben"]
    estate.command("staff", "allow", "--role", "staff", "--network", "203.0.113.0/24")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not from here")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#password")).to_be_visible()


def test_a_page_that_was_carried_elsewhere_is_hidden(visitor, estate):
    page = visitor("en")
    sign_in(page, estate, "ben")
    estate.command("staff", "allow", "--role", "staff", "--network", "203.0.113.0/24")
    page.evaluate("dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not from here")
