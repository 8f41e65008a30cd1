"""The board under quick and unlucky hands: several cards of which somebody else has one, a drag into which news come, notes
that are not sent yet, and every step taken back."""

import re

import pytest
from playwright.sync_api import expect

from desk import card, column, open_more, press_on, sign_in
from sweep import LANGUAGES, SIZES, examine


def select(page, *codes) -> None:
    for code in codes:
        card(page, code).locator(".card-pick").check()


def menu_due(page, code: str, day: str) -> None:
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("m")
    page.locator("#menu-due").fill(day)
    page.locator("#menu-close").click()
    expect(card(page, code).locator(".due")).to_be_visible()


@pytest.mark.parametrize("width", SIZES)
def test_of_several_the_one_that_changed_is_left_told_and_can_be_done_all_the_same(visitor, house, inquiry, width):
    one, other = inquiry("Vera Eins"), inquiry("Vera Zwei")
    page, bens = visitor("en", width), visitor("en")
    sign_in(page, house, "anna")
    sign_in(bens, house, "ben")
    select(page, one, other)
    # News of ben's change do not reach her before she acts, not even in the moment in which she does.
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/cards/move" in request.url else None)
    page.route(re.compile("/desk/live/forms/contact/cards"), lambda route: route.continue_() if asked else route.abort())
    card(bens, other).locator("button[formaction$='/take']").click()
    expect(card(bens, other).locator(".card-assignee")).to_contain_text("ben")
    page.locator("#bulk-status").select_option("done")
    page.locator("#bulk .bulk-part").first.locator("button").click()
    toast = page.locator("#toast")
    expect(toast).to_contain_text("Moved 1 card to “Done”.")
    expect(toast).to_contain_text("Vera Zwei: ben took it")
    expect(column(page, "done").locator(".card", has_text=one)).to_be_attached()
    expect(column(page, "unhandled").locator(".card", has_text=other)).to_be_attached()
    expect(page.locator("#bulk-count")).to_have_text("1 selected")
    examine(page, "the board, one card left")
    expect(card(page, other).locator(".card-assignee")).to_contain_text("ben")
    page.locator("#bulk .bulk-part").first.locator("button").click()
    expect(column(page, "done").locator(".card", has_text=other)).to_be_attached()
    expect(page.locator("#bulk")).to_be_hidden()


def test_what_somebody_else_changed_is_no_longer_selected_and_what_one_changed_oneself_is(visitor, house, inquiry):
    one, other = inquiry("Vera Wahl Eins"), inquiry("Vera Wahl Zwei")
    page, bens = visitor("en"), visitor("en")
    sign_in(bens, house, "ben")
    sign_in(page, house, "anna")
    select(page, one, other)
    # By its own button, since the key means all that is selected.
    card(page, one).locator("button[formaction$='/take']").click()
    expect(card(page, one).locator(".card-assignee")).to_contain_text("anna")
    expect(page.locator("#bulk-count")).to_have_text("2 selected")
    card(bens, other).locator("button[formaction$='/take']").click()
    expect(card(page, other).locator(".card-assignee")).to_contain_text("ben")
    expect(page.locator("#bulk-count")).to_have_text("1 selected")
    expect(card(page, one).locator(".card-pick")).to_be_checked()


def test_without_a_script_those_left_are_named(visitor, house, inquiry):
    one, other = inquiry("Vera Plan"), inquiry("Vera Planlos")
    page, bens = visitor("en", javascript=False), visitor("en")
    sign_in(page, house, "anna")
    select(page, one, other)
    sign_in(bens, house, "ben")
    card(bens, other).locator("button[formaction$='/take']").click()
    expect(card(bens, other).locator(".card-assignee")).to_contain_text("ben")
    page.locator("#bulk-status").select_option("done")
    page.locator("#bulk .bulk-part").first.locator("button").click()
    expect(page.locator("#notice")).to_contain_text("1 was left as it is")
    expect(page.locator("#notice").get_by_role("link", name="Vera Planlos")).to_be_visible()
    # Nothing chosen is no wish, and Enter in a field is not the first button.
    select(page, other)
    open_more(page)
    page.locator("#bulk button[formaction$='/cards/due']").first.click()
    expect(page.locator("#notice")).to_contain_text("choose what to change")
    select(page, other)
    open_more(page)
    page.locator("#bulk-due").press("Enter")
    expect(column(page, "unhandled").locator(".card", has_text=other)).to_be_visible()


