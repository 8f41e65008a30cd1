// A board that is open: what others do comes onto it within a second, who is at which card, and how it ages.
import { board, byID, decorate, refresh } from "./cards.js";
import { putOff } from "./page.js";
import { follow } from "./stream.js";
import { word } from "./toast.js";

const { form } = board.dataset;
let waiting = new Set();
let timer = 0;
let visitors = {};

follow(form, board.dataset.mark, {
  cards(ids) {
    for (const id of ids) waiting.add(id);
    later(50);
  },
  presence: visit,
  isBusy: () => document.querySelector("dialog[open], .card-pick:checked, details.filter-menu[open]")
    || board.classList.contains("is-dragging"),
});

function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(show, delay);
}

async function show() {
  // Not from under somebody's hands.
  if (board.classList.contains("is-dragging")) return later(200);
  const ids = [...waiting], off = new Set();
  waiting = new Set();
  const arrived = await refresh(ids, off);
  if (!arrived) {
    // What was told is not told again: it is asked for until there is an answer.
    for (const id of ids) waiting.add(id);
    return later(2_000);
  }
  for (const id of off) waiting.add(id);
  if (putOff(off.size > 0)) later(400);
  for (const id of arrived) {
    const card = byID(id);
    if (card?.matches(".card--unread")) card.classList.add("card--arrived");
  }
}

// A page that is open all day ages: the words of how long a card has waited, and what turns amber, red or due.
const drift = Number(board.dataset.now) - Date.now();
const within = Number(board.dataset.within || 0) * 3_600_000;
const turned = new Set();
// What is due goes by the day of the form, wherever the reader is.
function today() {
  const now = new Date(Date.now() + drift);
  try {
    return now.toLocaleDateString("en", { timeZone: board.dataset.zone });
  } catch {
    return now.toDateString(); // a zone that this browser does not know
  }
}
let day = today();
async function age() {
  const stale = new Set(), turns = new Set(), now = today();
  for (const card of board.querySelectorAll(".card")) {
    const time = card.querySelector(".card-top time");
    const waited = Math.max(0, Date.now() + drift - Number(card.dataset.at) / 1_000);
    const minutes = Math.floor(waited / 60_000);
    const text = minutes < 1 ? word("now") : minutes < 60 ? word("minutes", { count: minutes })
      : minutes < 1_440 ? word("hours", { count: Math.floor(minutes / 60) })
        : word("days", { count: Math.floor(minutes / 1_440) });
    if (time.firstChild.textContent !== text) time.firstChild.textContent = text;
    // What is done is nobody's worry any more.
    const state = !within || card.dataset.done || waited < within ? null : waited < 2 * within ? "late" : "overdue";
    const turn = `${card.dataset.card} ${state}`;
    if (state && !time.classList.contains(`late--${state}`) && !turned.has(turn)) {
      stale.add(card.dataset.card);
      turns.add(turn);
    }
    if (card.dataset.due && day !== now) stale.add(card.dataset.card);
  }
  // What got no answer is asked for again.
  if (stale.size > 0 && !await refresh([...stale])) return;
  for (const turn of turns) turned.add(turn);
  day = now;
}
setInterval(age, 30_000);

decorate((card) => {
  const place = document.createElement("span");
  place.className = "card-visitors";
  [...card.querySelectorAll(".card-top, .source")].at(-1).after(place);
});

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
