// The board by keyboard, folded columns, and more cards as one scrolls. Every change is also a plain button on the
// card's own page: without this script nothing is lost but time.
import { meant, pick } from "./bulk.js";
import { adopt, board, byID, cardOf, decorate, inTurn, part } from "./cards.js";
import { nameOf } from "./deeds.js";
import { isPlain, shortcut } from "./keys.js";
import { openMenu } from "./menu.js";
import { move, moveAside, statuses, take } from "./moves.js";
import { forgetDone } from "./page.js";
import { announce, undoLast, word } from "./toast.js";

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
    return load(more).then(() => { if (own[at] === document.activeElement) focusLink(links(column)[at + 1]); });
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

function onBoardKey(event) {
  const card = cardOf(event.target);
  if (!card || !isPlain(event)) return;
  const { key } = event;
  if (event.shiftKey && works && (key === "ArrowLeft" || key === "ArrowRight")) {
    moveAside(card, key === "ArrowRight" ? 1 : -1);
  } else if (arrows.includes(key)) walk(card, key);
  else if (!works || !onCardKey(card, shortcut(event))) return;
  event.preventDefault();
}

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

// From where no card has the focus, an arrow leads to the first one.
function enter(event) {
  const isNowhere = [document.body, board, document.getElementById("main")].includes(event.target);
  if (!isNowhere || !arrows.includes(event.key) || !isPlain(event) || document.querySelector("dialog[open]")) return false;
  const first = columns().find((column) => !isFolded(column) && links(column).length > 0);
  focusLink(first && links(first)[0]);
  return first !== undefined;
}

function onCardKey(card, key) {
  const status = key && statuses().find((button) => button.dataset.key === key);
  if (key === "t") take(meant(card));
  else if (key === "m") openMenu(card);
  else if (key === "x") pick(card);
  else if (status) move(meant(card), status.dataset.status);
  else return false;
  return true;
}

function onKey(event) {
  const key = shortcut(event);
  if (enter(event)) return event.preventDefault();
  if (key === "u" && works) undoLast();
  else if (key === "c") toggleFold(event.target.closest?.(".column") ?? null);
  else return;
  event.preventDefault();
}

// Plain buttons of a card, done without leaving the page

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".card-actions button[form=act]");
  const card = cardOf(button);
  if (!button || !card) return;
  event.preventDefault();
  if (button.name === "to") move([card], button.value.slice(button.value.indexOf(":") + 1));
  else take([card]);
});

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
  // Where the screen lock and the choice of a language lead back to.
  const address = `${location.pathname}${query.size > 0 ? "?" : ""}${query}`;
  for (const input of document.querySelectorAll(".bar-menu input[name=return]")) input.value = address;
  for (const link of links(board)) link.search = query;
  keepFolds(query.getAll("folded"));
  history.replaceState(history.state, "", address);
  announce(word(isFolded(column) ? "folded" : "unfolded", { column: column.dataset.label }));
  if (isFolded(column)) column.querySelector(".fold").focus();
}

// Other ways of looking at the same cards keep what is folded away.
function keepFolds(folded) {
  for (const link of document.querySelectorAll(".board-head a, .filter a, .tools-sheet a")) {
    const address = new URL(link.href);
    if (!/\/(board|list)$/.test(address.pathname)) continue;
    address.searchParams.delete("folded");
    for (const one of folded) address.searchParams.append("folded", one);
    link.href = address;
  }
  for (const more of board.querySelectorAll(".column-more[data-next]")) {
    const next = new URL(more.dataset.next, location.href);
    next.searchParams.delete("folded");
    for (const one of folded) next.searchParams.append("folded", one);
    more.dataset.next = next.pathname + next.search;
  }
  const form = document.querySelector("#filter form");
  for (const old of form.querySelectorAll("[name=folded]")) old.remove();
  for (const one of folded) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "folded";
    input.value = one;
    form.append(input);
  }
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
}, { rootMargin: "400px", scrollMargin: "400px" });

/** Puts the next cards of a column in the place of its last entry; false when there was no answer. */
export function load(more) {
  if (!loading.has(more)) loading.set(more, loadNow(more).finally(() => loading.delete(more)));
  return loading.get(more);
}
const loading = new WeakMap();

async function loadNow(more) {
  ahead.unobserve(more);
  try {
    const answer = await inTurn(() => part(more.dataset.next));
    if (!answer) throw new Error("no answer");
    const hadFocus = more.contains(document.activeElement);
    const entries = adopt(answer.querySelectorAll(".cards > li"))
      .filter((entry) => !entry.dataset.card || !byID(entry.dataset.card));
    more.replaceWith(...entries);
    if (hadFocus) entries[0]?.querySelector(".card-link, a")?.focus();
    for (const entry of entries) if (entry.matches(".column-more")) ahead.observe(entry);
    return true;
  } catch {
    setTimeout(() => ahead.observe(more), 3_000);
    return false;
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
}

// Whoever walks by ear hears what else there is to see on a card: new, how old, its marks, and who has it.
board.addEventListener("focusin", ({ target: link }) => {
  if (!link.matches(".card-link")) return;
  const parts = cardOf(link).querySelectorAll(".card-new, time, .card-marks:not(:empty), .card-assignee");
  link.setAttribute("aria-describedby", [...parts].map((part, at) => (part.id ||= `${link.id}-${at}`)).join(" "));
});

board.addEventListener("keydown", onBoardKey);
document.addEventListener("keydown", onKey);

// On a phone, which column one looks at

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    const tab = document.querySelector(`.tabs [href="#${CSS.escape(target.id)}"]`);
    if (!isIntersecting) tab?.removeAttribute("aria-current");
    else tab?.setAttribute("aria-current", "true");
  }
}, { root: board, threshold: 0.6 });
for (const column of columns()) seen.observe(column);

// What was done is said once; its address, which is no place to come back to, goes.
forgetDone();
