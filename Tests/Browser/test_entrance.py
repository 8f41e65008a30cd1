"""What a visitor does, in a real browser: with and without JavaScript, on the house's page and on another website."""

import re

import pytest
from playwright.sync_api import expect

from desk import cards, sign_in
from visit import fill, receipt

RECEIPT = re.compile(r"[0-9A-Z]{3,}-[0-9A-Z-]+")
WORDS = {
    "ja": {"send": "送信する", "sent": "送信", "name": "氏名", "email": "メールアドレス", "message": "お問い合わせ内容"},
    "en": {"send": "Send", "sent": "sent", "name": "Name", "email": "E-mail", "message": "message"},
}


def found_by_staff(page, house, status: str) -> list[str]:
    """The receipt codes that anna finds in a column."""
    sign_in(page, house, "anna")
    return cards(page, status)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_form_sent_with_javascript_is_solved_and_lands_among_the_new(visitor, house, language):
    page = visitor(language)
    page.goto(house.url + "/f/contact")
    expect(page.locator("html")).to_have_attribute("lang", language)
    fill(page, f"Vera {language}")
    page.get_by_role("button", name=WORDS[language]["send"], exact=True).click()
    code = receipt(page)
    assert RECEIPT.fullmatch(code)
    assert page.context.cookies() == []
    assert code in found_by_staff(visitor(language), house, "unhandled")


def test_a_form_sent_without_javascript_is_held_with_the_same_page_and_receipt(visitor, house):
    page = visitor(javascript=False)
    page.goto(house.url + "/f/contact")
    fill(page, "Vera ohne Skript")
    page.get_by_role("button", name="送信する").click()
    code = receipt(page)
    assert RECEIPT.fullmatch(code)
    assert code in found_by_staff(visitor(), house, "held")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("javascript", [True, False])
def test_wrong_input_is_explained_and_everything_typed_is_kept(visitor, house, language, javascript):
    page = visitor(language, javascript=javascript)
    page.goto(house.url + "/f/contact")
    fill(page, "Ver\u00e9 \"<b>O'Brien</b>\" & 髙橋", email="not an address")
    page.get_by_role("button", name=WORDS[language]["send"], exact=True).click()
    email = page.locator("[name=email]")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_value("not an address")
    expect(page.locator("[name=name]")).to_have_value("Ver\u00e9 \"<b>O'Brien</b>\" & 髙橋")
    expect(page.locator("[name=message]")).to_have_value("椅子の座面を編み直してもらえますか。")
    expect(page.locator("[name=privacy]")).to_be_checked()
    # The summary has the focus; the title above it is still in sight.
    expect(page.locator("#notice")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    problem = page.locator(f"[id='{email.get_attribute('id')}.problem']")
    expect(problem).to_be_visible()

    # The summary leads to the field by keyboard.
    page.get_by_role("link", name=re.compile(re.escape(WORDS[language]["email"]))).first.press("Enter")
    expect(email).to_be_focused()
    email.fill("vera@example.jp")
    page.get_by_role("button", name=WORDS[language]["send"], exact=True).click()
    assert RECEIPT.fullmatch(receipt(page))


def test_reloading_the_thanks_page_sends_nothing_again(visitor, house):
    page = visitor()
    page.goto(house.url + "/f/contact")
    fill(page, "Vera lädt neu")
    page.get_by_role("button", name="送信する").click()
    code = receipt(page)
    page.reload()
    assert receipt(page) == code
    page.go_back()
    page.wait_for_url(re.compile("/f/contact$"))


@pytest.mark.parametrize("subtle", [True, False], ids=["with-subtle", "without-subtle"])
def test_the_script_line_on_another_website_solves_without_a_click(visitor, house, website, subtle):
    page = visitor()
    if not subtle:  # as on a page without TLS, where browsers leave it out
        page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(website.origin + "/script.html")
    assert page.evaluate("crypto.subtle !== undefined") is subtle
    fill(page, "Vera von nebenan")
    page.get_by_role("button", name="送信").click()
    code = receipt(page)
    assert code in found_by_staff(visitor(), house, "unhandled")


def test_a_plain_form_on_another_website_is_held(visitor, house, website):
    page = visitor()
    page.goto(website.origin + "/plain.html")
    fill(page, "Vera ohne Zeile")
    page.get_by_role("button", name="送信").click()
    code = receipt(page)
    assert code in found_by_staff(visitor(), house, "held")


def test_an_origin_that_is_not_allowed_is_told_what_to_do_and_the_text_is_kept(visitor, house, website):
    page = visitor()
    page.goto(website.strange_origin + "/plain.html")
    fill(page, "Vera vom fremden Ort")
    page.get_by_role("button", name="送信").click()
    expect(page.locator("[name=name]")).to_have_value("Vera vom fremden Ort")
    expect(page.locator("main")).to_contain_text(website.strange_origin)
    expect(page.locator("main")).to_contain_text("allowed_origins")
    page.get_by_role("button", name="送信する").click()
    assert RECEIPT.fullmatch(receipt(page))


def test_the_five_lines_of_the_readme_are_a_working_form(visitor, house, website):
    page = visitor()
    page.goto(website.origin + "/readme.html")
    page.locator("[name=name]").fill("Vera liest")
    page.locator("[name=email]").fill("vera@example.jp")
    page.locator("[name=message]").fill("README")
    page.locator("[name=privacy]").check()
    page.get_by_role("button", name="送信").click()
    code = receipt(page)
    assert code in found_by_staff(visitor(), house, "unhandled")


def test_the_sample_website_can_be_sent_from(visitor, house):
    page = visitor()
    page.goto(house.url + "/sample/")
    fill(page, "Vera vom Muster")
    page.get_by_role("button", name="送信する").click()
    assert RECEIPT.fullmatch(receipt(page))


def test_a_form_can_be_filled_and_sent_by_keyboard_alone(visitor, house):
    page = visitor("en")
    page.goto(house.url + "/f/contact")
    page.locator("[name=name]").focus()
    seen = set()
    for _ in range(40):
        focused = page.evaluate("[document.activeElement.name, document.activeElement.type]")
        seen.add(focused[0])
        match focused:
            case ["name", _]: page.keyboard.type("Vera Keys")
            case ["email", _]: page.keyboard.type("vera@example.jp")
            case ["topic", "select-one"]: page.keyboard.press("ArrowDown")
            case ["topic", "radio"]: page.keyboard.press("Space")
            case ["message", _]: page.keyboard.type("By keyboard.")
            case ["privacy", _]: page.keyboard.press("Space")
            case [_, "submit"]:
                page.keyboard.press("Enter")
                break
        page.keyboard.press("Tab")
    assert "_homepage" not in seen, "the honeypot is in nobody's way"
    assert RECEIPT.fullmatch(receipt(page))
