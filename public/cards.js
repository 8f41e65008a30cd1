// The cards of a board as the server has them: what changed is asked for and put in its place.
import { read } from "/page.js";
import { toast, word } from "/toast.js";

export const board = document.getElementById("board");
const acting = document.getElementById("act");
const form = board?.dataset.form;

export const cardOf = (element) => element?.closest?.(".card") ?? null;
export const byID = (id) => board.querySelector(`.card[data-card="${CSS.escape(id)}"]`);
export const columnOf = (id) => board.querySelector(`.column[data-column="${CSS.escape(id)}"]`);
export const nameOf = (card) => {
  const title = card.querySelector(".card-title")?.cloneNode(true);
  title?.querySelector(".g-unseen")?.remove();
  return title?.textContent.trim() || card.querySelector(".card-link").textContent;
};
export const seen = (card) => `${card.dataset.card}:${card.dataset.version}`;

const decorators = [];
/** Has a function called with every card there is and every card that comes. */
export function decorate(decorator) {
  decorators.push(decorator);
  for (const card of board.querySelectorAll(".card")) decorator(card);
}

/** A part of the page, or nothing when the session does not go on: then the page is asked for anew. */
export async function part(address) {
  const { ok, isElsewhere, page } = await read(address);
  if (isElsewhere) location.reload();
  return ok ? page : null;
}

/** Puts fetched entries into a list, or behind an entry of it. */
export function adopt(entries) {
  return [...entries].map((entry) => {
    const own = document.importNode(entry, true);
    if (own.matches(".card")) for (const decorator of decorators) decorator(own);
    return own;
  });
}

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
  const next = [...list.querySelectorAll(".card")].find((other) => isBefore(card, other));
  const more = list.querySelector(".column-more");
  // Behind what is shown it comes when the rest is.
  if (!next && more) return false;
  list.insertBefore(card, next ?? more);
  return true;
}

let asking = Promise.resolve();
/** Asks what became of cards; answers the ids of those that were not on the page before, or nothing without an answer. */
export function refresh(ids) {
  asking = asking.then(() => refreshNow([...new Set(ids)])).catch(() => null);
  return asking;
}

async function refreshNow(ids) {
  const arrived = [];
  for (let start = 0; start < ids.length; start += 100) {
    const query = new URLSearchParams(board.dataset.sight);
    for (const id of ids.slice(start, start + 100)) query.append("card", id);
    const answer = await part(`/desk/live/forms/${form}/cards?${query}`);
    if (!answer) return null;
    const fresh = new Map(
      adopt(answer.querySelectorAll(".card")).map((card) => [card.dataset.card, card]));
    for (const id of ids.slice(start, start + 100)) {
      if (exchange(id, fresh.get(id) ?? null)) arrived.push(id);
    }
    count(answer);
  }
  document.dispatchEvent(new Event("genkan-cards"));
  return arrived;
}

// Puts the new card in the old one's place, or where it belongs now; answers whether it is new here.
function exchange(id, card) {
  const old = byID(id);
  const hadFocus = old?.contains(document.activeElement);
  const wasPicked = old?.querySelector(".card-pick")?.checked;
  const beside = hadFocus ? besides(old) : null;
  old?.remove();
  if (!card || !place(card)) {
    // Whoever stood on it goes on with what stood beside it.
    beside?.focus();
    return false;
  }
  if (wasPicked) card.querySelector(".card-pick").checked = true;
  if (hadFocus) {
    card.querySelector(".card-link").focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  return !old;
}

function besides(card) {
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
  }
  const total = answer.querySelector(".total");
  if (total) document.getElementById("total").textContent = total.textContent;
}

// One after another: what somebody does twice in a row is done to what the first left behind.
let line = Promise.resolve();
// What one's own changes made of a card at a version, until the card is exchanged.
const made = new Map();
function latest(card) {
  let known = card;
  while (made.has(known)) known = made.get(known);
  return known;
}
function inLine(path, cards, fields) {
  const sent = line.then(() => sendAll(path, cards.map(latest), fields));
  line = sent.then((answer) => {
    for (const { id, outcome, version } of answer?.cards ?? []) {
      const before = cards.map(latest).find((card) => card.startsWith(`${id}:`));
      if (outcome === "changed" && before) made.set(before, `${id}:${version}`);
    }
  });
  return sent;
}

/**
 * Does something with cards as they are now; a single one that somebody else has changed leads to the page that
 * shows it. Answers `done`, `failed` or `clash`.
 */
export async function act(cards, verb, fields = {}, text = null) {
  if (cards.length === 0) return "done";
  const names = new Map(cards.map((card) => [card.dataset.card, nameOf(card)])), wanted = cards.map(seen);
  const answer = await inLine(`cards/${verb}`, wanted, fields);
  if (!answer) return "failed";
  const changed = answer.cards.filter(({ outcome }) => outcome === "changed");
  const kept = answer.cards.filter(({ outcome }) => outcome === "conflict" || outcome === "gone");
  if (kept.length > 0 && cards.length === 1) return clash(latest(wanted[0]), verb, fields);
  const shown = refresh(answer.cards.map(({ id }) => id));
  if (changed.length > 0 || kept.length > 0) {
    // Before the cards are there: whoever undoes at once undoes this, not what was done before it.
    const said = [changed.length === 1 && text ? text(names.get(changed[0].id))
      : word("many", { count: changed.length })];
    if (kept.length > 0) said.push(word("kept", { count: kept.length }));
    const undone = changed.map(({ id, version }) => `${id}:${version}`);
    toast(said.join(" "), changed.length > 0 ? () => takeBack(undone) : null);
  }
  await shown;
  return "done";
}

async function takeBack(cards) {
  const answer = await inLine("undo", cards, {});
  if (!answer) return;
  await refresh(answer.cards.map(({ id }) => id));
  const kept = answer.cards.filter(({ outcome }) => outcome === "conflict" || outcome === "gone").length;
  const isLate = answer.cards.every(({ outcome }) => outcome === "unchanged");
  const said = isLate ? word("late") : kept > 0 ? word("kept", { count: kept }) : word("undone");
  toast(said);
}

// How many the server changes at once.
const MOST = 200;
async function sendAll(path, cards, fields) {
  const outcomes = [];
  for (let start = 0; start < cards.length; start += MOST) {
    const answer = await send(path, cards.slice(start, start + MOST), fields);
    if (!answer) return outcomes.length > 0 ? { cards: outcomes } : null;
    outcomes.push(...answer.cards);
  }
  return { cards: outcomes };
}

async function send(path, cards, fields) {
  const body = new URLSearchParams(new FormData(acting));
  for (const card of cards) body.append("card", card);
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  try {
    const answer = await fetch(`/desk/forms/${form}/${path}`, {
      method: "POST", body, headers: { Accept: "application/json" },
    });
    if (answer.redirected) location.reload();
    else if (answer.ok || answer.status === 409) return await answer.json();
    else if (answer.status === 404) location.reload();
    else toast(word(answer.status === 429 || answer.status === 503 ? "busy" : "refused"));
  } catch {
    toast(word("failed"));
  }
  return null;
}

// The same once more as a plain form, whose answer is the page that shows what the other one did.
function clash(card, verb, fields) {
  const [id, version] = card.split(":");
  acting.action = `/desk/submissions/${id}/${verb}`;
  for (const [name, value] of Object.entries({ ...fields, version })) {
    for (const one of [value].flat()) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = one;
      acting.append(input);
    }
  }
  acting.submit();
  return "clash";
}
