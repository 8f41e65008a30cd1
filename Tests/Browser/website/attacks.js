// What a page of somebody else can try on the house, by name. Each answers what it could read; nothing is null.
"use strict";

const encoded = (fields) => new URLSearchParams(fields);

function form(url, fields, { enctype = "application/x-www-form-urlencoded", target = "_self" } = {}) {
  const made = document.createElement("form");
  Object.assign(made, { method: "post", action: url, enctype, target });
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    made.append(input);
  }
  document.body.append(made);
  made.submit();
  return null;
}

function frame(name) {
  const made = document.createElement("iframe");
  made.name = name;
  document.body.append(made);
}

async function read(request) {
  try {
    const answer = await request;
    return (await answer.text()) || answer.headers.get("content-type") || null;
  } catch {
    return null;
  }
}

function asked(url, { method = "GET", body = null } = {}) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.withCredentials = true;
    request.onloadend = () => resolve(request.responseText || null);
    request.send(body);
  });
}

const posts = {
  "a form": (url, fields) => form(url, fields),
  "a form in a new tab": (url, fields) => form(url, fields, { target: "_blank" }),
  "a form in a frame": (url, fields) => { frame("hidden"); return form(url, fields, { target: "hidden" }); },
  "a form with files": (url, fields) => form(url, fields, { enctype: "multipart/form-data" }),
  "a form of plain text": (url, fields) => form(url, fields, { enctype: "text/plain" }),
  "a form by way of a redirect": (url, fields) => form("/onwards?" + url, fields),
  "fetch without CORS": (url, fields) =>
    read(fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body: encoded(fields) })),
  "fetch of plain text": (url, fields) =>
    read(fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body: encoded(fields).toString() })),
  "fetch with CORS": (url, fields) =>
    read(fetch(url, { method: "POST", mode: "cors", credentials: "include", body: encoded(fields) })),
  "XMLHttpRequest": (url, fields) => asked(url, { method: "POST", body: encoded(fields) }),
  "a beacon": (url, fields) => { navigator.sendBeacon(url, encoded(fields)); return null; },
};

// These ask first whether they may, and are told no.
const preflighted = {
  "fetch of JSON": (url, fields) =>
    read(fetch(url, {
      method: "POST", mode: "cors", credentials: "include", body: JSON.stringify(fields),
      headers: { "Content-Type": "application/json" },
    })),
  "fetch with a header": (url, fields) =>
    read(fetch(url, {
      method: "POST", mode: "cors", credentials: "include", body: encoded(fields), headers: { "X-Genkan": "1" },
    })),
  "another method": (url) => read(fetch(url, { method: "DELETE", mode: "cors", credentials: "include" })),
};

function loaded(name, attributes, loot) {
  return new Promise((resolve) => {
    const element = document.createElement(name);
    element.onload = () => resolve(loot(element));
    element.onerror = () => resolve(null);
    Object.assign(element, attributes);
    document.body.append(element);
  });
}

// A frame that was refused loads too: an empty page of the browser's own.
function inside(element) {
  try {
    const text = element.contentDocument?.body?.innerText;
    return text || null;
  } catch {
    return null;
  }
}

const gets = {
  "an image": (url) => loaded("img", { src: url }, (image) => `${image.naturalWidth} wide`),
  "a script": (url) => loaded("script", { src: url }, () => "ran"),
  "a module": (url) => loaded("script", { src: url, type: "module", crossOrigin: "use-credentials" }, () => "ran"),
  "a stylesheet": (url) => loaded("link", { href: url, rel: "stylesheet" }, () => "applied"),
  "a video": (url) => loaded("video", { src: url, onloadeddata: null }, () => "played"),
  "a frame": (url) => loaded("iframe", { src: url }, inside),
  "an object": (url) => loaded("object", { data: url, type: "text/html" }, inside),
  "fetch without CORS": (url) => read(fetch(url, { mode: "no-cors", credentials: "include" })),
  "fetch with CORS": (url) => read(fetch(url, { mode: "cors", credentials: "include" })),
  "XMLHttpRequest": (url) => asked(url),
};

window.attack = (kind, name, url, fields) => ({ posts, preflighted, gets })[kind][name](url, fields);
window.attackNames = Object.fromEntries(
  Object.entries({ posts, preflighted, gets }).map(([kind, all]) => [kind, Object.keys(all)]));
