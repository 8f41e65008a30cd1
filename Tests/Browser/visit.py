"""What the visitors' tests do again and again."""

import re

from playwright.sync_api import Page


def fill(page: Page, name: str, email: str = "vera@example.jp") -> None:
    """Answers what the contact form requires, on the house's page or on a website's."""
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    topic = page.locator("select[name=topic]")
    if topic.count():
        topic.select_option("product")
    else:
        page.locator("[name=topic][value=product]").check()
    page.locator("[name=message]").fill("椅子の座面を編み直してもらえますか。")
    page.locator("[name=privacy]").check()


def receipt(page: Page) -> str:
    """The receipt code of the thank-you page, once it is there."""
    page.wait_for_url(re.compile(r"/thanks"))
    return page.locator(".entrance-code").inner_text().strip()


def send_inquiry(visitor, house, name: str, email: str = "vera@example.jp") -> str:
    """Sends a new inquiry on the house's page, in a browser of its own, and answers its receipt code."""
    page = visitor()
    page.goto(house.url + "/f/contact")
    fill(page, name, email)
    page.get_by_role("button", name="送信する").click()
    code = receipt(page)
    page.context.close()
    return code
