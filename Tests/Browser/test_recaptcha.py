"""Forms whose CAPTCHA comes from elsewhere: what its script gives goes along, and whatever it does, nothing is lost.

The providers' scripts are stood in for by stubs: what a page asks of anybody but the house ends in this file.
"""

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from captcha_servers import ALL
from desk import cards, come_in
from house import House
from mail_servers import Authority
from sweep import LANGUAGES, SIZES, examine
from visit import receipt
from visitor import Visitor

FORM = """title: {ja: 問い合わせ, en: Contact}
captcha: %s
fields: [{name: m, kind: text, label: {ja: 内容, en: Message}, required: true, title: true}]
"""
V3 = "recaptcha-v3"
PATIENCE = 8_000  # milliseconds, as recaptcha.js has it
WORDS = {"ja": "JavaScript が必要です", "en": "needs JavaScript"}
# Of each widget: where its script comes from, the class of its place, its frame, and the frame's size as documented.
WIDGETS = {
    "recaptcha-v2": ("https://www.google.com/recaptcha/api.js?hl={language}",
                     "g-recaptcha", "https://www.google.com/recaptcha/api2/anchor", (304, 78)),
    "hcaptcha": ("https://js.hcaptcha.com/1/api.js?hl={language}",
                 "h-captcha", "https://newassets.hcaptcha.com/captcha/v1/hcaptcha.html", (303, 78)),
    "turnstile": ("https://challenges.cloudflare.com/turnstile/v0/api.js",
                  "cf-turnstile", "https://challenges.cloudflare.com/cdn-cgi/challenge-platform/x", (300, 65)),
    "friendly-captcha": ("https://cdn.jsdelivr.net/npm/@friendlycaptcha/sdk@0.1.31/site.min.js",
                         "frc-captcha", "https://global.frcapi.com/api/v2/captcha/widget", (316, 66)),
}  # fmt: skip
# `mint` is the provider's, which knows its own site key and notes the action.
V3_STUB = """window.grecaptcha = {
    ready: (then) => setTimeout(then),
    execute: (siteKey, { action }) => mint(siteKey, action),
};"""
NEVER_READY = "window.grecaptcha = { ready() {} };"
NEVER_DONE = "window.grecaptcha = { ready: (then) => then(), execute: () => new Promise(() => {}) };"
REFUSES = "window.grecaptcha = { ready: (then) => then(), execute: () => Promise.reject(new Error('no')) };"
THROWS = "window.grecaptcha = { ready: (then) => then(), execute() { throw new Error('Invalid site key'); } };"
WIDGET_STUB = """(([named, address, width, height, name]) => {
    const draw = () => {
        for (const place of document.querySelectorAll("." + named)) {
            const field = Object.assign(document.createElement("input"), { type: "hidden", name });
            const frame = Object.assign(document.createElement("iframe"), { src: address, width, height, title: "CAPTCHA" });
            frame.style.border = "0";
            place.append(frame, field);
            mint(place.dataset.sitekey, place.dataset.action).then((token) => { field.value = token; });
        }
    };
    document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", draw) : draw();
})(%s);"""
# What waits for eight seconds waits for ever.
NO_PATIENCE = """const begin = window.setTimeout;
window.setTimeout = (deed, delay, ...rest) => delay >= 1_000 ? 0 : begin(deed, delay, ...rest);"""


@pytest.fixture(scope="module")
def providers(tmp_path_factory):
    directory = tmp_path_factory.mktemp("providers")
    authority = Authority(directory / "issuers.pem")
    certificate = authority.certificate("localhost")
    found = {kind.name: kind(certificate) for kind in ALL}
    for name, provider in found.items():
        provider.file = directory / f"{name}.secret"
        provider.file.touch(mode=0o600)
        provider.file.write_text(provider.secret + "\n")
    yield SimpleNamespace(of=found, issuers=directory / "issuers.pem")
    for provider in found.values():
        provider.stop()


