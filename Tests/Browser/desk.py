"""What the desk's tests do again and again."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, expect


def sign_in_by_password(page: Page, house, person: str) -> None:
    page.goto(house.url + "/desk/sign-in")
    page.locator("#name").fill(person)
    page.locator("#password").fill(house.passwords[person])
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.locator("form[action='/desk/sign-in'] button").click()
    if answered.value.status == 429:  # many tests sign in from one address
        page.wait_for_timeout(1_000 * int(answered.value.headers["retry-after"]))
        return sign_in_by_password(page, house, person)
    page.wait_for_url(re.compile(r"/desk/sign-in/"))
    give_code(page, house, person)
    page.wait_for_url(re.compile(r"/desk(?!/sign-in)"))


def give_code(page: Page, house, person: str) -> None:
    """The second page of a sign-in; the first time, it sets a second factor up."""
    phones = house.authenticators
    if "/second-factor" not in page.url:
        page.locator("#code").fill(phones.code(person))
        page.locator("form[action='/desk/sign-in/code'] button").click()
        return
    phones.scan(person, page.content())
    page.locator("#code").fill(phones.code(person))
    page.locator("form[action='/desk/sign-in/second-factor'] button").click()
    expect(page.locator(".backup-codes li")).to_have_count(10)
    phones.keep_codes(person, page.content())
    page.locator(".g-sheet a.g-button--primary").click()


def sign_in(page: Page, house, person: str) -> None:
    """Stands on the board of the contact form."""
    come_in(page, house, person, "/desk/forms/contact/board")
    expect(page.locator("#board")).to_be_visible()


def come_in(page: Page, house, person: str, path: str) -> None:
    """Stands on a page of the desk; deriving a password's key is dear, so it is done once."""
    if person not in house.sessions:
        sign_in_by_password(page, house, person)
        keep_session(page, house, person)
    page.context.add_cookies(house.sessions[person])
    page.goto(house.url + path)
    if urlsplit(page.url).path in ("/desk/lock", "/desk/sign-in"):  # locked meanwhile, or over
        page.context.clear_cookies(name="__Host-genkan")
        sign_in_by_password(page, house, person)
        keep_session(page, house, person)
        page.goto(house.url + path)


def go(page: Page, address: str) -> None:
    """Asks for a page; a live one that is left may have begun to lead elsewhere by itself at this very moment."""
    try:
        page.goto(address)
    except Error:
        page.wait_for_load_state()
        page.goto(address)


def load_again(page: Page) -> None:
    """Asks for the page once more; a live one may have begun that by itself at this very moment."""
    try:
        page.reload()
    except Error:
        page.wait_for_load_state()


def keep_session(page: Page, house, person: str) -> None:
    """What this page is signed in by is what the next one begins with."""
    house.sessions[person] = [
        cookie for cookie in page.context.cookies() if cookie["name"] == "__Host-genkan"
    ]


def on_card(visitor, house, code: str, language: str = "en", width: int = 1440) -> Page:
    """Anna, who has come from the board to a card's page, whose script is there."""
    page = visitor(language, width)
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").click()
    expect(page.locator(".copy").first).to_be_attached()
    return page


def press_on(page: Page, target) -> None:
    """Walks to something with the tab key alone and presses it."""
    for _ in range(150):
        if target.evaluate("element => element === document.activeElement"):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError("the tab key never came there")


def column(page: Page, status: str):
    return page.locator(f"#column-{status}")


def cards(page: Page, status: str) -> list[str]:
    """The receipt codes in one column."""
    return column(page, status).locator(".card-link").all_text_contents()


def take_button(page: Page, receipt: str):
    """What takes a card that nobody has."""
    return card(page, receipt).locator("button[formaction$='/take']")


def card(page: Page, receipt: str):
    return page.locator(".card").filter(has=page.locator(f".card-link:text-is('{receipt}')"))


def open_more(page: Page) -> None:
    """What is done to the selected cards seldom."""
    page.locator("#bulk-more > summary").click()


def heard(page, link) -> str:
    """What a screen reader is given beside the name of a link."""
    line = page.context.new_cdp_session(page)
    line.send("DOM.enable")
    line.send("Accessibility.enable")
    root = line.send("DOM.getDocument")["root"]["nodeId"]
    node = line.send("DOM.querySelector", {"nodeId": root, "selector": f"#{link.get_attribute('id')}"})["nodeId"]
    told = line.send("Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False})["nodes"][0]
    return " ".join(told.get("description", {}).get("value", "").split())


def mark_cards(page: Page) -> None:
    """Marks every card that is there, for `is_still`."""
    page.evaluate("() => { for (const one of document.querySelectorAll('[data-card]')) one.isStill = true; }")


def is_still(page, code: str) -> bool:
    """Whether a card is the very same element as when all were marked."""
    return card(page, code).evaluate("one => one.isStill === true")
