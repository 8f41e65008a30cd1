"""The pages beside the board: today, the list, adding by hand, the same person's inquiries, the profile."""

import functools
import re

import pytest
from playwright.sync_api import expect

from desk import keep_session, press_on, sign_in
from house import House, free_port
from sweep import LANGUAGES, SIZES, examine
from visit import send_inquiry

DUE_LONG_AGO = "2020-01-31"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A house of its own that would send mail; nobody listens where its mail server should be."""
    house = House(
        tmp_path_factory.mktemp("office"), [],
        {
            "GENKAN_MAIL_HOST": "localhost",
            "GENKAN_MAIL_PORT": str(free_port()),
            "GENKAN_MAIL_SECURITY": "none",
            "GENKAN_MAIL_FROM": "forms@example.jp",
            "GENKAN_MAIL_FIRST_RETRY_SECONDS": "1",
            "GENKAN_MAIL_GATHER_SECONDS": "0",
            "GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000",
        },
    )  # fmt: skip
    house.set_up()
    house.start()
    house.add_ben()
    for name in ("carol", "dora"):
        house.add(name, "staff")
    yield house
    house.stop()


@pytest.fixture
def sent(visitor, office):
    """Sends an inquiry and answers its receipt code."""
    return functools.partial(send_inquiry, visitor, office)


def part(page, name: str):
    """One part of the page of today."""
    return page.locator(".today-part").filter(has=page.locator(f".today-reason--{name}"))


def listed(page, within, code: str):
    return within.locator(".card").filter(has=page.locator(f".card-link:text-is('{code}')"))


# Today


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_today_leads_through_the_day_by_keyboard_alone(visitor, office, sent, language, javascript):
    code = sent("Vera Morgen")
    page = visitor(language, javascript=javascript)
    sign_in(page, office, "ben")
    page.goto(office.url + "/desk")
    press_on(page, page.locator("header nav a[href='/desk/today']"))
    press_on(page, listed(page, part(page, "unassigned"), code).locator("button[formaction$='/take']"))
    expect(page).to_have_url(re.compile("/desk/today"))
    expect(page.locator("#notice")).to_be_visible()
    expect(listed(page, part(page, "mine"), code)).to_be_visible()
    expect(listed(page, part(page, "unassigned"), code)).to_have_count(0)
    press_on(page, page.locator("#notice .notice-undo"))
    expect(listed(page, part(page, "unassigned"), code)).to_be_visible()
    press_on(page, listed(page, part(page, "unassigned"), code).locator("button[formaction$='/take']"))
    # What is overdue comes first, and does not stand twice.
    press_on(page, listed(page, part(page, "mine"), code).locator(".card-link"))
    page.locator("input[name=due]").fill(DUE_LONG_AGO)
    press_on(page, page.locator("button[formaction$='/due']"))
    expect(page.locator(".due--past").first).to_be_visible()
    page.goto(office.url + "/desk/today")
    expect(listed(page, part(page, "overdue"), code)).to_be_visible()
    expect(listed(page, part(page, "mine"), code)).to_have_count(0)
    page.reload()
    expect(listed(page, part(page, "overdue"), code)).to_be_visible()
    press_on(page, listed(page, part(page, "overdue"), code).locator("button[formaction$='/move']").first)
    expect(page.locator("#notice")).to_be_visible()


def call_anna(visitor, office, code: str, text: str) -> None:
    """Ben mentions her in a note on that card."""
    page = visitor("en")
    sign_in(page, office, "ben")
    page.locator(f".card-link:text-is('{code}')").click()
    page.locator("#note").fill(f"@anna {text}")
    page.locator("#note-form button").click()
    expect(page.locator(".note-text").first).to_contain_text("@anna")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_today_says_who_called_and_can_be_read(visitor, office, sent, language, width, dark):
    code = sent("Vera Ruf")
    call_anna(visitor, office, code, "折り返しの電話をお願いします")
    page = visitor(language, width, dark=dark)
    sign_in(page, office, "anna")
    page.goto(office.url + "/desk/today")
    expect(listed(page, part(page, "mentioned"), code)).to_be_visible()
    examine(page, f"today {'dark' if dark else 'light'}")
    listed(page, part(page, "mentioned"), code).locator(".card-link").click()
    expect(page.locator(".note--me .note-text").first).to_contain_text("@anna")
    page.goto(office.url + "/desk/today")
    expect(listed(page, part(page, "mentioned"), code)).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_that_was_only_looked_at_waits_again(visitor, office, sent, language, javascript):
    code = sent("Vera Spaeter")
    call_anna(visitor, office, code, "not before Thursday")
    page = visitor(language, javascript=javascript)
    sign_in(page, office, "anna")
    page.goto(office.url + "/desk/today")
    listed(page, part(page, "mentioned"), code).locator(".card-link").click()
    unread = page.locator(".file-way form button")
    expect(unread).to_have_text({"ja": "未読に戻す", "en": "Mark unread"}[language])
    press_on(page, unread)
    expect(page.locator("#notice")).to_contain_text(code)
    expect(listed(page, part(page, "mentioned"), code)).to_be_visible()
    # From the board it leads back to the board.
    page.goto(office.url + "/desk/forms/contact/board")
    press_on(page, page.locator(f".card-link:text-is('{code}')"))
    press_on(page, page.locator(".file-way form button"))
    expect(page.locator("#notice")).to_contain_text(code)
    expect(page.locator(".card--unread", has=page.locator(f".card-link:text-is('{code}')"))).to_be_visible()


# The list


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_sorted_and_worked_by_keyboard_alone(visitor, office, sent, language, javascript):
    first, second = sent("Vera Erste"), sent("Vera Zweite")
    page = visitor(language, javascript=javascript)
    sign_in(page, office, "anna")
    page.goto(office.url + "/desk/forms/contact/list")
    row = lambda code: page.locator("tr.row").filter(has=page.locator(f"a:text-is('{code}')"))  # noqa: E731
    order = lambda: [  # noqa: E731
        code for code in page.locator("tr.row .row-receipt a").all_inner_texts() if code in (first, second)
    ]
    assert order() == [second, first]
    received = page.locator("th[aria-sort] a")
    press_on(page, received)
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    assert order() == [first, second]
    sorts = page.locator("a.list-sort").count()
    assert sorts == 4
    for number in range(sorts):
        page.locator("a.list-sort").nth(number).click()
        expect(page.locator("th[aria-sort]")).to_have_count(1)
        assert sorted(order()) == sorted([first, second])
    # Back goes from order to order, and a reload keeps it.
    here = page.url
    page.reload()
    assert page.url == here
    page.go_back()
    assert page.url != here
    for code in (first, second):
        row(code).locator(".row-pick").focus()
        page.keyboard.press("Space")
    page.locator("#bulk-status").select_option("done")
    press_on(page, page.locator("#bulk-status + button"))
    for code in (first, second):
        expect(row(code).locator(".stage").first).to_have_text({"ja": "完了", "en": "Done"}[language])
    expect(page.locator("#toast" if javascript else "#notice")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_can_be_read(visitor, office, sent, language, width, dark):
    code = sent("فيرا كنوبف")
    page = visitor(language, width, dark=dark)
    sign_in(page, office, "anna")
    page.goto(office.url + "/desk/forms/contact/list")
    expect(page.locator("tr.row").filter(has_text=code)).to_contain_text("فيرا كنوبف")
    examine(page, f"the list {'dark' if dark else 'light'}")
    page.goto(office.url + "/desk/forms/contact/list?status=spam")
    examine(page, f"the list of nothing {'dark' if dark else 'light'}")


# By hand


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_telephone_call_is_added_by_hand(visitor, office, language, javascript):
    page, caller = visitor(language, javascript=javascript), f"Vera Anruf {language} {int(javascript)}"
    sign_in(page, office, "ben")
    press_on(page, page.locator(".board-tools a[href$='/new']"))
    page.locator("#source").select_option("phone")
    page.locator("[name=answer-name]").fill(caller)
    page.locator("[name=answer-email]").fill("no address")
    page.locator("#note").fill("Calls back on Monday")
    page.locator("[name=take]").check()
    press_on(page, page.locator("#form .g-button--primary"))
    expect(page.locator("#form [aria-invalid=true]")).to_have_count(1)
    # Nothing that was typed is lost.
    expect(page.locator("#source")).to_have_value("phone")
    expect(page.locator("[name=answer-name]")).to_have_value(caller)
    expect(page.locator("[name=answer-email]")).to_have_value("no address")
    expect(page.locator("#note")).to_have_value("Calls back on Monday")
    expect(page.locator("[name=take]")).to_be_checked()
    page.locator("[name=answer-email]").fill("vera.anruf@example.jp")
    page.locator("#form .g-button--primary").dblclick()  # an impatient hand adds nothing twice
    expect(page.locator(".answers")).to_contain_text(caller)
    expect(page.locator(".note-text")).to_have_text("Calls back on Monday")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main")).to_contain_text({"ja": "電話", "en": "phone"}[language], ignore_case=True)
    page.goto(office.url + "/desk/forms/contact/board")
    expect(page.locator(".card", has_text=caller)).to_have_count(1)
    expect(page.locator(".card", has_text=caller).locator(".card-assignee")).to_contain_text("ben")


def test_half_a_telephone_call_outlives_the_lock(visitor, office):
    page = visitor("en")
    sign_in(page, office, "anna")
    page.goto(office.url + "/desk/forms/contact/new")
    page.locator("[name=answer-name]").fill("Vera Halb")
    page.locator("#note").fill("rings again")
    page.wait_for_function("() => sessionStorage.length > 0")
    assert "Halb" not in page.evaluate("JSON.stringify(sessionStorage)")
    page.locator(".bar-menu summary").click()
    page.locator("#lock button").click()
    page.locator("#password").fill(office.passwords["anna"])
    page.locator("#unlock button").click()
    expect(page.locator("#restored")).to_be_visible()
    keep_session(page, office, "anna")
    expect(page.locator("[name=answer-name]")).to_have_value("Vera Halb")
    expect(page.locator("#note")).to_have_value("rings again")
    page.locator("[name=answer-email]").fill("vera@example.jp")
    page.locator("#form .g-button--primary").click()
    expect(page.locator(".answers")).to_contain_text("Vera Halb")
    # Once it is added, its scripts forget what was kept, and the page is empty again.
    page.wait_for_function("() => !Object.keys(sessionStorage).some((name) => name.includes('draft-new'))")
    page.goto(office.url + "/desk/forms/contact/new")
    expect(page.locator("[name=answer-name]")).to_have_value("")
    expect(page.locator("#restored")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_added_by_hand_can_be_read(visitor, office, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, office, "anna")
    page.goto(office.url + "/desk/forms/contact/new")
    tone = "dark" if dark else "light"
    examine(page, f"adding by hand {tone}")
    page.locator("[name=answer-email]").fill("no address")
    page.locator("#form .g-button--primary").click()
    expect(page.locator("#form [aria-invalid=true]")).to_have_count(1)
    examine(page, f"adding by hand, a problem {tone}")


# The same person's


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_same_person_sent_before_is_found(visitor, office, sent, language, javascript):
    mail = f"vera.wieder.{language}.{int(javascript)}@example.jp"
    before, stranger, now = sent("Vera Davor", mail), sent("Viktor Fremd", "viktor@example.jp"), sent("Vera Danach", mail)
    page = visitor(language, javascript=javascript)
    sign_in(page, office, "ben")
    page.locator(f".card-link:text-is('{now}')").click()
    press_on(page, page.locator("#earlier"))
    found = page.locator("#earlier-list")
    expect(found).to_contain_text(before)
    expect(found).to_contain_text("Vera Davor")
    expect(found).not_to_contain_text(stranger)
    expect(found.locator(".earlier-item")).to_have_count(1)
    press_on(page, found.locator(".earlier-head a"))
    expect(page.locator(".answers")).to_contain_text("Vera Davor")
    page.go_back()
    expect(page.locator("main")).to_contain_text(now)


# One person may look for others' inquiries ten times at once, so several do.
SEEKERS = {(360, False): "anna", (360, True): "ben", (1440, False): "carol", (1440, True): "dora"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_persons_inquiries_can_be_read(visitor, office, sent, language, width, dark):
    mail = f"vera.{language}.{width}.{int(dark)}@example.jp"
    sent("Vera Davor", mail)
    code = sent("Vera Danach", mail)
    page = visitor(language, width, dark=dark)
    sign_in(page, office, SEEKERS[width, dark])
    link = page.locator(f".card-link:text-is('{code}')").get_attribute("href")
    page.goto(office.url + link)
    tone = "dark" if dark else "light"
    page.locator("#earlier").click()
    expect(page.locator(".earlier-item")).to_have_count(1)
    examine(page, f"a card with what the same person sent {tone}")
    page.goto(office.url + link.split("?")[0] + "/earlier")
    examine(page, f"what the same person sent {tone}")


# The profile


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_is_told_by_mail_is_chosen_by_keyboard_alone(visitor, office, language, javascript):
    page = visitor(language, javascript=javascript)
    sign_in(page, office, "ben")
    page.goto(office.url + "/desk/profile")
    box = page.locator("input[name=arrived]").first
    box.focus()
    if not box.is_checked():
        page.keyboard.press("Space")
    page.locator("#mail-address").fill("ben at example")
    press_on(page, page.locator("form[action='/desk/profile/mail'] button"))
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#mail-address")).to_have_value("ben at example")
    expect(page.locator("#mail-address")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("input[name=arrived]").first).to_be_checked()
    page.locator("#mail-address").fill("ben@example.jp")
    press_on(page, page.locator("form[action='/desk/profile/mail'] button"))
    expect(page.get_by_role("status")).to_be_visible()
    page.reload()
    expect(page.locator("#mail-address")).to_have_value("ben@example.jp")
    expect(page.locator("input[name=arrived]").first).to_be_checked()
    # And the times, in a zone of one's own.
    page.locator("#zone").select_option("Asia/Kathmandu")
    press_on(page, page.locator("form[action='/desk/profile'] button"))
    expect(page.get_by_role("status")).to_be_visible()
    page.goto(office.url + "/desk/sessions")
    expect(page.locator("time[datetime$='+05:45']").first).to_be_attached()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_and_what_becomes_of_mail_can_be_read(visitor, office, sent, language, width, dark):
    tone = "dark" if dark else "light"
    page = visitor(language, width, dark=dark)
    sign_in(page, office, "anna")
    page.goto(office.url + "/desk/profile")
    for box in page.locator("input[name=arrived]").all():
        box.check()
    page.locator("#mail-address").fill("anna at example")
    page.locator("form[action='/desk/profile/mail'] button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    examine(page, f"the profile, no address {tone}")
    page.locator("#mail-address").fill("anna@example.jp")
    page.locator("form[action='/desk/profile/mail'] button").click()
    expect(page.get_by_role("status")).to_be_visible()
    examine(page, f"the profile {tone}")
    # Nobody listens where the mail server should be: the inquiry is there, and its notice waits.
    code = sent("Vera Post")
    page.goto(office.url + "/desk/forms/contact/board")
    expect(page.locator(f".card-link:text-is('{code}')")).to_be_visible()
    page.goto(office.url + "/desk/today")
    for _ in range(60):
        if page.locator("#mail-trouble").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("#mail-trouble")).to_be_visible()
    examine(page, f"today, mail does not go out {tone}")
