"""People come and go: invitations by two administrators, a role change, a forgotten password, a leaver; each
from the invitation to the board, in both languages."""

import re

import pytest
from playwright.sync_api import expect

from desk import card, load_again, take_button
from house import House
from people import invite, join, keep, let_in, open_person, own_password, part, to_desk, type_code
from sweep import LANGUAGES, SIZES, examine
from visit import fill, receipt

BOARD = "/desk/forms/contact/board"
TITLES = {"ja": {"contact": "お問い合わせ", "catalog": "カタログ"}, "en": {"contact": "Contact", "catalog": "catalog"}}
LEFT = {"ja": "退出済みのdora", "en": "dora (left)"}


@pytest.fixture(scope="module", params=LANGUAGES)
def office(request, tmp_path_factory):
    """A house of its own with anna alone, and the language in which everybody in it reads."""
    house = House(tmp_path_factory.mktemp("office"), [])
    house.set_up()
    house.start()
    house.language = request.param
    yield house
    house.stop()


@pytest.fixture
def comer(visitor, office):
    """Somebody with a browser of their own."""
    return lambda **options: visitor(office.language, **options)


def titles(page, house) -> dict[str, str]:
    """What the two forms are called on the page of an invitation."""
    labels = page.locator("label.choice:has([name=forms]) b").all_inner_texts()
    assert len(labels) == 2, labels
    return {"catalog": labels[0], "contact": labels[1]}


def test_two_administrators_invite_and_a_form_waits_for_who_can_open_it(comer, office):
    vera = comer()
    vera.goto(office.url + "/f/contact")
    fill(vera, "Vera")
    vera.locator(".entrance-send button").click()
    office.receipt = receipt(vera)

    annas = to_desk(comer(), office, "anna", "/desk/people/invite")
    office.titles = titles(annas, office)
    code = invite(annas, office, "dora", "administrator", [office.titles["contact"]], by="anna")
    assert re.fullmatch(r"(?:[2-9A-Y]{4}-){3}[2-9A-Y]{4}", code)
    assert code not in annas.url
    doras = comer()
    join(doras, office, "dora", code)
    let_in(annas, office, "dora", by="anna")
    to_desk(doras, office, "dora", BOARD)
    expect(card(doras, office.receipt)).to_be_visible()

    # dora invites carol to two forms, one of which dora cannot open.
    both = [office.titles["contact"], office.titles["catalog"]]
    code = invite(doras, office, "carol", "staff", both, by="dora")
    expect(doras.locator(".g-notice--caution")).to_contain_text(office.titles["catalog"])
    carols = comer()
    join(carols, office, "carol", code)
    to_desk(doras, office, "dora", "/desk/people")
    expect(doras.locator(".bar-count")).to_contain_text("1")
    let_in(doras, office, "carol", by="dora")
    expect(doras.locator(".task")).to_contain_text("anna")
    expect(doras.locator(".task button.g-button--primary")).to_have_count(0)
    to_desk(carols, office, "carol", BOARD)
    expect(card(carols, office.receipt)).to_be_visible()
    carols.goto(office.url + "/desk/forms/catalog/board")
    expect(carols.locator(".g-code")).to_have_text("404")

    to_desk(annas, office, "anna", "/desk/people")
    annas.locator(".task").filter(has_text="carol").locator("button.g-button--primary").click()
    expect(annas.get_by_role("status")).to_be_visible()
    expect(annas.locator(".task")).to_have_count(0)
    carols.goto(office.url + "/desk/forms/catalog/board")
    expect(carols.locator("#board")).to_be_visible()


def test_a_role_counts_at_the_next_click(comer, office):
    carols = to_desk(comer(), office, "carol", BOARD)
    expect(take_button(carols, office.receipt)).to_be_visible()
    annas = comer()
    open_person(annas, office, "carol", by="anna")
    change = part(annas, "change")
    change.locator("input[value=viewer]").check()
    own_password(change, office, "anna")
    change.locator("button.g-button--primary").click()
    expect(annas.get_by_role("status")).to_be_visible()
    load_again(carols)
    expect(card(carols, office.receipt)).to_be_visible()
    expect(carols.locator("button[formaction$='/take']")).to_have_count(0)
    # and back again, for those who come after
    change = part(annas, "change")
    change.locator("input[value=staff]").check()
    own_password(change, office, "anna")
    change.locator("button.g-button--primary").click()
    expect(annas.get_by_role("status")).to_be_visible()
    load_again(carols)
    expect(carols.locator("form[action='/desk/sign-in']")).to_be_visible()  # a rise begins with a new sign-in
    del office.sessions["carol"]
    to_desk(carols, office, "carol", BOARD)
    expect(take_button(carols, office.receipt)).to_be_visible()


