"""The desk by keyboard alone and by ear: several cards at once, what a screen reader hears of a card, the rows of a list,
what was done sent away, and where one goes on after a button."""

import pytest
from playwright.sync_api import expect

from desk import card, column, heard, press_on, sign_in
from sweep import LANGUAGES, SIZES, examine

SELECTED = {
    "en": "2 selected. Press S for the actions.",
    "ja": "2件を選択中。Sキーで操作に移れます。",
}


def step_on(page, code: str):
    """Stands on a card, whose script is there."""
    expect(card(page, code).locator(".card-more")).to_be_attached()
    link = card(page, code).locator(".card-link")
    link.focus()
    return link


def select(page, codes) -> None:
    for code in codes:
        step_on(page, code)
        page.keyboard.press("x")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_a_key_leads_from_what_is_selected_to_its_bar_and_back(visitor, house, inquiry, language, width):
    codes = [inquiry(f"Vera Leiste {number}") for number in range(2)]
    page = visitor(language, width)
    sign_in(page, house, "anna")
    step_on(page, codes[0])
    page.keyboard.press("s")  # nothing is selected
    expect(card(page, codes[0]).locator(".card-link")).to_be_focused()
    select(page, codes)
    expect(page.locator("#announcer")).to_have_text(SELECTED[language])
    page.keyboard.press("s")
    expect(page.locator("#bulk-status")).to_be_focused()
    expect(page.locator("#bulk-status")).to_have_value("")  # the key itself chooses nothing
    examine(page, "the bar of what is selected, by key")
    page.keyboard.press("Escape")
    expect(card(page, codes[1]).locator(".card-link")).to_be_focused()
    assert page.locator(".card-pick:checked").count() == 2
    page.keyboard.press("s")
    page.keyboard.type({"en": "Done", "ja": "対応済"}[language])
    if page.locator("#bulk-status").input_value() != "done":  # a list is not typed in by every keyboard
        page.locator("#bulk-status").select_option("done")
    page.keyboard.press("Enter")
    for code in codes:
        expect(column(page, "done").locator(".card", has_text=code)).to_be_attached()
    # Once more on the card, Escape gives the selection up.
    select(page, codes)
    page.keyboard.press("Escape")
    expect(page.locator(".card-pick:checked")).to_have_count(0)


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("key", ["3", "Shift+ArrowRight"])
def test_a_key_moves_all_that_is_selected_and_is_undone_at_once(visitor, house, inquiry, width, key):
    codes = [inquiry(f"Vera Alle {number}") for number in range(3)]
    alone = codes.pop()
    status, named = {"3": ("done", "Done"), "Shift+ArrowRight": ("in-progress", "In progress")}[key]
    page = visitor("en", width)
    sign_in(page, house, "anna")
    select(page, codes)
    page.keyboard.press(key)
    for code in codes:
        expect(column(page, status).locator(".card", has_text=code)).to_be_attached()
    expect(page.locator("#announcer")).to_have_text(f"Moved 2 cards to “{named}”. Press U to undo.")
    expect(card(page, codes[1]).locator(".card-link")).to_be_focused()
    expect(page.locator("#bulk-count")).to_have_text("2 selected")
    page.keyboard.press("u")
    for code in codes:
        expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_attached()
    # A card that is not selected is moved by itself, whatever else is.
    step_on(page, alone)
    page.keyboard.press(key)
    expect(column(page, status).locator(".card", has_text=alone)).to_be_attached()
    for code in codes:
        expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_attached()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_whoever_walks_by_ear_hears_what_stands_on_a_card(visitor, house, inquiry, language, width):
    code = inquiry("Vera Gehör")
    words = {
        "en": ("Unread", "just now", "1 note", "Assignee: anna"),
        "ja": ("未読", "たった今", "メモ1件", "担当: anna"),
    }[language]
    page, bens = visitor(language, width), visitor("en")
    sign_in(bens, house, "ben")
    card(bens, code).locator(".card-link").click()
    bens.locator("#note").fill("I have seen this")
    bens.locator("#note-form button").click()
    expect(bens.locator(".note-text")).to_be_visible()
    sign_in(page, house, "anna")
    link = step_on(page, code)
    assert words[0] in heard(page, link) and words[2] in heard(page, link)
    page.keyboard.press("m")
    page.locator("#menu-due").fill("2031-01-31")
    page.keyboard.press("Enter")
    expect(card(page, code).locator(".due")).to_be_attached()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(card(page, code).locator(".card-assignee")).to_contain_text("anna")
    expect(link).to_be_focused()
    told = heard(page, link)
    for word in (words[0], words[2], words[3], card(page, code).locator(".due").inner_text()):
        assert word in told, told
    ids = link.get_attribute("aria-describedby").split()
    assert len(ids) == 4 and all(page.locator(f"[id='{one}']").count() == 1 for one in ids)
    # Each is a word of its own.
    assert told.split(" ").count(words[0]) == 1, told
    examine(page, "the board, a card by ear")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_the_rows_of_a_list_are_walked_by_key(visitor, house, inquiry, language, width):
    codes = [inquiry(f"Vera Reihe {number}") for number in range(3)][::-1]
    page = visitor(language, width)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/list")
    page.wait_for_function("() => !document.getElementById('show-keys').hidden")
    link = lambda code: page.locator(f".row-receipt a:text-is('{code}')")  # noqa: E731
    for key, code in [("ArrowDown", 0), ("ArrowUp", 0), ("ArrowDown", 1), ("j", 2), ("k", 1), ("ArrowUp", 0), ("J", 1)]:
        page.keyboard.press(key)
        expect(link(codes[code])).to_be_focused()
        expect(link(codes[code])).to_be_in_viewport()
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    expect(page.locator("#announcer")).to_have_text(SELECTED[language])
    page.keyboard.press("s")
    expect(page.locator("#bulk-status")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link(codes[2])).to_be_focused()
    # In a field it is a letter, and in an open dialog nothing.
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("J")
    examine(page, "the keys of a list, walked")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(link(codes[2])).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("way", ["escape", "button"])
