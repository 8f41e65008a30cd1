// The menu of a card. What somebody else has changed since it was opened is not overwritten: every choice is made
// of the card as it was then.
import { byID, onPage } from "./cards.js";
import { act, nameOf } from "./deeds.js";
import { shortcut } from "./keys.js";
import { done, move, statuses } from "./moves.js";

const menu = document.getElementById("card-menu");
let open = null;

function showLabels(card) {
  const own = new Set([...card.querySelectorAll(".card-marks .label")].map((label) => label.dataset.label));
  for (const box of menu.querySelectorAll(".menu-labels input")) box.checked = own.has(box.value);
}

/** Opens the menu of a card beside it. */
export function openMenu(card) {
  open = card;
  document.getElementById("card-menu-title").textContent = nameOf(card);
  for (const button of statuses()) button.disabled = button.dataset.status === card.dataset.column;
  document.getElementById("menu-assignee").value = card.dataset.assignee ?? "";
  document.getElementById("menu-due").value = card.dataset.due ?? "";
  showLabels(card);
  document.getElementById("menu-open").href = card.querySelector(".card-link").href;
  menu.showModal();
  const place = card.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  menu.style.setProperty("--x", `${Math.max(8, Math.min(place.right - size.width, innerWidth - size.width - 8))}px`);
  menu.style.setProperty("--y", `${Math.max(8, Math.min(place.top + 32, innerHeight - size.height - 8))}px`);
  menu.querySelector("[data-status]:not(:disabled)")?.focus();
}

function closeMenu() {
  const id = open?.dataset.card;
  menu.close();
  const link = id && byID(id)?.querySelector(".card-link");
  if (!link) return;
  link.focus({ preventScroll: true });
  link.closest(".card").scrollIntoView({ block: "nearest", inline: "nearest" });
}

// What is chosen by keys or typed is done when it is left, or by Enter: on the way to a name or a day others are passed,
// and a screen reader reads each of them out. Escape gives it up.
let chosen = null;
let isByPointer = false;
function commit() {
  const target = chosen;
  chosen = null;
  if (target?.id === "menu-assignee") act([open], "assign", { assignee: target.value }, done("assigned"));
  else if (target?.validity.valid) act([open], "due", target.value ? { due: target.value } : { due: "", clear: "yes" }, done("scheduled"));
}

menu?.addEventListener("click", (event) => {
  const status = event.target.closest("[data-status]")?.dataset.status;
  if (status) {
    closeMenu();
    move([open], status);
  } else if (event.target.id === "menu-spam") {
    closeMenu();
    act([open], "spam", {}, done("discarded"));
  } else if (event.target === menu || event.target.closest("#menu-close")) {
    commit();
    closeMenu();
  }
});
menu?.addEventListener("cancel", (event) => {
  event.preventDefault();
  chosen = null;
  closeMenu();
});
menu?.addEventListener("pointerdown", () => { isByPointer = true; }, { capture: true });
menu?.addEventListener("keydown", (event) => {
  isByPointer = false;
  if (event.key === "Enter" && event.target.matches("select, input[type=date]")) {
    event.preventDefault();
    chosen ??= event.target;
    return commit();
  }
  if (event.target.matches("input, select")) return;
  const items = [...menu.querySelectorAll("button:not(:disabled), select, input, a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const key = shortcut(event, true);
  const button = key && statuses().find((one) => one.dataset.key === key);
  if (step) items[(items.indexOf(event.target) + step + items.length) % items.length].focus();
  else if (button && !button.disabled) button.click();
  else return;
  event.preventDefault();
});
menu?.addEventListener("change", ({ target }) => {
  if (target.closest(".menu-labels")) {
    const card = open;
    act([card], "labels", { [target.checked ? "add" : "remove"]: target.value }, done("labelled")).then((left) => {
      // What the server did not take is not shown as if it had.
      if (left?.length > 0 && open === card) showLabels(onPage(card) ?? card);
    });
    return;
  }
  if (chosen !== target) commit();
  chosen = target;
  // A list that was opened by a pointer says what was chosen at once; a day is typed on.
  if (isByPointer && target.matches("select")) commit();
});
menu?.addEventListener("focusout", commit);
