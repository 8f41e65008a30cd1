// What was done and has not reached the house yet. A page is not left before it has: links wait for it, and whoever
// leaves in another way is asked.
const PATIENCE = 10_000; // milliseconds that a link waits
const open = new Set();

/** Counts as under way until the promise is settled. */
export function track(promise) {
  open.add(promise);
  const end = () => open.delete(promise);
  promise.then(end, end);
  return promise;
}

export const isUnderWay = () => open.size > 0;

/** The session does not go on, or the page is another by now: it is asked for anew, and nothing waits any more. */
export function startAnew() {
  open.clear();
  location.reload();
}

async function settled() {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  // What was done meanwhile is waited for, too.
  while (isUnderWay() && await Promise.race([Promise.allSettled([...open]).then(() => true), patience]));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const isElsewhere = link?.target === "_blank" || link?.hasAttribute("download")
    || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || isElsewhere || event.defaultPrevented || !isUnderWay()) return;
  event.preventDefault();
  settled().then(() => location.assign(link.href));
});
addEventListener("beforeunload", (event) => { if (isUnderWay()) event.preventDefault(); });
// The lock hides what was done as well; what has been sent goes on.
addEventListener("genkan-leaving", () => open.clear());
