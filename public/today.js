// The page of today, for as long as it is open: now and then it is looked whether it is another by now.
import { swap } from "/swap.js";

const EVERY = 20_000; // milliseconds
let looked = Date.now();

async function look() {
  if (document.hidden || document.querySelector("details[open]") || Date.now() - looked < EVERY) return;
  looked = Date.now();
  await swap("/desk/live/today", ["waiting"]);
}

setInterval(look, 5_000);
addEventListener("visibilitychange", look);
addEventListener("focus", look);
