// What can be done to cards from anywhere on the board: by key, by menu, by dragging.
import { meant } from "./bulk.js";
import { besides, byID, columnOf, moving, onPage, place } from "./cards.js";
import { act } from "./deeds.js";
import { word } from "./toast.js";

/** The buttons of the statuses in the menu of a card, in the order of the board. */
export const statuses = () => [...document.querySelectorAll("#card-menu [data-status]")];

const labelOf = (status) => statuses().find((button) => button.dataset.status === status)
  ?.querySelector(".stage").textContent ?? status;

const columnNow = (card) => card.closest(".column").dataset.column;

// What somebody chose for may have been exchanged meanwhile: what is on the page is moved, as it was when it was chosen.
function standing(card) {
  const now = onPage(card);
  if (now) now.dataset.version = card.dataset.version;
  return now;
}

/** Moves cards to a status: into its column at once; the server's answer puts them where they belong. */
export async function move(cards, status) {
  const here = cards.map(standing).filter(Boolean);
  const focused = here.find((card) => card.contains(document.activeElement));
  const within = focused && document.activeElement, beside = focused && besides(focused);
  const moved = here.filter((card) => columnNow(card) !== status);
  columnOf(status)?.querySelector(".cards").prepend(...moved);
  const ids = moved.map((card) => card.dataset.card);
  for (const id of ids) moving.set(id, status);
  within?.focus({ preventScroll: true });
  // In a column that is folded away nothing can have the focus.
  if (focused && document.activeElement !== within) beside.focus();
  else focused?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const label = labelOf(status);
  const left = await act(cards, "move", { status }, (card) => word("moved", { card, status: label }),
    (count) => word("manyMoved", { count, status: label }));
  if (left === null) return null; // the page that shows the other change is on its way
  for (const id of ids.filter((one) => moving.get(one) === status)) {
    const card = byID(id);
    // What it took stays, though nobody could be asked how it looks now; what it did not take goes back, and what was
    // exchanged meanwhile stands where the server has it.
    if (!left.includes(id) && moved.includes(card)) card.dataset.column = status;
    if (card) putInPlace(card);
    moving.delete(id);
  }
  return left;
}

// Whoever stood on it goes on there.
function putInPlace(card) {
  const within = card.contains(document.activeElement) ? document.activeElement : null;
  const beside = within && besides(card);
  if (place(card)) return within?.focus({ preventScroll: true });
  // Behind what is shown it comes when the rest is.
  card.remove();
  beside?.focus();
}

/** Moves a card, and all that are selected with it, to the status on its left (-1) or right (1). */
export function moveAside(card, step) {
  const ids = statuses().map((button) => button.dataset.status);
  const at = ids.indexOf(columnNow(card));
  const next = ids[at + step];
  if (next && (at >= 0 || step > 0)) move(meant(card), next);
}

/** Takes cards; from somebody who has them, too. */
export function take(cards) {
  const who = cards[0].querySelector(".avatar:not(.avatar--me) ~ bdi")?.textContent;
  return act(cards, "take", {}, (called) => word(who ? "over" : "taken", { card: called, who }),
    (count) => word("manyAssigned", { count }));
}

/** Says of a card what was done with it: `assigned`, `scheduled`, `labelled` or `discarded`. */
export const done = (what) => (card) => word(what, { card });
