"""Japanese is typed in two steps: while it is composed, Enter, Escape and letters belong to the keyboard's own window and to
no script, whether the browser says so (`isComposing`) or sends the code of such a key alone (229, as Safari does)."""

import functools
import re

import pytest
from playwright.sync_api import expect

from desk import card, sign_in
from house import House
from sweep import LANGUAGES, SIZES
from visit import send_inquiry

# What somebody may be asked for in the filter, typed and not chosen.
SHOP = """
  - name: shop
    kind: text
    label: { ja: 店舗, en: Shop }
    personal: false
"""
# What did not happen a moment later does not happen.
SOON = 1_000
WAYS = {"composing": {"isComposing": True, "keyCode": 229}, "code": {"keyCode": 229}}


ways = pytest.mark.parametrize("way", WAYS)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("shop"), [])
    form = (house.directory / "config" / "forms" / "contact.yaml").read_text()
    assert "\n  - name: message\n" in form
    house.write_form("contact", form.replace("\n  - name: message\n", SHOP + "\n  - name: message\n"))
    house.set_up()
    house.start()
    house.add_ben()
    yield house
    house.stop()


@pytest.fixture
def sent(visitor, shop):
    return functools.partial(send_inquiry, visitor, shop)


def press(target, way: str, key: str, **more) -> None:
    """A key as the browser tells of it while somebody composes."""
    target.evaluate(
        "(one, init) => { one.focus(); one.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })); }",
        {"key": key, **WAYS[way], **more})


def compose(page, text: str) -> None:
    """What is being composed in the field with the focus, underlined and not yet its value for good."""
    page.context.new_cdp_session(page).send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def press_while_composing(page, key: str) -> None:
    """By the browser itself, which knows that it is composing."""
    line = page.context.new_cdp_session(page)
    for kind in ("rawKeyDown", "keyUp"):
        line.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": 229})


def open_card(visitor, shop, code: str, language: str = "en", width: int = 1440):
    page = visitor(language, width)
    sign_in(page, shop, "anna")
    card(page, code).locator(".card-link").click()
    expect(page.locator(".copy").first).to_be_attached()
    return page


# A note


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_what_is_composed_in_a_note_is_neither_sent_nor_a_name(visitor, shop, sent, language, width):
    page = open_card(visitor, shop, sent("Vera Notiz"), language, width)
    note = page.locator("#note")
    note.press_sequentially("@")
    expect(page.locator("#mentions")).to_be_visible()
    compose(page, "b")
    heard = note.evaluate_handle(
        """note => { const heard = []; note.addEventListener("keydown", ({ isComposing, keyCode }) => heard.push([isComposing, keyCode])); return heard; }""")
    for key in ["Enter", "Escape", "ArrowDown", "Tab"]:
        press_while_composing(page, key)
    assert heard.json_value() == 4 * [[True, 229]]  # this is what it is about
    expect(page.locator("#mentions")).to_be_visible()
    expect(note).to_have_value("@b")
    expect(note).to_be_focused()
    # When it is settled the same keys are the page's again.
    page.context.new_cdp_session(page).send("Input.insertText", {"text": "b"})
    page.keyboard.press("Enter")
    expect(note).to_have_value("@ben ")
    note.fill("")


@ways
@pytest.mark.parametrize("key", ["Enter", "Tab", "Escape"])
def test_the_key_that_settles_a_word_chooses_no_name(visitor, shop, sent, way, key):
    page = open_card(visitor, shop, sent("Vera Name"))
    note = page.locator("#note")
    note.press_sequentially("@b")
    expect(page.locator("#mentions")).to_be_visible()
    press(note, way, key)
    expect(note).to_have_value("@b", timeout=SOON)
    expect(page.locator("#mentions")).to_be_visible(timeout=SOON)
    page.keyboard.press("Enter")
    expect(note).to_have_value("@ben ")
    note.fill("")


@ways
@pytest.mark.parametrize("modifier", ["ctrlKey", "metaKey"])
def test_no_note_is_sent_in_the_middle_of_a_word(visitor, shop, sent, way, modifier):
    page = open_card(visitor, shop, sent("Vera Satz"))
    note = page.locator("#note")
    note.fill("折り返し電話します")
    press(note, way, "Enter", **{modifier: True})
    page.wait_for_timeout(700)
    expect(page.locator(".note-text")).to_have_count(0, timeout=SOON)
    expect(note).to_have_value("折り返し電話します")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note-text")).to_have_text("折り返し電話します")


