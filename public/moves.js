// What can be done to cards from anywhere on the board: by key, by menu, by dragging.
import { act } from "/cards.js";
import { word } from "/toast.js";

/** The buttons of the statuses in the menu of a card, in the order of the board. */
export const statuses = () => [...document.querySelectorAll("#card-menu [data-status]")];

const labelOf = (status) => statuses().find((button) => button.dataset.status === status)
  ?.querySelector(".stage").textContent ?? status;

/** Moves cards to a status. */
export function move(cards, status) {
  const label = labelOf(status);
  return act(cards, "move", { status }, (card) => word("moved", { card, status: label }));
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
  const name = who ? "over" : "taken";
  return act([card], "take", {}, (called) => word(name, { card: called, who }));
}

export const changed = (card) => word("changed", { card });
