// The board by keyboard, and menus that close by themselves. Everything here is also a plain
// button: without this script nothing is missing but the shortcuts.
"use strict";

const board = document.getElementById("board");
const announcer = document.getElementById("announcer");

const columns = () => [...board.querySelectorAll(".column")];
const links = (column) => [...column.querySelectorAll(".card-link")];
const cardOf = (element) => element?.closest?.(".card") ?? null;

function announce(text) {
  announcer.textContent = "";
  // A live region speaks a change, not what it held from the start.
  setTimeout(() => { announcer.textContent = text; }, 60);
}

function focusLink(link) {
  if (!link) return;
  link.focus({ preventScroll: true });
  cardOf(link).scrollIntoView({ block: "nearest", inline: "nearest" });
}

// Walking: up and down within a column, left and right to the same height of the next column that
// has cards.
function walk(card, key) {
  const column = card.closest(".column");
  const own = links(column);
  const at = own.indexOf(card.querySelector(".card-link"));
  if (key === "ArrowDown") return focusLink(own[Math.min(at + 1, own.length - 1)]);
  if (key === "ArrowUp") return focusLink(own[Math.max(at - 1, 0)]);
  if (key === "Home") return focusLink(own[0]);
  if (key === "End") return focusLink(own[own.length - 1]);
  const step = key === "ArrowRight" ? 1 : -1;
  const all = columns();
  let next = all.indexOf(column) + step;
  while (all[next] && links(all[next]).length === 0) next += step;
  if (!all[next]) return;
  const others = links(all[next]);
  focusLink(others[Math.min(at, others.length - 1)]);
  announce(all[next].dataset.label);
}

function toggleMenu(card) {
  const menu = card.querySelector(".menu");
  if (!menu) return; // who only reads has none
  menu.open = !menu.open;
  if (menu.open) menu.querySelector(".menu-body button, .menu-body select")?.focus();
  else focusLink(card.querySelector(".card-link"));
}

function walkMenu(element, key) {
  const items = [...element.closest(".menu-body").querySelectorAll("button, select")];
  const step = key === "ArrowDown" ? 1 : -1;
  items[(items.indexOf(element) + step + items.length) % items.length].focus();
}

function press(card, key) {
  const button = card.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  button.form.requestSubmit(button);
  return true;
}

function onCardKey(event) {
  const card = cardOf(event.target);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (!card || !plain || event.target.matches("select")) return;
  const inMenu = event.target.closest(".menu-body") !== null;
  const vertical = event.key === "ArrowDown" || event.key === "ArrowUp";
  const walks = vertical || ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key);
  const key = event.key.toLowerCase();
  if (inMenu && vertical) walkMenu(event.target, event.key);
  else if (inMenu && walks) return;
  else if (walks) walk(card, event.key);
  else if (key === "m") toggleMenu(card);
  else if (!(/^[1-9t]$/.test(key) && press(card, key))) return;
  event.preventDefault();
}

// Menus are <details>: one open at a time, closed by Escape and by a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function onEscape(event) {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  (menu.closest(".card")?.querySelector(".card-link") ?? menu.querySelector("summary")).focus();
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", onEscape);

// A card is sent once, however fast somebody clicks.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
// A page that comes back from the browser's memory shows what was, so it is asked for again.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

if (board) {
  board.addEventListener("keydown", onCardKey);
  document.getElementById("keys").hidden = false;
  arrive();
}

// After a change the browser itself focuses the card's link (it is the address's fragment); here it
// is brought into sight as a whole, and what was done is said once.
function arrive() {
  const notice = document.getElementById("notice");
  if (notice) announce(notice.querySelector("p").textContent.trim());
  const target = location.hash.startsWith("#card-")
    ? document.getElementById(location.hash.slice(1)) : null;
  focusLink(target);
  const address = new URL(location.href);
  if (!address.searchParams.has("done")) return;
  address.searchParams.delete("done");
  address.searchParams.delete("card");
  history.replaceState(null, "", address);
}
