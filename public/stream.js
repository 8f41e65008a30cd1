// What others do, within a second: the server says which cards came or changed. A connection that was cut begins
// where it ended, so that nothing is missed.
import { isUnderWay } from "./line.js";
import { arrived } from "./notify.js";
import { tellAway } from "./toast.js";

// The server says something every five seconds. A line that is silent for longer is gone, though nobody has said so: the
// network is another, or the computer slept.
const SILENCE = 16_000; // milliseconds

/**
 * Follows a form from a mark on. `on.cards` is called with the ids of cards that came or changed and, where it is
 * there, `on.presence` with who is at which card. When the page is another by now it is loaded anew as soon as
 * `on.isBusy` says no, unless there is `on.anew`, which is called instead. With a card the reader counts as
 * looking at that one.
 */
export function follow(form, mark, on, card = null) {
  let source = null;
  let waiting = 0;
  let isOld = false;
  let heard = Date.now();
  let pause = 5_000; // milliseconds, longer each time the house has no room

  function connect() {
    const looking = card && !document.hidden ? `&card=${card}` : "";
    source = new EventSource(`/desk/live/forms/${form}?mark=${mark}${looking}`);
    heard = Date.now();
    for (const event of ["open", "beat", "cards", "presence", "anew"]) {
      source.addEventListener(event, () => { heard = Date.now(); });
    }
    source.addEventListener("cards", (event) => {
      mark = event.lastEventId || mark;
      on.cards(JSON.parse(event.data));
    });
    source.addEventListener("arrived", (event) => arrived(JSON.parse(event.data)));
    source.addEventListener("presence", (event) => on.presence?.(JSON.parse(event.data)));
    source.addEventListener("anew", (event) => {
      mark = event.lastEventId || mark;
      if (on.anew) return on.anew();
      // Until it is loaded what others do goes on coming.
      if (!isOld) loadAnew();
      isOld = true;
    });
    source.addEventListener("over", over);
    source.addEventListener("open", () => {
      pause = 5_000;
      tell(false);
    });
    source.addEventListener("error", () => {
      // A moment without it is nothing to speak of.
      waiting ||= setTimeout(() => tell(true), 4_000);
      // The browser tries again by itself, unless the answer was another than was expected.
      if (source.readyState === EventSource.CLOSED) over();
    });
  }

  function tell(isGone) {
    clearTimeout(waiting);
    waiting = 0;
    tellAway(isGone);
  }

  // Not from under somebody's hands: what is open is finished first.
  function loadAnew() {
    if (on.isBusy() || isUnderWay()) setTimeout(loadAnew, 1_000);
    else dispatchEvent(new Event("genkan-anew"));
  }

  // Whether the session stands is asked where that is known. A form that cannot be opened any more says so itself;
  // otherwise this begins again.
  async function over() {
    source.close();
    dispatchEvent(new Event("genkan-over"));
    waiting ||= setTimeout(() => tell(true), 4_000);
    const asked = { redirect: "manual", signal: AbortSignal.timeout(20_000) };
    const status = await fetch(`/desk/live/forms/${form}?mark=${mark}&once=yes`, asked)
      .then((answer) => answer.status, () => 0);
    if (status === 404) return location.reload();
    setTimeout(connect, pause);
    pause = Math.min(2 * pause, 60_000);
  }

  setInterval(() => {
    if (Date.now() - heard < SILENCE || source.readyState === EventSource.CLOSED) return;
    source.close();
    waiting ||= setTimeout(() => tell(true), 4_000);
    connect();
  }, 2_000);
  // Nobody looks at a page that is behind others.
  if (card) document.addEventListener("visibilitychange", () => {
    if (source.readyState === EventSource.CLOSED) return;
    source.close();
    connect();
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  connect();
}
