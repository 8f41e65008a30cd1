// Cards are dragged by mouse, pen and finger: a mouse begins at once, a finger after a moment of rest, so that
// scrolling stays what it is. Escape gives up.
import { board, cardOf, place } from "/cards.js";
import { move, statuses } from "/moves.js";

const REST = 300; // how long a finger rests before it drags, in milliseconds
const SLIP = 6; // how far it may slip meanwhile, and a mouse before it drags, in pixels
const EDGE = 56; // how near to an edge the board scrolls

let drag = null;
let waiting = null;

const isTarget = (column) => column && !column.matches(".column--held")
  && statuses().some((button) => button.dataset.status === column.dataset.column);

function begin(card, event) {
  const picked = card.querySelector(".card-pick")?.checked
    ? [...board.querySelectorAll(".card-pick:checked")].map(cardOf) : [card];
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
  document.body.append(ghost);
  drag = {
    cards: picked, ghost, column: null, frame: 0,
    dx: event.clientX - place.left, dy: event.clientY - place.top, x: event.clientX, y: event.clientY,
  };
  for (const one of picked) one.classList.add("is-dragged");
  board.classList.add("is-dragging");
  scroll();
  follow();
}

function follow() {
  drag.ghost.style.setProperty("--x", `${drag.x - drag.dx}px`);
  drag.ghost.style.setProperty("--y", `${drag.y - drag.dy}px`);
  const under = document.elementFromPoint(drag.x, drag.y)?.closest(".column") ?? null;
  const column = isTarget(under) ? under : null;
  if (column === drag.column) return;
  drag.column?.classList.remove("is-target");
  column?.classList.add("is-target");
  drag.column = column;
}

// Near an edge the board goes on by itself, and so does the column under the pointer.
function scroll() {
  if (!drag) return;
  const push = (at, from, to) => (at < from + EDGE ? at - from - EDGE : at > to - EDGE ? at - to + EDGE : 0) / 5;
  const whole = board.getBoundingClientRect();
  board.scrollLeft += push(drag.x, whole.left, whole.right);
  const list = drag.column?.querySelector(".cards");
  if (list) {
    const own = list.getBoundingClientRect();
    list.scrollTop += push(drag.y, own.top, own.bottom);
  }
  follow();
  drag.frame = requestAnimationFrame(scroll);
}

function end(isDrop) {
  clearTimeout(waiting?.timer);
  waiting = null;
  if (!drag) return;
  const { cards, ghost, column, frame } = drag;
  cancelAnimationFrame(frame);
  drag = null;
  ghost.remove();
  board.classList.remove("is-dragging");
  column?.classList.remove("is-target");
  for (const card of cards) card.classList.remove("is-dragged");
  const moved = cards.filter((card) => card.dataset.column !== column?.dataset.column);
  if (isDrop && column && moved.length > 0) {
    // In its new column at once; the server's answer puts it where it belongs.
    column.querySelector(".cards").prepend(...moved);
    move(moved, column.dataset.column).then((outcome) => {
      if (outcome === "clash") return; // the page that shows the other change is on its way
      // What the server did not take goes back to where it was.
      for (const card of moved.filter((one) => one.isConnected)) {
        const isThere = card.closest(".column").dataset.column === card.dataset.column;
        if (!isThere && !place(card)) card.remove();
      }
    });
  }
}

board.addEventListener("pointerdown", (event) => {
  const card = cardOf(event.target);
  if (!card || event.button !== 0 || event.target.closest("button, input, select, label")) return;
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
addEventListener("pointerup", () => end(true));
addEventListener("pointercancel", () => end(false));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drag) return;
  event.preventDefault();
  end(false);
}, { capture: true });
// A finger that drags does not scroll, and a drag ends in no click.
board.addEventListener("touchmove", (event) => { if (drag) event.preventDefault(); }, { passive: false });
board.addEventListener("contextmenu", (event) => { if (drag || waiting?.isTouch) event.preventDefault(); });
board.addEventListener("dragstart", (event) => event.preventDefault());
let wasDragged = false;
addEventListener("pointerup", () => { wasDragged = board.classList.contains("is-dragging"); }, { capture: true });
board.addEventListener("click", (event) => {
  if (!wasDragged) return;
  wasDragged = false;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });
