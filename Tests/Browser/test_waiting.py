"""What has waited longer than its form promises: amber, then red, and a word for each."""

import os
import pathlib
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

import house as houses
from desk import heard, sign_in
from house import House
from sweep import LANGUAGES, SIZES, examine
from visitor import fill_house

CLOCK = pathlib.Path(houses.__file__).parent / "another_clock.c"
HOUR = 3_600
# An answer is promised within four hours.
AGES = {"Vera Fresh": 1, "Vera Late": 5, "Vera Overdue": 9}
LATE = {
    "en": ["waiting longer than promised", "waiting much longer than promised"],
    "ja": ["回答の目安を過ぎています", "回答の目安を大きく過ぎています"],
}


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        assert "GENKAN_ALL_FAULTS" not in os.environ, "no C compiler"
        pytest.skip("no C compiler")
    directory = tmp_path_factory.mktemp("waiting")
    library = directory / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, CLOCK, "-ldl"], check=True)
    house = House(directory, [])
    form = (directory / "config" / "forms" / "contact.yaml").read_text()
    house.write_form("contact", form + "\nanswer_within_hours: 4\n")
    house.set_up()
    for name, hours in sorted(AGES.items(), key=lambda age: -age[1]):
        house.extra = {"LD_PRELOAD": str(library), "CLOCK_SHIFT_SECONDS": str(-hours * HOUR)}
        house.start()
        fill_house(house, name)
        house.stop()
    house.extra = {}
    house.start()
    house.add_ben()
    yield house
    house.stop()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_waits_too_long_turns_amber_then_red(visitor, waiting, language, width, dark):
    page = visitor(language, width, dark=dark)
    sign_in(page, waiting, "anna")
    words = {"ja": ["目安超過", "大幅超過"], "en": ["Late", "Very late"]}[language]
    of = lambda name: page.locator(".card, tr.row").filter(has_text=name)  # noqa: E731
    expect(of("Vera Fresh").locator(".waits")).to_have_count(0)
    expect(of("Vera Late").locator(".waits")).to_have_text(words[0])
    expect(of("Vera Overdue").locator(".waits")).to_have_text(words[1])
    colour = lambda name: of(name).locator("time").first.evaluate("time => getComputedStyle(time).color")  # noqa: E731
    assert len({colour(name) for name in AGES}) == 3
    expect(page.locator(".card-more").first).to_be_attached()
    for name, told in [("Vera Late", LATE[language][0]), ("Vera Overdue", LATE[language][1])]:
        of(name).locator(".card-link").focus()
        assert told in heard(page, of(name).locator(".card-link"))
    examine(page, f"the board, waiting {'dark' if dark else 'light'}")
    page.goto(waiting.url + "/desk/forms/contact/list")
    expect(of("Vera Overdue").locator(".waits")).to_have_text(words[1])
    examine(page, f"the list, waiting {'dark' if dark else 'light'}")
    of("Vera Overdue").locator(".row-receipt a").click()
    expect(page.locator(".file-head .waits")).to_have_text(words[1])
    examine(page, f"a card, waiting {'dark' if dark else 'light'}")
    page.goto(waiting.url + "/desk/today")
    overdue = page.locator(".today-part").filter(has=page.locator(".today-reason--overdue"))
    expect(overdue.locator(".card")).to_have_count(2)
    examine(page, f"today, waiting {'dark' if dark else 'light'}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wide", [1024, 1280, 1366])
def test_in_a_list_a_status_and_a_lateness_are_one_line_each(visitor, waiting, language, wide):
    page = visitor(language, wide)
    sign_in(page, waiting, "anna")
    page.goto(waiting.url + "/desk/forms/contact/list")
    lines = page.locator(".list :is(.stage, .waits)").evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect().height / parseFloat(getComputedStyle(part).fontSize))")
    assert len(lines) == 5 and max(lines) < 2.5
    assert page.evaluate("document.documentElement.scrollWidth") <= wide


def test_a_board_that_is_left_open_turns_amber_by_itself(visitor, waiting):
    """The page's clock goes on; what it asks for then the server answers by its own, which has not."""
    page = visitor("en")
    page.clock.install()
    sign_in(page, waiting, "anna")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/cards?" in request.url else None)
    identity = page.locator(".card", has_text="Vera Fresh").get_attribute("data-card")
    time = page.locator(".card", has_text="Vera Fresh").locator("time")
    for _ in range(12 * 4):  # somebody sits there, or the screen would lock
        page.clock.fast_forward(HOUR * 1_000 // 12)
        page.keyboard.press("Shift")
    page.clock.run_for(60_000)
    expect(time).to_contain_text("5 h ago")
    assert any(identity in address for address in asked)


def test_cards_opened_from_today_lead_on_along_it_and_back(visitor, waiting):
    page = visitor("en")
    sign_in(page, waiting, "ben")
    page.goto(waiting.url + "/desk/today")
    overdue = page.locator(".today-part").filter(has=page.locator(".today-reason--overdue"))
    names = overdue.locator(".card-title").all_text_contents()
    assert [name.split(": ")[-1] for name in names] == ["Vera Overdue", "Vera Late"]
    overdue.locator(".card-link").first.click()
    expect(page.locator("dl.answers")).to_contain_text("Vera Overdue")
    expect(page.locator(".copy").first).to_be_attached()  # the script is there
    page.keyboard.press("j")
    expect(page.locator("dl.answers")).to_contain_text("Vera Late")
    expect(page.locator("#behind")).to_have_count(0)
    expect(page.locator(".copy").first).to_be_attached()
    page.keyboard.press("k")
    expect(page.locator("dl.answers")).to_contain_text("Vera Overdue")
    # Taking it changes nothing about the way on.
    expect(page.locator(".copy").first).to_be_attached()
    page.keyboard.press("t")
    expect(page.locator(".file-notice")).to_be_visible()
    expect(page.locator("#behind")).to_be_visible()
    expect(page.locator("#to-board")).to_have_text("Today")
    expect(page.locator(".copy").first).to_be_attached()
    page.keyboard.press("b")
    expect(page).to_have_url(waiting.url + f"/desk/today#card-{page.locator('.card').first.get_attribute('data-card')}")
