// Keyboard shortcuts of one key: the sheet that lists them, and whether they are on. Who speaks to the computer, or
// slips on its keys, can switch them off in the profile (WCAG 2.2, 2.1.4); arrows and Escape work all the same.
const sheet = document.getElementById("keys");
const find = document.getElementById("find");
/** Whether they are on. */
export const areOn = find?.dataset.off === undefined;

/** Whether a key belongs to what is being composed; Safari says so of the one that settles it by its code alone. */
export const isComposed = (event) => event.isComposing || event.keyCode === 229;

/** Whether a key was pressed by itself, and not by somebody who types. */
export function isPlain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !isComposed(event) && !event.defaultPrevented
    && !event.target.matches?.("input:not([type=checkbox]), select, textarea");
}

/** The shortcut that was pressed, in lower case; nothing where they are off, or something is asked. */
export function shortcut(event, inDialog = false) {
  // One that is held down is meant once.
  if (!areOn || event.repeat || event.key.length !== 1 || !isPlain(event)) return null;
  return document.querySelector("dialog[open]") && !inDialog ? null : event.key.toLowerCase();
}

const showKeys = () => sheet.showModal();

const filter = document.getElementById("filter");
function openFilter() {
  filter.open = true;
  filter.querySelector("select").focus();
}

const button = document.getElementById("show-keys");
if (button && sheet) {
  button.hidden = false;
  button.addEventListener("click", showKeys);
}
addEventListener("keydown", (event) => {
  const key = shortcut(event);
  if (key === "?" && sheet) showKeys();
  else if (key === "f" && filter) openFilter();
  else if (key === "/" && find) {
    // In a narrow window the field is on a page of its own.
    if (find.offsetParent) find.focus();
    else location.assign("/desk/find");
  } else return;
  event.preventDefault();
});
