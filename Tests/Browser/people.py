"""What the tests of people do again and again: inviting, joining at the door, letting in."""

import re
import secrets

from playwright.sync_api import Page, expect

from desk import come_in


def to_desk(page: Page, house, person: str, path: str = "/desk/profile") -> Page:
    """A page of somebody who is signed in, whatever the person may open."""
    come_in(page, house, person, path)
    return page


def keep(page: Page, house, person: str) -> None:
    house.sessions[person] = [
        cookie for cookie in page.context.cookies() if cookie["name"] == "__Host-genkan"
    ]


def own_password(scope, house, person: str) -> None:
    scope.locator("input[name=password]").fill(house.passwords[person])


def invite(page: Page, house, name: str, role: str, forms: list[str], by: str) -> str:
    """Fills the form of an invitation; answers the code on the slip."""
    to_desk(page, house, by, "/desk/people/invite")
    page.locator("#name").fill(name)
    page.locator(f"input[name=role][value={role}]").check()
    for form in forms:
        page.locator("label.choice").filter(has_text=form).locator("input").check()
    own_password(page, house, by)
    page.locator("form.people-form button").click()
    return page.locator("#invitation-code").inner_text().strip()


def type_code(page: Page, house, code: str) -> None:
    page.goto(house.url + "/desk/join")
    page.locator("#code").fill(code.lower().replace("-", " "))
    page.locator("form[action='/desk/join'] button").click()
    expect(page.locator("#password")).to_be_visible()


def join(page: Page, house, name: str, code: str) -> None:
    """From the code to the backup codes; the password is a new one."""
    type_code(page, house, code)
    house.passwords[name] = "door " + secrets.token_hex(10)
    house.authenticators.scan(name, page.content())
    page.locator("#password").fill(house.passwords[name])
    page.locator("#again").fill(house.passwords[name])
    page.locator("#first").fill(house.authenticators.code(name))
    page.locator("form[action='/desk/join/accept'] > button").click()
    expect(page.locator(".backup-codes li")).to_have_count(10)
    house.authenticators.keep_codes(name, page.content())
    house.sessions.pop(name, None)


def let_in(page: Page, house, name: str, by: str) -> None:
    to_desk(page, house, by, "/desk/people")
    task = page.locator(".task--newcomer").filter(has_text=name)
    own_password(task, house, by)
    task.locator("form.task-confirm button").click()
    page.wait_for_url(re.compile(r"/desk/people/[0-9a-f-]{36}"))
    expect(page.get_by_role("status").first).to_be_visible()


def open_person(page: Page, house, name: str, by: str) -> None:
    to_desk(page, house, by, "/desk/people")
    page.locator(".person-name").filter(has=page.locator(f"bdi:text-is('{name}')")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def part(page: Page, action: str):
    """One part of a person's page, unfolded."""
    fold = page.locator("details.fold").filter(has=page.locator(f"form[action$='/{action}']"))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold
