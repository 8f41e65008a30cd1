// A card's own page: who else is here, that it changed meanwhile, calling somebody in a note, copying an answer,
// and the keyboard. Everything that changes something is a plain button.
import { read } from "/page.js";
import { word } from "/toast.js";

const file = document.getElementById("file");
const { card, form, mark } = file.dataset;
const note = document.getElementById("note");

// Who else is here, and what they do

let source = null;
function connect() {
  source = new EventSource(`/desk/live/forms/${form}?mark=${mark}&card=${card}`);
  source.addEventListener("cards", (event) => {
    if (JSON.parse(event.data).includes(card)) document.getElementById("stale").hidden = false;
  });
  source.addEventListener("presence", (event) => {
    const people = JSON.parse(event.data)[card] ?? [];
    document.getElementById("visitors").textContent =
      people.map(({ name, typing }) => word(typing ? "types" : "looks", { name })).join(" · ");
  });
  source.addEventListener("over", over);
  source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) over(); });
}
function over() {
  source.close();
  dispatchEvent(new Event("genkan-over"));
  setTimeout(connect, 5_000);
}
addEventListener("pagehide", () => source.close());
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
connect();

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
  const at = before.lastIndexOf("@");
  // Not within an e-mail address.
  if (/[A-Za-z0-9._%+-]/.test(before.charAt(at - 1))) return null;
  return at >= 0 && !/[\n@]/.test(before.slice(at + 1)) && before.length - at <= 40
    ? { at, typed: before.slice(at + 1) } : null;
}

function offer() {
  const call = called();
  const typed = call?.typed.toLowerCase() ?? "";
  for (const option of options) {
    option.hidden = !call || !option.dataset.name.toLowerCase().startsWith(typed)
      || option.dataset.name.length === typed.length;
    option.setAttribute("aria-selected", "false");
  }
  list.hidden = shown().length === 0;
  shown()[0]?.setAttribute("aria-selected", "true");
}

function choose(option) {
  const call = called();
  if (!call) return;
  note.setRangeText(`${option.dataset.name} `, call.at + 1, note.selectionStart, "end");
  list.hidden = true;
  note.focus();
}

function onNoteKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    note.form.requestSubmit();
    return event.preventDefault();
  }
  if (list.hidden || event.isComposing) return;
  const all = shown();
  const at = all.indexOf(chosen());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    chosen()?.setAttribute("aria-selected", "false");
    all[(at + step + all.length) % all.length].setAttribute("aria-selected", "true");
  } else if (event.key === "Enter" || event.key === "Tab") choose(chosen());
  else if (event.key === "Escape") list.hidden = true;
  else return;
  event.preventDefault();
}

if (note) {
  note.addEventListener("input", () => { tellTyping(); offer(); });
  note.addEventListener("keydown", onNoteKey);
  note.addEventListener("blur", () => setTimeout(() => { list.hidden = true; }, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[data-name]");
    if (option) { event.preventDefault(); choose(option); }
  });
  let isSent = false;
  note.form.addEventListener("submit", () => { isSent = true; });
  // What was written and not sent is not lost by a wrong click.
  addEventListener("beforeunload", (event) => { if (note.value.trim() && !isSent) event.preventDefault(); });
}

// Copying

for (const answer of document.querySelectorAll(".answers dd:not(.none)")) {
  const map = answer.querySelector(".answer-map");
  const text = map ? answer.textContent.slice(0, -map.textContent.length - 1) : answer.textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.setAttribute("aria-label", `${word("copy")}: ${answer.previousElementSibling.textContent}`);
  button.title = word("copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.classList.add("is-done");
    document.getElementById("copied").textContent = word("copied");
    setTimeout(() => {
      button.classList.remove("is-done");
      document.getElementById("copied").textContent = "";
    }, 2_000);
  });
  answer.append(button);
}

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
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input, select, textarea") || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const go = { j: "behind", k: "before", b: "to-board", p: null }[key];
  const button = document.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  if (go) document.getElementById(go)?.click();
  else if (key === "n" && note) note.focus();
  else if (key === "?") document.getElementById("keys")?.showModal();
  else if (button) button.click();
  else return;
  event.preventDefault();
});
const address = new URL(location.href);
if (address.searchParams.has("done")) {
  for (const name of ["done", "card", "undo"]) address.searchParams.delete(name);
  history.replaceState(null, "", address);
}
