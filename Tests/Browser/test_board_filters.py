"""Every filter of the board by its own control, saved as a view, and the same in the list; and what a card's page offers
besides changing it."""

import datetime
import functools
import re

import pytest
from playwright.sync_api import expect

from desk import card, press_on, sign_in
from house import House
from sweep import LANGUAGES, SIZES, examine
from visit import fill, receipt, send_inquiry


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("shelf"), [])
    house.set_up()
    house.start()
    house.add_ben()
    yield house
    house.stop()


@pytest.fixture
def sent(visitor, shelf):
    return functools.partial(send_inquiry, visitor, shelf)


@pytest.fixture(scope="module")
def known():
    """The receipt codes of the shelf's inquiries, by their names; made by the first test that needs them."""
    return {}


def arrange(visitor, shelf, sent, known) -> dict[str, str]:
    """One inquiry for each condition: taken by anna, given to ben, due, looked at, done, and one left alone."""
    if known:
        return known
    for name in ["mine", "bens", "due", "seen", "done", "alone"]:
        known[name] = sent(f"Vera {name}")
    page = visitor("en")
    sign_in(page, shelf, "anna")
    press = {"mine": "t", "done": "3"}
    for name, key in press.items():
        card(page, known[name]).locator(".card-link").focus()
        page.keyboard.press(key)
        expect(page.locator("#toast")).to_be_visible()
    for name, fill in {
        "bens": lambda: (page.locator("#menu-assignee").select_option(label="ben"), page.locator("#menu-assignee").press("Enter")),
        "due": lambda: (page.locator("#menu-due").fill("2020-01-31"), page.locator("#menu-due").press("Enter")),
    }.items():
        card(page, known[name]).locator(".card-link").focus()
        page.keyboard.press("m")
        fill()
        page.locator("#menu-close").click()
    expect(card(page, known["bens"]).locator(".card-assignee")).to_contain_text("ben")
    expect(card(page, known["due"]).locator(".due--past")).to_be_visible()
    card(page, known["seen"]).locator(".card-link").click()
    expect(page.locator("#receipt")).to_have_text(known["seen"])
    return known


def choose(page, control: str, value: str) -> None:
    field = page.locator(f"#filter {control}")
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    elif field.get_attribute("type") == "checkbox":
        field.check()
    else:
        field.fill(value)


TODAY = datetime.date.today
FILTERS = {
    "assignee me": ("[name=assignee]", "me", {"mine"}),
    "assignee nobody": ("[name=assignee]", "none", {"due", "seen", "done", "alone"}),
    "due before today": ("[name=due]", "past", {"due"}),
    "without a due date": ("[name=due]", "none", {"mine", "bens", "seen", "done", "alone"}),
    "unread": ("[name=unread]", "yes", {"mine", "bens", "due", "alone"}),
    "late": ("[name=overdue]", "yes", {"due"}),
    "status": ("[name=status][value=done]", "yes", {"done"}),
    "until the day before": ("[name=to]", "before", set()),
    "from the day before": ("[name=from]", "before", {"mine", "bens", "due", "seen", "done", "alone"}),
    "an answer that is not personal": ("[name=answer-topic]", "product", {"mine", "bens", "due", "seen", "done", "alone"}),
    "another answer": ("[name=answer-topic]", "order", set()),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("page_name", ["board", "list"])
def test_each_filter_lets_through_what_it_says(visitor, shelf, sent, known, language, width, page_name):
    codes = arrange(visitor, shelf, sent, known)
    page = visitor(language, width)
    sign_in(page, shelf, "anna")
    home = f"{shelf.url}/desk/forms/contact/{page_name}"
    links = page.locator(".card-link" if page_name == "board" else ".row-receipt a")
    for name, (control, value, expected) in FILTERS.items():
        page.goto(home)
        page.locator("#filter summary").click()
        day = (TODAY() - datetime.timedelta(days=3)).isoformat()
        choose(page, control, day if value == "before" else value)
        page.locator("#filter .g-button--primary").click()
        expect(page.locator(".chip").first).to_be_visible()
        expect(links).to_have_count(len(expected))
        assert set(links.all_text_contents()) == {codes[one] for one in expected}, name
        # It is in the address: a reload and a link that somebody is sent show the same.
        page.reload()
        expect(links).to_have_count(len(expected))
        page.locator(".chip").first.click()
        expect(links).to_have_count(len(codes))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_two_filters_hold_at_once_by_keyboard_alone_and_are_a_view(visitor, shelf, sent, known, javascript):
    codes = arrange(visitor, shelf, sent, known)
    page = visitor("en", javascript=javascript)
    sign_in(page, shelf, "anna")
    press_on(page, page.locator("#filter summary"))
    choose(page, "[name=assignee]", "none")
    choose(page, "[name=unread]", "yes")
    press_on(page, page.locator("#filter .g-button--primary"))
    shown = page.locator(".card-link")
    expect(page.locator(".chip")).to_have_count(2)
    assert set(shown.all_text_contents()) == {codes["due"], codes["alone"]}
    name = "free and new" if javascript else "free, new"
    press_on(page, page.locator(".view-save summary"))
    page.locator(".view-save input[name=name]").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_be_visible()
    page.goto(shelf.url + "/desk/forms/contact/board")
    press_on(page, page.get_by_role("link", name=name, exact=True))
    expect(page.locator(".chip")).to_have_count(2)
    assert set(shown.all_text_contents()) == {codes["due"], codes["alone"]}
    press_on(page, page.locator(".view-forget"))
    expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)


