"""The CAPTCHA widget when things do not go as planned: too early, twice, no challenge, a strict policy."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect


@pytest.fixture
def form(visitor, house):
    """The hosted form, filled in, and the bodies of the posts that leave the page."""

    def open_form(prepare=lambda page: None) -> tuple[Page, list[str]]:
        page = visitor("ja")
        prepare(page)
        posts = listen(page)
        page.goto(house.url + "/f/contact")
        page.locator("#f-name").fill("ベラ")
        page.locator("#f-email").fill("vera@example.test")
        page.locator("[name=topic][value=other]").check()
        page.locator("#f-message").fill("一行目\n二行目")
        page.locator("#f-privacy").check()
        return page, posts

    return open_form


def listen(page: Page) -> list[str]:
    """The bodies of the posts that leave the page from now on."""
    posts: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            posts.append(request.post_data or "")

    page.on("request", note)
    return posts


def proof(body: str) -> str:
    found = re.search(r"(?:^|&)altcha=([^&]*)", body)
    return found.group(1) if found else ""


def sent_by_the_page(page: Page, field: str, button: str) -> list[list[str]]:
    """What a page that takes the form over, twice, finds in a field."""
    page.evaluate(
        """(field) => {
            window.found = [];
            document.forms[0].addEventListener("submit", (event) => {
                event.preventDefault();
                found.push(new FormData(event.target).getAll(field));
                document.documentElement.dataset.sent = found.length;
            });
        }""", field)
    for count in (1, 2):
        page.locator(button).click(no_wait_after=True)
        expect(page.locator("html")).to_have_attribute("data-sent", str(count), timeout=60_000)
    return page.evaluate("found")


def send(page: Page) -> None:
    page.locator(".entrance-send button").click(no_wait_after=True)


def test_a_submit_before_the_proof_waits_says_so_and_goes_once(form):
    waiting: list[Route] = []
    page, posts = form(lambda page: page.route("**/challenge", lambda route: waiting.append(route)))
    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('.entrance-send button').click()")
    expect(page.get_by_role("status")).to_contain_text("自動で送信します")
    waiting[0].continue_()
    expect(page.locator(".entrance-code")).to_be_visible()
    assert len(posts) == 1 and proof(posts[0])


def test_without_a_challenge_the_form_goes_all_the_same(form):
    page, posts = form(lambda page: page.route("**/challenge", lambda route: route.abort()))
    send(page)
    expect(page.locator(".entrance-code")).to_be_visible()
    assert len(posts) == 1 and not proof(posts[0])


def test_a_challenge_that_is_refused_at_once_costs_no_click(visitor, house):
    page = visitor("ja")
    # As by a policy of the website, while the form is still being told of the click.
    page.add_init_script("window.fetch = () => Promise.reject(new TypeError('not from here'))")
    posts = listen(page)
    page.goto(house.url + "/f/contact")
    # As a browser fills in what it knows, without an event.
    page.evaluate(
        """() => {
            const values = { name: "ベラ", email: "vera@example.test", message: "一行目" };
            for (const [name, value] of Object.entries(values)) document.querySelector(`#f-${name}`).value = value;
            document.querySelector("[name=topic][value=other]").checked = true;
            document.querySelector("#f-privacy").checked = true;
        }""")
    send(page)
    expect(page.locator(".entrance-code")).to_be_visible()
    assert len(posts) == 1 and not proof(posts[0])


def test_without_workers_and_webcrypto_it_solves_on_the_page(form):
    without = "delete Crypto.prototype.subtle; window.Worker = undefined"
    page, posts = form(lambda page: page.add_init_script(without))
    send(page)
    expect(page.locator(".entrance-code")).to_be_visible(timeout=60_000)
    assert proof(posts[0])


def test_a_page_that_sends_by_itself_gets_a_new_proof_each_time(form):
    page, posts = form()
    (first,), (second,) = sent_by_the_page(page, "altcha", ".entrance-send button")
    assert first and second and first != second
    assert posts == []


@pytest.fixture
def strict(chromium, house, website):
    """A website's form under a policy that forbids workers, and the bodies of the posts that leave it."""
    # A context of its own: the blocked policy and worker are reported, and that is right.
    context = chromium.new_context(ignore_https_errors=True, locale="ja-JP")
    page = context.new_page()
    posts = listen(page)
    page.goto(website.origin + "/strict.html")
    yield page, posts
    context.close()


def test_under_a_policy_that_forbids_workers_it_solves_on_the_page(strict):
    page, posts = strict
    page.locator("[name=name]").fill("ベラ")
    expect(page.get_by_role("status")).to_contain_text("済みました", timeout=60_000)
    page.locator("button").click()
    # Not everything is filled in: the hosted form comes back with what was typed.
    expect(page.locator("#f-name")).to_have_value("ベラ")
    assert proof(posts[0])
    assert re.search(r"(?:^|&)_submission=[0-9a-f]{32}(?:&|$)", posts[0])


def test_a_form_without_an_id_gets_one_which_is_another_when_the_page_has_sent_it(strict):
    page, _ = strict
    page.locator("[name=name]").fill("Vera")
    (first,), (second,) = sent_by_the_page(page, "_submission", "button")
    assert re.fullmatch("[0-9a-f]{32}", first) and re.fullmatch("[0-9a-f]{32}", second) and first != second


def test_who_comes_back_to_what_was_sent_retries_it_until_something_else_is_typed(strict):
    """The answer may have been lost: sent as it was, it is the same submission."""
    page, posts = strict
    page.route("**/f/contact", lambda route: route.fulfill(status=204))  # the page stays where it is
    page.locator("[name=name]").fill("Vera")
    known = page.locator("[name=_submission]")
    expect(page.get_by_role("status")).to_contain_text("済みました", timeout=60_000)
    for typed, is_other in (("", False), (" Zweitens", True)):
        key, sent = known.input_value(), len(posts)
        with page.expect_request("**/f/contact"):
            page.locator("button").click()
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        assert known.input_value() == key
        page.locator("[name=name]").press_sequentially(typed)
        assert (known.input_value() != key) is is_other and len(posts) == sent + 1
