"""The board as people live in it: live, dragged by mouse and finger, several at once, filtered, and small."""

import re

import pytest
from playwright.sync_api import expect

from desk import card, column, open_more, sign_in
from sweep import LANGUAGES, SIZES


def drag(page, code: str, status: str) -> None:
    """By the mouse, the way a person does: pressed, moved in steps, let go."""
    start = card(page, code).locator(".card-title").bounding_box()
    end = column(page, status).locator(".column-head").bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 80, start["y"] + 25, steps=4)
    # In a narrow window the next column comes when the pointer stays at the edge.
    aim = min(end["x"] + end["width"] / 2, page.viewport_size["width"] - 12)
    page.mouse.move(aim, end["y"] + 60, steps=8)
    page.wait_for_function("id => document.getElementById(id).classList.contains('is-target')", arg=f"column-{status}")
    page.mouse.up()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_a_card_is_dragged_by_mouse_and_others_see_it(visitor, house, inquiry, language, width):
    code = inquiry("Vera Zug")
    page, other = visitor(language, width), visitor("en")
    sign_in(page, house, "anna")
    sign_in(other, house, "ben")
    drag(page, code, "in-progress")
    expect(column(page, "in-progress").locator(".card", has_text=code)).to_be_visible()
    expect(page).to_have_url(re.compile("/board"))  # the drag ended in no click
    expect(page.locator("#toast")).to_contain_text("Vera Zug")
    expect(column(other, "in-progress").locator(".card", has_text=code)).to_be_visible()
    page.locator("#toast .notice-undo").click()
    expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_visible()
    expect(column(other, "unhandled").locator(".card", has_text=code)).to_be_visible()


def test_a_drag_is_given_up_by_escape(visitor, house, inquiry):
    code = inquiry("Vera Halt")
    page = visitor("en")
    sign_in(page, house, "anna")
    start = card(page, code).locator(".card-title").bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 10)
    page.mouse.down()
    end = column(page, "done").bounding_box()
    page.mouse.move(end["x"] + 60, end["y"] + 120, steps=8)
    page.keyboard.press("Escape")
    expect(page.locator(".card--ghost")).to_have_count(0)
    page.mouse.up()
    expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_visible()


@pytest.mark.parametrize("width", SIZES)
def test_a_card_is_dragged_by_finger_after_a_moment_of_rest(visitor, house, inquiry, width):
    code = inquiry("Vera Finger")
    page = visitor("en", width)
    sign_in(page, house, "anna")
    expect(card(page, code).locator(".card-more")).to_be_attached()
    link = card(page, code).locator(".card-title")
    # On a phone what is held may stand in front of it.
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    start, end = link.bounding_box(), column(page, "in-progress").bounding_box()
    touch = page.context.new_cdp_session(page)
    at = lambda x, y: {"touchPoints": [{"x": x, "y": y}]}  # noqa: E731
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", **at(start["x"] + 60, start["y"] + 10)})
    expect(page.locator(".card--ghost")).to_be_visible()
    # On a phone the next column comes when the finger stays at the edge.
    aim = min(end["x"] + 80, width - 12)
    for step in range(1, 9):
        x = start["x"] + 60 + (aim - start["x"] - 60) * step / 8
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", **at(x, start["y"] + 40)})
    expect(column(page, "in-progress")).to_have_class(re.compile("is-target"))
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(column(page, "in-progress").locator(".card", has_text=code)).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_what_arrives_shows_by_itself_and_in_the_title(visitor, house, inquiry, language, width):
    page = visitor(language, width)
    sign_in(page, house, "anna")
    title = page.title()
    page.evaluate("() => { document.hasFocus = () => false; }")  # she works in another window
    count = column(page, "unhandled").locator(".count")
    before = int(count.inner_text().replace(",", ""))
    code = inquiry("Vera Neu")
    expect(card(page, code)).to_be_visible()
    expect(count).to_have_text(f"{before + 1:,}")
    expect(card(page, code)).to_have_class(re.compile("card--unread"))
    expect(page).to_have_title(f"(1) {title}")
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(page).to_have_title(title)


def test_who_is_away_catches_up(visitor, house, inquiry):
    page = visitor("en")
    sign_in(page, house, "anna")
    line = re.compile(r"/desk/live/forms/contact\?")
    page.route(line, lambda route: route.abort())
    page.reload()
    codes = [inquiry(f"Vera Fern {number}") for number in range(3)]
    expect(page.locator("#away")).to_contain_text("connection is gone")
    assert not any(card(page, code).count() for code in codes)
    page.unroute(line)
    for code in codes:
        expect(card(page, code)).to_be_visible()


