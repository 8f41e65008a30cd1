"""That everything on the desk has its room: at the widths of laptops, on a phone, beside what grows."""

import pytest
from playwright.sync_api import expect

from desk import card, column, open_more, sign_in, take_button
from visitor import fill_house

# Whether what is in the middle of an element is that element, so that a press on it means it.
IS_FREE = """one => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return one === there || one.contains(there);
}"""


@pytest.mark.parametrize("width", [1024, 1280, 1366])
def test_nothing_runs_under_the_button_of_a_card(visitor, house, inquiry, width):
    code = inquiry("Vera Enge")
    page = visitor("en", width)
    sign_in(page, house, "anna")
    expect(card(page, code).locator(".card-more")).to_be_attached()
    ends = card(page, code).evaluate(
        """one => {
            const time = one.querySelector("time");
            time.firstChild.nodeValue = "59 min ago";
            return [time.getBoundingClientRect().right, one.querySelector(".card-more").getBoundingClientRect().left];
        }""")
    assert ends[0] <= ends[1]


@pytest.mark.parametrize("width, height", [(360, 740), (1280, 560)])
def test_what_is_last_can_be_brought_above_the_bar(visitor, house, width, height):
    fill_house(house, *(f"Vera Fuss {number}" for number in range(6)))
    page = visitor("en", width)
    page.set_viewport_size({"width": width, "height": height})
    sign_in(page, house, "anna")
    held = column(page, "held")
    expect(held.locator(".card-more").first).to_be_attached()
    held.locator(".card-pick").first.check()
    expect(page.locator("#bulk")).to_be_visible()
    end = "cards => { cards.scrollTo(0, cards.scrollHeight); return cards.querySelector('.column-more'); }"
    while held.locator(".cards").evaluate(end):
        page.wait_for_timeout(100)
    held.locator(".cards").evaluate(end)
    for press in held.locator(".card").last.locator("button, .card-pick").all():
        assert press.evaluate(IS_FREE)
    # And what the focus comes to is not behind it.
    held.locator(".cards").evaluate("cards => cards.scrollTo(0, 0)")
    for link in held.locator(".card-link").all():
        link.focus()
        assert link.evaluate(IS_FREE)
    page.goto(house.url + "/desk/forms/contact/list")
    page.locator(".row-pick").first.check()
    expect(page.locator("#bulk")).to_be_visible()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert page.locator(".row-pick").last.evaluate(IS_FREE)


def test_folded_columns_leave_no_holes(visitor, house):
    page = visitor("en", 1280)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/forms/contact/board?folded=held&folded=shipped")
    boxes = page.locator(".column").evaluate_all(
        """columns => columns.map(one => {
            const { left, right, width } = one.getBoundingClientRect();
            return { left, right, width, isFolded: one.classList.contains("is-folded") };
        })""")
    gaps = [after["left"] - before["right"] for before, after in zip(boxes, boxes[1:])]
    assert max(gaps) - min(gaps) < 1
    widths = [box["width"] for box in boxes if not box["isFolded"]]
    assert max(widths) - min(widths) < 1
    assert max(box["width"] for box in boxes if box["isFolded"]) < 60


@pytest.mark.parametrize("language", ["en", "ja"])
def test_on_a_phone_nothing_of_the_bar_is_cut_off(visitor, house, inquiry, language):
    code = inquiry("Vera Schmal")
    page = visitor(language, 360)
    sign_in(page, house, "anna")
    card(page, code).locator(".card-pick").check()
    expect(page.locator("#bulk-assignee")).to_be_hidden()
    presses = page.locator("#bulk :is(button, select, input, summary):visible")
    assert all(press.evaluate(IS_FREE) for press in presses.all())
    open_more(page)
    assert all(press.evaluate(IS_FREE) for press in presses.all())
    page.locator("#bulk-assignee").select_option(label="ben")
    page.locator("#bulk-assignee ~ button").click()
    expect(card(page, code).locator(".card-assignee")).to_contain_text("ben")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_on_a_phone_what_was_done_does_not_lie_over_the_filter(visitor, house, inquiry, language):
    code = inquiry("Vera Decke")
    page = visitor(language, 360)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, house, "anna")
    take_button(page, code).click()
    expect(page.locator("#toast")).to_be_visible()
    page.locator("#filter summary").click()
    for press in page.locator("#filter form :is(select, input:not([type=hidden]), button)").all():
        press.scroll_into_view_if_needed()
        assert not press.evaluate(
            """one => {
                const { left, top, width, height } = one.getBoundingClientRect();
                return Boolean(document.elementFromPoint(left + width / 2, top + height / 2).closest("#toast"));
            }""")
    assert press.evaluate(IS_FREE)  # the last one applies it


def test_what_cannot_be_taken_back_is_what_looks_grave(visitor, house, inquiry):
    code = inquiry("Vera Ernst")
    page = visitor("en")
    sign_in(page, house, "anna")
    card(page, code).locator(".card-pick").check()
    open_more(page)
    expect(page.locator("#bulk .g-button--danger")).to_have_attribute("formaction", "/desk/forms/contact/cards/delete")


