// The page of today, for as long as it is open: now and then it is looked whether it is another by now.
import { swap } from "/swap.js";

const EVERY = 20_000; // milliseconds
const QUIET = 1_500; // so long after somebody's hand nothing is exchanged under it
let looked = Date.now();
let touched = 0;
for (const event of ["pointerdown", "pointerup", "keydown", "wheel"]) {
  addEventListener(event, () => { touched = Date.now(); }, { capture: true, passive: true });
}

function isQuiet() {
  return Date.now() - touched > QUIET && !document.querySelector("details[open]") && getSelection().isCollapsed;
}

async function look() {
  if (document.hidden || !isQuiet() || Date.now() - looked < EVERY) return;
  looked = Date.now();
  await swap("/desk/live/today", ["waiting"], isQuiet);
}

setInterval(look, 2_000);
