// What can be done to cards from anywhere on the board: by key, by menu, by dragging.
import { columnOf, place } from "/cards.js";
import { act } from "/deeds.js";
import { word } from "/toast.js";

/** The buttons of the statuses in the menu of a card, in the order of the board. */
export const statuses = () => [...document.querySelectorAll("#card-menu [data-status]")];

const labelOf = (status) => statuses().find((button) => button.dataset.status === status)
  ?.querySelector(".stage").textContent ?? status;

/** Moves cards to a status: into its column at once; the server's answer puts them where they belong. */
export async function move(cards, status) {
  const focused = cards.find((card) => card.contains(document.activeElement));
  const within = focused && document.activeElement;
  const moved = cards.filter((card) => card.dataset.column !== status);
  columnOf(status)?.querySelector(".cards").prepend(...moved);
  within?.focus({ preventScroll: true });
  focused?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const label = labelOf(status);
  const left = await act(cards, "move", { status }, (card) => word("moved", { card, status: label }));
  if (left === null) return null; // the page that shows the other change is on its way
  // What the server did not take goes back to where it was.
  for (const card of moved.filter((one) => one.isConnected)) {
    const isThere = card.closest(".column").dataset.column === card.dataset.column;
    if (!isThere && !place(card)) card.remove();
  }
  return left;
}

/** Moves a card to the status on its left (-1) or right (1). */
export function moveAside(card, step) {
  const ids = statuses().map((button) => button.dataset.status);
  const at = ids.indexOf(card.dataset.column);
  const next = ids[at + step];
  if (next && (at >= 0 || step > 0)) move([card], next);
}

/** Takes a card; from somebody who has it, too. */
export function take(card) {
  const who = card.querySelector(".avatar:not(.avatar--me) + span > bdi")?.textContent;
  return act([card], "take", {}, (called) => word(who ? "over" : "taken", { card: called, who }));
}

export const changed = (card) => word("changed", { card });