# A card's page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_answers_and_the_code_are_copied(visitor, shelf, sent, language, width):
    code = sent("Vera Kopie", "vera.kopie@example.jp")
    page = visitor(language, width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, shelf, "ben")
    card(page, code).locator(".card-link").click()
    copied = lambda: page.evaluate("navigator.clipboard.readText()")  # noqa: E731
    press_on(page, page.locator(".file-receipt .copy"))
    expect(page.locator(".file-receipt .copy")).to_have_class(re.compile("is-done"))
    expect(page.locator("#told")).not_to_be_empty()
    assert copied() == code
    mail = page.locator(".answers dd", has_text="vera.kopie@example.jp")
    expect(mail.locator("a")).to_have_attribute("href", "mailto:vera.kopie@example.jp")
    press_on(page, mail.locator(".copy"))
    expect(mail.locator(".copy")).to_have_class(re.compile("is-done"))
    assert copied() == "vera.kopie@example.jp"


# What somebody typed, how it reads on the card, where it leads. Full-width characters are narrowed (Forms.md); everything
# else stays as it was typed.
NUMBERS = [
    ("０３－１２３４－５６７８", "03-1234-5678", "tel:0312345678"),
    ("（０３）１２３４　５６７８", "(03)1234 5678", "tel:0312345678"),
    ("＋８１ ９０ １２３４ ５６７８", "+81 90 1234 5678", "tel:+819012345678"),
    ("03.1234.5678 内線 12", "03.1234.5678 内線 12", "tel:0312345678"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("typed, shown, address", NUMBERS, ids=["full-width", "brackets", "abroad", "extension"])
def test_a_number_is_called_and_an_address_written_to(visitor, shelf, language, width, typed, shown, address):
    page = visitor(language, width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(shelf.url + "/f/contact")
    fill(page, "Vera Anruf", "vera+laden@example.jp")
    page.locator("[name=phone]").fill(typed)
    page.get_by_role("button", name={"en": "Send", "ja": "送信する"}[language], exact=True).click()
    code = receipt(page)
    sign_in(page, shelf, "ben")
    card(page, code).locator(".card-link").click()
    expect(page.locator(".copy").first).to_be_attached()
    called, written = page.locator(".answers a[href^='tel:']"), page.locator(".answers a[href^='mailto:']")
    expect(called).to_have_text(shown)
    expect(called).to_have_attribute("href", address)
    expect(written).to_have_text("vera+laden@example.jp")
    expect(written).to_have_attribute("href", "mailto:vera%2Bladen@example.jp")
    # Pressed by key it is left to the browser, and the page stays.
    page.evaluate("() => addEventListener('click', event => { window.left = [event.target.href, event.defaultPrevented]; })")
    here = page.url
    for link in (called, written):
        press_on(page, link)
        assert page.evaluate("window.left") == [link.get_attribute("href"), False]
    expect(page).to_have_url(here)
    copy = page.locator(".answers dd:has(a[href^='tel:']) .copy")
    copy.focus()
    page.keyboard.press("Enter")
    expect(copy).to_have_class(re.compile("is-done"))
    assert page.evaluate("navigator.clipboard.readText()") == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_and_a_board_are_printed_without_what_only_a_screen_needs(visitor, shelf, sent, language):
    code = sent("Vera Papier")
    page = visitor(language)
    sign_in(page, shelf, "ben")
    page.emulate_media(media="print")
    expect(card(page, code)).to_be_visible()
    for screen in ["#filter", ".board-tools", ".tabs", ".card-more >> nth=0", ".fold >> nth=0"]:
        expect(page.locator(screen)).to_be_hidden()
    examine(page, "the board on paper")
    page.emulate_media(media="screen")
    card(page, code).locator(".card-link").click()
    page.locator("button[formaction$='/take']").click()
    expect(page.locator(".file-notice")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".g-print-only")).to_contain_text("ben")
    for screen in ["#note-form", ".file-way", ".copy >> nth=0", ".moves", ".bar-menu"]:
        expect(page.locator(screen)).to_be_hidden()
    examine(page, "a card on paper")
