// The cards of a board as the server has them: what changed is asked for and put in its place.
import { isOwn, nameOf, onDone } from "./deeds.js";
import { startAnew } from "./line.js";
import { isUnderHand, read } from "./page.js";
import { announce, word } from "./toast.js";

export const board = document.getElementById("board");
const form = board?.dataset.form;

export const cardOf = (element) => element?.closest?.(".card") ?? null;
export const byID = (id) => board.querySelector(`.card[data-card="${CSS.escape(id)}"]`);
/** A card as it is on the page now, where it was exchanged since; nothing where it has gone. */
export const onPage = (card) => (card.isConnected ? card : byID(card.dataset.card));
export const columnOf = (id) => board.querySelector(`.column[data-column="${CSS.escape(id)}"]`);
// What the server sent of a card: one that is sent once more as it stands is not touched.
const sent = new WeakMap();
for (const card of board?.querySelectorAll(".card") ?? []) sent.set(card, card.cloneNode(true));
// Where the rest of a column begins: behind the card that was the last then.
const ends = new WeakMap();
const endAt = (more, entry) => ends.set(more, entry.previousElementSibling?.cloneNode());
for (const more of board?.querySelectorAll(".column-more") ?? []) endAt(more, more);
const decorators = [];
/** Has a function called with every card there is and every card that comes. */
export function decorate(decorator) {
  decorators.push(decorator);
  for (const card of board.querySelectorAll(".card")) decorator(card);
}

/** A part of the page, or nothing when the session does not go on: then the page is asked for anew. */
export async function part(address) {
  const { ok, isElsewhere, page } = await read(address);
  if (isElsewhere) startAnew();
  return ok ? page : null;
}

/** Puts fetched entries into a list, or behind an entry of it. */
export function adopt(entries) {
  return [...entries].map((entry) => {
    const own = document.importNode(entry, true);
    sent.set(own, entry);
    if (own.matches(".column-more")) endAt(own, entry);
    if (own.matches(".card")) for (const decorator of decorators) decorator(own);
    return own;
  });
}

/** In which column a card is shown until the house has answered, by its id: an answer that was asked before does not undo it. */
export const moving = new Map();

// Which of two cards stands first: by when they arrived, then by their ids.
function isBefore(one, other) {
  const newest = board.dataset.order !== "oldest";
  const a = Number(one.dataset.at), b = Number(other.dataset.at);
  const earlier = a === b ? one.dataset.card < other.dataset.card : a < b;
  return newest ? !earlier : earlier;
}

/** Puts a card where it belongs; false where that is behind what is shown. */
export function place(card) {
  const list = columnOf(card.dataset.column)?.querySelector(".cards");
  if (!list) return false;
  // What is on its way stands anywhere.
  const settled = [...list.querySelectorAll(".card")].filter((other) => other !== card && !moving.has(other.dataset.card));
  const next = settled.find((other) => isBefore(card, other));
  const more = list.querySelector(".column-more");
  if (!next && more) {
    // Behind what is shown it comes when the rest does.
    const end = ends.get(more);
    if (!end || end.dataset.card !== card.dataset.card && !isBefore(card, end)) return false;
  }
  list.insertBefore(card, next ?? more);
  return true;
}

let asking = Promise.resolve();
/** One after another: what was asked before a change puts nothing back. */
export const inTurn = (work) => (asking = asking.catch(() => {}).then(work));

/**
 * Asks what became of cards; answers the ids of those that were not on the page before, or nothing without an answer.
 * With a set, what would move others from under somebody's hand is left as it is, and its id put there.
 */
export function refresh(ids, off = null) {
  return inTurn(() => refreshNow([...new Set(ids)], off)).catch(() => null);
}

// Whether a card comes into a column at which a hand is, or goes from it.
function comesBetween(id, card) {
  const from = byID(id)?.closest(".column"), to = card && columnOf(moving.get(id) ?? card.dataset.column);
  return from !== to && [from, to].some((column) => column && isUnderHand(column));
}

