// Cards are dragged by mouse, pen and finger: a mouse begins at once, a finger after a moment of rest, so that
// scrolling stays what it is. Escape gives up.
import { meant } from "./bulk.js";
import { board, cardOf, onPage } from "./cards.js";
import { move, statuses } from "./moves.js";

const REST = 300; // how long a finger rests before it drags, in milliseconds
const SLIP = 6; // how far it may slip meanwhile, and a mouse before it drags, in pixels
const EDGE = 56; // how near to an edge the board scrolls

let drag = null;
let waiting = null;
let pointer = null; // the one that drags, or may

const isTarget = (column) => column && !column.matches(".column--held")
  && statuses().some((button) => button.dataset.status === column.dataset.column);

// Where the columns stand is read once: a page that is asked for its layout at each step of a pointer has time for
// nothing else. Only the board's own scrolling moves them meanwhile.
function measure() {
  const columns = [...board.querySelectorAll(".column")].map((column) => {
    const { left, right, top, bottom } = column.getBoundingClientRect();
    return { column, list: column.querySelector(".cards"), left, right, top, bottom };
  });
  return { columns, whole: board.getBoundingClientRect(), scrolled: board.scrollLeft };
}

function begin(card, event) {
  const picked = meant(card);
  const place = card.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  ghost.className = "card card--ghost";
  ghost.removeAttribute("data-card");
  ghost.setAttribute("aria-hidden", "true");
  for (const named of ghost.querySelectorAll("[id], [name]")) {
    named.removeAttribute("id");
    named.removeAttribute("name");
  }
  ghost.style.setProperty("--width", `${place.width}px`);
  if (picked.length > 1) ghost.dataset.count = picked.length;
  drag = {
    cards: picked, ghost, under: null, frame: 0, ...measure(),
    dx: event.clientX - place.left, dy: event.clientY - place.top, x: event.clientX, y: event.clientY,
  };
  document.body.append(ghost);
  for (const one of picked) one.classList.add("is-dragged");
  board.classList.add("is-dragging");
  step();
}

function follow() {
  drag.ghost.style.setProperty("--x", `${drag.x - drag.dx}px`);
  drag.ghost.style.setProperty("--y", `${drag.y - drag.dy}px`);
  const x = drag.x + board.scrollLeft - drag.scrolled;
  const under = drag.columns.find(({ column, left, right, top, bottom }) =>
    x >= left && x < right && drag.y >= top && drag.y < bottom && isTarget(column)) ?? null;
  if (under === drag.under) return;
  drag.under?.column.classList.remove("is-target");
  under?.column.classList.add("is-target");
  drag.under = under;
}

// Near an edge the board goes on by itself, and so does the column under the pointer.
function step() {
  if (!drag) return;
  const push = (at, from, to) => (at < from + EDGE ? at - from - EDGE : at > to - EDGE ? at - to + EDGE : 0) / 5;
  const aside = push(drag.x, drag.whole.left, drag.whole.right);
  if (aside) board.scrollLeft += aside;
  const { under } = drag;
  const along = under ? push(drag.y, under.top + EDGE, under.bottom) : 0;
  if (along) under.list.scrollTop += along;
  follow();
  drag.frame = requestAnimationFrame(step);
}

function end(isDrop) {
  clearTimeout(waiting?.timer);
  waiting = null;
  if (!drag) return;
  const { cards, ghost, frame } = drag;
  const column = drag.under?.column;
  cancelAnimationFrame(frame);
  drag = null;
  ghost.remove();
  board.classList.remove("is-dragging");
  column?.classList.remove("is-target");
  for (const card of cards) card.classList.remove("is-dragged");
  // A card may have been exchanged while it was dragged.
  const moved = cards.filter((card) => onPage(card)?.closest(".column") !== column);
  if (isDrop && column && moved.length > 0) move(moved, column.dataset.column);
}

board.addEventListener("pointerdown", (event) => {
  const card = cardOf(event.target);
  if (!card || event.button !== 0 || event.target.closest("button, input, select, label")) return;
  // A second finger neither begins nor ends anything.
  if (drag || waiting) return;
  pointer = event.pointerId;
  waiting = { card, x: event.clientX, y: event.clientY, isTouch: event.pointerType === "touch", timer: 0 };
  if (!waiting.isTouch) return;
  waiting.timer = setTimeout(() => {
    const { card: held, x, y } = waiting;
    waiting = null;
    begin(held, { clientX: x, clientY: y });
    navigator.vibrate?.(10);
  }, REST);
});
addEventListener("pointermove", (event) => {
  if (event.pointerId !== pointer) return;
  if (drag) {
    drag.x = event.clientX;
    drag.y = event.clientY;
    return;
  }
  if (!waiting || Math.hypot(event.clientX - waiting.x, event.clientY - waiting.y) < SLIP) return;
  const { card, isTouch, timer } = waiting;
  clearTimeout(timer);
  waiting = null;
  if (!isTouch) begin(card, event);
});
addEventListener("pointerup", ({ pointerId }) => { if (pointerId === pointer) end(true); });
addEventListener("pointercancel", ({ pointerId }) => { if (pointerId === pointer) end(false); });
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drag) return;
  event.preventDefault();
  end(false);
}, { capture: true });
// A finger that drags does not scroll, and a drag ends in no click.
board.addEventListener("touchmove", (event) => { if (drag) event.preventDefault(); }, { passive: false });
board.addEventListener("contextmenu", (event) => { if (drag || waiting?.isTouch) event.preventDefault(); });
// Of a link, and of what follows the pointer, the browser would begin a drag of its own.
addEventListener("dragstart", (event) => { if (drag || cardOf(event.target)) event.preventDefault(); });
board.addEventListener("selectstart", (event) => { if (drag || (waiting && !waiting.isTouch)) event.preventDefault(); });
let wasDragged = false;
addEventListener("pointerup", () => {
  wasDragged = drag !== null;
  setTimeout(() => { wasDragged = false; });
}, { capture: true });
addEventListener("click", (event) => {
  if (!wasDragged) return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });
