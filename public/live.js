// What others do, within a second: the server says which cards came or changed, and they are asked for. A
// connection that was cut begins where it ended, so that nothing is missed.
import { board, byID, refresh } from "/cards.js";
import { toast, word } from "/toast.js";

const { form, mark } = board.dataset;
const title = document.title;
let waiting = new Set();
let timer = 0;
let unseen = 0;
let away = 0;
let source = null;

function connect() {
  source = new EventSource(`/desk/live/forms/${form}?mark=${board.dataset.mark}`);
  source.addEventListener("cards", (event) => {
    board.dataset.mark = event.lastEventId || mark;
    for (const id of JSON.parse(event.data)) waiting.add(id);
    clearTimeout(timer);
    timer = setTimeout(show, 50);
  });
  source.addEventListener("presence", (event) => visit(JSON.parse(event.data)));
  source.addEventListener("anew", anew);
  source.addEventListener("over", over);
  source.addEventListener("open", () => {
    clearTimeout(away);
    away = 0;
  });
  source.addEventListener("error", () => {
    away ||= setTimeout(() => toast(word("away")), 4_000);
    // The browser tries again by itself, unless the answer was another than was expected.
    if (source.readyState === EventSource.CLOSED) over();
  });
}

async function show() {
  const ids = [...waiting];
  waiting = new Set();
  const arrived = await refresh(ids);
  const isFirst = (id) => byID(id)?.matches(".card--unread");
  const fresh = arrived.filter(isFirst);
  for (const id of fresh) byID(id).classList.add("card--arrived");
  if (!document.hasFocus() && fresh.length > 0) tell(fresh.length);
}

// In the title, and as a notification where that was allowed. It says that something came, never what.
function tell(count) {
  unseen += count;
  document.title = `(${unseen}) ${title}`;
  if (globalThis.Notification?.permission !== "granted") return;
  try {
    const told = new Notification(word("new"), { body: title, tag: `genkan-${form}`, renotify: true });
    told.addEventListener("click", () => { focus(); told.close(); });
  } catch { /* not on this device */ }
}

addEventListener("focus", () => {
  unseen = 0;
  document.title = title;
});

// A page that is open all day ages: the words of how long a card has waited, and what turns amber, red or due.
const drift = Number(board.dataset.now) - Date.now();
const within = Number(board.dataset.within || 0) * 3_600_000;
const turned = new Set();
let day = new Date().toDateString();
function age() {
  const stale = new Set();
  for (const card of board.querySelectorAll(".card")) {
    const time = card.querySelector(".card-top time");
    const waited = Math.max(0, Date.now() + drift - Number(card.dataset.at) / 1_000);
    const minutes = Math.floor(waited / 60_000);
    const text = minutes < 1 ? word("now") : minutes < 60 ? word("minutes", { count: minutes })
      : minutes < 1_440 ? word("hours", { count: Math.floor(minutes / 60) })
        : word("days", { count: Math.floor(minutes / 1_440) });
    if (time.firstChild.textContent !== text) time.firstChild.textContent = text;
    const state = !within || waited < within ? null : waited < 2 * within ? "late" : "overdue";
    const turn = `${card.dataset.card} ${state}`;
    if (state && !time.classList.contains(`late--${state}`) && !turned.has(turn)) stale.add(card.dataset.card);
    if (state) turned.add(turn);
    if (card.dataset.due && day !== new Date().toDateString()) stale.add(card.dataset.card);
  }
  day = new Date().toDateString();
  if (stale.size > 0) refresh([...stale]);
}
setInterval(age, 30_000);

let visitors = {};
function visit(told) {
  visitors = told;
  for (const place of board.querySelectorAll(".card-visitors")) place.replaceChildren();
  for (const [id, people] of Object.entries(told)) {
    const place = byID(id)?.querySelector(".card-visitors");
    place?.replaceChildren(...people.map(({ name, initial, typing }) => {
      const avatar = document.createElement("span");
      avatar.className = typing ? "avatar avatar--typing" : "avatar";
      avatar.textContent = initial;
      avatar.title = word(typing ? "types" : "looks", { name });
      avatar.setAttribute("role", "img");
      avatar.setAttribute("aria-label", avatar.title);
      return avatar;
    }));
  }
}
document.addEventListener("genkan-cards", () => visit(visitors));

// Not from under somebody's hands: what is open is finished first.
function anew() {
  source.close();
  const isBusy = document.querySelector("dialog[open], .card-pick:checked, details.filter-menu[open]")
    || board.classList.contains("is-dragging");
  if (isBusy) setTimeout(anew, 1_000);
  else location.reload();
}

// Whether the session stands is asked where that is known; if it does, this begins again.
function over() {
  source.close();
  dispatchEvent(new Event("genkan-over"));
  setTimeout(connect, 5_000);
}

addEventListener("pagehide", () => source.close());
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
connect();

const asking = document.getElementById("notify");
if (asking && globalThis.Notification?.permission === "default") {
  asking.hidden = false;
  asking.addEventListener("click", async () => {
    await Notification.requestPermission();
    asking.hidden = Notification.permission !== "default";
  });
}
