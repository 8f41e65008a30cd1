// The screen lock, and the end of a session, in every tab at once. Without this script the server
// locks all the same: at the next request after nobody did anything for as long.
"use strict";

const lockForm = document.getElementById("lock");
const tabs = new BroadcastChannel("genkan-session");
// Where this is come back to, as the page says: the answer to a form has an address that shows nothing by itself.
const shown = document.querySelector("[data-session]")?.dataset.session ?? Boolean(lockForm);
const here = () => lockForm?.elements.return.value ?? (shown || location.pathname);

// Asking for the page was a use, unless it asked for itself.
const isQuiet = new URLSearchParams(location.search).has("quiet");
let used = isQuiet && history.state?.used || Date.now();
let told = used;
let isLeaving = false;
let left = 0;

function hide(isHidden) {
  document.documentElement.classList.toggle("is-hidden", isHidden);
}

const isHidden = () => document.documentElement.classList.contains("is-hidden");

function leave(address) {
  isLeaving = true;
  // Told twice at once, one goes once: the second would break the first off.
  if (Date.now() - left < 5_000) return;
  left = Date.now();
  hide(true);
  // What is to be kept is kept now, and nobody is asked.
  dispatchEvent(new Event("genkan-locking"));
  dispatchEvent(new Event("genkan-leaving"));
  location.replace(address);
}

function showLock() {
  leave("/desk/lock?return=" + encodeURIComponent(here()).replaceAll("%2F", "/"));
}

async function lock() {
  isLeaving = true;
  hide(true);
  try {
    await fetch("/desk/lock", { method: "POST", body: new URLSearchParams(new FormData(lockForm)), redirect: "manual" });
  } finally {
    showLock();
  }
}

// Who reads or writes asks the server for nothing: it is told now and then that somebody is there.
function tell() {
  if (Date.now() - told < 60_000) return;
  told = Date.now();
  const body = new URLSearchParams({ csrf: lockForm.elements.csrf.value });
  fetch("/desk/session", { method: "POST", body, redirect: "manual" }).catch(() => {});
}

function touch() {
  if (Date.now() - used < 2_000) return;
  used = Date.now();
  tabs.postMessage("used");
  tell();
}

async function look() {
  try {
    const answer = await fetch("/desk/session", { cache: "no-store" });
    const { session } = await answer.json();
    if (session === "locked" && shown) showLock();
    // What the lock itself shows is nobody's secret; another page without a bar is asked for anew.
    if (session === "locked" && !shown && isHidden()) {
      if (document.getElementById("unlock")) hide(false);
      else location.reload();
    }
    // Without the fragment: an address that differs in it alone loads nothing.
    if (session === "over") leave(here() === location.pathname ? here() + location.search : here());
    if (session === "open" && !shown && document.getElementById("unlock")) unlock();
    if (session === "open" && !isLeaving) hide(false);
  } catch {
    // The network is away; the next look will tell. Nothing is shown before it.
    if (isHidden()) setTimeout(look, 2_000);
  }
}

function unlock() {
  const back = document.querySelector("#unlock input[name=return]")?.value;
  location.replace(back ?? "/desk");
}

if (lockForm) {
  const after = Number(lockForm.dataset.after) * 1000;
  const early = Math.min(60_000, after / 4);
  const soon = document.createElement("p");
  soon.className = "lock-soon";
  soon.ariaLive = "polite";
  document.body.append(soon);
  const warn = (text) => {
    if (soon.textContent === text) return;
    // Behind an open dialog nothing is seen or spoken.
    const place = document.querySelector("dialog[open]") ?? document.body;
    if (soon.parentNode !== place) place.append(soon);
    soon.textContent = text;
  };
  // Neither focus nor scrolling: a live page gives and does both by itself, and would never lock.
  for (const event of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(event, touch, { passive: true, capture: true });
  }
  tabs.addEventListener("message", ({ data }) => {
    if (data === "used") used = Date.now();
  });
  setInterval(() => {
    // The server knows of the last use as well, however soon it came after the one before.
    if (used > told) tell();
    const rest = used + after - Date.now();
    warn(rest < early ? lockForm.dataset.soon : "");
    if (rest <= 0) lock();
  }, 1_000);
  lockForm.addEventListener("submit", () => {
    hide(true);
    dispatchEvent(new Event("genkan-locking"));
  });
} else {
  // The server has locked: every other tab follows. One that waits here goes on when another was
  // unlocked. The page of backup codes has no bar, and follows, too.
  if (document.getElementById("unlock")) tabs.postMessage("lock");
  tabs.addEventListener("message", ({ data }) => { if (data === "open") look(); });
}

tabs.addEventListener("message", ({ data }) => { if (data === "lock" && shown) showLock(); });
if (lockForm) tabs.postMessage("open");
setInterval(look, 60_000);
addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
// A page that has to be loaded anew, and that nobody has asked for: it is no use, here and on the server.
addEventListener("genkan-anew", () => {
  const address = new URL(location.href);
  address.searchParams.set("quiet", "yes");
  history.replaceState({ ...history.state, used }, "", address);
  location.reload();
});
// A page that is told live that the session does not go on.
addEventListener("genkan-over", look);
// What the browser keeps whole for the way back is kept hidden, and shown when the server has answered.
addEventListener("pagehide", ({ persisted }) => { if (persisted) hide(true); });
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  isLeaving = false;
  left = 0;
  look();
});