PRESENT = {
    "en": ("ben is looking at this", "anna is looking at this", "anna is writing a note"),
    "ja": ("benさんが見ています", "annaさんが見ています", "annaさんがメモを書いています"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_who_looks_at_a_card_and_who_writes_is_seen(visitor, house, inquiry, language, width):
    code = inquiry("Vera Blickfang")
    bens_look, annas_look, annas_note = PRESENT[language]
    annas, bens = visitor(language, width), visitor(language, width)
    sign_in(annas, house, "anna")
    sign_in(bens, house, "ben")
    expect(card(annas, code).locator(".card-visitors")).to_be_attached()
    before = card(annas, code).bounding_box()
    card(bens, code).locator(".card-link").click()
    expect(card(annas, code).locator(".card-visitors .avatar")).to_have_attribute(
        "aria-label", bens_look)
    assert card(annas, code).bounding_box() == before  # whoever comes to look moves nothing
    card(annas, code).locator(".card-link").click()
    expect(bens.locator("#visitors")).to_contain_text(annas_look)
    annas.locator("#note").press_sequentially("I will ring", delay=20)
    expect(bens.locator("#visitors")).to_contain_text(annas_note)
    annas.locator("#note-form button").click()
    expect(bens.locator("#stale")).to_be_visible()
    annas.go_back()


def test_several_cards_are_changed_at_once_and_undone(visitor, house, inquiry):
    codes = [inquiry(f"Vera Viele {number}") for number in range(3)]
    page = visitor("en")
    sign_in(page, house, "anna")
    for code in codes:
        card(page, code).locator(".card-pick").check()
    expect(page.locator("#bulk-count")).to_have_text("3 selected")
    page.locator("#bulk-status").select_option("done")
    page.locator("#bulk .bulk-part button").first.click()
    for code in codes:
        expect(column(page, "done").locator(".card", has_text=code)).to_be_visible()
    expect(page.locator("#bulk")).to_be_hidden()
    page.locator("#toast .notice-undo").click()
    for code in codes:
        expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_visible()


@pytest.mark.parametrize("width", SIZES)
def test_several_cards_are_changed_at_once_by_keyboard_alone(visitor, house, inquiry, width):
    codes = [inquiry(f"Vera Taste {number}") for number in range(2)]
    page = visitor("en", width)
    sign_in(page, house, "anna")
    for code in codes:
        expect(card(page, code).locator(".card-more")).to_be_attached()
        card(page, code).locator(".card-link").focus()
        page.keyboard.press("x")
    expect(page.locator("#bulk-count")).to_have_text("2 selected")
    page.locator("#bulk-status").focus()
    page.keyboard.type("Done")
    page.keyboard.press("Enter")
    for code in codes:
        expect(column(page, "done").locator(".card", has_text=code)).to_be_attached()
    page.keyboard.press("u")
    for code in codes:
        expect(column(page, "unhandled").locator(".card", has_text=code)).to_be_attached()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_a_label_is_made_put_on_a_card_and_filtered_by(visitor, house, inquiry, language, width):
    code = inquiry("Vera Etikett")
    label = f"至急 {language} {width}"
    page = visitor(language, width)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/labels")
    page.locator(".label-form input[name=name]").first.fill(label)
    page.locator("form[action$='/labels/make'] button").click()
    expect(page.locator(".label-list")).to_contain_text(label)
    page.goto(house.url + "/desk/forms/contact/board")
    card(page, code).locator(".card-more").click()
    box = page.locator("#card-menu .menu-labels label", has_text=label).locator("input")
    box.check()
    expect(card(page, code).locator(".label")).to_have_text(label)
    box.uncheck()
    expect(card(page, code).locator(".label")).to_have_count(0)
    box.check()
    expect(card(page, code).locator(".label")).to_have_text(label)
    page.keyboard.press("Escape")
    page.locator("#toast .menu-close").click()
    page.locator("#filter summary").click()
    page.locator("#filter .menu-labels label", has_text=label).locator("input").check()
    page.locator("#filter .g-button--primary").click()
    expect(page).to_have_url(re.compile("label="))
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".chip")).to_contain_text(label)
    page.locator(".view-save summary").click()
    page.locator(".view-save input[name=name]").fill("urgent ones")
    page.locator(".view-save button").click()
    page.goto(house.url + "/desk/forms/contact/board")
    page.get_by_role("link", name="urgent ones").click()
    expect(page.locator(".card")).to_have_count(1)
    page.reload()
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".view-forget").click()
    expect(page.get_by_role("link", name="urgent ones")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_somebody_is_called_in_a_note(visitor, house, inquiry, language, width):
    code, other = inquiry("Vera Ruf"), inquiry("Vera Stumm")
    page = visitor(language, width)
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").click()
    expect(page.locator(".copy").first).to_be_attached()  # the script is there
    page.locator("#note").press_sequentially("please @b")
    expect(page.locator("#mentions")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#note")).to_have_value("please @ben ")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note-text")).to_have_text("please @ben")
    bens = visitor(language, width)
    sign_in(bens, house, "ben")
    expect(card(bens, other)).to_be_visible()
    bens.goto(house.url + "/desk/forms/contact/board?mentioned=yes")
    expect(card(bens, code)).to_be_visible()
    expect(card(bens, other)).to_have_count(0)
    card(bens, code).locator(".card-link").click()
    expect(bens.locator(".note--me")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_a_column_is_folded_and_stays_so(visitor, house, inquiry, language, width):
    code = inquiry("Vera Falz")
    page = visitor(language, width)
    sign_in(page, house, "anna")
    unhandled = column(page, "unhandled")
    for by_key in (False, True):
        expect(card(page, code)).to_be_visible()
        unhandled.locator(".fold").click()
        expect(page).to_have_url(re.compile("folded=unhandled"))
        expect(unhandled.locator(".fold")).to_have_attribute("aria-expanded", "false")
        expect(page.locator("#announcer")).to_have_text({"en": "Unhandled collapsed", "ja": "未対応をたたみました"}[language])
        expect(card(page, code)).to_be_hidden()
        page.reload()
        expect(card(page, code)).to_be_hidden()
        if by_key:
            unhandled.locator(".fold").focus()
            page.keyboard.press("c")
        else:
            unhandled.locator(".fold").click()
        expect(card(page, code)).to_be_visible()
        expect(page).not_to_have_url(re.compile("folded"))


def test_two_quick_hands_are_not_told_that_somebody_was_faster(visitor, house, inquiry):
    """Keys faster than answers: each is done to what the one before left behind."""
    code = inquiry("Vera Eilig")
    page = visitor("en")
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").focus()
    for key in ["t", "3", "2"]:
        page.keyboard.press(key)
    expect(column(page, "in-progress").locator(".card", has_text=code)).to_contain_text("anna")
    expect(page).to_have_url(re.compile("/board"))
    expect(card(page, code).locator(".card-link")).to_be_focused()


def test_the_menu_overwrites_nothing_that_changed_while_it_was_open(visitor, house, inquiry):
    code = inquiry("Vera Streit")
    page, other = visitor("en"), visitor("en")
    sign_in(page, house, "anna")
    sign_in(other, house, "ben")
    card(page, code).locator(".card-more").click()
    card(other, code).locator("button[formaction$='/take']").click()
    expect(card(page, code).locator(".card-assignee")).to_contain_text("ben")
    page.locator("#menu-assignee").select_option(label="anna")
    page.locator("#menu-assignee").press("Enter")
    expect(page.locator("h1")).to_contain_text("changed this first")
    expect(page.locator("main")).to_contain_text(f"Vera Streit {code}")
    expect(page.locator("main")).to_contain_text("ben")


def test_who_works_through_a_filter_keeps_their_place(visitor, house, inquiry):
    codes = [inquiry(f"Vera Reihe {number}") for number in range(3)]
    page = visitor("en")
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/board?assignee=none")
    card(page, codes[2]).locator(".card-link").focus()
    page.keyboard.press("t")
    expect(card(page, codes[2])).to_have_count(0)
    expect(card(page, codes[1]).locator(".card-link")).to_be_focused()


def test_a_board_that_is_open_all_day_ages(visitor, house, inquiry):
    code = inquiry("Vera Warten")
    page = visitor("en")
    sign_in(page, house, "anna")
    page.clock.install()
    page.reload()
    expect(card(page, code).locator("time")).to_contain_text("just now")
    page.clock.run_for(3 * 60_000)
    expect(card(page, code).locator("time")).to_contain_text("3 min ago")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_selected_cards_get_a_label_and_lose_it_again_from_a_bar_of_one_line(visitor, house, inquiry, language, javascript):
    code = inquiry("Vera Leiste")
    page = visitor(language, javascript=javascript)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/labels")
    name = f"leiste {language} {javascript}"
    page.locator(".label-form input[name=name]").first.fill(name)
    page.locator("form[action$='/labels/make'] button").click()
    page.goto(house.url + "/desk/forms/contact/board")
    for button, count in (("button:not([name])", 1), ("button[name=off]", 0)):
        card(page, code).locator(".card-pick").check()
        line = page.locator("#bulk-status").bounding_box()
        assert page.locator("#bulk").bounding_box()["height"] < 2 * line["height"]
        open_more(page)
        page.locator("#bulk-label").select_option(label=name)
        page.locator(f"#bulk-label ~ {button}").click()
        expect(card(page, code).locator(".label", has_text=name)).to_have_count(count)
        expect(page.locator("#bulk-more")).not_to_have_attribute("open", "")
