// An inquiry that is written down by hand: what was typed and not added outlives the lock, and a wrong click asks first.
import { draft } from "./draft.js";

const form = document.getElementById("form");
const pad = draft(form.dataset.draft, form.dataset.key);
const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.name !== "source");
const isSet = (field) => (field.matches("[type=checkbox], [type=radio]") ? field.checked : field.value !== "");
let isSent = false;

function typed() {
  const all = fields().filter((field) => isSet(field) && !(field.matches("select") && field.options[field.selectedIndex].defaultSelected));
  return all.map((field) => [field.name, field.value]);
}

function put([name, value]) {
  for (const field of fields().filter((one) => one.name === name)) {
    if (field.matches("[type=checkbox], [type=radio]")) field.checked ||= field.value === value;
    else field.value = value;
  }
}

// What the house gave back with its reasons is newer than what was kept.
async function restore() {
  const kept = typed().length === 0 ? await pad.restore() : null;
  if (!kept || typed().length > 0) return;
  JSON.parse(kept).forEach(put);
  document.getElementById("restored").hidden = false;
}
restore();

form.addEventListener("input", () => {
  const all = typed();
  pad.save(all.length > 0 ? JSON.stringify(all) : "");
});
form.addEventListener("submit", () => { isSent = true; });
addEventListener("pageshow", () => { isSent = false; });
addEventListener("beforeunload", (event) => { if (!isSent && typed().length > 0) event.preventDefault(); });
// The lock asks nobody: what was typed is here again afterwards.
addEventListener("genkan-locking", () => { isSent = true; });