def test_a_forgotten_password_is_replaced_and_the_old_one_opens_nothing(comer, office):
    carols = to_desk(comer(), office, "carol", BOARD)
    old = office.passwords["carol"]
    doras = comer()
    open_person(doras, office, "carol", by="dora")
    again = part(doras, "invite")
    # dora sees before which form carol will have to wait for.
    expect(again.locator(".g-notice--caution")).to_contain_text(office.titles["catalog"])
    expect(again.locator("input[name=forms]:checked")).to_have_count(2)
    own_password(again, office, "dora")
    again.locator("button.g-button--primary").click()
    code = doras.locator("#invitation-code").inner_text().strip()
    fresh = comer()
    join(fresh, office, "carol", code)
    # Nothing is lost before somebody lets carol in.
    load_again(carols)
    expect(carols.locator("#board")).to_be_visible()
    let_in(doras, office, "carol", by="dora")
    load_again(carols)
    expect(carols.locator("form[action='/desk/sign-in']")).to_be_visible()
    carols.locator("#name").fill("carol")
    carols.locator("#password").fill(old)
    carols.locator("form[action='/desk/sign-in'] button").click()
    carols.locator("#code").fill(office.authenticators.code("carol"))
    carols.locator("form[action='/desk/sign-in/code'] button").click()
    expect(carols.get_by_role("alert")).to_be_visible()
    to_desk(fresh, office, "carol", BOARD)
    expect(card(fresh, office.receipt)).to_be_visible()


def test_the_pages_on_which_a_task_waits(comer, office):
    """The other form waits for anna again."""
    annas = to_desk(comer(), office, "anna", "/desk/tasks")
    expect(annas.locator(".task")).to_contain_text(office.titles["catalog"])
    everywhere(annas, "a task")
    open_person(annas, office, "carol", by="anna")
    expect(annas.locator(".task")).to_contain_text(office.titles["catalog"])
    everywhere(annas, "a person with a task")


def test_a_task_is_decided_on_a_page_of_its_own(comer, office):
    """There, who may not see all people finds it."""
    annas = to_desk(comer(), office, "anna", "/desk/tasks")
    task = annas.locator(".task").filter(has_text="carol")
    task.locator("button.g-button--primary").click()
    expect(annas.get_by_role("status")).to_be_visible()
    expect(annas.locator(".task")).to_have_count(0)
    carols = to_desk(comer(), office, "carol", "/desk/forms/catalog/board")
    expect(carols.locator("#board")).to_be_visible()


def test_a_leaver_is_out_and_the_cards_have_somebody(comer, office):
    doras = to_desk(comer(), office, "dora", BOARD)
    take_button(doras, office.receipt).click()
    expect(card(doras, office.receipt).locator(".card-assignee")).to_contain_text("dora")
    annas = comer()
    open_person(annas, office, "dora", by="anna")
    leave = part(annas, "leave")
    leave.locator("#cards").select_option(label="carol")
    own_password(leave, office, "anna")
    leave.locator("button.g-button--danger").click()
    expect(annas.get_by_role("status")).to_be_visible()
    expect(annas.locator(".person-name")).to_have_text(["anna", "carol"])
    load_again(doras)
    expect(doras.locator("form[action='/desk/sign-in']")).to_be_visible()
    carols = to_desk(comer(), office, "carol", BOARD)
    expect(card(carols, office.receipt).locator(".card-assignee")).to_contain_text("carol")
    card(carols, office.receipt).locator(".card-link").click()
    expect(carols.locator(".history")).to_contain_text(LEFT[office.language])


