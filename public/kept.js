// What a tab of the desk keeps for the page that follows, of its own and until it is closed: the only script that
// keeps anything in a browser. Nothing personal is among it but what is sealed; see draft.js.
const PREFIX = "genkan-";

export function keep(name, value) {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch { /* there is no room, or the browser keeps nothing */ }
}

export function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

/** What was kept for this page alone, before the screen was locked. */
export function keptForHere(name) {
  const entry = kept(name);
  forget(name);
  return entry?.path === location.pathname ? entry.value : null;
}

export function keepForHere(name, value) { keep(name, { path: location.pathname, value }); }

export function forget(name) {
  try {
    sessionStorage.removeItem(PREFIX + name);
  } catch { /* it keeps nothing */ }
}
