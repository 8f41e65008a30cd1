// The board by keyboard and by its menu, bulk actions, folded columns, and more cards as one scrolls. Every
// change is also a plain button on the card's own page: without this script nothing is lost but time.
import { act, adopt, board, byID, cardOf, decorate, nameOf, part } from "/cards.js";
import { announce, toast, undoLast, word } from "/toast.js";

const works = board.dataset.works === "yes";
const columns = () => [...board.querySelectorAll(".column")];
const links = (column) => [...column.querySelectorAll(".card-link")];

function focusLink(link) {
  if (!link) return;
  link.focus({ preventScroll: true });
  cardOf(link).scrollIntoView({ block: "nearest", inline: "nearest" });
}

// Walking: up and down within a column, left and right to the same height of the next column that
// has cards.
function walk(card, key) {
  const column = card.closest(".column");
  const own = links(column);
  const at = own.indexOf(card.querySelector(".card-link"));
  const more = column.querySelector(".column-more[data-next]");
  if (key === "ArrowDown" && at === own.length - 1 && more) {
    return load(more).then(() => focusLink(links(column)[at + 1]));
  }
  if (key === "ArrowDown") return focusLink(own[Math.min(at + 1, own.length - 1)]);
  if (key === "ArrowUp") return focusLink(own[Math.max(at - 1, 0)]);
  if (key === "Home") return focusLink(own[0]);
  if (key === "End") return focusLink(own[own.length - 1]);
  const step = key === "ArrowRight" ? 1 : -1;
  const all = columns();
  let next = all.indexOf(column) + step;
  while (all[next] && (links(all[next]).length === 0 || isFolded(all[next]))) next += step;
  if (!all[next]) return;
  const others = links(all[next]);
  focusLink(others[Math.min(at, others.length - 1)]);
  announce(all[next].dataset.label);
}

// What is done

const statusButton = (test) => [...document.querySelectorAll("#card-menu [data-status]")].find(test);
const labelOf = (status) =>
  statusButton((button) => button.dataset.status === status)?.querySelector(".stage").textContent ?? status;

/** Moves cards to a status. */
export function move(cards, status) {
  const label = labelOf(status);
  return act(cards, "move", { status }, (card) => word("moved", { card, status: label }));
}

const changed = (card) => word("changed", { card });
const take = (card) => act([card], "take", {}, (name) => word("taken", { card: name }));

function moveAside(card, key) {
  const statuses = [...document.querySelectorAll("#card-menu [data-status]")].map((b) => b.dataset.status);
  const at = statuses.indexOf(card.dataset.column);
  const next = statuses[key === "ArrowRight" ? at + 1 : at - 1];
  if (next && (at >= 0 || key === "ArrowRight")) move([card], next);
}

function onBoardKey(event) {
  const card = cardOf(event.target);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (!card || !plain || event.target.matches("input, select, textarea")) return;
  const { key } = event;
  const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];
  if (event.shiftKey && works && (key === "ArrowLeft" || key === "ArrowRight")) moveAside(card, key);
  else if (arrows.includes(key)) walk(card, key);
  else if (!works) return;
  else if (key.toLowerCase() === "t") take(card);
  else if (key.toLowerCase() === "m") openMenu(card);
  else if (key.toLowerCase() === "x") pick(card);
  else if (/^[1-9]$/.test(key)) {
    const status = statusButton((button) => button.dataset.key === key);
    if (!status) return;
    move([card], status.dataset.status);
  } else return;
  event.preventDefault();
}

function onKey(event) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (!plain || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (document.querySelector("dialog[open]") || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  if (key === "?") document.getElementById("keys").showModal();
  else if (key === "u" && works) undoLast();
  else if (key === "f") openFilter();
  else if (key === "c") toggleFold(event.target.closest?.(".column") ?? null);
  else if (event.key === "Escape") clearPicks();
  else return;
  if (event.key !== "Escape") event.preventDefault();
}

function openFilter() {
  const filter = document.getElementById("filter");
  filter.open = true;
  filter.querySelector("select").focus();
}

// Plain buttons of a card, done without leaving the page

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".card-actions button[form=act]");
  const card = cardOf(button);
  if (!button || !card) return;
  event.preventDefault();
  if (button.name === "to") move([card], button.value.slice(button.value.indexOf(":") + 1));
  else take(card);
});

