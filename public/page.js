// A page of the desk as a document, to take parts out of. XMLHttpRequest makes it without a string in between, so
// that the page needs no policy of Trusted Types: nothing in it runs.
export function read(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.setRequestHeader("Accept", "text/html");
    request.addEventListener("load", () => {
      const went = new URL(request.responseURL || address, location.href).pathname;
      const isThere = went === new URL(address, location.href).pathname;
      resolve({ ok: request.status === 200 && isThere, isElsewhere: !isThere, page: request.response });
    });
    // One that hangs would keep all that follow waiting.
    request.timeout = 20_000;
    for (const event of ["error", "timeout"]) {
      request.addEventListener(event, () => reject(new Error("the house is out of reach")));
    }
    request.send();
  });
}

/** Takes out of the address what it says once, of something that was done: it is no place to come back to. */
export function forgetDone() {
  const address = new URL(location.href);
  for (const name of ["done", "card", "undo", "left", "count", "kept", "infected", "view", "quiet"]) address.searchParams.delete(name);
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/** Sends a plain form as it stands to another address, with these fields more: its answer is the page that follows. */
export function goOn(form, action, fields) {
  const plain = form.cloneNode(true);
  plain.removeAttribute("id");
  plain.hidden = true;
  plain.action = action;
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = one;
      plain.append(input);
    }
  }
  document.body.append(plain);
  plain.submit();
}

// What was put off: nothing moves from under a mouse that was just moved or pressed, and nobody waits for it for long.
const REST = 1_500, LONGEST = 3_000; // milliseconds
let touched = 0;
let since = 0;
for (const event of ["pointermove", "pointerdown", "pointerup"]) {
  addEventListener(event, ({ pointerType }) => { if (pointerType === "mouse") touched = Date.now(); }, { capture: true, passive: true });
}

/** Whether what comes into an element now would move something from under a hand. */
export function isUnderHand(element) {
  const now = Date.now();
  return element.matches(":hover") && now - touched < REST && now - (since || now) < LONGEST;
}

/** Told each time something came, or was put off for the sake of a hand. */
export function putOff(isOff) {
  since = isOff ? since || Date.now() : 0;
  return isOff;
}