// So many are asked for at once: a longer address would be refused, or cut.
const LONGEST = 3_800; // characters
const EACH = "&card=".length + 36; // of an id
const room = () => Math.max(1, Math.min(50, Math.floor((LONGEST - board.dataset.sight.length) / EACH)));

async function refreshNow(ids, off) {
  const arrived = [];
  const most = room();
  for (let start = 0; start < ids.length; start += most) {
    const query = new URLSearchParams(board.dataset.sight);
    for (const id of ids.slice(start, start + most)) query.append("card", id);
    const answer = await part(`/desk/live/forms/${form}/cards?${query}`);
    if (!answer) return null;
    const fresh = new Map(
      adopt(answer.querySelectorAll(".card")).map((card) => [card.dataset.card, card]));
    for (const id of ids.slice(start, start + most)) {
      const card = fresh.get(id) ?? null;
      if (off && comesBetween(id, card)) off.add(id);
      else if (exchange(id, card)) arrived.push(id);
    }
    count(answer);
  }
  document.dispatchEvent(new Event("genkan-cards"));
  return arrived;
}

// Puts the new card in the old one's place, or where it belongs now; answers whether it is new here.
function exchange(id, card) {
  const [old, ...others] = board.querySelectorAll(`.card[data-card="${CSS.escape(id)}"]`);
  for (const other of others) other.remove();
  const { version, column } = old?.dataset ?? {};
  if (card && sent.get(card).isEqualNode(sent.get(old) ?? null) && version === card.dataset.version
    && column === card.dataset.column && old.closest(".column") === columnOf(moving.get(id) ?? column)) return false;
  const hadFocus = old?.contains(document.activeElement);
  const wasPicked = old?.querySelector(".card-pick")?.checked;
  const beside = hadFocus ? besides(old) : null;
  // In a column cards stand by their arrival, so that one that stayed stays at its place.
  const isShown = card && old?.closest(".column") === columnOf(moving.get(id) ?? card.dataset.column);
  const stays = isShown && (moving.has(id) || old.dataset.column === card.dataset.column);
  if (stays) old.replaceWith(card);
  else old?.remove();
  if (!card || !(stays || place(card))) {
    // Whoever stood on it goes on with what stood beside it.
    beside?.focus();
    return false;
  }
  if (hadFocus && !stays && !moving.has(id)) {
    announce(word("went", { card: nameOf(card), status: columnOf(card.dataset.column).dataset.label }));
  }
  // What somebody else changed is no longer what was selected.
  if (wasPicked && (version === card.dataset.version || isOwn(card))) card.querySelector(".card-pick").checked = true;
  if (hadFocus) {
    card.querySelector(".card-link").focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  return !old;
}

/** What stands beside a card, to go on from. */
export function besides(card) {
  const isCard = (one) => one?.matches?.(".card");
  const next = [card.nextElementSibling, card.previousElementSibling].find(isCard);
  return next?.querySelector(".card-link") ?? card.closest(".column").querySelector(".fold") ?? board;
}

function count(answer) {
  for (const { dataset, textContent } of answer.querySelectorAll(".counts li")) {
    const id = CSS.escape(dataset.column);
    for (const shown of document.querySelectorAll(`[data-count="${id}"]`)) {
      shown.textContent = dataset.count;
    }
    for (const told of document.querySelectorAll(`[data-told="${id}"]`)) told.textContent = textContent;
    if (dataset.count === "0") continue;
    // What is not shown while it is empty is shown now, and does not go from under anybody's hands later.
    for (const shown of [columnOf(dataset.column), document.querySelector(`.tabs [href="#column-${id}"]`)]) {
      shown?.classList.remove("vacant");
    }
  }
  const total = answer.querySelector(".total");
  if (total) document.getElementById("total").textContent = total.textContent;
}

if (board) onDone((ids) => refresh(ids));
