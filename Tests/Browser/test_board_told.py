"""What one is told at the board: from whom a card was taken over, and that something arrived while one looked elsewhere."""

import json
import re

import pytest
from playwright.sync_api import expect

from conftest import CHROMIUM
from desk import card, press_on, sign_in, take_button
from sweep import LANGUAGES, SIZES

OVER = {"en": "You took {} over from ben.", "ja": "「{}」を引き継ぎました（前の担当：ben）。"}
ARRIVED = {"en": "A new inquiry has arrived", "ja": "新しい問い合わせが届きました"}


def stand_on(page, code: str) -> None:
    expect(card(page, code).locator(".card-more")).to_be_attached()
    card(page, code).locator(".card-link").focus()


def bens_cards(visitor, house, *codes: str) -> None:
    bens = visitor("en")
    sign_in(bens, house, "ben")
    for code in codes:
        take_button(bens, code).click()
        expect(card(bens, code).locator(".card-assignee")).to_contain_text("ben")
        expect(bens.locator("#toast")).to_contain_text("You took")
    bens.context.close()


# Taking a card


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_whoever_takes_a_card_from_a_colleague_is_told_from_whom(visitor, house, inquiry, language, width):
    code = inquiry("Vera Wechsel")
    bens_cards(visitor, house, code)
    page = visitor(language, width)
    sign_in(page, house, "anna")
    stand_on(page, code)
    page.keyboard.press("t")
    expect(card(page, code).locator(".card-assignee")).to_contain_text("anna")
    told = OVER[language].format("Vera Wechsel")
    expect(page.locator("#toast p")).to_have_text(told)
    expect(page.locator("#announcer")).to_contain_text(told)
    page.keyboard.press("u")
    expect(card(page, code).locator(".card-assignee")).to_contain_text("ben")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_whoever_takes_a_card_that_nobody_has_is_told_of_nobody(visitor, house, inquiry, language, width):
    code = inquiry("Vera Frei")
    page = visitor(language, width)
    sign_in(page, house, "anna")
    stand_on(page, code)
    page.keyboard.press("t")
    expect(page.locator("#toast p")).to_have_text(
        {"en": "You took Vera Frei.", "ja": "「Vera Frei」を引き受けました。"}[language])


@pytest.mark.parametrize("width", SIZES)
def test_the_key_takes_all_that_is_selected(visitor, house, inquiry, width):
    codes = [inquiry(f"Vera Alle {number}") for number in range(4)]
    *picked, alone = codes
    bens_cards(visitor, house, picked[0])
    page = visitor("en", width)
    sign_in(page, house, "anna")
    for code in picked:
        stand_on(page, code)
        page.keyboard.press("x")
    page.keyboard.press("t")
    for code in picked:
        expect(card(page, code).locator(".card-assignee")).to_contain_text("anna")
    expect(page.locator("#toast")).to_contain_text("3 cards")
    expect(take_button(page, alone)).to_be_attached()
    page.keyboard.press("u")
    expect(card(page, picked[0]).locator(".card-assignee")).to_contain_text("ben")
    for code in picked[1:]:
        expect(take_button(page, code)).to_be_attached()
    # A card that is not selected is taken by itself.
    stand_on(page, alone)
    page.keyboard.press("t")
    expect(card(page, alone).locator(".card-assignee")).to_contain_text("anna")
    expect(take_button(page, picked[1])).to_be_attached()


# Arrivals

# What a browser has of notifications, written down; and whether somebody looks at the page.
BROWSER = """({ permission, answer, isHidden }) => {
    window.told = [];
    window.asked = 0;
    window.isAway = true;
    window.Notification = class {
        static permission = permission;
        static async requestPermission() {
            window.asked += 1;
            return (this.permission = answer);
        }
        constructor(title, options) { window.told.push({ title, ...options }); }
        addEventListener() {}
        close() {}
    };
    document.hasFocus = () => !window.isAway;
    if (!isHidden) return;
    Object.defineProperty(document, "hidden", { get: () => window.isAway });
    Object.defineProperty(document, "visibilityState", { get: () => (window.isAway ? "hidden" : "visible") });
}"""


def prepare(page, permission: str = "granted", answer: str = "granted", is_hidden: bool = False) -> None:
    asked = {"permission": permission, "answer": answer, "isHidden": is_hidden}
    page.add_init_script(f"({BROWSER})({json.dumps(asked)})")


def come_back(page) -> None:
    page.evaluate("() => { window.isAway = false; dispatchEvent(new Event('focus')); }")


def told(page, count: int) -> list[dict]:
    """What was told, once it is so much and a moment later is no more."""
    page.wait_for_function("count => window.told.length >= count", arg=count)
    page.wait_for_timeout(1_500)
    notices = page.evaluate("window.told")
    assert len(notices) == count, notices
    return notices


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("answer", ["granted", "denied"])
def test_a_button_asks_for_notifications_once(visitor, house, inquiry, language, width, answer):
    page = visitor(language, width)
    prepare(page, "default", answer)
    sign_in(page, house, "anna")
    press_on(page, page.locator(".tools-menu summary"))
    button = page.locator("#notify")
    expect(button).to_be_visible()
    assert page.evaluate("window.asked") == 0  # nobody is asked out of the blue
    press_on(page, button)
    expect(button).to_be_hidden()
    assert page.evaluate("window.asked") == 1
    code = inquiry("Vera Gefragt")
    expect(card(page, code)).to_be_attached()
    assert len(told(page, 1 if answer == "granted" else 0)) == (answer == "granted")


