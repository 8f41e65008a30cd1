"""CAPTCHA providers: only what is documented to mean yes is a yes, and whatever a provider does, nothing is lost."""

import concurrent.futures
import contextlib
import itertools
import json
import re
import secrets
import socket
import sqlite3
import time
from types import SimpleNamespace

import pytest

from captcha_answers import NAMES, REFUSED, SAID, STORED
from captcha_servers import ALL, ANOTHER_ANSWER
from house import House
from mail_servers import Authority
from visitor import Answer, Visitor

WEBSITE = "https://www.example.jp"
FORM = """title: {ja: 問い合わせ, en: Contact}
captcha: %s
allowed_origins: [https://www.example.jp]
fields: [{name: m, kind: text, label: {ja: 内容, en: Message}, required: true}]
"""
# A part of the element's class, where the script comes from, and what lets it in.
WIDGETS = {
    "recaptcha-v2": ("g-recaptcha", "www.google.com", "https://www.google.com/recaptcha/"),
    "recaptcha-v3": ("recaptcha", "www.google.com", "https://www.google.com/recaptcha/"),
    "hcaptcha": ("h-captcha", "js.hcaptcha.com", "https://*.hcaptcha.com"),
    "turnstile": ("cf-turnstile", "challenges.cloudflare.com", "https://challenges.cloudflare.com"),
    "friendly-captcha": ("frc-captcha", "cdn.jsdelivr.net", "https://cdn.jsdelivr.net/npm/@friendlycaptcha/")}
DUMMIES = [
    ("recaptcha-v2", "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe"), ("hcaptcha", "0x" + "0" * 40),
    *[("turnstile", f"{kind}x0000000000000000000000000000000AA") for kind in (1, 2, 3)]]
NO_URLS = ("http://localhost/x", "captcha.example.org", "https://localhost", "https://10.0.0.1/x")
UNFIT = [
    ({"SECRET_FILE": None}, "environment: {keys}SITE_KEY: has no secret"),
    ({"SITE_KEY": None}, "environment: {keys}SECRET_FILE: has no public key"),
    ({"SECRET_FILE": None, "SITE_KEY": None, "VERIFY_URL": None}, "{name}.yaml:2: captcha: "),
    *[({"VERIFY_URL": url}, "{keys}VERIFY_URL: is no address of a provider (%s)" % url) for url in NO_URLS],
]
sources = (f"127.7.{number >> 8}.{number & 255}" for number in itertools.count(1))


class Entrance:
    """A house with a form for each of five providers, and these providers."""

    def __init__(self, directory):
        self.authority = Authority(directory / "issuers.pem")
        self.certificate = self.authority.certificate("localhost")
        self.providers = {kind.name: kind(self.certificate) for kind in ALL}
        self.house = House(directory, [], {
            "GENKAN_CAPTCHA_CERTIFICATE_AUTHORITY": str(directory / "issuers.pem"),
            "GENKAN_CAPTCHA_RECAPTCHA_V3_LOWEST_SCORE": "50",
            "GENKAN_CAPTCHA_HCAPTCHA_HIGHEST_RISK": "80",
        })  # fmt: skip
        for name, provider in self.providers.items():
            provider.keys = f"GENKAN_CAPTCHA_{name.upper().replace('-', '_')}_"
            provider.file = directory / f"{name}.secret"
            provider.file.touch(mode=0o600)
            provider.file.write_text(provider.secret + "\n")
            settings = {"SITE_KEY": provider.site_key, "SECRET_FILE": provider.file, "VERIFY_URL": provider.address}
            self.house.extra |= {provider.keys + setting: str(value) for setting, value in settings.items()}
            self.house.write_form(name, FORM % name)
        self.house.set_up()
        self.house.start()
        for name, provider in self.providers.items():
            provider.action = json.loads(Visitor(self.house).get(f"/f/{name}/challenge").body)["action"]

    def stored(self, provider) -> list[str | None]:
        """Why each submission to its form is held, in the order of their arrival."""
        form = bytes.fromhex(provider.action.translate(str.maketrans("abcdefghijklmnop", "0123456789abcdef")))
        with contextlib.closing(sqlite3.connect(f"file:{self.house.data}/genkan.sqlite?mode=ro", uri=True)) as shell:
            rows = shell.execute("SELECT held FROM submissions WHERE form = ? ORDER BY rowid", [form])
            return [held for (held,) in rows]

    @contextlib.contextmanager
    def restarted(self, **changed: str):
        """The house remembers nothing and has other settings, until the block ends."""
        usual, self.house.extra = self.house.extra, self.house.extra | changed
        self.house.stop()
        self.house.start()
        try:
            yield
        finally:
            self.house.extra = usual
            self.house.stop()
            self.house.start()

    def refusal(self, **changed: str | None) -> str:
        """What keeps a second `serve` from starting, which sees other settings, or some no more."""
        usual = self.house.extra
        self.house.extra = {name: value for name, value in (usual | changed).items() if value is not None}
        ended = self.house.run("serve")
        self.house.extra = usual
        assert ended.returncode == 78, ended.stderr
        return ended.stderr

    def everybody(self, check) -> None:
        """Checks all providers at once, where each takes its time."""
        with concurrent.futures.ThreadPoolExecutor(len(ALL)) as pool:
            list(pool.map(check, self.providers.values()))