def test_the_last_administrator_is_told_why_not(comer, office):
    annas = comer()
    open_person(annas, office, "anna", by="anna")
    expect(annas.locator(".fold--grave button")).to_have_count(0)
    change = part(annas, "change")
    change.locator("input[value=staff]").check()
    own_password(change, office, "anna")
    change.locator("button.g-button--primary").click()
    expect(annas.get_by_role("alert")).to_be_visible()
    expect(annas.locator(".fold[open]")).to_have_count(1)


def test_everything_of_an_invitation_by_keyboard_alone(comer, office):
    annas = to_desk(comer(), office, "anna", "/desk/people")
    annas.locator("a[href='/desk/people/invite']").focus()
    annas.keyboard.press("Enter")
    annas.locator("#name").focus()
    annas.keyboard.type("erik")
    annas.keyboard.press("Tab")
    annas.keyboard.press("ArrowDown")  # from staff to viewer
    annas.keyboard.press("Tab")
    annas.keyboard.press("Space")
    annas.keyboard.press("Tab")
    annas.keyboard.press("Tab")
    expect(annas.locator("#password")).to_be_focused()
    annas.keyboard.type(office.passwords["anna"])
    annas.keyboard.press("Enter")
    code = annas.locator("#invitation-code").inner_text().strip()

    page = comer(javascript=False)
    page.goto(office.url + "/desk/join")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("svg.qr")).to_be_visible()
    office.authenticators.scan("erik", page.content())
    office.passwords["erik"] = "keys under nine fingers"
    page.locator("#password").focus()
    page.keyboard.type(office.passwords["erik"])
    page.keyboard.press("Tab")
    page.keyboard.type(office.passwords["erik"])
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#first")).to_be_focused()
    page.keyboard.type(office.authenticators.code("erik"))
    page.keyboard.press("Enter")
    expect(page.locator(".backup-codes li")).to_have_count(10)
    office.authenticators.keep_codes("erik", page.content())
    let_in(annas, office, "erik", by="anna")
    to_desk(page, office, "erik")
    expect(page.locator(".may-not")).not_to_have_count(0)


def everywhere(page, where: str) -> None:
    """At both widths and in both schemes, without asking for the page again."""
    for width in SIZES:
        for scheme in ["light", "dark"]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            examine(page, f"{where} {scheme}")


def test_every_page_about_people(comer, office):
    page = to_desk(comer(), office, "anna", "/desk/profile")
    everywhere(page, "profile")
    page.goto(office.url + "/desk/tasks")
    everywhere(page, "no tasks")
    page.goto(office.url + "/desk/people/invite")
    everywhere(page, "invite")
    page.locator("#name").fill("anna")
    page.locator("#password").fill("not my password at all")
    page.locator("form.people-form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    everywhere(page, "invite refused")
    name = "Maximiliane von und zu Hohenstein 第二営業部"
    code = invite(page, office, name, "manager", [office.titles["contact"]], by="anna")
    everywhere(page, "slip")
    page.emulate_media(media="print")
    examine(page, "slip printed")
    page.emulate_media(media="screen")
    invite(page, office, "frida", "viewer", [], by="anna")
    other = comer()
    join(other, office, name, code)
    everywhere(other, "joined")
    page.goto(office.url + "/desk/people")
    everywhere(page, "people with tasks")
    own_password(page.locator(".task--newcomer"), office, "carol")
    page.locator("form.task-confirm button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    everywhere(page, "people refused")
    let_in(page, office, name, by="anna")
    everywhere(page, "person let in")
    for action in ["change", "invite", "leave"]:
        part(page, action)
    everywhere(page, "person unfolded")


def test_every_page_of_the_door(comer, office):
    annas = comer()
    code = invite(annas, office, "greta", "staff", [], by="anna")
    page = comer()
    page.goto(office.url + "/desk/join")
    everywhere(page, "join")
    page.locator("#code").fill("2345-6789-ACEF-HJKM")
    page.locator("form[action='/desk/join'] button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    everywhere(page, "join unknown")
    type_code(page, office, code)
    everywhere(page, "join accept")
    page.locator("#password").fill("short")
    page.locator("#again").fill("short")
    page.locator("#first").fill("000000")
    page.locator("form[action='/desk/join/accept'] > button").click()
    expect(page.locator("#password")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#first")).to_have_attribute("aria-invalid", "true")
    everywhere(page, "join problems")
