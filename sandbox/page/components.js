// Message components of both generations: rows, buttons, menus, and the layouts of the second.

import { el, icon, safeUrl } from "./dom.js";
import { markdown } from "./markdown.js";
import { addressOf, fileCard, gallery, media, spoilered } from "./media.js";
import { menu } from "./selecting.js";
import { hex, names } from "./world.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

function button(one, message, act) {
  const face = [one.emoji?.name ? el("span", { class: "emoji" }, one.emoji.name) : null, one.label ? el("span", {}, one.label) : null];
  if (one.style === 5) {
    const href = safeUrl(one.url);
    return el("a", { class: "button link", href: href || "#", target: "_blank", rel: "noopener noreferrer" }, face, icon("out"));
  }
  const made = el("button", { type: "button", class: `button ${STYLES[one.style] || "secondary"}`, disabled: one.disabled,
    data: { custom: one.custom_id }, onclick: () => act(message, made, { press: one.custom_id }) }, face, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
  return made;
}

function file(one) {
  if (one.file.content_type?.match(/^(video|audio)\//)) return media(one.file, one.name);
  return fileCard(one.name || "file", one.size, one.file.url);
}

export function component(one, message, act) {
  const inner = () => (one.components || []).map((child) => component(child, message, act));
  switch (one.type) {
    case 1: return el("div", { class: "row" }, inner());
    case 2: return button(one, message, act);
    case 3: case 5: case 6: case 7: case 8:
      return menu(one, (values, box) => act(message, box, { menu: one.custom_id, values }));
    case 9: return el("div", { class: "section" }, el("div", { class: "words" }, inner()), component(one.accessory, message, act));
    case 10: return markdown(one.content, names);
    case 11: return el("div", { class: "thumbnail" }, spoilered(one.spoiler, addressOf(one.media), media(one.media, one.description, "image/")));
    case 12: return gallery(one.items.map((item) => ({ node: spoilered(item.spoiler, addressOf(item.media), media(item.media, item.description)) })));
    case 13: return spoilered(one.spoiler, addressOf(one.file), file(one));
    case 14: return el("hr", { class: `space${one.spacing === 2 ? " large" : ""}${one.divider === false ? " clear" : ""}` });
    case 17: return container(one, message, inner());
    default: return null;
  }
}

function container(one, message, children) {
  const box = el("div", { class: "container" }, children);
  if (one.accent_color !== null && one.accent_color !== undefined) {
    box.classList.add("accented");
    box.style.setProperty("--accent", hex(one.accent_color));
  }
  return spoilered(one.spoiler, `${message.id}:${one.id}`, box);
}
