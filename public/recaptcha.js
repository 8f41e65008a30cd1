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

function token() {
  const { sitekey, action } = place.dataset;
  return new Promise((resolve, reject) => {
    setTimeout(reject, patience);
    globalThis.grecaptcha.ready(() => globalThis.grecaptcha.execute(sitekey, { action }).then(resolve, reject));
  });
}

function put(value) {
  const name = "g-recaptcha-response";
  // Google's script may have put a field of its own there.
  const field = form.querySelector(`[name="${name}"]`) ??
    place.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  field.value = value;
}

form.addEventListener("submit", async (event) => {
  if (mayGo) return;
  event.preventDefault();
  if (isAsking) return;
  isAsking = true;
  try {
    put(await token());
  } catch {
    // It goes without.
  }
  mayGo = true;
  HTMLFormElement.prototype.requestSubmit.call(form, event.submitter);
  mayGo = false;
  isAsking = false;
});
})();
