"""Four people at one board at once: what each does the others see, nothing is overwritten unseen, and one whose
line is cut three times misses nothing."""

import os
import sqlite3
from collections import Counter

import pytest
from playwright.sync_api import expect

from cut_line import CutLine
from desk import sign_in
from house import House
from visitor import fill_house

CHANGES = 2_000 if os.environ.get("GENKAN_LONG") else 200
# As many as one address may send at once without a proof.
CARDS = 10
PEOPLE = ["anna", "ben", "carol", "dora"]

# So many changes of two cards at once, taken at random, by the page's own functions; a note now and then.
WORK = """async ([count, statuses, csrf]) => {
  const { board } = await import("/cards.js");
  const { act } = await import("/deeds.js");
  const { move } = await import("/moves.js");
  const any = (list) => list[Math.floor(Math.random() * list.length)];
  window.worked = 0;
  window.noted = {};
  while (window.worked < count) {
    const cards = [...board.querySelectorAll(".card")];
    const two = [any(cards), any(cards)];
    if (two[0] === two[1]) continue;
    const kind = Math.random();
    if (kind < 0.6) await move(two, any(statuses));
    else if (kind < 0.8) await act(two, "take");
    else if (kind < 0.9) await act(two, "assign", { assignee: "" });
    else {
      const body = new URLSearchParams({ csrf, text: `note ${window.worked}` });
      const { card } = two[0].dataset;
      const { type } = await fetch(`/desk/submissions/${card}/notes`, { method: "POST", body, redirect: "manual" })
        .catch(() => ({}));
      if (type === "opaqueredirect") window.noted[card] = (window.noted[card] ?? 0) + 1;
    }
    window.worked += 1;
  }
}"""
# Where each card stands, at which place of its column, who has it, and how many notes it has.
SHOWN = """() => Object.fromEntries([...document.querySelectorAll("#board .card")].map((card) =>
  [card.dataset.card, [card.closest(".column").dataset.column,
    [...card.closest(".cards").querySelectorAll(".card")].indexOf(card), card.dataset.version,
    card.dataset.assignee ?? "", Number(card.querySelector(".note-count [aria-hidden]")?.textContent ?? 0)]]))"""


@pytest.fixture
def crowded(tmp_path):
    house = House(tmp_path, [])
    house.set_up()
    house.start()
    for name in PEOPLE[1:]:
        house.add(name, "staff")
    fill_house(house, *(f"Vera {number}" for number in range(CARDS)))
    yield house
    house.stop()


def test_four_browsers_show_the_same_in_the_end(chromium, crowded):
    line = CutLine()
    pages = []
    for name in PEOPLE:
        proxy = {"server": line.address, "bypass": "<-loopback>"} if name == "dora" else None
        context = chromium.new_context(ignore_https_errors=True, locale="en-GB", proxy=proxy)
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, crowded, name)
        expect(page.locator(".card-more").first).to_be_attached()
        pages.append(page)
    statuses = ["unhandled", "in-progress", "done", "shipped"]
    share = CHANGES // len(pages)
    for page in pages:
        csrf = page.locator("#act [name=csrf]").input_value()
        page.evaluate(f"work => {{ window.working = ({WORK})(work); }}", [share, statuses, csrf])
    for part in range(1, 4):
        pages[0].wait_for_function("part => window.worked >= part", arg=share * part // 4, timeout=600_000)
        line.cut()
    for page in pages:
        page.wait_for_function("share => window.worked >= share", arg=share, timeout=600_000)
        page.evaluate("window.working")
    noted = Counter()
    for page in pages:
        noted.update(page.evaluate("window.noted"))
    assert sum(noted.values()) > CHANGES // 50

    fresh = chromium.new_context(ignore_https_errors=True, locale="en-GB").new_page()
    sign_in(fresh, crowded, "anna")
    truth = fresh.evaluate(SHOWN)
    assert len(truth) == CARDS
    # Notes overwrite nothing: every one that was taken is there.
    kept = {card: facts[-1] for card, facts in truth.items()}
    assert all(kept[card] >= count for card, count in noted.items()), (kept, noted)
    # The answer to one that was under way when the line was cut may not have come.
    assert sum(noted.values()) <= sum(kept.values()) <= sum(noted.values()) + 3
    for page, name in zip(pages, PEOPLE):
        page.wait_for_function(f"truth => JSON.stringify(({SHOWN})(), Object.keys(truth)) === JSON.stringify(truth, Object.keys(truth))", arg=truth)
        assert page.evaluate(SHOWN) == truth, name
        page.context.close()
    fresh.context.close()
    line.close()
    crowded.stop()
    every_change_is_in_the_history(crowded)


def every_change_is_in_the_history(house) -> None:
    """Each version of each card has its line, which begins where the one before it ended."""
    shell = sqlite3.connect(house.data / "genkan.sqlite")
    cards = shell.execute("SELECT id, version, status, assignee FROM submissions").fetchall()
    changes = 0
    for card, version, status, assignee in cards:
        place, holder = "held/without-token", None
        lines = shell.execute(
            "SELECT version, kind, old_value, new_value FROM changes WHERE submission = ? ORDER BY version",
            (card,)).fetchall()
        assert [line[0] for line in lines] == list(range(2, version + 1))
        for _, kind, old, new in lines:
            if kind == "moved":
                assert old == place
                place = new
            else:
                assert old == holder
                holder = new
        assert place == status
        assert holder is None and assignee is None or holder.replace("-", "") == assignee.hex()
        changes += len(lines)
    told = shell.execute(
        "SELECT count(*) FROM audit WHERE kind IN ('submission-moved', 'submission-assigned')").fetchone()[0]
    shell.close()
    assert told == changes > 0