// The menu of a card

const menu = document.getElementById("card-menu");
let open = null;

function openMenu(card) {
  open = card;
  document.getElementById("card-menu-title").textContent = nameOf(card);
  for (const button of menu.querySelectorAll("[data-status]")) {
    button.disabled = button.dataset.status === card.dataset.column;
  }
  const assignee = document.getElementById("menu-assignee");
  assignee.value = card.dataset.assignee ?? "";
  document.getElementById("menu-due").value = card.dataset.due ?? "";
  const own = new Set([...card.querySelectorAll(".card-marks .label")].map((label) => label.dataset.label));
  for (const box of menu.querySelectorAll(".menu-labels input")) box.checked = own.has(box.value);
  document.getElementById("menu-open").href = card.querySelector(".card-link").href;
  menu.showModal();
  const place = card.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  menu.style.setProperty("--x", `${Math.max(8, Math.min(place.right - size.width, innerWidth - size.width - 8))}px`);
  menu.style.setProperty("--y", `${Math.max(8, Math.min(place.top + 32, innerHeight - size.height - 8))}px`);
  menu.querySelector("[data-status]:not(:disabled)")?.focus();
}

function closeMenu() {
  const id = open?.dataset.card;
  commit();
  menu.close();
  if (id) focusLink(byID(id)?.querySelector(".card-link"));
}

// What is chosen by keys or typed is done when it stands for a moment, or is left: on the way to a name or a day
// others are passed.
const STANDS = 900; // milliseconds
let chosen = null;
let choosing = 0;
function commit() {
  clearTimeout(choosing);
  const target = chosen;
  chosen = null;
  if (target?.id === "menu-assignee") act([open], "assign", { assignee: target.value }, changed);
  else if (target?.validity.valid) act([open], "due", { due: target.value }, changed);
}

menu?.addEventListener("click", (event) => {
  const status = event.target.closest("[data-status]")?.dataset.status;
  if (status) {
    closeMenu();
    move([open], status);
  } else if (event.target.id === "menu-spam") {
    closeMenu();
    act([open], "spam", {}, changed);
  } else if (event.target === menu) closeMenu();
});
menu?.addEventListener("cancel", (event) => {
  event.preventDefault();
  closeMenu();
});
menu?.addEventListener("keydown", (event) => {
  if (event.target.matches("input, select")) return;
  const items = [...menu.querySelectorAll("button:not(:disabled), select, input, a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const button = /^[1-9]$/.test(event.key) && statusButton((one) => one.dataset.key === event.key);
  if (step) items[(items.indexOf(event.target) + step + items.length) % items.length].focus();
  else if (button && !button.disabled) button.click();
  else return;
  event.preventDefault();
});
// Of the card as it was when the menu was opened: what somebody else has changed meanwhile is not overwritten.
menu?.addEventListener("change", ({ target }) => {
  if (target.closest(".menu-labels")) {
    act([open], "labels", { [target.checked ? "add" : "remove"]: target.value }, changed);
    return;
  }
  if (chosen !== target) commit();
  chosen = target;
  clearTimeout(choosing);
  choosing = setTimeout(commit, STANDS);
});
menu?.addEventListener("focusout", commit);

// Several at once

const bulk = document.getElementById("bulk");
const picks = () => [...board.querySelectorAll(".card-pick:checked")];
let lastPick = null;

function pick(card) {
  const box = card.querySelector(".card-pick");
  box.checked = !box.checked;
  lastPick = box;
  tellPicks();
}

function tellPicks() {
  if (!bulk) return;
  const count = picks().length;
  const told = document.getElementById("bulk-count");
  const text = (count === 1 ? told.dataset.one : told.dataset.many).replace("[count]", count);
  bulk.classList.toggle("is-shown", count > 0);
  told.textContent = text;
  if (count > 0) announce(text);
}

function clearPicks() {
  for (const box of picks()) box.checked = false;
  tellPicks();
}

board.addEventListener("click", (event) => {
  const box = event.target.closest?.(".card-pick");
  if (!box) return;
  if (event.shiftKey && lastPick?.isConnected) {
    const all = [...box.closest(".cards").querySelectorAll(".card-pick")];
    const [from, to] = [all.indexOf(lastPick), all.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) for (const one of all.slice(from, to + 1)) one.checked = box.checked;
  }
  lastPick = box;
  tellPicks();
});
bulk?.addEventListener("submit", (event) => {
  event.preventDefault();
  const cards = picks().map(cardOf);
  // Of a button without one, formAction is the page's own address.
  const verb = (event.submitter?.getAttribute("formaction") ?? bulk.getAttribute("action")).split("/").pop();
  const fields = Object.fromEntries(
    ["status", "assignee", "add"].filter((name) => bulk.elements[name]).map((name) => [name, bulk.elements[name].value]));
  const wanted = { move: { status: fields.status }, assign: { assignee: fields.assignee }, labels: { add: fields.add }, spam: {} }[verb];
  if (verb === "labels" && !wanted.add) return;
  // The bar with the button goes away.
  focusLink(cards[0]?.querySelector(".card-link"));
  act(cards, verb, wanted).then((outcome) => { if (outcome === "done") clearPicks(); });
});
document.getElementById("bulk-clear")?.addEventListener("click", clearPicks);

// Columns that are folded away: in the address, like everything one looks at

const isFolded = (column) => column.classList.contains("is-folded");

function toggleFold(column) {
  if (!column) return;
  column.classList.toggle("is-folded");
  column.querySelector(".fold").setAttribute("aria-expanded", String(!isFolded(column)));
  const query = new URLSearchParams(board.dataset.sight);
  query.delete("folded");
  for (const one of columns().filter(isFolded)) query.append("folded", one.dataset.column);
  board.dataset.sight = query;
  for (const input of document.querySelectorAll("input[name=sight]")) input.value = query;
  history.replaceState(null, "", `${location.pathname}${query.size > 0 ? "?" : ""}${query}`);
  announce(word(isFolded(column) ? "folded" : "unfolded", { column: column.dataset.label }));
  if (isFolded(column)) column.querySelector(".fold").focus();
}

for (const column of columns()) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  button.setAttribute("aria-label", word("fold", { column: column.dataset.label }));
  button.setAttribute("aria-expanded", String(!isFolded(column)));
  button.addEventListener("click", () => toggleFold(column));
  column.querySelector(".column-head").append(button);
}

// More cards as one scrolls

const ahead = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) load(target);
}, { rootMargin: "600px" });