@pytest.fixture(scope="module")
def house(tmp_path_factory, providers):
    """In the place of the house for the whole run: it has a form for each provider."""
    house = House(tmp_path_factory.mktemp("recaptcha"), [], {
        "GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000",
        "GENKAN_CAPTCHA_CERTIFICATE_AUTHORITY": str(providers.issuers),
    })  # fmt: skip
    for name, provider in providers.of.items():
        keys = f"GENKAN_CAPTCHA_{name.upper().replace('-', '_')}_"
        settings = {"SITE_KEY": provider.site_key, "SECRET_FILE": provider.file, "VERIFY_URL": provider.address}
        house.extra |= {keys + setting: str(value) for setting, value in settings.items()}
        house.write_form(name, FORM % name)
    house.set_up()
    house.start()
    house.add_ben()
    for name, provider in providers.of.items():
        provider.action = json.loads(Visitor(house).get(f"/f/{name}/challenge").body)["action"]
    yield house
    house.stop()


class Form:
    """A form's page in a browser that reaches the house and, of all others, only who is stood in for here."""

    def __init__(self, visitor, house, provider, answers: dict, **browser):
        self.house, self.provider = house, provider
        self.asked: list[str] = []  # of others than the house
        self.posts: list[dict[str, str]] = []
        self.answers = answers
        self.page: Page = visitor(**browser)
        self.page.expose_function("mint", self._mint)
        self.page.context.route(lambda address: not address.startswith(house.url + "/"), self._answer)
        self.page.on("request", lambda request: request.method == "POST" and self.posts.append(
            dict(parse_qsl(request.post_data or "", keep_blank_values=True))))

    def _mint(self, site_key: str, action: str) -> str:
        assert site_key == self.provider.site_key
        return self.provider.mint(action=action)

    def _answer(self, route: Route) -> None:
        address = route.request.url
        self.asked.append(address)
        answer = self.answers.get(address)
        if callable(answer):
            answer(route)
        elif answer is None:
            route.abort()
        else:
            route.fulfill(body=answer, content_type="text/html" if answer.startswith("<") else "text/javascript",
                          headers={"Access-Control-Allow-Origin": "*"})

    def open(self, message: str = "Vera", until="load") -> "Form":
        self.page.goto(f"{self.house.url}/f/{self.provider.name}", wait_until=until)
        self.page.locator("[name=m]").fill(message)
        return self

    @property
    def button(self):
        return self.page.locator(".entrance-send button")

    def click(self) -> "Form":
        self.button.click(no_wait_after=True)
        return self

    def tokens(self) -> list[str]:
        """What was sent as one, post by post."""
        return [post.get(self.provider.field, "") for post in self.posts]


@pytest.fixture
def v3(visitor, house, providers):
    """The form of reCAPTCHA v3, where Google's script is what the test says; nothing comes of None."""

    def make(script: object, **browser) -> Form:
        provider = providers.of[V3]
        address = f"https://www.google.com/recaptcha/api.js?render={provider.site_key}"
        return Form(visitor, house, provider, {address: script}, **browser)

    return make


@pytest.fixture
def is_card(visitor, house):
    """Checks that a receipt's card lies in a column, and that it is there once."""

    def check(form: Form, code: str, status: str) -> None:
        page = visitor("en")
        come_in(page, house, "anna", f"/desk/forms/{form.provider.name}/board")
        expect(page.locator("#board")).to_be_visible()
        assert cards(page, status).count(code) == 1
        assert page.locator(f".card-link:text-is('{code}')").count() == 1

    return check


def stored(house, provider) -> int:
    """How many submissions to a provider's form there are."""
    form = bytes.fromhex(provider.action.translate(str.maketrans("abcdefghijklmnop", "0123456789abcdef")))
    with contextlib.closing(sqlite3.connect(f"file:{house.data}/genkan.sqlite?mode=ro", uri=True)) as shell:
        return shell.execute("SELECT count(*) FROM submissions WHERE form = ?", [form]).fetchone()[0]


def is_without_token(form: Form, is_card) -> None:
    """It went once, without a token about which nobody was asked, and is held."""
    code = receipt(form.page)
    assert form.tokens() == [""]
    is_card(form, code, "held")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_token_for_this_form_reaches_google_and_is_good(v3, is_card, language):
    form = v3(V3_STUB, language=language).open().click()
    code = receipt(form.page)
    asked = form.provider.asked[-1].fields
    token = form.provider.tokens[asked["response"]]
    assert form.tokens() == [asked["response"]] and asked["secret"] == form.provider.secret
    assert token.is_spent and token.action == form.provider.action
    assert [urlsplit(address).path for address in form.asked] == ["/recaptcha/api.js"]
    is_card(form, code, "unhandled")