def test_what_was_done_is_sent_away_and_still_undone(visitor, house, inquiry, language, width, way):
    code = inquiry("Vera Weg")
    page = visitor(language, width)
    sign_in(page, house, "anna")
    step_on(page, code)
    page.keyboard.press("3")
    expect(column(page, "done").locator(".card", has_text=code)).to_be_attached()
    expect(page.locator("#toast")).to_be_visible()
    examine(page, "the board, something was done, with a way to send it away")
    if way == "escape":
        page.keyboard.press("Escape")
        expect(card(page, code).locator(".card-link")).to_be_focused()
    else:
        away = page.get_by_role("button", name={"en": "Close", "ja": "閉じる"}[language], exact=True)
        away.focus()
        page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_be_hidden()
    page.keyboard.press("u")
    expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_attached()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_after_a_button_of_a_cards_page_one_goes_on_where_it_was(visitor, house, inquiry, language, width):
    code = inquiry("Vera Weiter")
    page = visitor(language, width)
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").click()
    expect(page.locator(".copy").first).to_be_attached()
    page.keyboard.press("n")
    page.keyboard.type("I will ring")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note-text")).to_have_text("I will ring")
    expect(page.locator(".note")).to_be_focused()
    expect(page.locator(".note")).to_be_in_viewport()
    expect(page.locator("#announcer")).to_contain_text(code)
    page.keyboard.press("Tab")
    expect(page.locator("#note")).to_be_focused()
    for button, heading in [
        ("button[formaction$='/take']", "person"), ("button[formaction$='/move'][value=done]", "move"),
    ]:
        press_on(page, page.locator(button))
        expect(page.locator(f"section[aria-labelledby={heading}]")).to_be_focused()
        assert page.evaluate("scrollY") == 0  # what was done stands at the top
        expect(page.locator("#announcer")).to_contain_text(code)
        examine(page, f"a card after a button, {heading}")
    # The keys of the page go on working from there.
    page.keyboard.press("2")
    expect(page.locator("section[aria-labelledby=move]")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(".file-notice")).to_be_focused()
    page.reload()
    expect(page.locator(".copy").first).to_be_attached()
    expect(page.locator("body")).to_be_focused()