async function load(more) {
  ahead.unobserve(more);
  try {
    const answer = await part(more.dataset.next);
    if (!answer) throw new Error("no answer");
    const hadFocus = more.contains(document.activeElement);
    const entries = adopt(answer.querySelectorAll(".cards > li"))
      .filter((entry) => !entry.dataset.card || !byID(entry.dataset.card));
    more.replaceWith(...entries);
    if (hadFocus) entries[0]?.querySelector(".card-link, a")?.focus();
    for (const entry of entries) if (entry.matches(".column-more")) ahead.observe(entry);
  } catch {
    setTimeout(() => ahead.observe(more), 3_000);
  }
}
for (const more of board.querySelectorAll(".column-more[data-next]")) ahead.observe(more);

// What every card gets: a button for its menu, in a place that is kept for it

if (works) {
  decorate((card) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "card-more";
    button.setAttribute("aria-label", `${word("more")}: ${nameOf(card)}`);
    button.addEventListener("click", () => openMenu(card));
    card.append(button);
  });
  document.getElementById("bulk-clear").hidden = false;
}

board.addEventListener("keydown", onBoardKey);
document.addEventListener("keydown", onKey);
const keys = document.getElementById("show-keys");
keys.hidden = false;
keys.addEventListener("click", () => document.getElementById("keys").showModal());

// After a change without a script the browser itself focuses the card's link (it is the address's
// fragment); here it is brought into sight as a whole, and what was done is said once.
const notice = document.getElementById("notice");
if (notice) announce(notice.querySelector("p").textContent.trim());
if (location.hash.startsWith("#card-")) focusLink(document.getElementById(location.hash.slice(1)));
const address = new URL(location.href);
if (address.searchParams.has("done") || address.searchParams.has("view")) {
  for (const name of ["done", "card", "undo", "count", "kept", "view"]) address.searchParams.delete(name);
  history.replaceState(null, "", address);
}
