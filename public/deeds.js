// What somebody does with cards, on a board or in a list: sent one after another, told, and taken back.
import { letGo, queue, startAnew, track } from "./line.js";
import { goOn } from "./page.js";
import { idOf, onUndo, toast, word } from "./toast.js";

const acting = document.getElementById("act");
const form = acting?.elements.namedItem("form").value;

/** What a card or a row is called by. */
export const nameOf = (card) => {
  const title = card.querySelector(".card-title, .row-text bdi")?.cloneNode(true);
  title?.querySelector(".g-unseen")?.remove();
  return title?.textContent.trim() || card.querySelector(".card-link, .g-mono").textContent;
};
const seen = (card) => `${card.dataset.card}:${card.dataset.version}`;
// What the cards were called with which something was done.
const names = new Map();

let show = async () => [];
/** Says what shows the cards of these ids anew, once they are changed. */
export function onDone(shows) { show = shows; }

// One after another: what somebody does twice in a row is done to what the first left behind.
let line = Promise.resolve();
// What one's own changes made of a card at a version, until the card is exchanged.
const made = new Map();
function latest(card) {
  let known = card;
  while (made.has(known)) known = made.get(known);
  return known;
}
/** Whether a card is as one's own latest change of it left it. */
export const isOwn = (card) => [...made.values()].includes(seen(card));
function inLine(path, cards, fields) {
  const isSent = queue();
  const sent = line.then(() => {
    isSent();
    return sendAll(path, cards.map(latest), fields);
  });
  track(sent.then(({ cards: outcomes, problem }) => !problem && !outcomes.some(isKept)));
  line = sent.then((answer) => {
    for (const { id, outcome, version } of answer.cards) {
      const before = cards.map(latest).find((card) => card.startsWith(`${id}:`));
      if (outcome === "changed" && before) made.set(before, `${id}:${version}`);
    }
  });
  return sent;
}

const isKept = ({ outcome }) => outcome === "conflict" || outcome === "gone";
const isChanged = ({ outcome }) => outcome === "changed";

/**
 * Does something with cards as they are now. Answers the ids of those with which it was not done: because somebody
 * else had changed them, or because the server could not be asked. A single card that somebody else has changed
 * leads to the page that shows it; then nothing is answered. `text` says it of one by its name, `many` of so many.
 */
export async function act(cards, verb, fields = {}, text = null, many = null) {
  if (cards.length === 0) return [];
  const wanted = cards.map(seen), wantedIDs = wanted.map(idOf);
  for (const card of cards) names.set(card.dataset.card, nameOf(card));
  const sent = inLine(`${form}/cards/${verb}`, wanted, fields);
  const { cards: outcomes, told, problem } = await sent;
  const changed = outcomes.filter(isChanged), kept = outcomes.filter(isKept);
  if (kept.length > 0 && cards.length === 1) return clash(latest(wanted[0]), verb, fields);
  const shown = show(outcomes.map(({ id }) => id));
  // Before the cards are there: whoever undoes at once undoes this, not what was done before it.
  const said = [];
  if (changed.length > 0) {
    said.push(changed.length === 1 && text ? text(names.get(changed[0].id)) : many(changed.length));
  }
  if (kept.length > 0) {
    said.push(word("kept", { count: kept.length }));
    said.push(...theirs(kept));
    said.push(word("again", { count: kept.length }));
  }
  said.push(...told, ...(problem ? [problem] : []));
  const undo = { form, cards: changed.map(({ id, version }) => `${id}:${version}`) };
  const isLong = kept.length > 0 || told.length > 0 || Boolean(problem);
  if (said.length > 0) toast(said.join(" "), changed.length > 0 ? undo : null, undo.cards.map(idOf), isLong);
  await shown;
  const done = new Set(outcomes.filter((one) => isChanged(one) || one.outcome === "unchanged").map(({ id }) => id));
  return wantedIDs.filter((id) => !done.has(id));
}

// What others did, of the first two.
const theirs = (kept) => kept.slice(0, 2).filter((one) => one.said)
  .map(({ id, said }) => calledBy(id) ? word("theirs", { card: calledBy(id), said }) : said);

// On the page before, or where a card is not shown, it has no name.
function calledBy(id) {
  const card = document.querySelector(`[data-card="${CSS.escape(id)}"]`);
  return names.get(id) ?? (card && nameOf(card));
}

onUndo(async (undo) => {
  const { cards } = undo;
  const { cards: outcomes, problem } = await inLine(`${undo.form}/undo`, cards, {});
  await show(outcomes.map(({ id }) => id));
  const kept = outcomes.filter(isKept), undone = outcomes.filter(isChanged);
  const said = [];
  const called = undone.length === 1 && calledBy(undone[0].id);
  if (called) said.push(word("undone", { card: called }));
  else if (undone.length > 0) said.push(word("manyUndone", { count: undone.length }));
  else if (outcomes.length > 0 && kept.length === 0) said.push(word("late"));
  if (kept.length > 0) said.push(word("kept", { count: kept.length }), ...theirs(kept));
  if (problem) said.push(problem);
  // What did not reach the server can be tried once more.
  toast(said.join(" "), problem && outcomes.length === 0 ? undo : null, cards.map(idOf));
});

// How many the server changes at once.
const MOST = 200;
async function sendAll(path, cards, fields) {
  const outcomes = [], told = [];
  // No slice of one among several: a card that comes alone is meant alone.
  const size = Math.ceil(cards.length / Math.ceil(cards.length / MOST));
  for (let start = 0; start < cards.length; start += size) {
    const { answer, problem } = await send(path, cards.slice(start, start + size), fields);
    if (!answer) return { cards: outcomes, told, problem };
    outcomes.push(...answer.cards);
    if (answer.told) told.push(answer.told);
  }
  return { cards: outcomes, told };
}

async function send(path, cards, fields) {
  const body = new URLSearchParams(new FormData(acting));
  for (const card of cards) body.append("card", card);
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  try {
    const answer = await fetch(`/desk/forms/${path}`, {
      method: "POST", body, headers: { Accept: "application/json" }, keepalive: true, signal: AbortSignal.timeout(20_000),
    });
    if (answer.ok && !answer.redirected || answer.status === 409) return { answer: await answer.json() };
    if (answer.redirected || answer.status === 404) startAnew();
    return { problem: word(answer.status === 429 || answer.status === 503 ? "busy" : "refused") };
  } catch {
    return { problem: word("failed") };
  }
}

// The same once more as a plain form, whose answer is the page that shows what the other one did.
function clash(card, verb, fields) {
  const [id, version] = card.split(":");
  letGo();
  goOn(acting, `/desk/submissions/${id}/${verb}`, { ...fields, version });
  return null;
}
