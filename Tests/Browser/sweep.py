"""What every page must be, whichever test has it before itself.

With GENKAN_PICTURES=DIRECTORY each page is also kept there as a picture, for people to look at.
"""

import os
import pathlib
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

SIZES = [360, 1440]
LANGUAGES = ["ja", "en"]


def examine(page: Page, where: str) -> None:
    # A page is there before its styles are: until then nothing on it is what somebody would see.
    page.wait_for_load_state("load")
    # A colour half-way from one scheme to the other is nobody's choice. An animation without an end is stopped.
    page.evaluate(
        "document.getAnimations().forEach(one => { try { one.finish(); } catch { one.cancel(); } })"
    )
    picture(page, where)
    page.evaluate(Axe().axe_script)
    # Only what is wrong leaves the page: the whole of what axe found takes as long to hand over as to find.
    wrong = page.evaluate(
        """axe.run().then(({violations}) => violations.map(
            ({id, help, nodes}) => `${id}: ${help}: ${nodes.map(node => node.target).join(", ")}`))"""
    )
    assert wrong == [], f"{where}: {wrong}"
    sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert sizes[0] <= sizes[1], f"{where} scrolls sideways: {sizes}"
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def picture(page: Page, where: str) -> None:
    if not (directory := os.environ.get("GENKAN_PICTURES")):
        return
    language = page.locator("html").get_attribute("lang")
    scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    name = re.sub(r"\W+", "-", f"{where} {language} {page.viewport_size['width']} {scheme}").strip("-")
    page.screenshot(path=pathlib.Path(directory) / f"{name}.png", full_page=True)