def test_a_held_column_without_a_card_is_as_quiet_as_the_others(visitor, house):
    fill_house(house, "Vera Still")
    page = visitor("en")
    sign_in(page, house, "anna")
    colour = "one => getComputedStyle(one).backgroundColor"
    others = column(page, "unhandled").evaluate(colour)
    full, empty = column(page, "held").evaluate(
        """held => {
            const full = getComputedStyle(held).backgroundColor;
            held.querySelectorAll(".card").forEach(card => card.remove());
            return [full, getComputedStyle(held).backgroundColor];
        }""")
    assert full != empty == others


def test_a_choice_beside_something_taller_stays_as_it_is(visitor, house):
    page = visitor("en", 1280)
    sign_in(page, house, "anna")
    page.locator("#filter summary").click()
    heights = page.locator(".filter-sheet .g-field").evaluate_all(
        """fields => fields.map(field => {
            field.style.height = "120px";
            const [word, choice] = [...field.children].map(one => one.getBoundingClientRect());
            return [choice.height, choice.top - word.bottom, word.top - field.getBoundingClientRect().top].map(Math.round);
        })""")
    assert len({str(one) for one in heights}) == 1 and heights[0][2] == 0
    assert heights[0][0] < 50


@pytest.mark.parametrize("width", [360, 1440])
def test_how_a_card_came_in_stands_beside_its_title(visitor, house, inquiry, width):
    inquiry("Vera Quelle")
    page = visitor("en", width)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/today")
    places = page.locator(".today-cards > .card").first.evaluate(
        """one => {
            one.querySelector(".source")?.remove();
            const source = Object.assign(document.createElement("span"), { className: "source", textContent: "Phone" });
            one.querySelector(".card-top").after(source);
            const [word, title, top] = [source, one.querySelector(".card-title"), one.querySelector(".card-top")]
                .map(element => element.getBoundingClientRect());
            return { word, title, top };
        }""")
    word, title, top = places["word"], places["title"], places["top"]
    assert title["top"] < word["top"] < word["bottom"] < title["bottom"] + 4
    assert title["right"] <= word["left"] and abs(word["right"] - top["right"]) < 1


def test_on_a_phone_a_held_card_is_decided_on_before_its_answers(visitor, house):
    (code,) = fill_house(house, "Vera Zuerst")
    page = visitor("en", 360)
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").click()
    decision = page.locator(".panel--held button").first
    expect(decision).to_be_visible()
    assert decision.bounding_box()["y"] < page.locator(".answers").bounding_box()["y"]
    # By the tab key, too.
    assert decision.evaluate(
        "one => Boolean(one.compareDocumentPosition(document.querySelector('.answers')) & Node.DOCUMENT_POSITION_FOLLOWING)")
    assert page.locator(".file-jump").bounding_box()["height"] >= 44
    decision.click()
    expect(page.locator(".file-notice")).to_be_visible()
    expect(page.locator(".panel--held")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_a_due_date_is_cleared_by_a_button_of_its_own(visitor, house, inquiry, javascript):
    code = inquiry("Vera Frist")
    page = visitor("en", javascript=javascript)
    sign_in(page, house, "anna")
    card(page, code).locator(".card-link").click()
    expect(page.get_by_role("button", name="Clear date")).to_have_count(0)
    page.locator("input[name=due]").fill("2031-02-03")
    page.get_by_role("button", name="Set the due date").click()
    expect(page.locator(".file-head .due")).to_contain_text("2031")
    page.get_by_role("button", name="Clear date").click()
    expect(page.locator(".history")).to_contain_text("removed the due date")
    expect(page.locator(".file-head .due")).to_have_count(0)


def test_on_a_phone_the_sheet_of_keys_breaks_no_word(visitor, house):
    page = visitor("ja", 360)
    sign_in(page, house, "anna")
    expect(page.locator("#board[data-works]")).to_be_visible()
    page.locator("#keys").evaluate("keys => keys.showModal()")
    line = "one => one.getClientRects().length && one.getBoundingClientRect().height"
    assert page.locator("#keys form button").evaluate(line) <= 44
    assert 0 < page.locator("#keys-heading").evaluate(line) < 30


def test_second_lines_stand_under_the_words_and_not_under_the_tick(visitor, house):
    page = visitor("ja", 360)
    sign_in(page, house, "anna")
    page.goto(house.url + "/desk/profile")
    heights, starts = page.locator(".may li").evaluate_all(
        """lines => {
            const last = lines.map(line => {
                const words = new Range();
                words.selectNodeContents(line);
                return [...words.getClientRects()].at(-1);
            });
            return [lines.map(line => line.getBoundingClientRect().height), last.map(({ left }) => left)];
        }""")
    assert max(heights) > 1.5 * min(heights)
    assert max(starts) - min(starts) < 2
