"""Undoing: said of several cards, of what is left of several, and on the pages that follow."""

import pytest
from playwright.sync_api import expect

from desk import card, column, on_card, sign_in
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


# On the pages that follow


def move_by_key(page, code: str, key: str, status: str) -> None:
    expect(card(page, code).locator(".card-more")).to_be_attached()
    card(page, code).locator(".card-link").focus()
    page.keyboard.press(key)
    expect_in(page, status, [code])
    expect(page.locator("#toast")).to_contain_text("Moved")


def kept(page) -> str:
    return page.evaluate("sessionStorage.getItem('genkan-undos') ?? ''")


def test_what_was_done_on_a_cards_page_is_undone_on_the_next_one_and_on_the_board(visitor, house, inquiry):
    codes = [inquiry(f"Vera Seite {number}") for number in range(2)]
    page = on_card(visitor, house, codes[1])
    for way in ("next", "board"):
        page.keyboard.press("2")
        expect(page.locator(".file-notice")).to_contain_text("Moved")
        if way == "next":
            page.keyboard.press("j")
            expect(page.locator("#receipt")).to_have_text(codes[0])
            expect(page.locator(".copy").first).to_be_attached()
            page.keyboard.press("u")
            # The page that follows is the one of the card that was undone.
            expect(page.locator(".file-notice")).to_contain_text(f"Undid the change of {codes[1]}.")
            expect(page.locator("#receipt")).to_have_text(codes[1])
        else:
            page.keyboard.press("b")
            expect(card(page, codes[1]).locator(".card-more")).to_be_attached()
            page.keyboard.press("u")
            expect(page.locator("#toast")).to_contain_text("Undid the change of Vera Seite 1.")
            expect_in(page, "unhandled", codes)
            page.keyboard.press("u")
            expect(page.locator("#announcer")).to_have_text("There is nothing to undo.")


@pytest.mark.parametrize("address", ["/desk/today", "/desk/forms/contact/list", "/desk/forms/contact/board?assignee=none"])
def test_what_was_done_on_the_board_is_undone_elsewhere(visitor, house, inquiry, address):
    codes = [inquiry(f"Vera Woanders {number}") for number in range(3)]
    page = visitor("en")
    sign_in(page, house, "anna")
    move_several(page, codes, "in-progress")
    move_by_key(page, codes[0], "3", "done")
    assert "contact" in kept(page) and "Vera" not in kept(page)
    page.goto(house.url + address)
    done = page.locator("#notice" if "today" in address else "#toast")
    page.wait_for_function("() => document.readyState === 'complete'")
    page.keyboard.press("u")
    expect(done).to_contain_text("Undid the change")
    page.wait_for_function("() => !location.search.includes('done')")
    page.keyboard.press("u")
    expect(done).to_contain_text("Undid the changes of 2 cards." if "today" not in address else "Changed 2 cards.")
    page.goto(house.url + "/desk/forms/contact/board")
    expect_in(page, "unhandled", codes[1:])
    expect_in(page, "in-progress", codes[:1])


def test_whoever_undoes_too_late_reads_what_a_colleague_did(visitor, house, inquiry):
    code = inquiry("Vera Weiter")
    page, bens = visitor("en"), visitor("en")
    sign_in(page, house, "anna")
    move_by_key(page, code, "2", "in-progress")
    sign_in(bens, house, "ben")
    move_by_key(bens, code, "3", "done")
    expect_in(page, "done", [code])
    page.keyboard.press("u")
    expect(page.locator("#toast p")).to_contain_text("1 was left as it is")
    expect(page.locator("#toast p")).to_contain_text("Vera Weiter: ben moved it from “In progress” to “Done”")


def test_what_was_undone_by_the_button_of_a_notice_is_not_undone_again(visitor, house, inquiry):
    code = inquiry("Vera Knopf")
    page = on_card(visitor, house, code)
    page.keyboard.press("2")
    page.locator(".undo button").click()
    expect(page.locator(".file-notice")).to_contain_text(f"Undid the change of {code}.")
    page.wait_for_function("() => !location.search.includes('done')")
    page.keyboard.press("u")
    expect(page.locator("#announcer")).to_have_text("There is nothing to undo.")


def test_what_can_be_undone_goes_with_the_session(visitor, house, inquiry):
    code = inquiry("Vera Ende")
    page = visitor("en")
    sign_in(page, house, "anna")
    move_by_key(page, code, "2", "in-progress")
    assert "contact" in kept(page)
    house.sessions.pop("anna")
    page.locator(".bar-menu summary").click()
    page.locator("form[action='/desk/sign-out'] button").click()
    expect(page.locator("#password")).to_be_visible()
    assert kept(page) == ""
