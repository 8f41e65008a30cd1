// A card's own page: who else is here, that it changed meanwhile, calling somebody in a note, copying an answer,
// and the keyboard. Everything that changes something is a plain button.
import { draft } from "./draft.js";
import { forget } from "./kept.js";
import { isComposed, shortcut } from "./keys.js";
import { forgetDone, read } from "./page.js";
import { follow } from "./stream.js";
import { swap } from "./swap.js";
import { announce, undoLast, word } from "./toast.js";

const file = document.getElementById("file");
const { card, form, mark } = file.dataset;
const note = document.getElementById("note");
const done = new URLSearchParams(location.search).get("done");

// Who else is here, and what they do

let present = "";
follow(form, mark, {
  cards(ids) { if (ids.includes(card)) showStale(); },
  presence(people) {
    present = (people[card] ?? [])
      .map(({ name, typing }) => word(typing ? "types" : "looks", { name })).join(" · ");
    showPresent();
  },
  // Much has happened, or the form is another: whether this card is among it says its version on the board. Its
  // own page is asked for by people alone, since that opens it, and is written down.
  anew() {
    read(`/desk/live/forms/${form}/cards?card=${card}`).then(({ page }) => {
      const version = page?.querySelector("[data-version]")?.dataset.version;
      if (version && version !== document.getElementById("file-head").dataset.version) showStale();
    }).catch(() => {});
  },
}, card);

function showStale() {
  const stale = document.getElementById("stale");
  if (stale.hidden) announce(stale.textContent.trim());
  stale.hidden = false;
}

function showPresent() {
  const place = document.getElementById("visitors");
  // A live region speaks whatever is put into it, even the same again.
  if (place.textContent !== present) place.textContent = present;
}

// What changed is shown in its place, so that a note that is being written stays.
document.querySelector("#stale a").addEventListener("click", async (event) => {
  event.preventDefault();
  const parts = ["file-head", "file-act", "note-items", "file-state", "file-history"];
  if (await swap(location.pathname + location.search, parts) === null) return location.reload();
  document.getElementById("stale").hidden = true;
  copyReceipt();
  showPresent();
  (note?.value ? note : document.getElementById("main")).focus();
});

let told = 0;
function tellTyping() {
  if (Date.now() - told < 3_000) return;
  told = Date.now();
  const body = new URLSearchParams({ csrf: document.querySelector("#act [name=csrf]").value });
  fetch(`/desk/live/submissions/${card}/typing`, { method: "POST", body, redirect: "manual" }).catch(() => {});
}

// Calling somebody: after an @ the names that fit

const list = document.getElementById("mentions");
const options = list ? [...list.children] : [];
const shown = () => options.filter((option) => !option.hidden);
const chosen = () => options.find((option) => option.getAttribute("aria-selected") === "true");

function called() {
  const before = note.value.slice(0, note.selectionStart);
  // As a Japanese keyboard writes it, too.
  const at = Math.max(before.lastIndexOf("@"), before.lastIndexOf("＠"));
  // Not within an e-mail address.
  if (/[A-Za-z0-9._%+]/.test(before.charAt(at - 1))) return null;
  return at >= 0 && !/[\n@＠]/.test(before.slice(at + 1)) && before.length - at <= 40
    ? { at, typed: before.slice(at + 1) } : null;
}

// The names stay a list of their own (WAI-ARIA 1.2, combobox pattern): the focus stays in the note, which points at
// the name that is chosen.
function point(option) {
  for (const one of options) one.setAttribute("aria-selected", String(one === option));
  if (option && !list.hidden) note.setAttribute("aria-activedescendant", option.id);
  else note.removeAttribute("aria-activedescendant");
}

function offer() {
  const call = called();
  const typed = call?.typed.toLowerCase() ?? "";
  for (const option of options) {
    option.hidden = !call || !option.dataset.name.toLowerCase().startsWith(typed)
      || option.dataset.name.length === typed.length;
  }
  const count = shown().length;
  const isNew = list.hidden && count > 0;
  list.hidden = count === 0;
  point(shown()[0]);
  if (isNew) say(word("offered", { count }));
}

function close() {
  list.hidden = true;
  point(null);
}

function choose(option) {
  const call = called();
  if (!call) return;
  note.setRangeText(`${option.dataset.name} `, call.at + 1, note.selectionStart, "end");
  note.dispatchEvent(new Event("input"));
  close();
  note.focus();
}

function onNoteKey(event) {
  if (isComposed(event)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    note.form.requestSubmit();
    return event.preventDefault();
  }
  if (list.hidden) return;
  const all = shown();
  const at = all.indexOf(chosen());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) point(all[(at + step + all.length) % all.length]);
  else if (event.key === "Enter" || event.key === "Tab") choose(chosen());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
}

// What was chosen and is not sent: its button says so.
document.addEventListener("input", ({ target }) => {
  const place = target.closest?.(".assign");
  if (!place) return;
  const isOther = target.matches("select") ? !target.selectedOptions[0].defaultSelected : target.value !== target.defaultValue;
  place.querySelector("button").classList.toggle("g-button--primary", isOther);
});