def test_enter_in_a_field_of_the_bar_means_the_button_beside_it(visitor, house, inquiry):
    code = inquiry("Vera Enter")
    page = visitor("en")
    sign_in(page, house, "anna")
    select(page, code)
    open_more(page)
    page.locator("#bulk button[formaction$='/cards/due']").first.click()
    expect(page.locator("#bulk-due")).to_be_focused()  # a day is asked for
    page.keyboard.type("01312031")
    page.keyboard.press("Enter")
    expect(card(page, code).locator(".due")).to_be_visible()
    expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_visible()
    select(page, code)
    open_more(page)
    page.locator("#bulk button[name=clear]").click()
    expect(card(page, code).locator(".due")).to_have_count(0)


def test_what_was_done_to_one_card_after_another_is_taken_back_likewise(visitor, house, inquiry):
    codes = [inquiry(f"Vera Schritt {number}") for number in range(3)]
    page = visitor("en")
    sign_in(page, house, "anna")
    for code, key, status in zip(codes, ["2", "3", "4"], ["in-progress", "done", "shipped"]):
        card(page, code).locator(".card-link").focus()
        page.keyboard.press(key)
        expect(column(page, status).locator(".card", has_text=code)).to_be_attached()
        expect(card(page, code).locator(".card-link")).to_be_focused()
        expect(page.locator("#toast")).to_contain_text("Moved")
        page.wait_for_timeout(400)
    for code in reversed(codes):
        page.keyboard.press("u")
        expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_attached()
    # Of two steps with the same card the latest can be taken back.
    card(page, codes[0]).locator(".card-link").focus()
    for key, status in [("2", "in-progress"), ("3", "done")]:
        page.keyboard.press(key)
        expect(column(page, status).locator(".card", has_text=codes[0])).to_be_attached()
        page.wait_for_timeout(400)
    page.keyboard.press("u")
    expect(column(page, "in-progress").locator(".card", has_text=codes[0])).to_be_attached()


def test_a_moved_card_stands_there_before_the_server_has_answered(visitor, house, inquiry):
    code = inquiry("Vera Sofort")
    page = visitor("en")
    sign_in(page, house, "anna")
    waiting = []
    page.route(re.compile("/cards/move"), lambda route: waiting.append(route))
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("3")
    expect(column(page, "done").locator(".card", has_text=code)).to_be_attached()
    expect(card(page, code).locator(".card-link")).to_be_focused()
    while not waiting:
        page.wait_for_timeout(20)
    waiting.pop().abort()  # the server never hears of it
    expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_attached()
    expect(page.locator("#toast")).to_contain_text("could not be reached")


def test_several_are_dragged_at_once_and_news_do_not_come_between(visitor, house, inquiry):
    codes = [inquiry(f"Vera Zug {number}") for number in range(3)]
    page, bens = visitor("en"), visitor("en")
    sign_in(page, house, "anna")
    sign_in(bens, house, "ben")
    # From one box to another with Shift.
    boxes = [card(page, code).locator(".card-pick") for code in codes]
    boxes[0].click()
    boxes[2].click(modifiers=["Shift"])
    expect(page.locator("#bulk-count")).to_have_text("3 selected")
    start = card(page, codes[0]).locator(".card-title").bounding_box()
    end = column(page, "in-progress").bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 80, end["y"] + 120, steps=6)
    expect(page.locator(".card--ghost")).to_have_attribute("data-count", "3")
    # Meanwhile ben writes a note about one of them: its version stays, and it is told.
    card(bens, codes[1]).locator(".card-link").click()
    bens.locator("#note").fill("I have seen this")
    bens.locator("#note-form button").click()
    expect(bens.locator(".note-text")).to_be_visible()
    page.wait_for_timeout(1_000)
    page.mouse.up()
    for code in codes:
        expect(column(page, "in-progress").locator(".card", has_text=code)).to_be_attached()
        expect(page.locator(".card", has_text=code)).to_have_count(1)
    expect(card(page, codes[1]).locator(".note-count")).to_be_visible()
    expect(page.locator(".card", has_text=codes[1])).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_spam_goes_and_comes_back(visitor, house, inquiry, language, width):
    code = inquiry("Vera Werbung")
    page = visitor(language, width)
    sign_in(page, house, "ben")
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("m")
    press_on(page, page.locator("#menu-spam"))
    expect(page.locator(".card", has_text=code)).to_have_count(0)
    page.reload()
    page.locator(".tools-menu summary").click()
    page.locator(".tools-sheet a[href*='status=spam'], .tools-sheet a[href*='status&#61;spam']").click()
    expect(page.locator("tr.row", has_text=code)).to_be_visible()
    examine(page, "the list of spam")
    page.locator("tr.row", has_text=code).locator(".row-receipt a").click()
    press_on(page, page.locator(".panel--held button[formaction$='/move']"))
    expect(page.locator(".badge")).to_be_visible()
    expect(page.locator(".file-notice")).to_be_visible()
    page.goto(house.url + "/desk/forms/contact/board")
    expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_visible()


