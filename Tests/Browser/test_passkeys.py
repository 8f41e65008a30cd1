"""Passkeys with Chromium's virtual authenticator: with the pseudo-random function and without, both algorithms,
and what must not get through."""

import json
import re
import sqlite3
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Page, expect

from desk import keep_session, sign_in_by_password
from house import House
from sweep import LANGUAGES, SIZES, examine
from visitor import Visitor

ES256_ONLY = """
const create = navigator.credentials.create.bind(navigator.credentials);
navigator.credentials.create = (options) => {
  options.publicKey.pubKeyCredParams = options.publicKey.pubKeyCredParams.filter(({ alg }) => alg === -7);
  return create(options);
};"""


@pytest.fixture
def house(tmp_path):
    """A house of its own for each test: nobody is slowed down by what another test tried."""
    house = House(tmp_path, [])
    house.set_up()
    house.start()
    yield house
    house.stop()


class Authenticator:
    """One security key or platform authenticator, in one page."""

    def __init__(self, page: Page, prf: bool):
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasPrf": prf,
            "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }})["authenticatorId"]  # fmt: skip

    def __call__(self, command: str, **more):
        return self.cdp.send(f"WebAuthn.{command}", {"authenticatorId": self.id, **more})

    def credentials(self) -> list[dict]:
        return self("getCredentials")["credentials"]


def trail(house) -> list[str]:
    with sqlite3.connect(f"file:{house.data}/genkan.sqlite?mode=ro", uri=True) as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM audit ORDER BY sequence")]


def register(page: Page, house, name: str = "blue key") -> None:
    page.goto(house.url + "/desk/passkeys")
    page.locator("#passkey-name").fill(name)
    page.locator("#passkey-password").fill(house.passwords["anna"])
    page.locator("#passkey-new button").click()
    expect(page.locator(".g-notice--success")).to_be_visible()
    expect(page.locator(".row", has_text=name)).to_be_visible()


def signed_out(page: Page) -> None:
    page.context.clear_cookies()


def give_password(page: Page, house) -> None:
    page.goto(house.url + "/desk/sign-in")
    page.locator("#name").fill("anna")
    page.locator("#password").fill(house.passwords["anna"])
    page.locator("form[action='/desk/sign-in'] button").click()
    page.wait_for_url(re.compile("/desk/sign-in/code"))


def use(page: Page) -> None:
    page.locator("#passkey button").click()


def stands_at_the_desk(page: Page) -> None:
    page.wait_for_url(re.compile(r"/desk$"))
    expect(page.locator(".bar-name")).to_have_text("anna")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256"])
def test_a_passkey_with_its_function_signs_in_alone_and_unlocks(visitor, house, language, algorithm):
    page = visitor(language)
    if algorithm == "ES256":
        page.add_init_script(ES256_ONLY)
    key = Authenticator(page, prf=True)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    assert len(key.credentials()) == 1
    signed_out(page)
    page.goto(house.url + "/desk/sign-in?return=/desk/passkeys")
    use(page)
    page.wait_for_url(house.url + "/desk/passkeys")  # nothing is asked again: it was given a moment ago
    page.locator(".bar-menu > summary").click()
    page.locator("#lock button").click()
    page.wait_for_url(re.compile("/desk/lock"))
    use(page)
    page.wait_for_url(house.url + "/desk/passkeys")
    assert trail(house)[-3:] == ["passkey-added", "signed-in", "credential-given"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256"])
def test_without_the_function_it_is_the_second_step_and_no_more(visitor, house, language, algorithm):
    page = visitor(language)
    if algorithm == "ES256":
        page.add_init_script(ES256_ONLY)
    Authenticator(page, prf=False)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    signed_out(page)
    page.goto(house.url + "/desk/sign-in")
    use(page)
    expect(page.locator("#passkey-problem")).not_to_be_empty()  # the script sees it and sends nothing
    expect(page).to_have_url(house.url + "/desk/sign-in")
    give_password(page, house)
    use(page)
    stands_at_the_desk(page)
    page.goto(house.url + "/desk/again")
    expect(page.locator("#passkey")).to_have_count(0)


def test_an_authenticator_that_does_not_verify_its_person_is_refused(visitor, house):
    page = visitor("en")
    key = Authenticator(page, prf=True)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    signed_out(page)
    key("setUserVerified", isUserVerified=False)
    page.goto(house.url + "/desk/sign-in")
    use(page)
    expect(page.locator("#passkey-problem")).to_contain_text("Nothing happened")


@pytest.mark.parametrize("prf", [True, False], ids=["alone", "second step"])
def test_a_stolen_key_whose_person_is_not_verified_is_refused_by_the_house(visitor, house, prf):
    """The browser was made not to insist; alone, the thief even knows what the passkey's function gives."""
    page = visitor("en")
    key = Authenticator(page, prf=prf)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    signed_out(page)
    go_to_passkey(page, house, alone=prf)
    fields, _ = overheard(page, "/desk/sign-in/passkey" if prf else "/desk/sign-in/code/passkey")
    signed_out(page)
    key("setUserVerified", isUserVerified=False)
    page.add_init_script(UNVERIFIED % json.dumps(fields))
    go_to_passkey(page, house, alone=prf)
    use(page)
    expect(page.get_by_role("alert").first).to_contain_text("The passkey did not work")
    assert "userUnverified" in house.log
    assert not is_signed_in(page)


UNVERIFIED = """
const get = navigator.credentials.get.bind(navigator.credentials);
const { id, prf } = %s;
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
navigator.credentials.get = async ({ publicKey }) => {
  const allowCredentials = [{ type: "public-key", id: bytes(id) }];
  const { rawId, response } = await get({
    publicKey: { ...publicKey, allowCredentials, userVerification: "discouraged", extensions: {} },
  });
  return { rawId, response, getClientExtensionResults: () => ({ prf: { results: { first: bytes(prf ?? "") } } }) };
};"""


def go_to_passkey(page: Page, house, alone: bool) -> None:
    if alone:
        page.goto(house.url + "/desk/sign-in")
    else:
        give_password(page, house)


def is_signed_in(page: Page) -> bool:
    return any(cookie["name"] == "__Host-genkan" for cookie in page.context.cookies())


def overheard(page: Page, path: str):
    """Uses the passkey; answers the fields that were sent, and the cookies that went with them."""
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith(path)) as sent:
        use(page)
    stands_at_the_desk(page)
    cookies = sent.value.all_headers().get("cookie", "")
    return dict(parse_qsl(sent.value.post_data)), dict(pair.split("=", 1) for pair in cookies.split("; ") if pair)


