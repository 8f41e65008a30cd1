"""A day at the desk: take, assign, move by button and by keyboard, two people at one card, the CSV."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from desk import card, cards, column, load_again, sign_in, sign_in_by_password, take_button
from visit import fill, receipt


def open_menu(page, code: str):
    """The menu of a card, which is open once on the page."""
    card(page, code).locator(".card-more").click()
    menu = page.locator("#card-menu")
    expect(menu).to_be_visible()
    return menu


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_card_is_taken_moved_and_assigned_by_buttons(visitor, house, inquiry, language):
    code = inquiry("Vera Knopf")
    page = visitor(language)
    sign_in(page, house, "ben")
    take_button(page, code).click()
    expect(card(page, code).locator(".card-assignee")).to_contain_text("ben")
    card(page, code).locator("button[name=to][value$=':in-progress']").click()
    expect(column(page, "in-progress").locator(".card", has_text=code)).to_be_visible()
    menu = open_menu(page, code)
    menu.locator("#menu-assignee").select_option(label="anna")
    menu.locator("#menu-close").click()
    expect(card(page, code).locator(".card-assignee")).to_contain_text("anna")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_a_script_a_card_is_worked_by_plain_buttons(visitor, house, inquiry, language):
    code = inquiry("Vera Knopf")
    page = visitor(language, javascript=False)
    sign_in(page, house, "ben")
    take_button(page, code).click()
    expect(card(page, code).locator(".card-assignee")).to_contain_text("ben")
    card(page, code).locator("button[name=to][value$=':in-progress']").click()
    expect(column(page, "in-progress").locator(".card", has_text=code)).to_be_visible()
    # The rest is on the card's own page: assignee, due date, a note; and several at once by their boxes.
    card(page, code).locator(".card-link").click()
    page.locator("select[name=assignee]").select_option(label="anna")
    page.locator("button[formaction$='/assign']").click()
    expect(page.locator(".history")).to_contain_text("anna")
    page.locator("input[name=due]").fill("2031-02-03")
    page.locator("button[formaction$='/due']").click()
    expect(page.locator(".file-head .due")).to_contain_text("2031")
    page.locator("#note").fill("rang back")
    page.locator("#note-form button").click()
    expect(page.locator(".note-text")).to_have_text("rang back")
    page.locator("#to-board").click()
    card(page, code).locator(".card-pick").check()
    page.locator("#bulk-status").select_option("done")
    page.locator("#bulk .bulk-part button").first.click()
    expect(column(page, "done").locator(".card", has_text=code)).to_be_visible()
    page.locator("#notice .notice-undo").click()
    expect(column(page, "in-progress").locator(".card", has_text=code)).to_be_visible()


def test_a_card_is_moved_by_keyboard_and_the_move_is_announced(visitor, house, inquiry):
    code = inquiry("Vera Taste")
    page = visitor("en")
    sign_in(page, house, "anna")
    link = card(page, code).locator(".card-link")
    link.focus()
    page.keyboard.press("t")
    expect(card(page, code).locator(".card-assignee")).to_contain_text("anna")
    expect(card(page, code).locator(".card-link")).to_be_focused()
    page.keyboard.press("3")
    expect(column(page, "done").locator(".card", has_text=code)).to_be_visible()
    expect(page.locator("#announcer")).to_contain_text("Vera Taste")
    expect(card(page, code).locator(".card-link")).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(column(page, "in-progress").locator(".card", has_text=code)).to_be_visible()
    page.keyboard.press("u")
    expect(column(page, "done").locator(".card", has_text=code)).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator("#card-menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page, code).locator(".card-link")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/submissions/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Vera Taste {code}")


def test_a_card_is_assigned_by_keyboard(visitor, house, inquiry):
    code = inquiry("Vera Zuteilung")
    page = visitor("en")
    sign_in(page, house, "ben")
    card(page, code).locator(".card-link").focus()
    page.keyboard.press("m")
    choice = page.locator("#menu-assignee")
    while not choice.evaluate("choice => choice === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("anna")
    page.keyboard.press("Enter")
    expect(card(page, code).locator(".card-assignee")).to_contain_text("anna")
    # In a dialog nothing outside it is spoken.
    expect(page.locator("#card-menu [data-told]")).to_contain_text("Changed the assignee of Vera Zuteilung.")
    page.keyboard.type("ben")
    page.keyboard.press("Escape")  # gives up what was not done yet
    expect(card(page, code).locator(".card-assignee")).to_contain_text("anna")
    expect(card(page, code).locator(".card-link")).to_be_focused()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_two_people_at_one_card_see_each_others_change(visitor, house, inquiry, language):
    code = inquiry("Vera Zwei")
    annas, bens = visitor(language), visitor(language)
    sign_in(annas, house, "anna")
    sign_in(bens, house, "ben")
    # anna's page is told nothing: what she sees is what was.
    annas.route(re.compile("/desk/live/"), lambda route: route.abort())
    load_again(annas)
    card(bens, code).locator("button[name=to][value$=':in-progress']").click()
    expect(column(bens, "in-progress").locator(".card", has_text=code)).to_be_visible()

    open_menu(annas, code).locator("button[data-status=done]").click()
    clash = annas.locator(".clash")
    expect(clash).to_contain_text("ben")
    expect(clash).to_contain_text(code)
    load_again(bens)
    assert code in cards(bens, "in-progress"), "ben's move stands"

    clash.locator("form button").click()
    expect(column(annas, "done").locator(".card", has_text=code)).to_be_visible()
    expect(column(bens, "done").locator(".card", has_text=code)).to_be_visible()


def test_a_change_leads_back_to_the_board_as_it_was_looked_at(visitor, house, inquiry):
    code = inquiry("Vera Blick")
    page = visitor("en", javascript=False)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/board?limit=100&order=oldest")
    take_button(page, code).click()
    expect(page.locator("#notice")).to_contain_text(code)
    expect(page).to_have_url(re.compile(r"/board\?limit=100&order=oldest&done=taken"))
    page.get_by_role("link", name="Sort newest first").click()
    expect(page).to_have_url(re.compile(r"/board\?limit=100$"))
    expect(page.get_by_role("link", name="Sort oldest first")).to_be_visible()


def test_a_title_that_is_written_leftwards_stands_that_way(visitor, house, inquiry):
    for name, direction in [("فيرا كنوبف", "rtl"), ("Vera Links", "ltr")]:
        code = inquiry(name)
        page = visitor("en")
        sign_in(page, house, "anna")
        title = card(page, code).locator(".card-title")
        assert title.evaluate("title => getComputedStyle(title).direction") == direction


def test_a_held_card_is_accepted_into_the_first_column(visitor, house):
    page = visitor(javascript=False)
    page.goto(house.url + "/f/contact")
    fill(page, "Vera im Flur")
    page.get_by_role("button", name="送信する").click()
    code = receipt(page)

    staff = visitor()
    sign_in(staff, house, "anna")
    column(staff, "held").locator(".card", has_text=code).get_by_text("受け付ける").click()
    expect(column(staff, "unhandled").locator(".card", has_text=code)).to_be_visible()


def test_a_card_opens_with_all_answers_as_they_were_typed(visitor, house, inquiry):
    hostile = "\u202eVera <script>alert(1)</script> \u0301\"onload=alert(1)"
    code = inquiry(hostile)
    page = visitor("en")
    sign_in(page, house, "ben")
    card(page, code).locator(".card-link").click()
    answers = page.locator("dl.answers")
    expect(answers).to_contain_text("<script>alert(1)</script>")
    expect(answers).to_contain_text("椅子の座面を編み直してもらえますか。")
    expect(answers).to_contain_text("vera@example.jp")
    page.go_back()
    expect(page.locator("#board")).to_be_visible()


def test_the_csv_holds_every_inquiry_and_no_formula(visitor, house, inquiry):
    code = inquiry("=1+2")
    page = visitor()
    house.sessions.pop("anna", None)  # a download is given to who gave the password a moment ago
    sign_in(page, house, "anna")
    with page.expect_download() as download:
        page.locator("a[href$='export.csv']").evaluate("link => link.click()")
    raw = open(download.value.path(), "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert all(len(row) == len(rows[0]) for row in rows)
    row = next(row for row in rows if code in row)
    assert "'=1+2" in row
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_what_comes_instead_of_a_file_is_shown_and_not_saved(visitor, house):
    """Such as the page that asks for the password once more."""
    page = visitor("en")
    sign_in(page, house, "anna")
    page.route("**/export.csv", lambda route: route.fulfill(status=303, headers={"location": "/desk/profile"}))
    page.locator("a[href$='export.csv']").evaluate("link => link.click()")
    expect(page).to_have_url(house.url + "/desk/profile")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_password_opens_nothing_and_signing_out_ends_the_session(visitor, house, language):
    page = visitor(language)
    page.goto(house.url + "/desk/sign-in")
    page.locator("#name").fill("anna")
    page.locator("#password").fill("not the password at all")
    page.locator("form[action='/desk/sign-in'] button").click()
    page.locator("#code").fill("123456")
    page.locator("form[action='/desk/sign-in/code'] button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("a[href='/desk/sign-in']").click()
    expect(page.locator("#password")).to_have_value("")

    sign_in_by_password(page, house, "anna")
    kept = page.context.cookies()
    page.locator(".bar-menu summary").click()
    page.locator("form[action='/desk/sign-out'] button").click()
    expect(page.locator("#password")).to_be_visible()
    page.context.add_cookies(kept)
    page.goto(house.url + "/desk/forms/contact/board")
    expect(page.locator("#password")).to_be_visible()


def test_a_screen_reader_hears_which_card_a_button_belongs_to(visitor, house, inquiry):
    code = inquiry("Vera Stimme")
    page = visitor()
    sign_in(page, house, "anna")
    here = card(page, code)
    expect(here.locator(".card-link")).to_have_accessible_name(re.compile("Vera Stimme.*" + code))
    for action in ["引き受ける", "「対応中」に変更"]:
        button = here.get_by_role("button", name=f"{action}: Vera Stimme", exact=True)
        expect(button.first).to_be_visible()
    expect(here.locator(".card-more")).to_have_accessible_name("ほかの操作: Vera Stimme")
    expect(here.locator(".card-pick")).to_have_accessible_name("選ぶ: Vera Stimme")


def test_on_a_phone_an_empty_held_column_does_not_stand_before_the_work(visitor, house):
    page = visitor(width=360)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/catalog/board")
    expect(column(page, "requested")).to_be_in_viewport()
    expect(column(page, "held")).to_be_hidden()


def test_two_final_statuses_are_told_apart(visitor, house):
    page = visitor()
    sign_in(page, house, "anna")
    shapes = [
        column(page, status).locator("h2").evaluate("h => getComputedStyle(h, '::before').maskImage")
        for status in ["done", "shipped"]
    ]
    assert shapes[0] != shapes[1]