class Vera(Visitor):
    """Opens the form of a provider as a browser does, and sends it with one token after another."""

    def __init__(self, entrance: Entrance, provider, page: Answer | None = None, typed: str | None = None):
        self.source = next(sources)
        super().__init__(entrance.house, self.source)
        self.entrance, self.provider, self.path = entrance, provider, f"/f/{provider.name}"
        self.page = page or self.get(self.path)
        self.typed = typed or f"Vera {secrets.token_hex(8)}"

    def click(self, token: str | None) -> Answer:
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', self.page.text)
        given = {} if token is None else {self.provider.field: token}
        answer = self.post(self.path, {**dict(hidden), "m": self.typed, **given})
        self.close()
        return answer

    def send(self, token: str | None) -> SimpleNamespace:
        """The answer, why each submission is held that came of it, what was asked, and how long it took."""
        asked, stored, began = len(self.provider.asked), len(self.entrance.stored(self.provider)), time.monotonic()
        got = SimpleNamespace(answer=self.click(token), seconds=time.monotonic() - began)
        got.stored, got.asked = self.entrance.stored(self.provider)[stored:], self.provider.asked[asked:]
        return got

    def is_stored(self, token: str | None, held: str | None = None, questions: int = 1) -> SimpleNamespace:
        got = self.send(token)
        assert got.answer.receipt and got.stored == [held] and got.seconds < 8, got
        most = 2 * questions if self.provider.name == "turnstile" else questions  # it takes a question twice
        assert questions <= len(got.asked) <= most and len({asked.body for asked in got.asked}) == questions, got
        return got

    def is_refused(self, token: str, questions: int = 1) -> None:
        """The page comes back with what was typed and a widget, whose next token is good."""
        got = self.send(token)
        assert got.answer.status == 422 and got.stored == [] and len(got.asked) == questions, got
        assert self.typed in got.answer.text and self.provider.site_key in got.answer.text
        self.is_stored(self.provider.mint())


@pytest.fixture(scope="module")
def entrance(tmp_path_factory):
    entrance = Entrance(tmp_path_factory.mktemp("entrance"))
    yield entrance
    entrance.house.stop()


@pytest.fixture(params=NAMES)
def provider(request, entrance):
    return entrance.providers[request.param]


@pytest.fixture
def vera(entrance, provider):
    return Vera(entrance, provider)


def of_each(cases):
    return pytest.mark.parametrize("provider, known", cases, indirect=["provider"], ids=lambda value: str(value)[:60])


