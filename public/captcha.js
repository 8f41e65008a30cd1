/*
 * Genkan's CAPTCHA for any <form action="https://HOST/f/NAME" method="post"> on any website:
 *
 *     <script src="https://HOST/captcha.js" async defer></script>
 *
 * While the visitor types, an ALTCHA v2 challenge is fetched and solved for the hidden field
 * "altcha". Nobody has to click. A submit that comes too early waits and goes on by itself; without
 * a proof it goes too, and is held for a person to look at. A form without the hidden field
 * "_submission" gets one, so that what is sent again after a lost answer is stored once. A strict CSP needs HOST in script-src
 * and connect-src; with worker-src blob: it stays off the page's own thread.
 */
(() => {
"use strict";

const house = new URL(document.currentScript.src).origin;
const mark = Symbol.for(house);
if (document[mark]) return; // it may stand beside every form
document[mark] = true;

// Milliseconds: how long a submit waits; before a failed fetch is tried again; before its end a
// proof is no longer used; in which a second submit is a double click.
const holdLimit = 30000, retryAfter = 20000, margin = 60000, guard = 10000;
const states = new WeakMap();

const texts = {
  ja: {
    busy: "スパム対策の確認中です。そのまま入力できます。",
    done: "スパム対策の確認が済みました。",
    hold: "送信の準備をしています。数秒後に自動で送信します。",
    deskBusy: "混み合っているため、この端末で確認をしています。そのまま入力できます。",
    deskDone: "確認が済みました。",
    deskHold: "確認をしています。数秒後に自動でサインインします。",
  },
  en: {
    busy: "Checking for spam. Just go on typing.",
    done: "The spam check is done.",
    hold: "Getting ready to send. It goes by itself in a moment.",
    deskBusy: "Many people are signing in: this device does a short check. Just go on typing.",
    deskDone: "The check is done.",
    deskHold: "Finishing the check. You will be signed in automatically in a moment.",
  },
};

// An <input name="action"> hides form.action, so the attribute is read.
function challengeAddress(form) {
  try {
    const url = new URL(form.getAttribute("action"), document.baseURI);
    const path = /^(\/f\/[a-z0-9-]{1,64}|\/desk\/sign-in)$/;
    if (url.origin !== house || !path.test(url.pathname)) return null;
    return house + url.pathname + "/challenge";
  } catch {
    return null;
  }
}

// The staff's own door, where it says other words.
const isDoor = (state) => state.address.endsWith("/desk/sign-in/challenge");

function stateOf(form) {
  if (!(form instanceof HTMLFormElement)) return null;
  let state = states.get(form);
  if (!state) {
    const address = challengeAddress(form);
    if (!address) return null;
    state = { form, address, phase: "idle", since: 0, until: 0, run: 0, sentAt: 0 };
    states.set(form, state);
  }
  return state;
}

function say(state, key) {
  if (key && isDoor(state)) key = "desk" + key[0].toUpperCase() + key.slice(1);
  const language = state.form.closest("[lang]")?.getAttribute("lang") || navigator.language;
  const spoken = /^ja\b/i.test(language) ? "ja" : "en";
  if (!state.status?.isConnected) {
    state.status = add(state.form, "div", { className: "genkan-captcha" });
    state.status.setAttribute("role", "status");
  }
  state.status.lang = spoken;
  // A live region is read out when it changes, not when it appears.
  setTimeout(() => { state.status.textContent = key ? texts[spoken][key] : ""; }, 50);
}

function put(state, payload) {
  if (!state.field?.isConnected) {
    state.field = add(state.form, "input", { type: "hidden", name: "altcha" });
  }
  state.field.value = payload;
}

function add(form, name, properties) {
  const element = Object.assign(document.createElement(name), properties);
  HTMLFormElement.prototype.append.call(form, element);
  return element;
}

// By this a retry is known, from wherever it comes. What the page has put there stays.
function name(state) {
  if (isDoor(state)) return;
  const field = state.form.querySelector('[name="_submission"]');
  if (field && field !== state.name) return;
  state.name = field ?? add(state.form, "input", { type: "hidden", name: "_submission" });
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  state.name.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const ready = (state) => state.phase === "ready" && Date.now() < state.until;

function wanted(state) {
  if (state.phase === "solving" || ready(state)) return false;
  return state.phase !== "failed" || Date.now() - state.since > retryAfter;
}

async function prove(state) {
  const run = ++state.run;
  const first = state.since === 0;
  state.phase = "solving";
  state.since = Date.now();
  put(state, "");
  if (first) {
    say(state, "busy");
    name(state);
  }
  let payload = "";
  try {
    const { challenge, life } = await fetchChallenge(state.address);
    const solution = await solve(challenge.parameters);
    solution.time = Date.now() - state.since;
    payload = btoa(JSON.stringify({ challenge, solution }));
    state.until = state.since + life - margin;
  } catch {
    // No network, or a policy in the way: the form goes without.
  }
  if (run !== state.run) return;
  put(state, payload);
  state.phase = payload ? "ready" : "failed";
  if (state.held) release(state);
  else say(state, payload && first ? "done" : "");
}

async function fetchChallenge(address) {
  const answer = await fetch(address, {
    credentials: "omit", cache: "no-store", headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error();
  const challenge = await answer.json();
  // The visitor's clock may be wrong: the life of a challenge is counted by the server's.
  const serverNow = Date.parse(answer.headers.get("Date")) || Date.now();
  return { challenge, life: challenge.parameters.expiresAt * 1000 - serverNow };
}

// In workers where that is allowed, otherwise here in slices.
async function solve(parameters) {
  const cores = Math.min(4, Math.max(1, navigator.hardwareConcurrency - 1) || 1);
  return solveInWorkers(parameters, cores).catch(() => makeSolver()(parameters, 0, 1));
}

let policy;
async function solveInWorkers(parameters, count) {
  const source = `const solve = (${makeSolver})();
    onmessage = (event) => solve(...event.data).then(postMessage, () => postMessage(null));`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const workers = [];
  const found = new Promise((resolve, reject) => {
    policy ??= window.trustedTypes?.createPolicy("genkan-captcha", {
      createScriptURL: (url) => /^blob:/.test(url) ? url : "",
    });
    const trusted = policy ? policy.createScriptURL(address) : address;
    for (let index = 0; index < count; index++) {
      const worker = new Worker(trusted);
      workers.push(worker);
      worker.onmessage = (event) => event.data ? resolve(event.data) : reject();
      worker.onerror = (event) => { event.preventDefault(); reject(); };
      worker.postMessage([parameters, index, count]);
    }
  });
  return found.finally(() => {
    for (const worker of workers) worker.terminate();
    URL.revokeObjectURL(address);
  });
}

// Stands alone: its text becomes the worker's script.
function makeSolver() {
  const unhex = (text) => text.match(/../g).map((pair) => parseInt(pair, 16));
  const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  const subtle = globalThis.crypto?.subtle;

  async function native(password, salt, cost, length) {
    const key = await subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: cost };
    return new Uint8Array(await subtle.deriveBits(how, key, length * 8));
  }

  // SHA-256 (FIPS 180-4) and one block of PBKDF2 (RFC 8018), for pages without crypto.subtle.
  const root = (n, power) => Math.floor((n ** power % 1) * 2 ** 32);
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const constants = Uint32Array.from(primes, (p) => root(p, 1 / 3));
  const initial = Uint32Array.from(primes.slice(0, 8), (p) => root(p, 1 / 2));
  const w = new Uint32Array(64);

  function compress(state, block) {
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    w.set(block);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) +
        w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const t = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) +
        constants[i] + w[i]) | 0;
      const u = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
    }
    return Uint32Array.of(a, b, c, d, e, f, g, h).map((value, i) => value + state[i]);
  }

  // The last block of an HMAC's message, after the 64 bytes of the padded key.
  function lastBlock(words, byteCount) {
    const block = new Uint32Array(16);
    block.set(words);
    block[byteCount >> 2] |= 0x80 << (24 - 8 * (byteCount & 3));
    block[15] = (64 + byteCount) * 8;
    return block;
  }

  function words(bytes) {
    const out = new Uint32Array(16);
    bytes.forEach((byte, i) => { out[i >> 2] |= byte << (24 - 8 * (i & 3)); });
    return out;
  }

  function own(password, salt, cost, length) {
    const pad = (byte) => compress(initial, words(password).map((word) => word ^ byte));
    const inner = pad(0x36363636), outer = pad(0x5c5c5c5c);
    const hmac = (block) => compress(outer, lastBlock(compress(inner, block), 32));
    let u = hmac(lastBlock(words([...salt, 0, 0, 0, 1]), salt.length + 4));
    const sum = u.slice();
    for (let i = 1; i < cost; i++) {
      u = hmac(lastBlock(u, 32));
      for (let j = 0; j < 8; j++) sum[j] ^= u[j];
    }
    return Uint8Array.from({ length }, (_, i) => sum[i >> 2] >>> (24 - 8 * (i & 3)));
  }

  // Tries first, first + step …; several at a time when the browser derives.
  return async (parameters, first, step) => {
    const { cost, keyLength, keyPrefix } = parameters;
    const nonce = unhex(parameters.nonce), salt = Uint8Array.from(unhex(parameters.salt));
    const derive = subtle ? native : own, batch = subtle ? 8 : 1;
    let pause = Date.now() + 12;
    for (let counter = first; counter < 1e6; counter += batch * step) {
      const tries = Array.from({ length: batch }, (_, i) => counter + i * step);
      const keys = await Promise.all(tries.map((n) =>
        derive(Uint8Array.of(...nonce, n >>> 24, n >>> 16, n >>> 8, n), salt, cost, keyLength)));
      const hit = keys.map(hex).findIndex((key) => key.startsWith(keyPrefix));
      if (hit >= 0) return { counter: tries[hit], derivedKey: hex(keys[hit]) };
      if (Date.now() > pause) {
        await new Promise((resume) => setTimeout(resume));
        pause = Date.now() + 12;
      }
    }
    throw new Error();
  };
}

function typed(event) {
  const state = stateOf(event.target.form);
  if (!state) return;
  if (state.isSent) name(state);
  state.isSent = false;
  if (wanted(state)) prove(state);
}

function submitted(event) {
  const state = stateOf(event.target);
  if (!state) return;
  const again = state.held || Date.now() - state.sentAt < guard;
  const mayGo = ready(state) || state.letGo || (state.phase === "failed" && !wanted(state));
  if (mayGo && !again) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (again) return;
  state.held = {
    submitter: event.submitter,
    timer: setTimeout(() => { state.run++; state.phase = "failed"; release(state); }, holdLimit),
  };
  say(state, "hold");
  // Later: a form whose submit event is not over yet ignores another one, and a policy refuses at once.
  setTimeout(() => { if (state.held && state.phase !== "solving") prove(state); });
}

// Sends the form with the same button, past the page's own handlers.
function release(state) {
  const { submitter, timer } = state.held;
  clearTimeout(timer);
  state.held = null;
  state.letGo = true;
  say(state, "");
  const { requestSubmit, submit } = HTMLFormElement.prototype; // a field may have such a name
  const button = submitter?.form === state.form ? submitter : null;
  (requestSubmit || submit).call(state.form, button);
  state.letGo = false;
}

// After every other handler: did the page take over?
function leaving(event) {
  const state = stateOf(event.target);
  if (!state) return;
  if (state.phase === "ready") state.phase = "idle"; // a proof is good for one sending
  // A page that sends by itself has taken what it sends: the next one is another.
  if (event.defaultPrevented) return name(state);
  state.sentAt = Date.now();
}

// Opened, or come back to, with something typed in already.
function shown() {
  for (const form of document.querySelectorAll("form")) {
    const state = stateOf(form);
    if (!state) continue;
    // As it was sent it may be a retry after a lost answer; with other words it is another.
    if (state.sentAt) state.isSent = true;
    state.sentAt = 0;
    const filled = (field) => field.value && /^(text|email|tel)/.test(field.type);
    if (wanted(state) && [...form.querySelectorAll("input, textarea")].some(filled)) prove(state);
  }
}

document.addEventListener("input", typed, true);
document.addEventListener("change", typed, true);
document.addEventListener("submit", submitted, true);
window.addEventListener("submit", leaving);
window.addEventListener("pageshow", shown);
if (document.readyState === "complete") shown();
})();
