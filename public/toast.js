// What was just done: said to a screen reader at once, and shown for half a minute with a way to undo it.
const words = document.getElementById("words")?.dataset ?? {};
const announcer = document.getElementById("announcer");
const box = document.getElementById("toast");
const undoButton = box?.querySelector("button");
let hiding = 0;
let undo = null;

/** A text of the page, its places filled in: `[count] [count|card|cards]`. */
export function word(name, values = {}) {
  return (words[name] ?? "").replace(/\[(\w+)(?:\|([^|\]]*)\|([^\]]*))?\]/g, (_, key, one, many) =>
    one === undefined ? values[key] ?? "" : `${values[key]}` === "1" ? one : many);
}

export function announce(text) {
  if (!announcer) return;
  announcer.textContent = "";
  // A live region speaks a change, not what it held from the start.
  setTimeout(() => { announcer.textContent = text; }, 60);
}

/** Shows a text, and says it; with a function, offers to undo for as long as the server allows it. */
export function toast(text, undoing = null) {
  announce(text);
  clearTimeout(hiding);
  undo = undoing;
  box.querySelector("p").textContent = text;
  undoButton.hidden = !undoing;
  box.hidden = false;
  hiding = setTimeout(hide, undoing ? 30_000 : 6_000);
}

export function hide() {
  clearTimeout(hiding);
  undo = null;
  if (box) box.hidden = true;
}

/** Undoes what was done last, if that is still offered: here, or by what the page before did. */
export function undoLast() {
  const undoing = undo ?? (() => document.querySelector(".undo button")?.click());
  hide();
  undoing();
}

undoButton?.addEventListener("click", undoLast);