// It would be lost with whatever else is done: that is said once.
let isWarned = false;
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (isWarned || !target.matches("#act, .assign")) return;
  const unsent = [...document.querySelectorAll(".assign .g-button--primary")].find((button) => button !== submitter);
  if (!unsent) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  isWarned = true;
  say(word("unsent"), 10_000);
  unsent.focus();
}, { capture: true });

async function restore(pad) {
  // What was sent is on the page; what could not be taken as it is stands in the field.
  if (done === "noted") return pad.discard();
  const text = note.value ? null : await pad.restore();
  // Somebody may have begun to write before this was here.
  if (note.value) pad.save(note.value);
  if (!text || note.value) return;
  note.value = text;
  document.getElementById("note-restored").hidden = false;
}

if (note) {
  const pad = draft(card, note.dataset.key);
  restore(pad);
  note.addEventListener("input", () => {
    tellTyping();
    offer();
    pad.save(note.value);
    document.getElementById("note-restored").hidden = true;
  });
  note.addEventListener("keydown", onNoteKey);
  note.addEventListener("blur", () => setTimeout(close, 150));
  note.setAttribute("aria-autocomplete", "list");
  note.setAttribute("aria-controls", list.id);
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[data-name]");
    if (option) { event.preventDefault(); choose(option); }
  });
  let isSent = false, isSending = false;
  note.form.addEventListener("submit", () => {
    isSent = true;
    // What is typed from here on would go with neither.
    note.readOnly = true;
  });
  addEventListener("pageshow", () => { note.readOnly = false; });
  // Whoever does something with the card has the note that they wrote go along, before it.
  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (!target.matches("#act, .assign") || isSent || !note.value.trim()) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const body = new URLSearchParams(new FormData(note.form));
    const sent = {
      method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20_000),
    };
    note.readOnly = true;
    const status = await fetch(note.form.action, sent).then((answer) => answer.status, () => 0);
    isSending = false;
    note.readOnly = false;
    // Whether it came is not known: whoever sends it once more has it there once.
    if (status === 0) return say(word("failed"), 10_000);
    // What cannot be taken as it is says so on its own page.
    if (status !== 201) return note.form.requestSubmit();
    isSent = true;
    pad.discard();
    target.requestSubmit(submitter);
  }, { capture: true });
  // What was written and not sent is not lost by a wrong click.
  addEventListener("beforeunload", (event) => { if (note.value.trim() && !isSent) event.preventDefault(); });
  // The lock asks nobody: what was written is here again afterwards.
  addEventListener("genkan-locking", () => { isSent = true; });
}

// What was written down by hand is here now.
if (done === "entered") forget(`draft-new-${form}`);

// Whoever sent something goes on in the part of the page from which it was sent, without being moved: at their note, to
// which the address leads, before the field for the next one.
const came = {
  noted: location.hash.slice(1), taken: "person", assigned: "person", moved: "move", discarded: "held", scheduled: "due",
  labelled: "labels",
};
const sentFrom = document.getElementById(came[done] ?? "")?.closest(".note, section")
  ?? (done === "undone" ? document.querySelector(".file-notice") : null);
if (sentFrom && document.activeElement === document.body) {
  sentFrom.tabIndex = -1;
  sentFrom.focus({ preventScroll: true });
}

// Copying

let saying = 0;
function say(text, time = 2_000) {
  const told = document.getElementById("told");
  told.textContent = text;
  told.classList.toggle("g-unseen", time <= 2_000);
  clearTimeout(saying);
  saying = setTimeout(() => {
    told.textContent = "";
    told.classList.add("g-unseen");
  }, time);
}

function addCopy(place, name, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.setAttribute("aria-label", `${word("copy")}: ${name}`);
  button.title = word("copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.classList.add("is-done");
    say(word("copied"));
    setTimeout(() => button.classList.remove("is-done"), 2_000);
  });
  place.append(button);
}

for (const answer of document.querySelectorAll(".answers dd:not(.none, .files)")) {
  const map = answer.querySelector(".answer-map");
  const text = map ? answer.textContent.slice(0, -map.textContent.length - 1) : answer.textContent;
  addCopy(answer, answer.previousElementSibling.textContent, text);
}
function copyReceipt() {
  const place = document.querySelector(".file-receipt"), receipt = document.getElementById("receipt").textContent;
  if (!place.querySelector(".copy")) addCopy(place, receipt, receipt);
}
copyReceipt();

// Earlier inquiries of the same person, looked for when somebody asks

const earlier = document.getElementById("earlier");
earlier?.addEventListener("click", async (event) => {
  event.preventDefault();
  earlier.setAttribute("aria-busy", "true");
  try {
    const { ok, page } = await read(earlier.href);
    const found = ok ? page.getElementById("earlier-list") : null;
    if (!found) return location.assign(earlier.href);
    const list = document.importNode(found, true);
    earlier.replaceWith(list);
    list.tabIndex = -1;
    list.focus();
  } catch {
    location.assign(earlier.href);
  }
});

// The keyboard

addEventListener("keydown", (event) => {
  const key = shortcut(event);
  const link = document.getElementById({ j: "behind", k: "before", b: "to-board" }[key] ?? "");
  const button = key && document.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  if (link) link.click();
  else if (key === "n" && note) note.focus();
  else if (key === "u" && document.getElementById("act")) undoLast();
  else if (button) button.click();
  else return;
  event.preventDefault();
});
forgetDone();