def test_a_good_token_is_good_once(vera, provider, entrance):
    token = provider.mint()
    got = vera.is_stored(token)
    assert len(got.asked) == 1 and vera.source not in str(got.asked) and "127.0.0.1" not in str(got.asked)
    retry = vera.send(token)
    assert retry.answer.receipt == got.answer.receipt and retry.stored == retry.asked == []
    other = Vera(entrance, provider).send(token)
    assert other.answer.status == 422 and other.stored == other.asked == []


@of_each(REFUSED)
def test_a_token_that_is_not_for_this_form_now_is_refused(vera, provider, known):
    vera.is_refused(provider.mint(**known))


@of_each([(name, (held, known)) for held, cases in STORED.items() for name, known in cases])
def test_only_a_clear_yes_is_a_yes_and_the_rest_is_held(vera, provider, entrance, known):
    vera.is_stored(provider.mint(**known[1]), known[0])
    Vera(entrance, provider).is_stored(provider.mint())


@pytest.mark.parametrize("how", [*ANOTHER_ANSWER, "cut_short", "hang_up"])
def test_a_provider_that_misbehaves_loses_nothing_and_is_believed_again(vera, provider, entrance, how):
    token = provider.mint()
    with provider.misbehaving(how):
        got = vera.is_stored(token, "unverified")
    retry = vera.send(token)
    assert retry.answer.receipt == got.answer.receipt and retry.stored == []
    Vera(entrance, provider).is_stored(provider.mint())


@pytest.mark.parametrize("how", ["silence", "drip"])
def test_a_provider_that_takes_for_ever_is_not_waited_for(entrance, how):
    def check(provider):
        with provider.misbehaving(how):
            Vera(entrance, provider).is_stored(provider.mint(), "unverified")
        Vera(entrance, provider).is_stored(provider.mint())

    entrance.everybody(check)


@of_each([("turnstile", "internal_error"), ("turnstile", "hang_up")])
def test_turnstile_is_asked_again_under_the_same_key(vera, provider, known):
    with provider.misbehaving(known, times=1):
        got = vera.is_stored(provider.mint())
    first, second = (asked.fields["idempotency_key"] for asked in got.asked)
    assert first == second and first not in str(provider.asked[:-2])


def test_a_wrong_secret_holds_until_it_is_right(vera, provider, entrance):
    provider.file.write_text(f"wrong{provider.secret}\n")
    vera.is_stored(provider.mint(), "unverified")
    provider.file.write_text(provider.secret + "\n")
    Vera(entrance, provider).is_stored(provider.mint())


@pytest.mark.parametrize("issuer, name, days", [
    ("theirs", "localhost", 10), ("ours", "captcha.example.org", 10), ("ours", "localhost", -1), (None, None, None)])
def test_nobody_else_is_told_a_token(entrance, issuer, name, days, tmp_path):
    issuers = {"ours": entrance.authority, "theirs": Authority(tmp_path / "theirs.pem")}

    def check(provider):
        provider.stop()
        if issuer:
            provider.start(issuers[issuer].certificate(name, days=days))
        Vera(entrance, provider).is_stored(provider.mint(), "unverified", questions=0)
        provider.stop()
        provider.start(entrance.certificate)
        Vera(entrance, provider).is_stored(provider.mint())

    entrance.everybody(check)


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_token_nobody_is_asked(vera, token):
    vera.is_stored(token, "without-token", questions=0)


@pytest.mark.parametrize("token", ["two words", " ", "to\tken", "token\n", "tökén", "トークン", "long"])
def test_what_can_be_no_token_is_refused_without_asking(vera, provider, token):
    too_long = "x" * (2_049 if provider.name == "turnstile" else 20_000)
    vera.is_refused(too_long if token == "long" else token, questions=0)


def test_a_double_click_is_one_submission_and_one_question(vera, provider, entrance):
    token, twin = provider.mint(), Vera(entrance, provider, vera.page, vera.typed)
    asked, stored = len(provider.asked), len(entrance.stored(provider))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        with provider.waiting():
            clicks = [pool.submit(click, token) for click in (vera.click, twin.click)]
            provider.wait_for(asked + 1)
            time.sleep(0.3)  # the other click arrives meanwhile, or finds an answer
        receipts = {click.result().receipt for click in clicks}
    assert len(receipts) == 1 and None not in receipts
    assert entrance.stored(provider)[stored:] == [None] and len(provider.asked) == asked + 1


