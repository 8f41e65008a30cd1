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
    put(await token());
  } catch {
    // It goes without.
  }
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
