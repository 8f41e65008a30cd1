// Parts of a page exchanged for what the server has now, under the reader's hands: the focus stays where it was, and
// what was selected stays selected.
import { read } from "/page.js";

const keyOf = (element) => element?.id || element?.getAttribute?.("value");

/**
 * Asks for the page anew and exchanges the elements of these ids where they say something else than before. Answers
 * whether anything was exchanged; nothing without an answer.
 */
export async function swap(address, ids) {
  const { ok, isElsewhere, page } = await read(address).catch(() => ({}));
  if (isElsewhere) location.reload();
  if (!ok) return null;
  let isOther = false;
  for (const id of ids) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    // Times grow old by themselves; what has changed says so.
    if (!old || !fresh || old.dataset.state === fresh.dataset.state) continue;
    exchange(old, document.importNode(fresh, true));
    isOther = true;
  }
  return isOther;
}

function exchange(old, fresh) {
  const focused = old.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  const cards = new Set([...old.querySelectorAll(":checked")].map((box) => box.closest("[data-card]")?.dataset.card));
  for (const card of fresh.querySelectorAll("[data-card]")) {
    const box = card.querySelector("input[type=checkbox]");
    if (box && cards.has(card.dataset.card)) box.checked = true;
  }
  old.replaceWith(fresh);
  if (focused) [...fresh.querySelectorAll("*")].find((one) => keyOf(one) === focused)?.focus({ preventScroll: true });
}