def test_the_page_has_the_widget_and_lets_in_its_script_alone(vera, provider):
    named, host, source = WIDGETS[provider.name]
    policy = {part.split()[0]: part.split()[1:] for part in vera.page.headers["content-security-policy"].split("; ")}
    (element,) = re.findall(r'<div class="([^"]*)" data-sitekey="([^"]*)" data-action="([^"]*)"', vera.page.text)
    assert named in element[0] and element[1:] == (provider.site_key, provider.action)
    assert re.findall(r'<script src="https://([^"/]+)/', vera.page.text) == [host]
    assert policy["default-src"] == ["'none'"] and policy["script-src"][0] == "'self'" and policy["frame-src"]
    assert source in policy["script-src"] and all(one.startswith("https://") for one in policy["script-src"][1:])
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(sum(policy.values(), []))


def test_a_website_learns_what_its_widget_needs_and_sends_its_token(vera, provider, entrance):
    answer = vera.get(f"{vera.path}/challenge", {"Origin": WEBSITE})
    told = {"action": provider.action, "provider": provider.name, "siteKey": provider.site_key}
    assert json.loads(answer.body) == told and answer.headers["access-control-allow-origin"] == WEBSITE
    assert [other.name for other in entrance.providers.values() if other.action == provider.action] == [provider.name]
    assert vera.get(f"{vera.path}/challenge", {"Origin": "https://evil.example"}).status == 403
    fields = {"m": vera.typed, provider.field: provider.mint(host="www.example.jp")}
    sent = vera.post_json(vera.path, fields, {"Origin": WEBSITE})
    assert sent.receipt and sent.headers["access-control-allow-origin"] == WEBSITE
    assert entrance.stored(provider)[-1] is None


@pytest.mark.parametrize("changed, problem", UNFIT, ids=str)
def test_settings_that_do_not_fit_are_told_at_the_start(provider, entrance, changed, problem):
    changed = {provider.keys + setting: value for setting, value in changed.items()}
    assert problem.format(name=provider.name, keys=provider.keys) in entrance.refusal(**changed)


@of_each([*((name, None) for name in NAMES), *DUMMIES])
def test_a_secret_that_others_know_is_none(provider, entrance, known):
    provider.file.chmod(0o600 if known else 0o640)
    provider.file.write_text(known or provider.secret)
    # An address for documentation (RFC 5737), and a house behind a proxy.
    outside = {"ADDRESS": "192.0.2.1", "PUBLIC_URL": "https://forms.example.jp", "TRUSTED_PROXIES": "127.0.0.1"}
    ended = [entrance.refusal(**{f"GENKAN_SERVER_{name}": value}) for name, value in outside.items()]
    provider.file.chmod(0o600)
    provider.file.write_text(provider.secret + "\n")
    for said in ended:
        assert f"environment: {provider.keys}SECRET_FILE: " in said and (known or provider.secret) not in said


@of_each(DUMMIES)
def test_a_secret_that_others_know_is_tried_out_where_nobody_else_can_come(entrance, provider, known):
    provider.file.write_text(known + "\n")
    with entrance.restarted():
        Vera(entrance, provider).is_stored(provider.mint(), "unverified")
        assert "its secret is a published one" in entrance.house.run("doctor").stdout
        provider.file.write_text(provider.secret + "\n")
        assert "its secret is a published one" not in entrance.house.run("doctor").stdout


def test_a_name_that_leads_nowhere_holds(entrance):
    addresses = [provider.keys + "VERIFY_URL" for provider in entrance.providers.values()]
    with entrance.restarted(**dict.fromkeys(addresses, "https://nowhere.invalid/x")):
        entrance.everybody(lambda provider: Vera(entrance, provider).is_stored(provider.mint(), "unverified", 0))


