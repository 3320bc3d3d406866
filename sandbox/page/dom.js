// Making elements without ever parsing markup: text stays text.

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("aria-")) made.setAttribute(key, String(value));
    if (value === false || key.startsWith("aria-")) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (key === "data") Object.assign(made.dataset, value);
    else if (["value", "checked", "disabled", "hidden", "multiple", "required", "open", "selected"].includes(key)) made[key] = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

export const $ = (selector, within = document) => within.querySelector(selector);

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
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

export function toast(text) {
  const note = el("div", { class: "toast" }, text);
  $("#toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

export function hue(id) {
  let sum = 2166136261;
  for (const digit of String(id)) sum = Math.imul(sum ^ digit.charCodeAt(0), 16777619);
  sum = Math.imul(sum ^ (sum >>> 15), 2246822519);
  return ((sum ^ (sum >>> 13)) >>> 0) % 360;
}

export function avatar(user, size = "") {
  const name = user.global_name || user.username;
  const made = el("span", { class: `avatar ${size}`, "aria-hidden": "true" }, [...name][0]?.toUpperCase() ?? "?");
  made.style.setProperty("--hue", hue(user.id));
  return made;
}
