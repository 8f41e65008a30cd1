// The screen lock, and the end of a session, in every tab at once. Without this script the server
// locks all the same: at the next request after nobody did anything for as long.
"use strict";

const lockForm = document.getElementById("lock");
const tabs = new BroadcastChannel("genkan-session");
const here = () => location.pathname;

let used = Date.now();
let told = 0;

function leave(address) {
  document.documentElement.classList.add("is-hidden");
  location.replace(address);
}

function showLock() {
  leave("/desk/lock?return=" + encodeURIComponent(here()).replaceAll("%2F", "/"));
}

async function lock() {
  document.documentElement.classList.add("is-hidden");
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
    if (session === "locked" && lockForm) showLock();
    if (session === "over") leave(location.href);
    if (session === "open" && !lockForm && document.getElementById("unlock")) unlock();
  } catch {
    // The network is away; the next look will tell.
  }
}

function unlock() {
  const back = document.querySelector("#unlock input[name=return]")?.value;
  location.replace(back ?? "/desk");
}

if (lockForm) {
  const after = Number(lockForm.dataset.after) * 1000;
  for (const event of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(event, touch, { passive: true, capture: true });
  }
  tabs.addEventListener("message", ({ data }) => {
    if (data === "used") used = Date.now();
    if (data === "lock") showLock();
  });
  setInterval(() => { if (Date.now() - used >= after) lock(); }, 1_000);
} else {
  // The server has locked: every other tab follows. One that waits here goes on when another was
  // unlocked.
  if (document.getElementById("unlock")) tabs.postMessage("lock");
  tabs.addEventListener("message", ({ data }) => { if (data === "open") look(); });
}

if (lockForm) tabs.postMessage("open");
setInterval(look, 60_000);
addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
addEventListener("pageshow", ({ persisted }) => { if (persisted) look(); });