def test_a_note_goes_along_with_what_is_done_and_stays_when_others_write(visitor, house, inquiry):
    code = inquiry("Vera Entwurf")
    page, bens = visitor("en"), visitor("en")
    sign_in(page, house, "anna")
    sign_in(bens, house, "ben")
    for one in (page, bens):
        card(one, code).locator(".card-link").click()
        expect(one.locator("h1")).to_have_text(f"Vera Entwurf {code}")
    page.locator("#note").fill("I am ringing them now")
    bens.locator("#note").fill("They wrote twice")
    bens.locator("#note-form button").click()
    expect(page.locator("#stale")).to_be_visible()
    page.locator("#stale a").click()
    expect(page.locator(".note-text")).to_have_text(["They wrote twice"])
    expect(page.locator("#stale")).to_be_hidden()
    expect(page.locator("#note")).to_have_value("I am ringing them now")
    expect(page.locator(".file-receipt .copy")).to_have_count(1)
    page.locator("button[formaction$='/move'][value=done]").click()
    expect(page.locator(".file-notice")).to_be_visible()
    expect(page.locator(".note-text")).to_have_text(["They wrote twice", "I am ringing them now"])
    expect(page.locator(".badge")).to_have_text("Done")


def test_what_is_folded_stays_so_while_one_filters_and_turns_the_order(visitor, house, inquiry):
    inquiry("Vera Falte")
    page = visitor("en")
    sign_in(page, house, "anna")
    column(page, "shipped").locator(".fold").click()
    hidden = column(page, "shipped").locator(".cards")
    expect(hidden).to_be_hidden()
    page.locator("#filter summary").click()
    page.locator("#filter [name=unread]").check()
    page.locator("#filter .g-button--primary").click()
    expect(page).to_have_url(re.compile("unread=yes"))
    expect(hidden).to_be_hidden()
    page.get_by_role("link", name="Sort oldest first").first.click()
    expect(page).to_have_url(re.compile("order=oldest"))
    expect(hidden).to_be_hidden()
    page.locator("#filter summary").click()
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator(".chip")).to_have_count(0)
    expect(hidden).to_be_hidden()


def test_an_arrow_leads_into_the_cards_and_escape_out_of_nothing_else(visitor, house, inquiry):
    code = inquiry("Vera Pfeil")
    page = visitor("en")
    sign_in(page, house, "anna")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".card-link").first).to_be_focused()
    select(page, code)
    open_more(page)
    page.locator("#bulk-due").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#bulk-more > summary")).to_be_focused()
    expect(page.locator("#bulk-due")).to_be_hidden()
    expect(page.locator("#bulk-count")).to_have_text("1 selected")
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#bulk")).to_be_hidden()