def sent_again(house, path: str, fields: dict, cookies: dict):
    """What was overheard, without a browser; the answer, and whether it signed somebody in."""
    thief = Visitor(house)
    thief.cookies = {name: value for name, value in cookies.items() if name != "__Host-genkan"}
    answer = thief.post(path, fields)
    thief.close()
    return answer, bool(thief.cookies.get("__Host-genkan"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_in_by_passkey_counts_once(visitor, house, language):
    page = visitor(language)
    Authenticator(page, prf=True)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    signed_out(page)
    page.goto(house.url + "/desk/sign-in")
    fields, cookies = overheard(page, "/desk/sign-in/passkey")
    assert fields.keys() >= {"ticket", "id", "client", "data", "signature", "prf"}

    thief = visitor(language)
    thief.goto(house.url + "/desk/sign-in")
    thief.evaluate(SEND, fields)
    expect(thief.get_by_role("alert").first).to_be_visible()
    assert not is_signed_in(thief)
    answer, is_in = sent_again(house, "/desk/sign-in/passkey", fields, cookies)
    assert (answer.status, is_in) == (422, False)
    assert trail(house)[-3:] == ["signed-in", "sign-in-failed", "sign-in-failed"]
    page.goto(house.url + "/desk")  # the owner goes on
    expect(page.locator(".bar-name")).to_have_text("anna")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passkey_as_second_step_counts_once(visitor, house, language):
    """Nor does it count for another sign-in whose password was right."""
    page = visitor(language)
    Authenticator(page, prf=False)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    signed_out(page)
    give_password(page, house)
    fields, cookies = overheard(page, "/desk/sign-in/code/passkey")
    assert "__Host-genkan-pending" in cookies

    thief = visitor(language)
    give_password(thief, house)
    thief.evaluate(SEND, fields)
    expect(thief.get_by_role("alert").first).to_be_visible()
    assert not is_signed_in(thief)
    answer, is_in = sent_again(house, "/desk/sign-in/code/passkey", fields, cookies)
    assert (answer.status, is_in) == (303, False)
    assert answer.headers["location"].startswith("/desk/sign-in?")
    assert trail(house).count("signed-in") == 2


def test_a_copy_with_an_older_counter_is_refused_and_shown(visitor, house):
    page = visitor("en")
    key = Authenticator(page, prf=False)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    (copy,) = key.credentials()
    signed_out(page)
    give_password(page, house)
    use(page)
    stands_at_the_desk(page)
    keep_session(page, house, "anna")
    signed_out(page)
    key("clearCredentials")
    wanted = ("credentialId", "isResidentCredential", "rpId", "privateKey", "userHandle")
    key("addCredential", credential={name: copy[name] for name in wanted} | {"signCount": 0})
    give_password(page, house)
    use(page)
    expect(page.get_by_role("alert").first).to_contain_text("The passkey did not work")
    assert trail(house)[-2:] == ["passkey-cloned", "sign-in-failed"]
    page.context.add_cookies(house.sessions["anna"])
    page.goto(house.url + "/desk/passkeys")
    expect(page.locator(".row .own-low")).to_contain_text("A copy of this passkey may exist")


def test_what_another_page_got_out_of_the_authenticator_opens_nothing(visitor, house, website):
    """The other page has the same host, so the browser lets it use the house's passkeys."""
    page = visitor("en")
    key = Authenticator(page, prf=True)
    sign_in_by_password(page, house, "anna")
    register(page, house)
    signed_out(page)
    (mine,) = key.credentials()
    page.goto(house.url + "/desk/sign-in")
    options = page.evaluate("fetch('/desk/sign-in/passkey').then((answer) => answer.json())")
    other = page.context.new_page()
    other.goto(website.origin.replace("127.0.0.1", "localhost"))
    thief = Authenticator(other, prf=True)
    wanted = ("credentialId", "isResidentCredential", "rpId", "privateKey", "userHandle")
    thief("addCredential", credential={name: mine[name] for name in wanted} | {"signCount": 50})
    fields = other.evaluate(STEAL, options)
    fields["prf"] = "A" * 43
    page.evaluate(SEND, fields)
    expect(page.get_by_role("alert").first).to_contain_text("The passkey did not work")
    assert "wrongOrigin" in house.log


STEAL = """async ({ ticket, publicKey }) => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const { rawId, response } = await navigator.credentials.get({ publicKey: {
    challenge: bytes(publicKey.challenge), rpId: publicKey.rpId, allowCredentials: [], userVerification: "required",
  } });
  return { ticket, id: text(rawId), client: text(response.clientDataJSON), data: text(response.authenticatorData),
    signature: text(response.signature), user: text(response.userHandle) };
}"""
SEND = """(fields) => {
  const form = document.getElementById("passkey");
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form);
}"""


def test_nobody_is_troubled_without_javascript_or_without_passkeys(visitor, house):
    page = visitor("en", javascript=False)
    page.goto(house.url + "/desk/sign-in")
    expect(page.locator("#passkey")).to_be_hidden()
    sign_in_by_password(page, house, "anna")
    page.goto(house.url + "/desk/passkeys")
    expect(page.locator("#passkey-new")).to_be_hidden()
    assert "Adding a passkey needs JavaScript." in page.content()
    old = visitor("en")
    old.add_init_script("delete globalThis.PublicKeyCredential")
    old.goto(house.url + "/desk/sign-in")
    expect(old.locator("#passkey")).to_be_hidden()


def test_a_wrong_password_asks_no_authenticator_and_one_passkey_is_enough(visitor, house):
    page = visitor("en")
    key = Authenticator(page, prf=True)
    sign_in_by_password(page, house, "anna")
    page.goto(house.url + "/desk/passkeys")
    page.locator("#passkey-name").fill("blue key")
    page.locator("#passkey-password").fill("not the password of anna")
    page.locator("#passkey-new button").click()
    expect(page.locator("#passkey-new-problem")).to_contain_text("not your password")
    assert key.credentials() == []
    register(page, house)
    page.locator("#passkey-name").fill("again")
    page.locator("#passkey-password").fill(house.passwords["anna"])
    page.locator("#passkey-new button").click()
    expect(page.locator("#passkey-new-problem")).to_contain_text("has a passkey for this desk already")
    page.locator(".passkey-more > summary").click()
    page.locator(".passkey-more input[name=name]").fill("phone")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator(".row", has_text="phone")).to_be_visible()
    page.locator(".passkey-more > summary").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()
    signed_out(page)
    page.goto(house.url + "/desk/sign-in")
    use(page)
    expect(page.get_by_role("alert").first).to_contain_text("The passkey did not work")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_passkeys(visitor, house, language, dark):
    page = visitor(language, dark=dark)
    Authenticator(page, prf=True)
    sign_in_by_password(page, house, "anna")
    for width in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        if width == SIZES[0]:
            page.goto(house.url + "/desk/passkeys")
            examine(page, f"passkeys none {dark}")
            register(page, house, "anna's very long name of a security key that is blue and old 64")
        page.goto(house.url + "/desk/passkeys?problem=last")
        page.locator(".passkey-more > summary").click()
        examine(page, f"passkeys one {dark}")
        page.goto(house.url + "/desk/again")
        expect(page.locator("#passkey")).to_be_visible()
        examine(page, f"passkeys again {dark}")
    signed_out(page)
    for width in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(house.url + "/desk/sign-in")
        expect(page.locator("#passkey")).to_be_visible()
        examine(page, f"passkeys sign-in {dark}")
    give_password(page, house)
    expect(page.locator("#passkey")).to_be_visible()
    examine(page, f"passkeys code {dark}")
