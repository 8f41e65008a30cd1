// The page of today, for as long as it is open: now and then it is looked whether it is another by now.
import { shortcut } from "./keys.js";
import { arrived } from "./notify.js";
import { forgetDone, isUnderHand, putOff } from "./page.js";
import { swap } from "./swap.js";
import { tellAway, undoLast } from "./toast.js";

const EVERY = 4_000; // milliseconds, and up to a second more
const UNSEEN = 19_000; // while the page is not looked at
const SHARE = 20; // a house with very much on it is asked for a twentieth of the time,
const LONGEST = 60_000; // and once a minute at the least
const QUIET = 1_500; // so long after somebody's hand nothing is exchanged under it
let looked = Date.now();
let touched = 0;
let rest = 0;
let isAsking = false;
for (const event of ["pointerdown", "pointerup", "keydown", "wheel"]) {
  addEventListener(event, () => { touched = Date.now(); }, { capture: true, passive: true });
}

const waiting = () => document.getElementById("waiting");

function isQuiet() {
  const isRead = waiting().contains(getSelection().anchorNode) && !getSelection().isCollapsed;
  return Date.now() - touched > QUIET && !document.querySelector("details[open]") && !isRead;
}

async function look() {
  if (isAsking || !isQuiet() || Date.now() - looked < Math.max(rest, document.hidden ? UNSEEN : EVERY)) return;
  const began = looked = Date.now();
  let isWelcome = true, isOff = false, isOther = null;
  isAsking = true;
  try {
    isOther = await swap(`/desk/live/today?mark=${waiting().dataset.mark}`, ["waiting"],
      () => (isWelcome = isQuiet() && !(isOff = isUnderHand(waiting()))));
  } finally {
    isAsking = false;
  }
  rest = Math.min(SHARE * (Date.now() - began), LONGEST);
  // It is looked again as soon as the hand rests.
  if (putOff(isOff)) looked = rest = 0;
  if (isOther !== null) tellAway(false);
  else if (isWelcome) tellAway(true);
  if (isOther) arrived(waiting().dataset.arrived.split(" ").filter(Boolean));
}

setInterval(look, 1_000);
addEventListener("keydown", (event) => {
  if (shortcut(event) !== "u") return;
  undoLast();
  event.preventDefault();
});
forgetDone();
