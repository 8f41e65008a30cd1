// Passkeys: at the sign-in, behind the password, at the lock, and a new one on its own page. Without
// this script the password does everything; the buttons are not shown.
"use strict";

const use = document.getElementById("passkey");
const make = document.getElementById("passkey-new");
const isPossible = Boolean(globalThis.PublicKeyCredential && navigator.credentials);

const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const bytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

const named = (credential) => ({ ...credential, id: bytes(credential.id) });

// What the pseudo-random function is evaluated at, from base64url to bytes.
function prf({ eval: all, evalByCredential: each } = {}) {
  const salt = ({ first }) => ({ first: bytes(first) });
  if (each) return { evalByCredential: Object.fromEntries(Object.entries(each).map(([id, one]) => [id, salt(one)])) };
  return all ? { eval: salt(all) } : {};
}

class Problem extends Error {
  constructor(word) { super(word); this.word = word; }
}

// What the browser says when nothing came of it, in the page's words.
function word(error) {
  if (error instanceof Problem) return error.word;
  switch (error.name) {
    case "NotAllowedError": case "AbortError": return "cancelled";
    case "InvalidStateError": return "exists";
    case "SecurityError": return "address";
    case "NotSupportedError": case "ConstraintError": return "unsupported";
    default: return "failed";
  }
}

async function options(address, init) {
  const answer = await fetch(address, { cache: "no-store", redirect: "manual", ...init });
  if (answer.type === "opaqueredirect") throw new Problem("late"); // the session is over or locked
  if (!answer.ok) throw new Problem("failed");
  const { problem, ticket, publicKey } = await answer.json();
  if (problem) throw new Problem(problem);
  return { ticket, publicKey };
}

// Sends the form with what the authenticator said; the page that follows is the server's.
function send(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form);
}

// One ceremony at a time; a problem is said where the button is.
async function attempt(form, problem, body) {
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  problem.textContent = "";
  try {
    await body();
  } catch (error) {
    problem.textContent = form.dataset[camel(word(error))] ?? form.dataset.failed;
    button.disabled = false;
    button.focus();
  }
}

const camel = (word) => word.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

async function useOne() {
  const { ticket, publicKey } = await options(use.action);
  const wantsOutput = Boolean(publicKey.extensions?.prf);
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: publicKey.allowCredentials.map(named),
      extensions: wantsOutput ? { prf: prf(publicKey.extensions.prf) } : {},
    },
  });
  const output = credential.getClientExtensionResults().prf?.results?.first;
  if (wantsOutput && !output) throw new Problem("plain");
  send(use, { ticket, ...asserted(credential), ...(wantsOutput ? { prf: text(output) } : {}) });
}

function asserted({ rawId, response }) {
  return {
    id: text(rawId),
    client: text(response.clientDataJSON),
    data: text(response.authenticatorData),
    signature: text(response.signature),
    user: response.userHandle ? text(response.userHandle) : "",
  };
}

async function makeOne() {
  const body = new URLSearchParams({
    csrf: make.elements.csrf.value, password: make.elements.password.value,
  });
  const { ticket, publicKey } = await options(make.dataset.options, { method: "POST", body });
  const salt = prf(publicKey.extensions.prf);
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: named(publicKey.user),
      excludeCredentials: publicKey.excludeCredentials.map(named),
      extensions: { prf: salt },
    },
  });
  const { prf: made } = credential.getClientExtensionResults();
  const fields = {
    ticket,
    id: text(credential.rawId),
    client: text(credential.response.clientDataJSON),
    attestation: text(credential.response.attestationObject),
    transports: credential.response.getTransports?.().join(",") ?? "",
  };
  if (made?.results?.first) fields.prf = text(made.results.first);
  else if (made?.enabled) Object.assign(fields, await evaluated(credential, publicKey, salt));
  send(make, fields);
}

// Many authenticators give the function's result only with an assertion: the person confirms twice.
async function evaluated({ rawId }, { challenge, rp, timeout }, salt) {
  document.getElementById("passkey-new-problem").textContent = make.dataset.again;
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(challenge), rpId: rp.id, timeout, userVerification: "required",
      allowCredentials: [{ type: "public-key", id: rawId }], extensions: { prf: salt },
    },
  });
  const output = credential.getClientExtensionResults().prf?.results?.first;
  if (!output) return {};
  const { client, data, signature } = asserted(credential);
  return { prf: text(output), "get-client": client, "get-data": data, "get-signature": signature };
}

if (use && isPossible) {
  use.hidden = false;
  use.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    attempt(use, document.getElementById("passkey-problem"), useOne);
  });
}

if (make) {
  make.hidden = !isPossible;
  document.getElementById("passkey-unsupported").hidden = isPossible;
  make.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation(); // it may be sent again after a problem
    attempt(make, document.getElementById("passkey-new-problem"), makeOne);
  });
}
