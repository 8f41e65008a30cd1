"""Undoing: said of several cards, of what is left of several, and on the pages that follow."""

import pytest
from playwright.sync_api import expect

from desk import card, column, sign_in
from sweep import LANGUAGES

UNDONE = {"en": "Undid the changes of 2 cards.", "ja": "2件を元に戻しました。"}


def move_several(page, codes, status: str) -> None:
    for code in codes:
        expect(card(page, code).locator(".card-more")).to_be_attached()  # the script is there
        card(page, code).locator(".card-pick").check()
    page.locator("#bulk-status").select_option(status)
    page.locator("#bulk .bulk-part").first.locator("button").click()
    expect(page.locator("#toast")).to_be_visible()
    expect_in(page, status, codes)


def expect_in(page, status: str, codes) -> None:
    for code in codes:
        expect(column(page, status).locator(".card", has_text=code)).to_be_attached()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_undone_of_several_cards_is_said(visitor, house, inquiry, language):
    codes = [inquiry(f"Vera Gesagt {number}") for number in range(2)]
    page = visitor(language)
    sign_in(page, house, "anna")
    move_several(page, codes, "done")
    page.keyboard.press("u")
    expect_in(page, "unhandled", codes)
    expect(page.locator("#toast p")).to_have_text(UNDONE[language])
    expect(page.locator("#announcer")).to_have_text(UNDONE[language])


def test_of_several_those_are_undone_that_were_not_changed_since(visitor, house, inquiry):
    codes = [inquiry(f"Vera Rest {number}") for number in range(3)]
    page = visitor("en")
    sign_in(page, house, "anna")
    move_several(page, codes, "done")
    card(page, codes[0]).locator(".card-link").focus()
    page.keyboard.press("4")
    expect(page.locator("#toast")).to_contain_text("Moved Vera Rest 0 to “Shipped”.")
    page.keyboard.press("u")
    expect_in(page, "done", codes)
    expect(page.locator("#toast p")).to_have_text("Undid the change of Vera Rest 0.")
    page.keyboard.press("u")
    expect_in(page, "unhandled", codes[1:])
    expect_in(page, "done", codes[:1])
    expect(page.locator("#toast p")).to_have_text("Undid the changes of 2 cards.")
    page.keyboard.press("u")
    expect(page.locator("#announcer")).to_have_text("There is nothing to undo.")
