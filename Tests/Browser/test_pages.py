"""Every page once: axe-core, layout at the smallest width, a heading, a language; in both languages."""

import re

import pytest
from playwright.sync_api import expect

from desk import card, keep_session, sign_in, take_button
from sweep import LANGUAGES, SIZES, examine
from visit import fill


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_the_entrance(visitor, house, language, width, dark):
    page = visitor(language, width, dark=dark)
    page.goto(house.url + "/f/contact")
    expect(page.locator("html")).to_have_attribute("lang", language)
    examine(page, "the form")
    fill(page, "Vera", email="wrong")
    page.locator(".entrance-send button").click()
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    examine(page, "the form with problems")
    page.locator("[name=email]").fill("vera@example.jp")
    page.locator(".entrance-send button").click()
    expect(page.locator(".entrance-code")).to_be_visible()
    examine(page, "the thank-you page")
    page.goto(house.url + "/f/catalog")
    examine(page, "a form with a group of choices")
    page.goto(house.url + "/f/nothing-here")
    examine(page, "the page that is not there")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_the_desk(visitor, house, inquiry, language, width, dark):
    code = inquiry("Vera mit einem sehrlangennamenohnejedeluecke" * 3)
    page = visitor(language, width, dark=dark)
    page.goto(house.url + "/desk/sign-in")
    expect(page.locator("html")).to_have_attribute("lang", language)
    examine(page, "the sign-in")
    page.locator("#name").fill("anna")
    page.locator("#password").fill("not the password of anna")
    page.locator("form[action='/desk/sign-in'] button").click()
    examine(page, "the second step")
    page.locator("#code").fill("123456")
    page.locator("form[action='/desk/sign-in/code'] button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    examine(page, "the second step, refused")
    sign_in(page, house, "anna")
    examine(page, "the board")
    page.goto(house.url + "/desk/sessions")
    examine(page, "the sessions")
    page.goto(house.url + "/desk/again?return=/desk/second-factor")
    examine(page, "the password again")
    page.locator("#password").fill(house.passwords["anna"])
    page.locator("form[action='/desk/again'] button").click()
    expect(page.locator("h1")).to_be_visible()
    keep_session(page, house, "anna")
    page.locator(".own-new > summary").click()
    examine(page, "one's own second factor")
    page.goto(house.url + "/desk/forms/contact/board")
    other = visitor(language)
    sign_in(other, house, "ben")
    take_button(other, code).click()
    expect(card(other, code).locator(".card-assignee")).to_contain_text("ben")
    page.goto(house.url + "/desk/forms/catalog/board")
    examine(page, "an empty board")
    page.goto(house.url + "/desk")
    examine(page, "the forms")
    page.goto(house.url + "/desk/forms/contact/board")
    card(page, code).locator(".card-link").click()
    expect(page.locator("dl.answers")).to_be_visible()
    examine(page, "the card")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_of_a_conflict(visitor, house, inquiry, language, width, dark):
    code = inquiry("Vera Konflikt")
    page, other = visitor(language, width, dark=dark), visitor(language)
    # The page is told nothing of what others do, as on a bad line.
    page.route(re.compile("/desk/live/"), lambda route: route.abort())
    sign_in(page, house, "anna")
    sign_in(other, house, "ben")
    take_button(other, code).click()
    expect(card(other, code).locator(".card-assignee")).to_contain_text("ben")
    take_button(page, code).click()
    expect(page.locator(".clash")).to_be_visible()
    examine(page, "the conflict")
