// What every page of the desk shares. Everything here is also a plain link or button: without this script
// nothing is missing but comfort.
"use strict";

// Menus are <details>: one open at a time, closed by Escape and by a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details:is(.menu, .filter-menu)[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function onEscape(event) {
  if (event.isComposing || event.keyCode === 229) return;
  const menu = event.key === "Escape" && event.target.closest?.("details:is(.menu, .filter-menu)[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  event.preventDefault();
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details:is(.menu, .filter-menu)")));
// Whoever goes on by the tab key has left it: what it lies over comes into sight.
// By the key alone: under a pointer that is pressed nothing moves before it is let go.
document.addEventListener("keyup", ({ key }) => {
  if (key === "Tab") closeMenus(document.activeElement.closest("details:is(.menu, .filter-menu)"));
});
document.addEventListener("keydown", onEscape);

// A form is sent once, however fast somebody clicks; one that only asks, or that a script answers, as often as
// somebody likes.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
  // Whoever is asked whether to leave, and stays, can go on.
  setTimeout(() => { delete event.target.dataset.sent; }, 8_000);
});
// What was done on the page before is said: what stands on a page from its start is not spoken by itself.
function sayDone() {
  const text = document.querySelector("[role=status]:is(.g-notice, #notice) p")?.textContent.trim();
  const announcer = document.getElementById("announcer");
  if (!text || !announcer) return;
  setTimeout(() => { announcer.textContent = text; }, 100);
  // Whoever reads on finds it where it stands.
  setTimeout(() => { if (announcer.textContent === text) announcer.textContent = ""; }, 5_000);
}
sayDone();

// What was done can be undone for half a minute; then the offer goes.
setTimeout(() => {
  for (const offer of document.querySelectorAll(".undo")) {
    if (offer.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
    offer.remove();
  }
}, 30_000);
// A page that comes back from the browser's memory shows what was, so it is asked for again.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
