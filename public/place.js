// Where somebody was on the board: the way back from a card's page, and a reload, lead to the same cards, however far
// down they stand. It is kept in the browser's entry for the page, like a scroll position.
import { load } from "/board.js";
import { board, byID, cardOf, columnOf, part } from "/cards.js";

const listOf = (column) => column.querySelector(".cards");
const shown = (list) => list.querySelectorAll(".card").length;

function remember() {
  const columns = {};
  for (const column of board.querySelectorAll(".column")) {
    const list = listOf(column);
    columns[column.dataset.column] = { top: list.scrollTop, count: shown(list) };
  }
  const card = cardOf(document.activeElement)?.dataset.card;
  history.replaceState({ columns, left: board.scrollLeft, top: scrollY, card }, "");
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(remember, 200);
}

async function fill(list, isFull) {
  for (let more; !isFull() && (more = list.querySelector(".column-more[data-next]"));) {
    if (!await load(more)) return;
  }
}

async function goBack({ columns, left, top, card }) {
  for (const [id, { top, count }] of Object.entries(columns)) {
    const column = columnOf(id);
    if (!column) continue;
    const list = listOf(column);
    await fill(list, () => shown(list) >= count);
    list.scrollTop = top;
  }
  board.scrollLeft = left;
  scrollTo(0, top);
  if (card) byID(card)?.querySelector(".card-link").focus({ preventScroll: true });
}

// The card that a link leads to, which may stand behind what is shown.
async function goTo(id) {
  const answer = byID(id) ? null : await part(`/desk/live/forms/${board.dataset.form}/cards?${board.dataset.sight}&card=${id}`);
  const list = answer && columnOf(answer.querySelector(".card")?.dataset.column ?? "")?.querySelector(".cards");
  if (list) await fill(list, () => byID(id) || shown(list) > 1_000);
  const link = byID(id)?.querySelector(".card-link");
  link?.focus({ preventScroll: true });
  link?.closest(".card").scrollIntoView({ block: "nearest", inline: "nearest" });
}

const [way] = performance.getEntriesByType("navigation");
if (history.state?.columns && (way?.type === "back_forward" || way?.type === "reload")) goBack(history.state);
else if (location.hash.startsWith("#card-")) goTo(location.hash.slice("#card-".length));

board.addEventListener("scroll", soon, { capture: true, passive: true });
addEventListener("scroll", soon, { passive: true });
board.addEventListener("focusin", soon);
// Before a link is followed.
document.addEventListener("click", remember, { capture: true });
