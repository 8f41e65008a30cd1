"""A form that takes files, from the visitor's picture to the card at the desk; and deleting what is spam."""

import sqlite3
import struct
import zlib

import pytest
from playwright.sync_api import expect

from desk import card, column, come_in, open_more, sign_in
from house import House
from sweep import LANGUAGES, SIZES, examine
from visit import receipt

FORM = """
title: {ja: 修理のご相談, en: Repairs}
captcha: none
fields:
  - {name: name, label: {ja: お名前, en: Name}, kind: person-name, required: true, title: true}
  - name: photo
    label: {ja: 写真, en: Photos}
    kind: file
    accept: [png, pdf]
    max_files: 2
    max_file_bytes: 200000
    help: {ja: 傷んだ箇所が分かるもの, en: Of what is broken}
"""


def picture(width: int = 120, height: int = 80) -> bytes:
    """A PNG of stripes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    row = b"\0" + b"".join(bytes((40 + x, 90, 180 - x)) for x in range(width))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")


def png(name: str = "椅子の脚.png", content: bytes | None = None) -> dict:
    return {"name": name, "mimeType": "image/png", "buffer": content or picture()}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """A house with a form for repairs in the place of the contact form."""
    settings = {"GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000"}
    house = House(tmp_path_factory.mktemp("files"), [], settings)
    house.write_form("contact", FORM)
    house.set_up()
    house.start()
    house.add_ben()
    yield house
    house.stop()


def send(visitor, house, name: str, *files: dict) -> str:
    page = visitor()
    page.goto(house.url + "/f/contact")
    page.locator("[name=name]").fill(name)
    if files:
        page.locator("[name=photo]").set_input_files(list(files))
    page.locator(".entrance-send button").click()
    code = receipt(page)
    page.context.close()
    return code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_form_with_files(visitor, workshop, language, width, dark):
    page = visitor(language, width, dark=dark)
    page.goto(workshop.url + "/f/contact")
    examine(page, "a form with files")
    page.locator("[name=photo]").set_input_files(png("large.png", picture() + bytes(200_000)))
    problem = page.locator("#f-photo\\.problem")
    expect(problem).to_contain_text("195 KB")
    examine(page, "a form with a file that is too large")
    page.locator("[name=name]").fill("Vera")
    page.locator(".entrance-send button").click()
    expect(page.locator("[name=photo]")).to_be_focused()
    page.locator("[name=photo]").set_input_files([png("a.png"), png("b.png"), png("c.png")])
    expect(problem).to_contain_text("2")
    page.locator("[name=photo]").set_input_files(png("a.png", b"no picture"))
    expect(problem).to_have_count(0)
    page.locator(".entrance-send button").click()
    expect(problem).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Vera")
    examine(page, "a form with a file that is not what it is called")
    page.locator("[name=photo]").set_input_files([png(), png("b.png")])
    page.locator(".entrance-send button").click()
    assert receipt(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_card_with_files(visitor, workshop, language, width, dark):
    code = send(visitor, workshop, "Vera", png(), {"name": "見積書.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"})
    page = visitor(language, width, dark=dark)
    sign_in(page, workshop, "anna")
    expect(card(page, code).locator(".file-count")).to_be_visible()
    card(page, code).locator(".card-link").click()
    image = page.locator(".files img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.files img').naturalWidth === 120")
    expect(page.locator(".files bdi")).to_have_text(["椅子の脚.png", "見積書.pdf"])
    examine(page, "a card with files")
    with page.expect_download() as downloading:
        page.locator(".files a:has(bdi)").first.click()
    assert downloading.value.suggested_filename == "椅子の脚.png"
    with open(downloading.value.path(), "rb") as file:
        assert file.read() == picture()


def test_a_form_with_files_without_javascript(visitor, workshop):
    page = visitor("en", javascript=False)
    page.goto(workshop.url + "/f/contact")
    page.locator("[name=name]").fill("Vera")
    page.locator("[name=photo]").set_input_files(png("large.png", picture() + bytes(200_000)))
    page.locator(".entrance-send button").click()
    expect(page.locator("#f-photo\\.problem")).to_contain_text("195 KB")
    expect(page.locator("[name=name]")).to_have_value("Vera")
    page.locator("[name=photo]").set_input_files(png())
    page.locator(".entrance-send button").click()
    assert receipt(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_what_is_infected_is_accepted_on_its_own(visitor, workshop, language, width):
    infected, other = send(visitor, workshop, "Vera", png()), send(visitor, workshop, "Willi", png())
    workshop.stop()
    with sqlite3.connect(workshop.data / "genkan.sqlite") as shell:
        # The last two, of which the first came with what the scanner knows.
        shell.execute(
            """UPDATE submissions SET held = 'infected', status = NULL
                WHERE rowid > (SELECT max(rowid) - 2 FROM submissions)""")
        shell.execute(
            """UPDATE files SET scan = 'infected', finding = 'Eicar-Test' WHERE submission =
                (SELECT id FROM submissions WHERE rowid = (SELECT max(rowid) - 1 FROM submissions))""")
    shell.close()
    workshop.start()
    page = visitor(language, width)
    workshop.sessions.pop("anna", None)
    sign_in(page, workshop, "anna")
    for code in (infected, other):
        card(page, code).locator(".card-pick").check()
    page.locator("#bulk select[name=status]").select_option("unhandled")
    page.locator("#bulk .bulk-part button").first.click()
    expect(page.locator("#toast p")).to_contain_text("virus" if language == "en" else "ウイルス")
    examine(page, "accepting many, one of them infected")
    expect(column(page, "unhandled").filter(has=card(page, other))).to_have_count(1)
    # It stays selected, and by itself it can be accepted.
    left = column(page, "held").locator(".card-pick:checked")
    expect(left).to_have_count(1)
    page.locator("#bulk select[name=status]").select_option("unhandled")
    page.locator("#bulk .bulk-part button").first.click()
    expect(column(page, "held").locator(".card-pick:checked")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
def test_spam_is_deleted_for_good_several_at_once(visitor, workshop, language, width):
    spam = [send(visitor, workshop, f"Spam {number}") for number in (1, 2)]
    kept = send(visitor, workshop, "Vera", png())
    page = visitor(language, width)
    workshop.sessions.pop("anna", None)  # what was typed a moment ago counts
    sign_in(page, workshop, "anna")
    for code in spam:
        card(page, code).locator(".card-pick").check()
    open_more(page)
    page.locator("#bulk button[formaction$='/cards/spam']").click()
    for code in spam:
        expect(card(page, code)).to_have_count(0)
    come_in(page, workshop, "anna", "/desk/forms/contact/list?status=spam")
    for code in spam:
        page.locator(f"tr:has(a:text-is('{code}')) .row-pick").check()
    open_more(page)
    page.locator("#bulk button[formaction$='/cards/delete']").click()
    examine(page, "deleting, asked again")
    expect(page.locator(".clash-changes li")).to_have_count(2)
    page.locator("form[action$='/delete'] button").click()
    expect(page.get_by_role("status").first).to_contain_text("2")
    for code in spam:
        expect(page.locator(f"a:text-is('{code}')")).to_have_count(0)
    come_in(page, workshop, "anna", "/desk/forms/contact/board")
    expect(card(page, kept)).to_be_visible()
