// That something arrived: in the title, and as a notification where that was allowed. It says that, never what.
import { announce, word } from "./toast.js";

const title = document.title;
let unseen = 0;

// Whoever looks at the page is told once for all that comes within ten seconds.
let telling = 0;
function tell() {
  telling ||= setTimeout(() => {
    telling = 0;
    announce(word("new"));
  }, 10_000);
}

/** Tells of new inquiries by their ids, unless somebody is looking. */
export function arrived(ids) {
  if (ids.length === 0) return;
  if (document.hasFocus()) return tell();
  unseen += ids.length;
  document.title = `(${unseen}) ${title}`;
  if (globalThis.Notification?.permission !== "granted") return;
  try {
    const told = new Notification(word("new"), { body: title, tag: `genkan-${ids.at(-1)}` });
    told.addEventListener("click", () => { focus(); told.close(); });
  } catch { /* not on this device */ }
}

addEventListener("focus", () => {
  unseen = 0;
  document.title = title;
});

const asking = document.getElementById("notify");
if (asking && globalThis.Notification?.permission === "default") {
  asking.hidden = false;
  asking.addEventListener("click", async () => {
    await Notification.requestPermission();
    asking.hidden = Notification.permission !== "default";
    if (asking.hidden) (asking.closest("details")?.querySelector("summary") ?? document.getElementById("main")).focus();
  });
}
