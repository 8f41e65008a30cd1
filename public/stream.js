// What others do, within a second: the server says which cards came or changed. A connection that was cut begins
// where it ended, so that nothing is missed.

/**
 * Follows a form from a mark on. `on.cards` is called with the ids of cards that came or changed, `on.anew` when the
 * page has to be read anew; where they are there, `on.presence` with who is at which card, and `on.away` when the
 * connection is gone (true) and when it is back (false). With a card the reader counts as looking at that one.
 */
export function follow(form, mark, on, card = null) {
  let source = null;
  let waiting = 0;
  let isAway = false;

  function connect() {
    const looking = card ? `&card=${card}` : "";
    source = new EventSource(`/desk/live/forms/${form}?mark=${mark}${looking}`);
    source.addEventListener("cards", (event) => {
      mark = event.lastEventId || mark;
      on.cards(JSON.parse(event.data));
    });
    source.addEventListener("presence", (event) => on.presence?.(JSON.parse(event.data)));
    source.addEventListener("anew", () => { source.close(); on.anew(); });
    source.addEventListener("over", over);
    source.addEventListener("open", () => tell(false));
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
    if (isGone !== isAway) on.away?.(isGone);
    isAway = isGone;
  }

  // Whether the session stands is asked where that is known. A form that cannot be opened any more says so itself;
  // otherwise this begins again.
  async function over() {
    source.close();
    dispatchEvent(new Event("genkan-over"));
    const status = await fetch(`/desk/live/forms/${form}/cards`, { redirect: "manual" })
      .then((answer) => answer.status, () => 0);
    if (status === 404) location.reload();
    else setTimeout(connect, 5_000);
  }

  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  connect();
}
