// Several cards at once: what is selected, and what is done to all of it.
import { act, board, cardOf } from "/cards.js";
import { announce } from "/toast.js";

const bulk = document.getElementById("bulk");
const picks = () => [...board.querySelectorAll(".card-pick:checked")];
let lastPick = null;
let shown = 0;

/** Selects a card, or no longer. */
export function pick(card) {
  const box = card.querySelector(".card-pick");
  box.checked = !box.checked;
  lastPick = box;
  tell();
}

export function clearPicks() {
  for (const box of picks()) box.checked = false;
  tell();
}

// Every card that is shown in the columns in which something is selected.
function pickAll() {
  const columns = new Set(picks().map((box) => box.closest(".cards")));
  for (const column of columns) for (const box of column.querySelectorAll(".card-pick")) box.checked = true;
  tell();
}

function tell() {
  if (!bulk) return;
  const count = picks().length;
  const told = document.getElementById("bulk-count");
  bulk.classList.toggle("is-shown", count > 0);
  told.textContent = told.dataset.text.replace("[count]", count);
  if (count > 0 && count !== shown) announce(told.textContent);
  shown = count;
}

board.addEventListener("click", (event) => {
  const box = event.target.closest?.(".card-pick");
  if (!box) return;
  if (event.shiftKey && lastPick?.isConnected) {
    const all = [...box.closest(".cards").querySelectorAll(".card-pick")];
    const [from, to] = [all.indexOf(lastPick), all.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) for (const one of all.slice(from, to + 1)) one.checked = box.checked;
  }
  lastPick = box;
  tell();
});

// A card that was selected may have gone.
document.addEventListener("genkan-cards", tell);

bulk?.addEventListener("submit", (event) => {
  event.preventDefault();
  const cards = picks().map(cardOf);
  // Of a button without one, formAction is the page's own address.
  const verb = (event.submitter?.getAttribute("formaction") ?? bulk.getAttribute("action")).split("/").pop();
  const value = (name) => bulk.elements[name]?.value;
  const wanted = {
    move: { status: value("status") }, assign: { assignee: value("assignee") }, due: { due: value("due") },
    labels: { add: value("add") }, spam: {},
  }[verb];
  if (verb === "labels" && !wanted.add) return;
  // The bar with the button goes away.
  cards[0]?.querySelector(".card-link").focus({ preventScroll: true });
  act(cards, verb, wanted).then((outcome) => { if (outcome === "done") clearPicks(); });
});
for (const [id, does] of [["bulk-clear", clearPicks], ["bulk-all", pickAll]]) {
  const button = document.getElementById(id);
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", does);
}
