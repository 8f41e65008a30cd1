// What was done and has not reached the house yet. A page is not left before it has: links and forms wait for it, and
// stay where what was done went wrong; whoever leaves in another way is asked where something was not even sent.
const PATIENCE = 25_000; // milliseconds that they wait, more than a request may take
const open = new Set();
let failed = 0;
let unsent = 0;

/** Counts as under way until the promise is settled: with true where it went well. */
export function track(outcome) {
  open.add(outcome);
  const end = (isGood) => {
    open.delete(outcome);
    if (!isGood) failed += 1;
  };
  outcome.then(end, () => end(false));
}

/** Counts as not sent until the function that it answers is called. */
export function queue() {
  unsent += 1;
  return () => { unsent = Math.max(0, unsent - 1); };
}

export const isUnderWay = () => open.size > 0;

/** Nothing waits any more: the page that follows says what became of it. */
export function letGo() {
  open.clear();
  unsent = 0;
}

/** The session does not go on, or the page is another by now: it is asked for anew. */
export function startAnew() {
  letGo();
  location.reload();
}

/** When nothing is under way any more, what is done meanwhile included. */
export async function quiet() {
  while (isUnderWay()) await Promise.allSettled([...open]);
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

// Whether everything went well, as far as patience goes.
async function settled() {
  const before = failed;
  await Promise.race([quiet(), pause(PATIENCE)]);
  return failed === before;
}

function leadsElsewhere({ href }) {
  const [there, here] = [new URL(href), new URL(location.href)];
  there.hash = here.hash = "";
  return there.href !== here.href;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  const isElsewhere = link?.target === "_blank" || link?.hasAttribute("download")
    || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || isElsewhere || event.defaultPrevented || !isUnderWay() || !leadsElsewhere(link)) return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  if (await settled()) location.assign(link.href);
  link.removeAttribute("aria-busy");
});

let passing = null;
document.addEventListener("submit", async (event) => {
  const { target, submitter } = event;
  if (!isUnderWay() || event.defaultPrevented || target === passing || target.method === "dialog") return;
  event.preventDefault();
  // The lock is not put off by what went wrong.
  if (!await settled() && target.id !== "lock") return;
  passing = target;
  target.requestSubmit(submitter);
  passing = null;
});

addEventListener("beforeunload", (event) => { if (unsent > 0) event.preventDefault(); });
// The screen is locked at once; what has been sent goes on.
addEventListener("genkan-leaving", letGo);
