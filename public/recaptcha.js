// reCAPTCHA v3 asks nobody anything: it gives a token when the form is sent, which counts for two minutes. Without
// one, when Google is out of reach or slow, the form goes all the same, and a person decides.
"use strict";
(() => {
const patience = 8_000; // milliseconds
const place = document.querySelector(".genkan-recaptcha");
const form = place?.closest("form");
if (!form) return;
let mayGo = false;
let isAsking = false;

async function token() {
  // Scripts that are on their way hold this event back, and no longer once they have failed.
  if (!globalThis.grecaptcha?.ready && document.readyState !== "complete") await new Promise((resolve) => window.addEventListener("load", resolve));
  const { sitekey, action } = place.dataset;
  await new Promise((resolve) => globalThis.grecaptcha.ready(resolve));
  return globalThis.grecaptcha.execute(sitekey, { action });
}

const late = () => new Promise((_, reject) => setTimeout(reject, patience));

function add(name, value) {
  return place.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}

function put(value) {
  const name = "g-recaptcha-response";
  // Google's script may have put a field of its own there.
  const field = form.querySelector(`[name="${name}"]`) ?? add(name, "");
  field.value = value;
}

// Sends the form with the same button, if it is this form's still.
function send(submitter) {
  const { requestSubmit, submit } = HTMLFormElement.prototype; // a field may have such a name
  const button = submitter?.form === form ? submitter : null;
  if (requestSubmit) return requestSubmit.call(form, button);
  // An older Safari, where a button does not go by itself.
  const field = button?.name ? add(button.name, button.value) : null;
  submit.call(form);
  field?.remove();
}

form.addEventListener("submit", async (event) => {
  if (mayGo) return;
  event.preventDefault();
  if (isAsking) return;
  isAsking = true;
  try {
    put(""); // one that went before is spent
    put(await Promise.race([token(), late()]));
  } catch {
    // It goes without.
  }
  // A form whose submit event is not over yet ignores another one without a word.
  await new Promise((resolve) => setTimeout(resolve));
  mayGo = true;
  try {
    send(event.submitter);
  } finally {
    // Whatever came of it, the next click sends the form.
    mayGo = false;
    isAsking = false;
  }
});
})();
