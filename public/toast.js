import { keep, kept } from "./kept.js";
import { areOn, isPlain } from "./keys.js";
import { quiet } from "./line.js";
import { goOn } from "./page.js";

// What was just done: said to a screen reader at once, and shown for half a minute with a way to undo it.
const words = document.getElementById("words")?.dataset ?? {};
const announcer = document.getElementById("announcer");
const box = document.getElementById("toast");
const undoButton = box?.querySelector(".notice-undo");
const OFFERED = 30_000; // for as long as the server allows it, and a little less
let hiding = 0;
// What can be undone, the latest at the end: which cards of a form at which versions, each until its time is over. It goes
// along to the pages that follow; whose change it was is known to the server, which lets nobody else undo it.
let undos = kept("undos") ?? [];
let isLeaving = false;

/** A text of the page, its places filled in: `[count] [count|card|cards]`. */
export function word(name, values = {}) {
  return (words[name] ?? "").replace(/\[(\w+)(?:\|([^|\]]*)\|([^\]]*))?\]/g, (_, key, one, many) =>
    one === undefined ? values[key] ?? "" : `${values[key]}` === "1" ? one : many);
}

export function announce(text) {
  // Behind an open dialog nothing is spoken.
  const region = document.querySelector("dialog[open] [data-told]") ?? announcer;
  if (!region) return;
  region.textContent = "";
  // A live region speaks a change, not what it held from the start.
  setTimeout(() => { region.textContent = text; }, 60);
}

/** Says that the connection is gone, or back; it stands on the page for as long as it is gone. */
export function tellAway(isGone) {
  const away = document.getElementById("away");
  if (!away || away.hidden !== isGone) return;
  away.hidden = !isGone;
  announce(word(isGone ? "away" : "back"));
}

/** The id in `id:version`. */
export const idOf = (card) => card.split(":")[0];

// What was done to one of these cards before cannot be undone any more; to others that were changed with it, it can.
function offer(undo, ids) {
  const touched = new Set(ids);
  for (const one of undos) one.cards = one.cards.filter((card) => !touched.has(idOf(card)));
  if (undo) undos.push({ ...undo, until: Date.now() + OFFERED });
  store();
}

function store() {
  undos = undos.filter(({ cards, until }) => cards.length > 0 && until > Date.now());
  keep("undos", undos);
}

/**
 * Shows a text, and says it; offers to undo what was done: `{ form, cards }`, each card as `id:version`. What was done
 * to the cards of these ids before cannot be undone any more. What is long to read stays longer.
 */
export function toast(text, undo = null, ids = [], isLong = false) {
  if (!text) return hide();
  // The key is told of where it works.
  const hasKey = undo && areOn && !document.querySelector("dialog[open]");
  announce(hasKey ? `${text} ${word("undoable")}` : text);
  clearTimeout(hiding);
  offer(undo, ids);
  box.querySelector("p").textContent = text;
  // The button undoes what is said beside it; the key goes on to what was done before.
  undoButton.hidden = !undo;
  box.hidden = false;
  hiding = setTimeout(hide, undo || isLong ? OFFERED : 6_000);
}

function hide() {
  clearTimeout(hiding);
  // What is hidden has no focus; what is undone comes into sight where it stands.
  if (box?.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
  if (box) box.hidden = true;
}

// What a button of the page before did stands in a notice, with a button of its own.
const led = document.querySelector(".undo");
const ledCards = led ? new FormData(led).getAll("card") : [];
if (led) {
  const ids = ledCards.map(idOf);
  offer({ form: led.elements.namedItem("form").value, cards: ledCards }, ids);
  led.addEventListener("submit", () => {
    offer(null, ids);
    leave();
  });
}

// One at a time: a second answer would break the first off.
function leave() {
  isLeaving = true;
  setTimeout(() => { isLeaving = false; }, 8_000);
}

// Where nothing is exchanged, the next page tells of it: the card, or the one that this was asked on.
const MOST = 200; // cards that are undone at once
let takeBack = ({ form, cards, until }) => {
  leave();
  const from = location.pathname.split("/").pop(), sight = document.querySelector("#act [name=sight]")?.value ?? "";
  if (cards.length > MOST) undos.push({ form, cards: cards.splice(MOST), until });
  store();
  goOn(document.getElementById("lock"), `/desk/forms/${form}/undo`, { form, from, sight, card: cards });
};
/** Says what undoes `{ form, cards }` on this page. */
export function onUndo(takes) { takeBack = takes; }

/** Undoes what was done last, then what was done before it to other cards, while that is offered. */
export async function undoLast() {
  // What was just done counts, also when the server has not answered yet.
  await quiet();
  await new Promise((resolve) => setTimeout(resolve));
  if (isLeaving) return;
  store();
  const last = undos.pop();
  store();
  hide();
  if (!last) announce(word("none"));
  else if (led?.isConnected && String(last.cards) === String(ledCards)) led.querySelector("button").click();
  else takeBack(last);
}

undoButton?.addEventListener("click", undoLast);
// Sent away before its time: the key undoes all the same.
box?.querySelector(".menu-close").addEventListener("click", hide);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isPlain(event) && !document.querySelector("dialog[open]")) hide();
});