def test_a_name_that_leads_inside_is_not_followed(entrance):
    names = ["ip6-localhost", "ip6-loopback", socket.gethostname()]
    name, found = next((name, found) for name in names if (found := inside(name)))
    with socket.create_server((found[4][0], 0), family=found[0]) as inner:
        inner.setblocking(False)
        address = f"https://{name}:{inner.getsockname()[1]}/x"
        addresses = [provider.keys + "VERIFY_URL" for provider in entrance.providers.values()]
        with entrance.restarted(**dict.fromkeys(addresses, address)):
            entrance.everybody(lambda provider: Vera(entrance, provider).is_stored(provider.mint(), "unverified", 0))
        with pytest.raises(BlockingIOError):
            inner.accept()


def inside(name: str):
    """Where a name of this machine leads, if it is one."""
    with contextlib.suppress(OSError):
        return next(iter(socket.getaddrinfo(name, 0, type=socket.SOCK_STREAM)), None)


@of_each(DUMMIES)
def test_a_secret_that_others_know_is_not_asked_with_while_others_come(entrance, provider, known):
    host = "forms.example.jp"
    with entrance.restarted(GENKAN_SERVER_PUBLIC_URL=f"https://{host}"):
        Vera(entrance, provider).is_stored(provider.mint(host=host))
        provider.file.write_text(known + "\n")
        Vera(entrance, provider).is_stored(provider.mint(host=host), "unverified", questions=0)
        provider.file.write_text(provider.secret + "\n")
        Vera(entrance, provider).is_stored(provider.mint(host=host))


def test_a_provider_that_fails_again_and_again_rests(entrance):
    def check(provider):
        for failures in (4, 5):
            Vera(entrance, provider).is_stored(provider.mint())
            with provider.misbehaving("status_500"):
                for _ in range(failures):
                    Vera(entrance, provider).is_stored(provider.mint(), "unverified")
        assert Vera(entrance, provider).is_stored(provider.mint(), "unverified", questions=0).seconds < 1

    with entrance.restarted():
        entrance.everybody(check)


def test_no_token_makes_a_provider_rest_for_others(entrance):
    def check(provider):
        code = "bad_request" if "friendly" in provider.name else "bad-request"
        for _ in range(6):
            Vera(entrance, provider).is_stored(provider.mint(code=code), "unverified")
        Vera(entrance, provider).is_stored(provider.mint())

    with entrance.restarted():
        entrance.everybody(check)


def test_a_retry_gets_its_receipt_when_its_token_is_spent_or_too_old(entrance):
    veras = [(Vera(entrance, provider), provider.mint()) for provider in entrance.providers.values()]
    receipts = [vera.is_stored(text).answer.receipt for vera, text in veras]
    with entrance.restarted():
        for (vera, text), receipt in zip(veras, receipts, strict=True):
            token = vera.provider.tokens[text]
            for token.is_spent in (True, False):
                retry = vera.send(text)
                assert (retry.answer.receipt, retry.stored) == (receipt, []), vera.provider.name
                token.solved_at -= 1_000


def test_the_address_is_told_where_the_house_says_so_and_no_log_holds_a_secret_or_a_token(entrance):
    with entrance.restarted(GENKAN_CAPTCHA_SEND_ADDRESS="true", GENKAN_LOG_LEVEL="trace"):
        for provider in entrance.providers.values():
            vera, (no, fault, _) = Vera(entrance, provider), SAID[provider.name]
            (asked,) = vera.is_stored(provider.mint()).asked
            # Friendly Captcha documents no field for it.
            assert asked.fields.get("remoteip") == (None if "friendly" in provider.name else vera.source)
            Vera(entrance, provider).is_stored(provider.mint(code=fault.split()[0]), "unverified")
            Vera(entrance, provider).is_refused(provider.mint(code=no.split()[0]))
    assert "reason=keys" in entrance.house.log
    for provider in entrance.providers.values():
        assert not [text for text in (provider.secret, *provider.tokens) if text[:24] in entrance.house.log]
