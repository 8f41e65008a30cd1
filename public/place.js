// Where somebody was on the board: the way back and a reload lead to the same cards. It is kept in the browser's entry
// for the page.
import { load } from "./board.js";
import { board, byID, cardOf, columnOf, part } from "./cards.js";
import { keepForHere, keptForHere } from "./kept.js";

const MOST = 1_000; // cards of a column
const listOf = (column) => column.querySelector(".cards");
const shown = (list) => list.querySelectorAll(".card").length;
// Nothing else is remembered meanwhile; whoever does something ends it.
let isGoing = false;
// Columns that it has not come to: of these the old place goes on.
const left = new Map();

function remember() {
  if (isGoing) return;
  const columns = {};
  for (const column of board.querySelectorAll(".column")) {
    const list = listOf(column), id = column.dataset.column;
    columns[id] = left.get(id) ?? { top: list.scrollTop, count: shown(list) };
  }
  const card = cardOf(document.activeElement)?.dataset.card;
  history.replaceState({ columns, aside: board.scrollLeft, top: scrollY, card }, "");
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(remember, 200);
}

async function fill(list, isFull) {
  for (let more; isGoing && !isFull() && (more = list.querySelector(".column-more[data-next]"));) {
    if (!await load(more)) return;
  }
}

function show(card) {
  if (!card || !isGoing || document.activeElement !== document.body) return;
  card.querySelector(".card-link").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function goBack({ columns, aside, top, card }) {
  for (const [id, place] of Object.entries(columns)) left.set(id, place);
  for (const [id, { top, count }] of Object.entries(columns)) {
    const column = columnOf(id);
    if (!column || !isGoing) continue;
    const list = listOf(column);
    await fill(list, () => shown(list) >= Math.min(count, MOST));
    if (!isGoing) continue;
    list.scrollTop = top;
    left.delete(id);
  }
  if (!isGoing) return;
  left.clear();
  board.scrollLeft = aside;
  scrollTo(0, top);
  if (card) show(byID(card));
}

// The card that a link leads to may stand behind what is shown.
async function goTo(id) {
  const query = `${board.dataset.sight}&card=${encodeURIComponent(id)}`;
  const answer = byID(id) ? null : await part(`/desk/live/forms/${board.dataset.form}/cards?${query}`).catch(() => null);
  const column = columnOf(answer?.querySelector(".card")?.dataset.column ?? "");
  if (column) await fill(listOf(column), () => byID(id) || shown(listOf(column)) > MOST);
  show(byID(id));
}

// The screen lock takes the page's entry away; its place goes on in the tab.
let lastCard = null;
board.addEventListener("focusin", ({ target }) => { lastCard = cardOf(target)?.dataset.card ?? lastCard; });
addEventListener("genkan-locking", () => {
  remember();
  keepForHere("place", { ...history.state, card: lastCard });
});

async function go() {
  const [way] = performance.getEntriesByType("navigation");
  isGoing = true;
  const end = () => { isGoing = false; };
  for (const event of ["keydown", "pointerdown", "wheel", "touchstart"]) {
    addEventListener(event, end, { capture: true, passive: true, once: true });
  }
  const before = keptForHere("place");
  if (before?.columns) await goBack(before);
  else if (history.state?.columns && (way?.type === "back_forward" || way?.type === "reload")) await goBack(history.state);
  else if (location.hash.startsWith("#card-")) {
    document.activeElement?.blur();
    await goTo(location.hash.slice("#card-".length));
  }
  end();
}
go();

board.addEventListener("scroll", soon, { capture: true, passive: true });
addEventListener("scroll", soon, { passive: true });
board.addEventListener("focusin", soon);
board.addEventListener("wheel", ({ target }) => left.delete(target.closest?.(".column")?.dataset.column), { passive: true });
document.addEventListener("click", remember, { capture: true });
