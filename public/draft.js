// What was written and not sent, kept in the tab until it is: neither the screen lock nor a wrong click nor a house that
// is out of reach loses it. It is sealed (AES-GCM) with a key of the session's that stands on unlocked pages alone.
import { forget, keep, kept } from "./kept.js";

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const textOf = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** The draft of this name: `save(text)`, `restore()` for the text or nothing, and `discard()`. */
export function draft(name, secret) {
  const entry = `draft-${name}`;
  const own = new TextEncoder().encode(entry);
  const key = crypto.subtle.importKey("raw", bytesOf(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  // Whatever is typed while one is being sealed is sealed next, and only the latest.
  let wanted = null;
  let isSealing = false;

  async function seal(text) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: own }, await key, new TextEncoder().encode(text));
    return { iv: textOf(iv), sealed: textOf(new Uint8Array(sealed)) };
  }

  return {
    async save(text) {
      wanted = text;
      if (isSealing) return;
      isSealing = true;
      while (wanted !== null) {
        const now = wanted;
        wanted = null;
        const sealed = now.trim() ? await seal(now).catch(() => null) : null;
        if (wanted === null && sealed) keep(entry, sealed);
        else if (wanted === null) forget(entry);
      }
      isSealing = false;
    },
    async restore() {
      const found = kept(entry);
      if (!found) return null;
      try {
        const algorithm = { name: "AES-GCM", iv: bytesOf(found.iv), additionalData: own };
        return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, await key, bytesOf(found.sealed)));
      } catch {
        forget(entry); // of another session
        return null;
      }
    },
    discard() {
      wanted = isSealing ? "" : null;
      forget(entry);
    },
  };
}
