// A list that is open: what comes and changes meanwhile is in it a moment later, and several rows are changed at once.
import "./bulk.js";
import { onDone } from "./deeds.js";
import { isPlain, shortcut } from "./keys.js";
import { forgetDone, isUnderHand, putOff } from "./page.js";
import { follow } from "./stream.js";
import { swap } from "./swap.js";
import { undoLast } from "./toast.js";

const { form, mark } = document.getElementById("rows").dataset;
forgetDone();

const isBusy = () => document.querySelector(".row-pick:checked, details.filter-menu[open]");

let timer = 0;
let isAsking = false;
function soon(delay = 100) {
  clearTimeout(timer);
  timer = setTimeout(refresh, delay);
}

const now = (isWelcome) => swap(`/desk/live/forms/${form}/list${location.search}`, ["rows", "total"], isWelcome);

async function refresh() {
  // What is selected is not moved from under somebody's pointer.
  if (isBusy()) return soon(2_000);
  // However much comes, each answer is shown.
  if (isAsking) return soon();
  isAsking = true;
  let isOff = false;
  const isOther = await now(() => !isBusy() && !(isOff = isUnderHand(document.getElementById("rows"))))
    .finally(() => { isAsking = false; });
  if (putOff(isOff)) soon(400);
  else if (isOther === null) soon(3_000);
}

// What one has done oneself is to be seen at once.
onDone(() => now());

follow(form, mark, {
  cards: () => soon(),
  isBusy,
});
// What turns late does so by itself.
setInterval(() => { if (!document.hidden) soon(); }, 60_000);

// Walking: to the row above or below, and from elsewhere to the first.
function walk({ target }, step) {
  const rows = [...document.querySelectorAll("tr[data-card]")];
  const at = rows.indexOf(target.closest("tr[data-card]"));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  next?.querySelector(".row-receipt a").focus({ preventScroll: true });
  // Not behind the bar of what is selected.
  next?.scrollIntoView({ block: document.querySelector(".row-pick:checked") ? "center" : "nearest" });
}

const ARROWS = { ArrowDown: 1, ArrowUp: -1 };
const LETTERS = { j: 1, k: -1 };

addEventListener("keydown", (event) => {
  const key = shortcut(event);
  const row = event.target.closest?.("tr[data-card]");
  const isHere = row || [document.body, document.getElementById("main")].includes(event.target);
  const isArrow = isHere && isPlain(event) && !event.shiftKey && !document.querySelector("dialog[open]");
  const step = LETTERS[key] ?? (isArrow && ARROWS[event.key]);
  if (step) walk(event, step);
  else if (key === "u") undoLast();
  else if (key === "x" && row) row.querySelector(".row-pick")?.click();
  else return;
  event.preventDefault();
});
