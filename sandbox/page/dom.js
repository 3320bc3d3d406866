// Making elements without ever parsing markup: text stays text.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "multiple", "required", "open", "selected", "muted"]);
const real = (one) => one !== null && one !== undefined && one !== false;

function dress(made, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("aria-")) made.setAttribute(key, String(value));
    else if (value === false) continue;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (key === "data") Object.assign(made.dataset, value);
    else if (key === "css") for (const [name, one] of Object.entries(value)) made.style.setProperty(name, one);
    else if (PROPERTIES.has(key)) made[key] = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
}

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  dress(made, attributes);
  made.append(...children.flat(Infinity).filter(real));
  return made;
}

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(real));
}

// Only web addresses and the sandbox's own files may be opened or shown. The latter come from where the page came
// from, whatever name or forwarded port that is.
export function safeUrl(url) {
  try {
    const parsed = new URL(url, location.href);
    if (parsed.hostname === "127.0.0.1" && parsed.pathname.startsWith("/cdn/attachments/")) return parsed.pathname + parsed.search;
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

// A file of the sandbox itself; nothing else may be loaded into the page.
export function ownFile(url) {
  const safe = safeUrl(url);
  return safe?.startsWith("/cdn/") ? safe : null;
}

export function toast(text, kind = "bad") {
  const note = el("div", { class: `toast ${kind}` }, text);
  $("#toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

// For those who hear the page.
export function announce(words) {
  $("#announcer").append(el("p", {}, words));
  while ($("#announcer").childElementCount > 5) $("#announcer").firstElementChild.remove();
}

export function hue(id) {
  let sum = 2166136261;
  for (const digit of String(id)) sum = Math.imul(sum ^ digit.charCodeAt(0), 16777619);
  sum = Math.imul(sum ^ (sum >>> 15), 2246822519);
  return ((sum ^ (sum >>> 13)) >>> 0) % 360;
}

export const shownName = (user) => user.global_name || user.username;
const letter = (name) => [...name][0]?.toUpperCase() ?? "?";

export function avatar(user, size = "", status = "") {
  return el("span", { class: `avatar ${size}${user.bot ? " app" : ""}`, "aria-hidden": "true", css: { "--hue": hue(user.id) } },
    el("span", { class: "disc" }, letter(shownName(user))), status ? el("i", { class: `status ${status}` }) : null);
}

const SVG = "http://www.w3.org/2000/svg";
const STROKES = {
  menu: "M4 6h16M4 12h16M4 18h16", people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c0-3.600 2.900-6 6.500-6s6.500 2.400 6.500 6zM15.500 4.300a3.500 3.500 0 0 1 0 6.400M17.500 14.300c2.400.8 4 2.900 4 5.700",
  plus: "M12 4v16M4 12h16", send: "M4 4l17 8-17 8 3-8zM7 12h7", gear: "M12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM12 2.500v3M12 18.500v3M2.500 12h3M18.500 12h3M5.300 5.300l2.100 2.100M16.600 16.600l2.100 2.100M5.300 18.700l2.100-2.100M16.600 7.400l2.100-2.100",
  reply: "M9 6l-6 5.500L9 17v-3.500c6 0 9 1.500 12 5.500-.5-6-4-10.500-12-10.500z", smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 14c1 1.800 2.400 2.600 4 2.600s3-.8 4-2.600M9 9.500v.6M15 9.500v.6",
  pencil: "M4 20l1-4.500L16.500 4 20 7.500 8.500 19zM14 6.500L17.500 10", bin: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 10.500v6M13.500 10.500v6", more: "M4.600 12h.8M11.600 12h.8M18.600 12h.8",
  pin: "M9 3.500h6l-.7 6 3.200 3v2h-11v-2l3.200-3zM12 14.500V21", down: "M6 9l6 6 6-6", right: "M9 6l6 6-6 6", close: "M5 5l14 14M19 5L5 19", eye: "M2 12c2.500-4.300 5.800-6.500 10-6.500s7.500 2.200 10 6.500c-2.500 4.300-5.800 6.500-10 6.500S4.500 16.300 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  hash: "M10 4L8 20M16 4l-2 16M4.500 9h16M3.500 15h16", thread: "M5 4v6c0 2.500 1.500 4 4 4h9M14.500 10.500L18 14l-3.500 3.500", forum: "M4 5h16v10H11l-4 4v-4H4z", loud: "M4 10v4h3l8 4V6L7 10zM18 9c1 1.800 1 4.200 0 6", voice: "M4 10v4h3l5 4V6L7 10zM16 9c1 1.800 1 4.200 0 6M18.500 6.500c2.200 3.300 2.200 7.700 0 11",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3", file: "M6 3h8l4 4v14H6zM14 3v4h4", out: "M10 5H5v14h14v-5M13 4h7v7M20 4l-9 9", moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z", apps: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM17 14v6M14 17h6",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5", bubble: "M12 4c5 0 9 3.200 9 7.500S17 19 12 19c-1 0-2-.1-3-.4L4.500 20.500l.9-3.600C3.900 15.500 3 13.600 3 11.500 3 7.200 7 4 12 4z", at: "M12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM15.500 8.500v5c0 3 5 2.500 5-1.500a8.500 8.500 0 1 0-3.500 6.900", check: "M5 12.500l4.500 4.500L19 7.500",
};

export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "glyph", "aria-hidden": "true" })) made.setAttribute(key, value);
  path.setAttribute("d", STROKES[name]);
  made.append(path);
  return made;
}

export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}
