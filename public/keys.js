// Keyboard shortcuts of one key: the sheet that lists them, and whether they are on. Who speaks to the computer, or
// slips on its keys, can switch them off in the profile (WCAG 2.2, 2.1.4); arrows and Escape work all the same.
const sheet = document.getElementById("keys");
const find = document.getElementById("find");
const areOn = find?.dataset.off === undefined;

/** The shortcut that was pressed, in lower case; nothing while somebody types, or is asked something. */
export function shortcut(event) {
  if (!areOn || event.defaultPrevented || event.key.length !== 1) return null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if (event.target.matches?.("input:not([type=checkbox]), select, textarea")) return null;
  return document.querySelector("dialog[open]") ? null : event.key.toLowerCase();
}

const showKeys = () => sheet.showModal();

const button = document.getElementById("show-keys");
if (button && sheet) {
  button.hidden = false;
  button.addEventListener("click", showKeys);
}
addEventListener("keydown", (event) => {
  const key = shortcut(event);
  if (key === "?" && sheet) showKeys();
  else if (key === "/" && find) find.focus();
  else return;
  event.preventDefault();
});
