"""Every page by which the entrance says no, once, as the answer to a real post; and the sample website."""

import re
import sqlite3
import urllib.parse

import pytest
from playwright.sync_api import Page, Route, expect

from house import House
from sweep import LANGUAGES, SIZES, examine
from visit import fill, receipt

POSTS = re.compile(r"/f/[a-z]+$")


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A house of its own: few submissions without a proof, and a form that takes none."""
    house = House(
        tmp_path_factory.mktemp("strict"), [], environment={"GENKAN_LIMITS_UNPROVEN_AT_ONCE": "2"}
    )
    contact = (house.directory / "config" / "forms" / "contact.yaml").read_text()
    insisting = contact.replace("without_token: hold", "without_token: refuse")
    assert insisting != contact
    house.write_form("insisting", insisting)
    house.set_up()
    house.start()
    yield house
    house.stop()


def opened(visitor, house, language, width, form="contact", proof=True) -> Page:
    """A form that is filled in; narrow ones are looked at in the dark.

    Without a proof the widget is not there; axe needs JavaScript all the same.
    """
    page = visitor(language, width, dark=width == SIZES[0])
    if not proof:
        page.route("**/captcha.js", lambda route: route.abort())
    page.goto(f"{house.url}/f/{form}")
    fill(page, "Vera" + "ohnejedeluecke" * 8)
    return page


def alter(page: Page, change) -> None:
    """Every post of the page goes out with another body."""

    def send(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        body = dict(urllib.parse.parse_qsl(route.request.post_data or "", keep_blank_values=True))
        route.continue_(post_data=urllib.parse.urlencode(body | change(body)))

    page.route(POSTS, send)


def refused(page: Page, status: int, language: str, where: str, press: str = ".entrance-send button"):
    """Sends, expects the refusal, and looks at its page."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator(press).click()
    assert answer.value.status == status, where
    expect(page.locator("html")).to_have_attribute("lang", language)
    examine(page, where)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_pages_that_refuse_a_proof(visitor, strict, language, width):
    used = []
    first = opened(visitor, strict, language, width)
    first.on("request", lambda request: used.append(request.post_data or ""))
    first.locator(".entrance-send button").click()
    assert receipt(first)
    token = next(urllib.parse.parse_qs(body)["altcha"][0] for body in used if "altcha=" in body)

    page = opened(visitor, strict, language, width)
    alter(page, lambda body: {"altcha": token})
    refused(page, 422, language, "a token that was used")
    expect(page.locator("[name=message]")).not_to_have_value("")
    page = opened(visitor, strict, language, width)
    alter(page, lambda body: {"altcha": "e30="})
    refused(page, 422, language, "a forged token")
    page = opened(visitor, strict, language, width, form="insisting", proof=False)
    refused(page, 422, language, "no token, where one is needed")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_the_page_of_an_id_that_was_sent_with_other_answers(visitor, strict, language, width):
    first = opened(visitor, strict, language, width)
    key = first.locator("[name=_submission]").get_attribute("value")
    first.locator(".entrance-send button").click()
    assert receipt(first)
    page = opened(visitor, strict, language, width)
    page.locator("[name=name]").fill("Viktor")
    alter(page, lambda body: {"_submission": key})
    refused(page, 409, language, "the same id with other answers")
    page.unroute_all()
    # What it offers is a new inquiry.
    page.locator(".entrance-send button").click()
    assert receipt(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_the_page_of_too_much_without_a_proof(visitor, strict, language, width):
    for _ in range(30):  # two at once, and two more a minute
        page = opened(visitor, strict, language, width, proof=False)
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            page.locator(".entrance-send button").click()
        if answer.value.status == 429:
            break
    expect(page.locator("#notice")).to_be_visible()
    expect(page.locator("[name=email]")).to_have_value("vera@example.jp")
    examine(page, "too much in a short time")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_the_page_of_a_store_that_takes_nothing(visitor, strict, language, width):
    page = opened(visitor, strict, language, width)
    other = sqlite3.connect(strict.data / "genkan.sqlite", timeout=60, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # nobody else can write now
    try:
        refused(page, 503, language, "a store that takes nothing")
    finally:
        other.execute("ROLLBACK")
        other.close()
    expect(page.locator("[name=email]")).to_have_value("vera@example.jp")
    page.locator(".entrance-send button").click()
    assert receipt(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_pages_for_bodies_that_cannot_be_read(visitor, strict, language, width):
    page = opened(visitor, strict, language, width)
    page.evaluate("""() => {
        const form = document.querySelector('#form'), file = new DataTransfer();
        form.enctype = 'multipart/form-data';
        file.items.add(new File(['data'], '見積書.pdf', { type: 'application/pdf' }));
        const input = Object.assign(document.createElement('input'), { type: 'file', name: 'file', files: file.files });
        form.append(input);
    }""")
    refused(page, 422, language, "a file that nobody asked for")
    expect(page.locator("[name=email]")).to_have_value("vera@example.jp")
    page = opened(visitor, strict, language, width)
    page.evaluate("document.querySelector('#form').enctype = 'text/plain'")
    refused(page, 415, language, "a body of an unknown kind")
    page = opened(visitor, strict, language, width)
    page.locator("[name=message]").evaluate("area => { area.value = 'a'.repeat(500000) }")
    refused(page, 413, language, "a body that is too large")
    page = opened(visitor, strict, language, width)
    page.locator("[name=name]").fill("山田 花子")
    page.evaluate("document.querySelector('#form').acceptCharset = 'shift_jis'")
    refused(page, 400, language, "text in another encoding")
    expect(page.locator("[name=email]")).to_have_value("vera@example.jp")
    expect(page.locator("[name=name]")).to_have_value("")
    # The page that came back is in UTF-8.
    page.locator("[name=name]").fill("山田 花子")
    page.locator("[name=message]").fill("椅子")
    page.locator(".entrance-send button").click()
    assert receipt(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_the_page_of_a_website_that_is_not_allowed(visitor, house, website, language, width):
    page = visitor(language, width, dark=width == SIZES[0])
    page.goto(website.strange_origin + "/plain.html")
    fill(page, "Vera")
    refused(page, 403, language, "a website that is not allowed", press="button")
    page.locator("summary").click()
    expect(page.locator("main pre")).to_be_visible()
    examine(page, "the same with its advice open")


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", ["/sample/", "/sample/repair.html"])
def test_the_sample_website(visitor, house, width, path):
    page = visitor("ja", width)
    page.goto(house.url + path)
    examine(page, path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/f/nothing-here", "/f/nothing-here/thanks", "/nowhere"])
def test_the_page_that_is_not_there(visitor, house, language, path):
    page = visitor(language, SIZES[0], dark=True)
    answer = page.goto(house.url + path)
    assert answer.status == 404
    expect(page.locator("html")).to_have_attribute("lang", language)
    examine(page, path)