def test_clicks_while_a_token_is_asked_for_are_one(v3, house, is_card):
    form = v3(V3_STUB).open()
    before, known = stored(house, form.provider), len(form.provider.tokens)
    form.page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('.entrance-send button').click()")
    code = receipt(form.page)
    assert form.tokens() == list(form.provider.tokens)[known:], "one was asked for"
    assert stored(house, form.provider) == before + 1
    is_card(form, code, "unhandled")


def test_a_click_while_the_form_is_on_its_way_stores_nothing_more(v3, house, is_card):
    form = v3(V3_STUB).open()
    before, asked = stored(house, form.provider), len(form.provider.asked)
    given = [form.provider.mint(), form.provider.mint()]
    form.page.evaluate("tokens => { grecaptcha.execute = async () => tokens.shift(); }", given)
    form.button.scroll_into_view_if_needed()
    box = form.button.bounding_box()
    with form.provider.waiting():
        form.click()
        pass_until(form, lambda: len(form.provider.asked) > asked)
        form.page.mouse.click(box["x"] + 9, box["y"] + 9)
        pass_until(form, lambda: len(form.posts) == 2)
    code = receipt(form.page)
    assert form.tokens() == given and form.posts[0]["_submission"] == form.posts[1]["_submission"]
    assert stored(house, form.provider) == before + 1
    is_card(form, code, "unhandled")


def pass_until(form: Form, is_so: Callable[[], bool]) -> None:
    """The browser goes on meanwhile."""
    for _ in range(600):
        if is_so():
            return
        form.page.wait_for_timeout(50)
    raise AssertionError("it never came to that")


@pytest.mark.parametrize("script", [None, "", REFUSES, THROWS], ids=["blocked", "empty", "refuses", "throws"])
def test_a_script_that_fails_keeps_nobody_waiting(v3, is_card, script):
    form = v3(script)
    form.page.add_init_script(NO_PATIENCE)
    form.open().click()
    is_without_token(form, is_card)
    assert len(form.asked) == 1


@pytest.mark.parametrize("script", [NEVER_READY, NEVER_DONE], ids=["never-ready", "never-done"])
def test_a_script_that_never_answers_is_waited_for_eight_seconds(v3, is_card, script):
    is_sent_after_patience(v3(script), "load", is_card)


def test_a_script_that_is_still_on_its_way_is_waited_for(v3, is_card):
    waiting: list[Route] = []
    form = v3(waiting.append).open(until="domcontentloaded").click()
    form.page.wait_for_timeout(500)
    assert form.posts == [] and len(waiting) == 1
    waiting[0].fulfill(body=V3_STUB, content_type="text/javascript")
    code = receipt(form.page)
    assert form.tokens()[0] in form.provider.tokens
    is_card(form, code, "unhandled")


def test_a_script_that_never_comes_is_waited_for_eight_seconds(v3, is_card):
    is_sent_after_patience(v3(lambda route: None), "domcontentloaded", is_card)


def is_sent_after_patience(form: Form, until: str, is_card) -> None:
    form.page.clock.install()
    form.open(until=until).page.clock.pause_at("2100-01-01")
    form.click()
    form.page.clock.run_for(PATIENCE - 500)
    form.page.wait_for_timeout(200)  # what had gone would be known by now
    assert form.posts == []
    form.page.clock.run_for(1_000)
    form.page.clock.resume()
    is_without_token(form, is_card)


def test_a_token_that_went_before_is_not_sent_again(v3, is_card):
    form = v3(V3_STUB).open()
    form.page.route("**/f/*", lambda route: route.fulfill(status=204), times=1)  # the page stays
    with form.page.expect_response("**/f/*"):
        form.click()
    form.page.evaluate(REFUSES)
    form.click()
    code = receipt(form.page)
    first, second = form.tokens()
    assert first in form.provider.tokens and second == ""
    is_card(form, code, "held")


