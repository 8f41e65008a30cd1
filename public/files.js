// Files that are too large or too many are told before they are sent: a photograph of a telephone takes a
// while to send, and no browser lets a page choose it again. The server decides all the same.
"use strict";

(() => {
  const inputs = document.querySelectorAll("input[type=file][data-most-bytes]");

  function problemOf(input) {
    const files = [...input.files];
    if (files.length > Number(input.dataset.mostFiles)) return input.dataset.tooMany;
    const tooLarge = files.some((file) => file.size > Number(input.dataset.mostBytes));
    return tooLarge ? input.dataset.tooLarge : "";
  }

  function show(input) {
    const text = problemOf(input);
    const id = input.id + ".problem";
    const others = (input.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== id);
    document.getElementById(id)?.remove();
    input.removeAttribute("aria-invalid");
    if (text) {
      const line = document.createElement("p");
      line.className = "g-problem";
      line.id = id;
      line.setAttribute("role", "alert");
      line.textContent = text;
      input.after(line);
      input.setAttribute("aria-invalid", "true");
      others.push(id);
    }
    input.setAttribute("aria-describedby", others.join(" "));
    return !text;
  }

  for (const input of inputs) input.addEventListener("change", () => show(input));

  document.getElementById("form")?.addEventListener("submit", (event) => {
    const wrong = [...inputs].find((input) => problemOf(input));
    if (!wrong) return;
    // Before the CAPTCHA begins to work for what is not sent.
    event.preventDefault();
    event.stopImmediatePropagation();
    show(wrong);
    wrong.focus();
  }, true);
})();
