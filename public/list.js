// A list that is open: what comes and changes meanwhile is in it a moment later.
import { follow } from "/stream.js";
import { swap } from "/swap.js";

const { form, mark } = document.getElementById("rows").dataset;
const address = new URL(location.href);
for (const name of ["done", "card", "undo", "count", "kept", "view"]) address.searchParams.delete(name);
history.replaceState(history.state, "", address);

let timer = 0;
function soon(delay = 800) {
  clearTimeout(timer);
  timer = setTimeout(refresh, delay);
}

async function refresh() {
  // What is selected is not moved from under somebody's pointer.
  if (document.querySelector(".row-pick:checked, details.filter-menu[open]")) return soon(2_000);
  const isOther = await swap(`/desk/live/forms/${form}/list${address.search}`, ["rows", "total"]);
  if (isOther === null) soon(3_000);
}

follow(form, mark, {
  cards: () => soon(),
  anew: () => location.reload(),
  away(isAway) { document.getElementById("away").hidden = !isAway; },
});