@pytest.mark.parametrize("script, status", [(V3_STUB, "unhandled"), (None, "held")], ids=["token", "none"])
def test_a_browser_without_request_submit(v3, house, is_card, script, status):
    form = v3(script)
    form.page.add_init_script("delete HTMLFormElement.prototype.requestSubmit")
    form.open().button.evaluate("button => Object.assign(button, { name: 'how', value: 'by the button' })")
    assert not form.page.evaluate("'requestSubmit' in HTMLFormElement.prototype")
    before = stored(house, form.provider)
    form.click()
    code = receipt(form.page)
    assert len(form.posts) == 1 and form.posts[0]["how"] == "by the button"
    assert (form.tokens()[0] in form.provider.tokens) == (script is not None)
    assert stored(house, form.provider) == before + 1
    is_card(form, code, status)


STRANGE = {
    "another-forms": "button.setAttribute('form', document.body.appendChild("
    "Object.assign(document.createElement('form'), { id: 'other' })).id)",
    "nobodys": "button.remove()",
}  # fmt: skip


@pytest.mark.parametrize("what", STRANGE.values(), ids=STRANGE.keys())
def test_a_button_that_has_gone_meanwhile_hinders_nothing(v3, is_card, what):
    form = v3(V3_STUB).open()
    form.page.evaluate(f"""() => {{
        const button = document.querySelector(".entrance-send button");
        button.click();
        {what};
    }}""")
    code = receipt(form.page)
    assert form.tokens()[0] in form.provider.tokens
    is_card(form, code, "unhandled")


def test_a_sending_that_fails_can_be_tried_again(v3, is_card):
    form = v3(V3_STUB).open()
    known = len(form.provider.tokens)
    form.page.evaluate("""() => {
        const { requestSubmit } = HTMLFormElement.prototype;
        window.addEventListener("unhandledrejection", (event) => {
            event.preventDefault();
            HTMLFormElement.prototype.requestSubmit = requestSubmit;
            document.documentElement.dataset.failed = event.reason.message;
        });
        HTMLFormElement.prototype.requestSubmit = () => { throw new Error("not now"); };
    }""")
    form.click()
    expect(form.page.locator("html")).to_have_attribute("data-failed", "not now")
    assert form.posts == []
    form.click()
    code = receipt(form.page)
    assert form.tokens() == list(form.provider.tokens)[known + 1:], "it goes with a new token"
    is_card(form, code, "unhandled")


@pytest.fixture
def widget(visitor, house, providers):
    """The form of a provider whose widget is seen, and the address of its script."""

    def make(name: str, language: str, **browser) -> Form:
        provider = providers.of[name]
        script, named, frame, size = WIDGETS[name]
        stub = WIDGET_STUB % json.dumps([named, frame, *size, provider.field])
        answers = {script.format(language=language): stub, frame: "<!doctype html><title>Widget</title>"}
        return Form(visitor, house, provider, answers, language=language, **browser)

    return make


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_drawn_fits_and_is_believed(widget, is_card, name, language, width):
    form = widget(name, language, width=width).open()
    frame = form.page.locator(".entrance-widget iframe")
    box = frame.bounding_box()
    assert (box["width"], box["height"]) == WIDGETS[name][3] and box["x"] >= 0 and box["x"] + box["width"] <= width
    assert set(form.asked) == set(form.answers)
    examine(form.page, f"a form with {name}")
    form.click()
    code = receipt(form.page)
    assert form.tokens()[0] in form.provider.tokens
    is_card(form, code, "unhandled")


@pytest.mark.parametrize("name", WIDGETS)
def test_without_a_widgets_script_a_form_is_held(widget, is_card, name):
    form = widget(name, "en")
    form.answers.clear()
    form.open().click()
    is_without_token(form, is_card)
    assert len(form.asked) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [V3, *WIDGETS])
def test_without_javascript_a_form_says_so_and_is_held(visitor, house, providers, is_card, name, language):
    form = Form(visitor, house, providers.of[name], {}, language=language, javascript=False, width=360).open()
    words = form.page.locator(".entrance-send noscript p")
    expect(words).to_contain_text(WORDS[language])
    expect(words).to_be_visible()
    form.click()
    is_without_token(form, is_card)
    assert form.asked == []
