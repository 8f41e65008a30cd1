"""A card dragged across a board with 500 cards in view: how long the browser could do nothing else."""

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
CARDS = 500
STEPS = 120
WATCH = """
    window.longTasks = [];
    new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(one => one.duration)))
        .observe({type: "longtask"});
"""


def measure(served, name, say):
    say(f"dragging among {CARDS} cards …")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
        house = f"https://localhost:{served.port}"
        context.add_cookies([{"name": "__Host-genkan", "value": served.session, "url": house, "secure": True}])
        page = context.new_page()
        page.goto(f"{house}/desk/forms/csv-{name}/board?limit={CARDS}")
        cards = page.locator("#column-unhandled .card")
        if cards.count() < CARDS:
            raise SystemExit(f"the board shows {cards.count()} cards")
        page.wait_for_timeout(1_000)  # what loading costs is not what dragging costs
        page.evaluate(WATCH)
        start = cards.first.locator(".card-title").bounding_box()
        targets = [page.locator(f"#column-{status}").bounding_box() for status in ("done", "in-progress")]
        page.mouse.move(start["x"] + 40, start["y"] + 8)
        page.mouse.down()
        for target in targets:
            page.mouse.move(target["x"] + 80, target["y"] + 200, steps=STEPS)
        page.mouse.up()
        page.locator("#column-in-progress .card").first.wait_for()
        page.wait_for_timeout(500)
        tasks = page.evaluate("window.longTasks")
        browser.close()
    return {"drag_500_long_tasks": len(tasks), "drag_500_longest_task_ms": max(tasks, default=0)}
