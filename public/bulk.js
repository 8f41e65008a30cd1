// Several cards at once, on a board or in a list: what is selected, and what is done to all of it.
import { act } from "./deeds.js";
import { areOn, isComposed, isPlain, shortcut } from "./keys.js";
import { announce, word } from "./toast.js";

const bulk = document.getElementById("bulk");
const told = document.getElementById("bulk-count");
const more = document.getElementById("bulk-more");
// Nothing is chosen; to choose nobody is something else.
const UNSAID = "unsaid";
const BOXES = ":is(.card-pick, .row-pick)";
const picks = () => [...document.querySelectorAll(`${BOXES}:checked`)];
const boxOf = (card) => card.querySelector(BOXES);
const cardOf = (box) => box.closest("[data-card]");
// The boxes among which one selects from one to another.
const among = (box) => [...box.closest(".cards, tbody").querySelectorAll(BOXES)];
let lastPick = null;
let shown = 0;
let from = null; // the card or row from which one came to the bar

/** Selects a card, or no longer. */
export function pick(card) {
  const box = boxOf(card);
  box.checked = !box.checked;
  lastPick = box;
  tell();
}

/** What is done to a selected card by key or by hand is meant for all that are selected. */
export const meant = (card) => (boxOf(card)?.checked ? picks().map(cardOf) : [card]);

function clearPicks() {
  for (const box of picks()) box.checked = false;
  tell();
}

// Every card that is shown in the columns in which something is selected.
function pickAll() {
  for (const box of picks()) for (const other of among(box)) other.checked = true;
  tell();
}

function tell() {
  if (!bulk) return;
  const count = picks().length;
  bulk.classList.toggle("is-shown", count > 0);
  told.textContent = told.dataset.text.replace("[count]", count);
  if (count !== shown) announce(count && areOn ? word("bar", { count }) : told.textContent);
  shown = count;
  if (count === 0 && more) more.open = false;
  // What is hidden has no focus.
  if (count === 0 && bulk.contains(document.activeElement)) (lastPick?.isConnected ? lastPick : document.getElementById("main")).focus();
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.(BOXES);
  if (!box) return;
  if (event.shiftKey && lastPick?.isConnected) {
    const all = among(box);
    const [from, to] = [all.indexOf(lastPick), all.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) for (const one of all.slice(from, to + 1)) one.checked = box.checked;
  }
  lastPick = box;
  tell();
});

// From what is selected to what can be done with it, and back.
function goToBar(event) {
  from = cardOf(event.target)?.dataset.card;
  bulk.querySelector("select").focus();
  event.preventDefault();
}

function goBack(event) {
  const card = document.querySelector(`[data-card="${CSS.escape(from ?? "")}"]`) ?? cardOf(picks()[0]);
  card.querySelector("a").focus();
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  const isAsked = document.querySelector("dialog[open], details[open]");
  if (shown && shortcut(event) === "s") return goToBar(event);
  if (event.key !== "Escape" || isAsked || isComposed(event) || event.defaultPrevented) return;
  if (shown && bulk.contains(event.target)) goBack(event);
  else if (isPlain(event)) clearPicks();
});

// A card that was selected may have gone.
document.addEventListener("genkan-cards", tell);

bulk?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  // Of a button without one, formAction is the page's own address.
  const verb = (button.getAttribute("formaction") ?? bulk.getAttribute("action")).split("/").pop();
  if (verb === "delete") return; // a page of its own asks again
  event.preventDefault();
  const field = button.closest(".bulk-part")?.querySelector("select, input");
  const isCleared = button.name === "clear";
  if (field && !isCleared && field.value === (verb === "assign" ? UNSAID : "")) return field.focus();
  const name = button.name === "off" ? "remove" : field?.name;
  const wanted = isCleared ? { due: "", clear: "yes" } : field ? { [name]: field.value } : {};
  const cards = picks().map(cardOf);
  const status = field?.selectedOptions?.[0].text;
  // The bar with the button goes away.
  more.open = false;
  cards[0]?.querySelector("a").focus({ preventScroll: true });
  const what = { move: "manyMoved", assign: "manyAssigned", due: "manyScheduled", labels: "manyLabelled", spam: "manyDiscarded" }[verb];
  const left = await act(cards, verb, wanted, null, (count) => word(what, { count, status }));
  if (left === null) return;
  // With what it was not done stays selected, as it is now: it can be looked at, and done all the same.
  for (const box of document.querySelectorAll(BOXES)) box.checked = left.includes(cardOf(box).dataset.card);
  tell();
});
// Enter in a field of the bar means the button beside it.
bulk?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input, select") || isComposed(event)) return;
  event.preventDefault();
  event.target.closest(".bulk-part").querySelector("button").click();
});
for (const [id, does] of [["bulk-clear", clearPicks], ["bulk-all", pickAll]]) {
  const button = document.getElementById(id);
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", does);
}