def test_rows_of_a_list_are_changed_at_once_and_undone(visitor, house, inquiry):
    codes = [inquiry(f"Vera Zeile {number}") for number in range(3)]
    page = visitor("en")
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/list")
    row = lambda code: page.locator("tr.row", has_text=code)  # noqa: E731
    row(codes[0]).locator(".row-pick").click()
    row(codes[2]).locator(".row-pick").click(modifiers=["Shift"])
    expect(page.locator("#bulk-count")).to_have_text("3 selected")
    page.locator("#bulk-status").select_option("shipped")
    page.locator("#bulk .bulk-part").first.locator("button").click()
    for code in codes:
        expect(row(code).locator(".stage")).to_have_text("Shipped")
    expect(page.locator("#toast")).to_contain_text("Moved 3 cards to “Shipped”.")
    page.keyboard.press("u")
    for code in codes:
        expect(row(code).locator(".stage")).to_have_text("Unhandled")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    examine(page, "the keys of a list")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_of_labels(visitor, house, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/labels")
    page.locator(".label-form input[name=name]").first.fill(f"急ぎ {language} {width}")
    page.locator("form[action$='/labels/make'] button").click()
    expect(page.locator(".label-list")).to_be_visible()
    # Wide enough for the longest name of a colour.
    assert page.locator(".label-list select").first.bounding_box()["width"] > 120
    examine(page, "labels")
    page.locator(".label-form input[name=name]").first.fill(f"急ぎ {language} {width}")
    page.locator("form[action$='/labels/make'] button").click()
    expect(page.locator("#label-problem")).to_be_visible()
    # It is gone from every card then, so that one click is not enough.
    row = page.locator(".label-list li", has_text=f"{language} {width}")
    expect(row.locator("button[formaction$='/remove']")).to_be_hidden()
    row.locator("summary").click()
    examine(page, "labels, about to remove one")
    row.locator("button[formaction$='/remove']").click()
    expect(page.locator(".g-notice--success")).to_be_visible()


def test_several_choices_in_one_open_menu_leave_one_card(visitor, house, inquiry):
    code = inquiry("Vera Auswahl")
    page = visitor("en")
    sign_in(page, house, "anna")
    menu_due(page, code, "2031-01-31")
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("m")
    page.locator("#menu-due").fill("")  # no day any more
    page.locator("#menu-assignee").select_option(label="ben")
    page.locator("#menu-assignee").press("Enter")
    expect(card(page, code).locator(".card-assignee")).to_contain_text("ben")  # while it is open
    expect(card(page, code).locator(".due")).to_have_count(0)
    page.locator("#card-menu [data-status=done]").click()
    page.wait_for_load_state()
    # The menu shows the card as it was when it was opened: what was done to it since is one's own.
    expect(column(page, "done").locator(".card", has_text=code)).to_be_attached()
    page.wait_for_timeout(1_000)
    expect(page.locator(".card", has_text=code)).to_have_count(1)


def test_quick_hands_move_on_from_where_the_card_is(visitor, house, inquiry):
    code = inquiry("Vera Eilig")
    page = visitor("en")
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(1_500)
    expect(column(page, "done").locator(".card", has_text=code)).to_be_attached()
    expect(page.locator(".card", has_text=code)).to_have_count(1)


def test_a_double_click_sends_a_note_once(visitor, house, inquiry):
    code = inquiry("Vera Doppelt")
    page = visitor("en")
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").click()
    expect(page.locator(".copy").first).to_be_attached()  # the script is there
    page.locator("#note").fill("Once is enough")
    page.locator("button[formaction$='/take']").dblclick()
    expect(page.locator(".file-notice")).to_be_visible()
    expect(page.locator(".note-text")).to_have_text(["Once is enough"])
    # Enter in the field of the day means the button beside it.
    page.locator("input[name=due]").fill("2031-01-31")
    page.locator("input[name=due]").press("Enter")
    expect(page.locator(".file-head .due")).to_be_visible()


def test_an_undo_that_comes_too_late_says_so_on_the_card(visitor, house, inquiry):
    code = inquiry("Vera Spaet")
    page, bens = visitor("en"), visitor("en")
    sign_in(page, house, "anna")
    sign_in(bens, house, "ben")
    card(page, code).locator(".card-link").click()
    page.locator("button[formaction$='/take']").click()
    expect(page.locator(".file-notice")).to_contain_text(f"You took {code}.")
    expect(card(bens, code).locator(".card-assignee")).to_contain_text("anna")
    card(bens, code).locator("button[formaction$='/move']").click()
    expect(bens.locator("#toast")).to_contain_text("Moved")  # the server has answered
    page.locator(".undo button").click()
    expect(page.locator(".file-notice")).to_contain_text("1 was left as it is: somebody else changed it first")
