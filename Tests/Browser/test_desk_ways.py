"""Ways about the desk: by a receipt code, back to where one was, along a list, by keys or without them; and pages that
stay as new as the server."""

import re

import pytest
from playwright.sync_api import expect

from desk import card, go, on_card, open_more, press_on, sign_in
from house import House
from sweep import LANGUAGES, SIZES, examine
from visitor import fill_house

CARDS = 70  # more than a page of the board shows, and than one slice behind it


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A house whose board holds more than it shows at once."""
    house = House(tmp_path_factory.mktemp("full"), [], {"GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000"})
    house.set_up()
    house.start()
    house.add_ben()
    fill_house(house, *(f"Vera {number}" for number in range(CARDS)))
    yield house
    house.stop()


def held(page):
    return page.locator("#column-held .card")


def in_sight(page, link) -> bool:
    return link.evaluate(
        """link => { const card = link.getBoundingClientRect();
            const list = link.closest('.cards').getBoundingClientRect();
            return card.top >= list.top - 1 && card.bottom <= list.bottom + 1 && card.bottom <= innerHeight; }""")


# By a receipt code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_that_a_caller_reads_out_leads_to_the_card(visitor, house, inquiry, language):
    code = inquiry("Vera Ruf")
    page = visitor(language)
    sign_in(page, house, "ben")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type(code.lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/submissions/"))
    expect(page.locator("#receipt")).to_have_text(code)
    # Half of it, with a slip: it stays in the field, and what to do is said.
    page.keyboard.press("/")
    page.keyboard.type("O123")
    page.keyboard.press("Enter")
    expect(page.locator("#receipt")).to_have_value("O123")
    expect(page.locator("#receipt-problem")).to_be_visible()
    page.locator("#receipt").fill(code[:4])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/submissions/"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_that_finds(visitor, full, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, full, "anna")
    if width < 500:  # it is in the menu there
        expect(page.locator("#find")).to_be_hidden()
        page.locator(".bar-menu summary").click()
        page.locator(".find-narrow a").click()
    else:
        page.goto(full.url + "/desk/find")
    examine(page, "find an inquiry")
    page.locator("#receipt").fill("2222")
    page.locator(".find-form button").click()
    expect(page.locator("#receipt-problem")).to_be_visible()
    examine(page, "find an inquiry, none")


def test_a_code_is_found_without_a_script(visitor, house, inquiry):
    code = inquiry("Vera Ohne")
    page = visitor("en", javascript=False)
    sign_in(page, house, "ben")
    page.locator("#find").fill(code)
    page.locator("#find").press("Enter")
    expect(page.locator("#receipt")).to_have_text(code)


# Where one was


@pytest.mark.parametrize("width", SIZES)
def test_the_way_back_and_a_reload_keep_the_place(visitor, full, width):
    page = visitor("en", width)
    sign_in(page, full, "anna")
    expect(page.locator("#column-held .column-more")).to_be_attached()
    while held(page).count() < 60:
        held(page).last.scroll_into_view_if_needed()
        page.wait_for_timeout(50)
    link = held(page).nth(55).locator(".card-link")
    code = link.text_content()
    link.scroll_into_view_if_needed()
    link.click()
    expect(page.locator("#receipt")).to_have_text(code)
    page.go_back()
    link = card(page, code).locator(".card-link")
    expect(link).to_be_focused()
    assert in_sight(page, link)
    page.wait_for_timeout(400)  # it is remembered when scrolling has come to rest
    page.reload()
    expect(link).to_be_focused()
    assert in_sight(page, link)
    assert held(page).count() >= 55


def test_a_link_back_finds_a_card_that_is_not_shown_yet(visitor, full):
    page = visitor("en")
    sign_in(page, full, "anna")
    page.goto(full.url + "/desk/forms/contact/board?order=oldest&limit=100")
    code = held(page).nth(5).locator(".card-link").text_content()  # the newest order has it far behind
    held(page).nth(5).locator(".card-link").click()
    identity = page.locator("#file").get_attribute("data-card")
    go(page, full.url + "/desk/forms/contact/board")
    assert card(page, code).count() == 0
    page.goto(full.url + f"/desk/forms/contact/board#card-{identity}")
    page.reload()
    link = card(page, code).locator(".card-link")
    expect(link).to_be_focused()
    assert in_sight(page, link)


def test_cards_opened_from_a_list_lead_on_along_it(visitor, full):
    page = visitor("en")
    sign_in(page, full, "anna")
    page.goto(full.url + "/desk/forms/contact/list?sort=received&dir=asc")
    codes = page.locator(".row-receipt a").all_inner_texts()
    page.locator(".row-receipt a").nth(1).click()
    for code in codes[1:5]:
        expect(page.locator("#receipt")).to_have_text(code)
        expect(page.locator(".copy").first).to_be_attached()  # the script is there
        page.keyboard.press("j")
    expect(page.locator("#receipt")).to_have_text(codes[5])
    expect(page.locator(".copy").first).to_be_attached()
    page.keyboard.press("k")
    expect(page.locator("#receipt")).to_have_text(codes[4])
    expect(page.locator(".copy").first).to_be_attached()
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile("/list"))
    expect(page.locator(".row-receipt a").first).to_have_text(codes[0])


# Pages that stay new


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_a_list_that_is_open_shows_what_others_do(visitor, house, inquiry, language, width):
    first = inquiry("Vera Liste")
    page, other = visitor(language, width), visitor("en")
    sign_in(page, house, "anna")
    sign_in(other, house, "ben")
    page.goto(house.url + "/desk/forms/contact/list")
    row = page.locator("tr", has=page.locator(f"a:text-is('{first}')"))
    expect(row).to_be_visible()
    row.locator("a").focus()
    card(other, first).locator("button[formaction$='/move']").click()
    expect(row.locator(".stage")).to_have_text({"en": "In progress", "ja": "対応中"}[language])
    expect(row.locator("a")).to_be_focused()
    second = inquiry("Vera Neu")
    expect(page.locator(f"a:text-is('{second}')")).to_be_visible()
    # Nothing moves from under somebody who selects.
    row.locator(".row-pick").check()
    third = inquiry("Vera Warte")
    page.wait_for_timeout(2_500)
    expect(page.locator(f"a:text-is('{third}')")).to_have_count(0)
    row.locator(".row-pick").uncheck()
    expect(page.locator(f"a:text-is('{third}')")).to_be_visible()


# Keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_lists_its_keys_and_they_can_be_switched_off(visitor, house, inquiry, language):
    code = inquiry("Vera Taste")
    page = visitor(language)
    sign_in(page, house, "ben")
    card(page, code).locator(".card-link").click()
    expect(page.locator(".copy").first).to_be_attached()  # the script is there
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    examine(page, "the keys of a card")
    page.locator("#keys a").click()  # to the profile
    box = page.locator("form[action='/desk/profile/keys'] input[name=keys]")
    expect(box).to_be_checked()
    try:
        box.uncheck()
        press_on(page, page.locator("form[action='/desk/profile/keys'] button"))
        expect(page.locator(".g-notice--success")).to_be_visible()
        sign_in(page, house, "ben")
        link = card(page, code).locator(".card-link")
        link.focus()
        for key in ["t", "?", "/", "2", "m", "x"]:
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        expect(page.locator("dialog[open], .card-pick:checked")).to_have_count(0)
        expect(page.locator("#column-unhandled .card", has_text=code)).to_be_visible()
        expect(link).to_be_focused()
        page.keyboard.press("Shift+ArrowRight")  # what is no letter goes on working
        expect(page.locator("#column-in-progress .card", has_text=code)).to_be_visible()
    finally:
        page.goto(house.url + "/desk/profile")
        page.locator("form[action='/desk/profile/keys'] input[name=keys]").check()
        page.locator("form[action='/desk/profile/keys'] button").click()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_a_name_is_chosen_as_in_any_list_of_choices(visitor, house, inquiry, language, width):
    code = inquiry("Vera Wahl")
    page = on_card(visitor, house, code, language, width)
    note = page.locator("#note")
    note.press_sequentially("Ask @")
    expect(page.locator("#mentions")).to_be_visible()
    chosen = note.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    assert note.get_attribute("aria-controls") == "mentions"
    expect(page.locator("#told")).to_contain_text({"en": "Choose with the arrow keys", "ja": "矢印キー"}[language])
    examine(page, "a name is called")
    page.keyboard.press("Escape")
    expect(page.locator("#mentions")).to_be_hidden()
    assert note.get_attribute("aria-activedescendant") is None
    note.fill("")


# The board with everything open


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_board_with_its_menus_open(visitor, house, inquiry, language, width, dark):
    codes = [inquiry(f"Vera Offen {number}") for number in range(2)]
    page = visitor(language, width, dark=dark)
    sign_in(page, house, "anna")
    press_on(page, page.locator("#filter summary"))
    expect(page.locator(".filter-statuses input").first).to_be_visible()
    examine(page, "the board, filter open")
    page.keyboard.press("Escape")
    expect(page.locator("#filter summary")).to_be_focused()
    card(page, codes[0]).locator(".card-link").focus()
    page.keyboard.press("m")
    expect(page.get_by_role("dialog", name="Vera Offen 0")).to_be_visible()
    examine(page, "the board, menu of a card")
    page.locator("#menu-close").click()
    expect(card(page, codes[0]).locator(".card-link")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_be_visible()
    examine(page, "the board, one card selected")
    open_more(page)
    examine(page, "the board, one card selected, more")
    page.keyboard.press("Escape")
    card(page, codes[0]).locator(".card-link").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#bulk")).to_be_hidden()
    page.keyboard.press("t")
    expect(page.locator("#toast")).to_be_visible()
    examine(page, "the board, something was done")
    page.keyboard.press("u")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    examine(page, "the keys of the board")


def test_statuses_are_filtered_by_keyboard_alone(visitor, house, inquiry):
    code = inquiry("Vera Sieb")
    page = visitor("en")
    sign_in(page, house, "ben")
    page.keyboard.press("f")
    box = page.locator(".filter-statuses input[value=unhandled]")
    while not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    press_on(page, page.locator("#filter button"))
    expect(page).to_have_url(re.compile(r"status=unhandled"))
    expect(page.locator(".column")).to_have_count(1)
    expect(card(page, code)).to_be_visible()
    press_on(page, page.locator(".chip").first)
    expect(page.locator(".column")).to_have_count(5)


def test_all_that_is_shown_gets_a_due_date_at_once(visitor, full):
    page = visitor("en")
    sign_in(page, full, "ben")
    held(page).first.locator(".card-pick").check()
    page.locator("#bulk-all").click()
    count = held(page).count()
    expect(page.locator("#bulk-count")).to_have_text(f"{count} selected")
    open_more(page)
    page.locator("#bulk-due").fill("2030-01-31")
    page.locator("#bulk button[formaction$='/cards/due']").first.click()
    expect(page.locator("#toast")).to_contain_text(f"Changed the due date of {count} cards.")
    expect(page.locator("#bulk")).to_be_hidden()
    expect(page.locator("#column-held .due")).to_have_count(count)
    page.keyboard.press("u")
    expect(page.locator("#column-held .due")).to_have_count(0)


def test_a_lost_connection_is_told_for_as_long_as_it_is_lost(visitor, house, inquiry):
    page = visitor("en")
    sign_in(page, house, "anna")
    line = re.compile(r"/desk/live/forms/contact\?")
    page.route(line, lambda route: route.abort())
    page.reload()
    away = page.locator("#away")
    expect(away).to_be_visible()
    page.wait_for_timeout(7_000)  # longer than a word of what was done stands there
    expect(away).to_be_visible()
    page.unroute(line)
    expect(away).to_be_hidden()


def test_all_that_was_changed_meanwhile_is_shown(visitor, house, inquiry):
    code = inquiry("Vera Zweimal")
    page, other = visitor("en"), visitor("en")
    sign_in(page, house, "anna")
    sign_in(other, house, "ben")
    card(page, code).locator(".card-link").click()
    for key in ["t", "3"]:
        other.locator(f"#card-{page.locator('#file').get_attribute('data-card')}").focus()
        other.keyboard.press(key)
        expect(other.locator("#toast")).to_be_visible()
        other.wait_for_timeout(300)
    page.locator("button[formaction$='/move'][value=shipped]").click()
    expect(page.locator(".clash-changes li")).to_have_count(2)
    expect(page.locator(".clash-changes li").first).to_contain_text("ben took it")
    expect(page.locator(".clash-changes li").last).to_contain_text("Done")
    page.go_back()


# Who did what


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_audit_trail(visitor, house, inquiry, language, width, dark):
    code = inquiry("Vera Spur")
    page = visitor(language, width, dark=dark)
    sign_in(page, house, "anna")
    card(page, code).locator("button[formaction$='/take']").click()
    expect(page.locator("#toast")).to_be_visible()
    page.locator(".bar-menu summary").click()
    page.locator(".bar-links a[href='/desk/trail']").click()
    expect(page.locator(".trail-list a", has_text=code).first).to_be_visible()
    examine(page, "audit trail")
    page.locator("select[name=person]").select_option(label="ben")
    page.locator(".trail-filter button").click()
    expect(page.locator("select[name=person] option:checked")).to_have_text("ben")


def test_staff_have_no_trail(visitor, house):
    page = visitor("en")
    sign_in(page, house, "ben")
    page.locator(".bar-menu summary").click()
    expect(page.locator(".bar-links a[href='/desk/trail']")).to_have_count(0)
    assert page.goto(house.url + "/desk/trail").status == 403
