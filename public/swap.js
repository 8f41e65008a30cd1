// Parts of a page exchanged for what the server has now, under the reader's hands: the focus stays where it was, and
// what was selected stays selected.
import { startAnew } from "/line.js";
import { read } from "/page.js";

// What an element is on its page, however often the page is made: of a card, which of its links and buttons.
function placeOf(element) {
  const card = element.closest("[data-card]")?.dataset.card ?? "";
  const { name, type } = element;
  return [card, element.id, element.getAttribute("formaction") ?? element.getAttribute("href") ?? "", name ?? "", type ?? ""]
    .join(" ");
}

let latest = 0;

/**
 * Asks for the page anew and exchanges the elements of these ids where they say something else than before. Answers
 * whether anything was exchanged; nothing without an answer, or where `isWelcome` says no when it has come. Of two
 * that are under way only the later one exchanges anything.
 */
export async function swap(address, ids, isWelcome = () => true) {
  const turn = ++latest;
  const { ok, isElsewhere, page } = await read(address).catch(() => ({}));
  if (isElsewhere) startAnew();
  if (!ok || turn === latest && !isWelcome()) return null;
  if (turn !== latest) return false;
  let isOther = false;
  for (const id of ids) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (!old || !fresh || old.dataset.state === fresh.dataset.state) continue;
    exchange(old, document.importNode(fresh, true));
    isOther = true;
  }
  return isOther;
}

function exchange(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const cards = new Set([...old.querySelectorAll(":checked")].map((box) => box.closest("[data-card]")?.dataset.card));
  for (const card of fresh.querySelectorAll("[data-card]")) {
    const box = card.querySelector("input[type=checkbox]");
    if (box && cards.has(card.dataset.card)) box.checked = true;
  }
  const heir = focused && heirOf(focused, old, fresh);
  old.replaceWith(fresh);
  heir?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("genkan-cards"));
}

// Who had the focus goes on at the same place; of a card that has gone, at the one that stands there now.
function heirOf(focused, old, fresh) {
  const place = placeOf(focused);
  const same = [...fresh.querySelectorAll("a, button, input, select")].find((one) => placeOf(one) === place);
  if (same) return same;
  const card = focused.closest("[data-card]");
  const own = card && fresh.querySelector(`[data-card="${CSS.escape(card.dataset.card)}"] a`);
  if (own) return own;
  const before = [...old.querySelectorAll("[data-card]")], after = [...fresh.querySelectorAll("[data-card]")];
  const next = after[Math.min(Math.max(0, before.indexOf(card)), after.length - 1)];
  return next?.querySelector("a") ?? document.getElementById("main");
}