def test_whoever_does_not_answer_can_be_asked_again(visitor, house):
    page = visitor("en")
    prepare(page, "default", "default")
    sign_in(page, house, "anna")
    page.locator(".tools-menu summary").click()
    for times in (1, 2):
        page.locator("#notify").click()
        assert page.evaluate("window.asked") == times
        expect(page.locator("#notify")).to_be_visible()


@pytest.fixture
def notified(chromium, visitor):
    """Visitors whose browser can show notifications, as the engine alone cannot."""
    visitor.chromium = chromium.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield visitor
    visitor.chromium.close()


def test_whoever_allowed_it_before_is_not_asked_and_is_shown_it_by_the_browser(notified, house, inquiry):
    page = notified("en")
    page.context.grant_permissions(["notifications"])
    page.add_init_script(
        """window.notices = { made: 0, show: 0, error: 0 };
        window.Notification = class extends Notification {
            constructor(...all) {
                super(...all);
                notices.made += 1;
                for (const name of ["show", "error"]) this.addEventListener(name, () => { notices[name] += 1; });
            }
        };
        document.hasFocus = () => false;""")
    sign_in(page, house, "anna")
    page.locator(".tools-menu summary").click()
    expect(page.locator("#show-keys")).to_be_visible()
    expect(page.locator("#notify")).to_be_hidden()
    inquiry("Vera Schon")
    # Functions, for a policy without eval refuses what is asked a second time as text.
    page.wait_for_function("() => notices.made > 0", polling=100)
    page.wait_for_function("() => notices.show + notices.error > 0", polling=100)
    assert page.evaluate("notices") == {"made": 1, "show": 1, "error": 0}


def test_the_focus_is_not_lost_with_the_button(visitor, house):
    page = visitor("en")
    prepare(page, "default")
    sign_in(page, house, "anna")
    press_on(page, page.locator(".tools-menu summary"))
    press_on(page, page.locator("#notify"))
    expect(page.locator("#notify")).to_be_hidden()
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize("is_hidden", [True, False], ids=["hidden", "behind another window"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_whoever_looks_elsewhere_is_told_once_of_each_arrival_and_of_nobody(visitor, house, inquiry, language, width, is_hidden):
    page = visitor(language, width)
    prepare(page, is_hidden=is_hidden)
    sign_in(page, house, "anna")
    title = page.title()
    code = inquiry("Vera Glocke", "vera.glocke@example.jp")
    [notice] = told(page, 1)
    assert notice["title"] == ARRIVED[language] and notice["body"] == title
    expect(page).to_have_title(f"(1) {title}")
    # A lock screen is read by anybody.
    assert not re.search("Glocke|example.jp|椅子|" + code, json.dumps(notice, ensure_ascii=False))
    inquiry("Vera Klang")
    assert told(page, 2)[1]["body"] == title
    expect(page).to_have_title(f"(2) {title}")
    come_back(page)
    expect(page).to_have_title(title)
    page.evaluate("() => { window.isAway = true; }")
    inquiry("Vera Hall")
    told(page, 3)
    expect(page).to_have_title(f"(1) {title}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_looks_at_the_page_is_told_on_it_alone(visitor, house, inquiry, language):
    page = visitor(language)
    prepare(page)
    page.clock.install()
    sign_in(page, house, "anna")
    come_back(page)
    title = page.title()
    for code in [inquiry(f"Vera Blick {number}") for number in range(2)]:
        page.clock.run_for(200)
        expect(card(page, code)).to_be_attached()
    page.clock.run_for(10_100)
    expect(page.locator("#announcer")).to_have_text(ARRIVED[language])
    expect(page).to_have_title(title)
    assert page.evaluate("window.told") == []


def test_what_others_do_is_no_arrival(visitor, house, inquiry):
    code = inquiry("Vera Alt")
    page = visitor("en")
    prepare(page)
    sign_in(page, house, "anna")
    title = page.title()
    bens_cards(visitor, house, code)
    expect(card(page, code).locator(".card-assignee")).to_contain_text("ben")
    assert told(page, 0) == []
    expect(page).to_have_title(title)


def test_two_open_pages_of_a_form_ring_once_for_an_arrival(visitor, house, inquiry):
    board = visitor("en")
    prepare(board)
    sign_in(board, house, "anna")
    rows = board.context.new_page()
    prepare(rows)
    rows.goto(house.url + "/desk/forms/contact/list")
    expect(rows.locator("#show-keys")).not_to_have_attribute("hidden", "")
    for count in (1, 2):
        code = inquiry(f"Vera Doppel {count}")
        identity = card(board, code).get_attribute("data-card")
        notices = [told(page, count)[-1] for page in (board, rows)]
        # The browser shows one notification of a tag at a time, and rings for the same tag again only if it is told to.
        assert [notice["tag"] for notice in notices] == 2 * [f"genkan-{identity}"]
        assert not any(notice.get("renotify") for notice in notices)