@ways
def test_no_key_of_a_cards_page_is_pressed_in_a_note(visitor, shop, sent, way):
    code = sent("Vera Taste")
    page = open_card(visitor, shop, code)
    at = page.url
    for key in ["j", "k", "b", "n", "t", "u", "2", "?", "/", "Enter"]:
        press(page.locator("#note"), way, key)
    page.wait_for_timeout(300)
    expect(page).to_have_url(at, timeout=SOON)
    expect(page.locator("dialog[open], .file-notice, .note-text")).to_have_count(0)
    expect(page.locator("#note")).to_be_focused()


@ways
def test_no_key_of_a_cards_page_is_pressed_beside_a_note(visitor, shop, sent, way):
    code = sent("Vera Neben")
    page = open_card(visitor, shop, code)
    at = page.url
    for key in ["n", "t", "2", "?", "/", "b"]:
        press(page.locator("#main"), way, key)
    page.wait_for_timeout(300)
    expect(page).to_have_url(at, timeout=SOON)
    expect(page.locator("dialog[open], .file-notice")).to_have_count(0, timeout=SOON)
    expect(page.locator("#main")).to_be_focused(timeout=SOON)


# The board: its filter, the field that finds, its cards


def nothing_happened(page, code: str) -> None:
    page.wait_for_timeout(300)
    expect(page.locator("dialog[open], .card-pick:checked, .column.is-folded")).to_have_count(0, timeout=SOON)
    expect(page.locator("#toast")).to_be_hidden()
    expect(page.locator("#column-unhandled .card", has_text=code)).to_be_attached()
    expect(card(page, code).locator("button[formaction$='/take']")).to_be_attached()


KEYS = ["t", "x", "m", "3", "u", "c", "f", "s", "?", "/", "ArrowDown", "Enter"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_what_is_composed_in_the_filter_and_where_one_finds_is_no_shortcut(visitor, shop, sent, language, width):
    code = sent("Vera Filter")
    page = visitor(language, width)
    sign_in(page, shop, "anna")
    at = page.url
    page.locator("#filter summary").click()
    # In a narrow window the field that finds is on a page of its own.
    for place in ["#filter [name=answer-shop]", *(["#find"] if width > 500 else [])]:
        page.locator(place).focus()
        compose(page, "ぎん")
        for key in KEYS:
            press_while_composing(page, key)
        expect(page.locator(place)).to_be_focused()
        expect(page.locator(place)).to_have_value("ぎん")
        nothing_happened(page, code)
        expect(page).to_have_url(at)
    page.locator("#filter").evaluate("filter => { filter.open = true; }")
    page.locator("#filter [name=answer-shop]").fill("銀座")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("answer-shop="))


@ways
def test_the_key_that_gives_a_word_up_does_not_close_the_filter(visitor, shop, sent, way):
    page = visitor("en")
    sign_in(page, shop, "anna")
    page.locator("#filter summary").click()
    field = page.locator("#filter [name=answer-shop]")
    field.fill("ぎ")
    press(field, way, "Escape")
    expect(field).to_be_visible(timeout=SOON)
    expect(field).to_be_focused(timeout=SOON)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


@ways
def test_no_key_of_the_board_is_pressed_while_somebody_composes(visitor, shop, sent, way):
    code = sent("Vera Brett")
    page = visitor("en")
    sign_in(page, shop, "anna")
    expect(card(page, code).locator(".card-more")).to_be_attached()
    link = card(page, code).locator(".card-link")
    for key in KEYS[:-1]:
        press(link, way, key)
    nothing_happened(page, code)
    expect(link).to_be_focused()
    page.keyboard.press("x")
    expect(card(page, code).locator(".card-pick")).to_be_checked()
    for key in ["s", "Escape"]:
        press(link, way, key)
    page.wait_for_timeout(200)
    expect(card(page, code).locator(".card-pick")).to_be_checked()
    expect(link).to_be_focused()
