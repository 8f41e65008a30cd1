// Parts of a page exchanged for what the server has now, under the reader's hands: the focus stays where it was, and
// what was selected stays selected.
import { startAnew } from "./line.js";
import { read } from "./page.js";

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
  if (!ok) return null;
  if (turn !== latest) return false;
  const others = ids.map((id) => [document.getElementById(id), page.getElementById(id)])
    .filter(([old, fresh]) => old && fresh && old.dataset.state !== fresh.dataset.state);
  if (others.length > 0 && !isWelcome()) return null;
  for (const [old, fresh] of others) exchange(old, document.importNode(fresh, true));
  return others.length > 0;
}

// Of what is the same in both nothing is touched, so that nobody who reads it is moved.
function renew(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  const isList = [...fresh.childNodes].some(isCard);
  const isAlike = old.nodeName === fresh.nodeName && old.id === fresh.id && old.dataset?.card === fresh.dataset?.card
    // What somebody chose there, and did not send, does not outlive what it was chosen for.
    && !old.matches?.(".assign") && (isList || old.childNodes.length === fresh.childNodes.length);
  if (!isAlike) return old.replaceWith(fresh);
  if (old.nodeType !== Node.ELEMENT_NODE) return void (old.nodeValue = fresh.nodeValue);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const next = [...fresh.childNodes];
  if (isList) renewList(old, next);
  else [...old.childNodes].forEach((child, at) => renew(child, next[at]));
}

const isCard = (node) => Boolean(node.dataset?.card);

// Cards stay what they are, however many come and go around them.
function renewList(old, next) {
  const wanted = new Set(next.filter(isCard).map(({ dataset }) => dataset.card));
  const known = new Map();
  for (const child of [...old.childNodes]) {
    if (wanted.has(child.dataset?.card)) known.set(child.dataset.card, child);
    else child.remove();
  }
  let at = old.firstChild;
  for (const child of next) {
    const same = known.get(child.dataset?.card);
    const isHere = same && same === at;
    if (isHere) at = at.nextSibling;
    if (same) renew(same, child);
    if (!isHere) old.insertBefore(same?.isConnected ? same : child, at);
  }
}

function exchange(old, fresh) {
  const { id } = old;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const heir = focused && { place: placeOf(focused), card: focused.closest("[data-card]")?.dataset.card };
  const before = [...old.querySelectorAll("[data-card]")].map(({ dataset }) => dataset.card);
  const cards = new Set([...old.querySelectorAll(":checked")].map((box) => box.closest("[data-card]")?.dataset.card));
  for (const card of fresh.querySelectorAll("[data-card]")) {
    const box = card.querySelector("input[type=checkbox]");
    if (box && cards.has(card.dataset.card)) box.checked = true;
  }
  renew(old, fresh);
  // What is put elsewhere loses it, too.
  if (focused && document.activeElement !== focused) {
    const now = document.getElementById(id);
    (focused.isConnected ? focused : heirOf(heir, before, now)).focus({ preventScroll: true });
  }
  document.dispatchEvent(new Event("genkan-cards"));
}

// Who had the focus goes on at the same place; of a card that has gone, at the one that stands there now.
function heirOf({ place, card }, before, now) {
  const same = [...now.querySelectorAll("a, button, input, select")].find((one) => placeOf(one) === place);
  if (same) return same;
  const own = card && now.querySelector(`[data-card="${CSS.escape(card)}"] a`);
  if (own) return own;
  const after = [...now.querySelectorAll("[data-card]")];
  const next = after[Math.min(Math.max(0, before.indexOf(card)), after.length - 1)];
  return next?.querySelector("a") ?? document.getElementById("main");
}
