// Message components of both generations: rows, buttons, menus, and the layouts of the second.

import { $, el, fill, safeUrl } from "./dom.js";
import { markdown } from "./markdown.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

const bare = (url) => String(url).split("?")[0];

export function media(item, description, kind = item.content_type || "") {
  const src = safeUrl(item.proxy_url || item.url);
  if (!src) return null;
  const data = { key: bare(src) };
  const ratio = item.width && item.height ? `${item.width} / ${item.height}` : "";
  let made;
  if (kind.startsWith("video/")) made = el("video", { src, controls: true, preload: "metadata", playsinline: true, data });
  else if (kind.startsWith("audio/")) return el("audio", { src, controls: true, data });
  else if (kind.startsWith("image/") || !kind) {
    made = el("img", { src, alt: description || "", data, tabindex: 0, onclick: () => enlarge(src, description) });
  } else return fileCard(item.filename || item.name || "file", item.size, src);
  if (ratio) made.style.aspectRatio = ratio;
  return made;
}

function enlarge(src, description) {
  const box = $("#lightbox");
  fill(box, el("img", { src, alt: description || "", onclick: () => box.close() }));
  box.showModal();
}

export function fileCard(name, size, url) {
  const weight = size > 2 ** 20 ? `${(size / 2 ** 20).toFixed(1)} MiB` : `${Math.ceil((size || 0) / 1024)} KiB`;
  return el("div", { class: "file" }, el("span", { class: "sheet" }, "📄"),
    el("span", {}, el("a", { href: safeUrl(url) || "#", download: name }, name), el("small", {}, weight)));
}

function spoilered(item, made) {
  if (!item.spoiler || !made) return made;
  const cover = el("div", { class: "covered", onclick: () => cover.classList.add("shown") }, made);
  return cover;
}

function button(one, message, act) {
  const face = [one.emoji?.name ? el("span", { class: "emoji" }, one.emoji.name) : null, one.label ? el("span", {}, one.label) : null];
  if (one.style === 5) {
    const href = safeUrl(one.url);
    return el("a", { class: "button link", href: href || "#", target: "_blank", rel: "noopener noreferrer" }, face, el("span", { class: "out" }, "↗"));
  }
  const made = el("button", { type: "button", class: `button ${STYLES[one.style] || "secondary"}`, disabled: one.disabled,
    data: { custom: one.custom_id }, onclick: () => act(message, made, { press: one.custom_id }) }, face);
  return made;
}

export function optionsFor(menu, people) {
  if (menu.type === 3 || menu.options) {
    return menu.options.map((one) => ({ value: one.value, label: `${one.emoji?.name ? one.emoji.name + " " : ""}${one.label}`, more: one.description, chosen: one.default }));
  }
  const preset = new Set((menu.default_values || []).map((one) => one.id));
  const users = people.members.map((one) => ({ value: one.user.id, label: one.nick || one.user.global_name || one.user.username }));
  const roles = people.roles.filter((one) => one.name !== "@everyone").map((one) => ({ value: one.id, label: `@${one.name}` }));
  const kinds = menu.channel_types || [];
  const channels = people.channels.filter((one) => !kinds.length || kinds.includes(one.type)).map((one) => ({ value: one.id, label: `#${one.name}` }));
  const found = { 5: users, 6: roles, 7: [...users, ...roles], 8: channels }[menu.type] || [];
  return found.map((one) => ({ ...one, chosen: preset.has(one.value) }));
}

// A menu that opens a list of its own, for one value or several.
export function menu(one, people, onChosen) {
  const options = optionsFor(one, people);
  const most = one.max_values ?? 1, least = one.min_values ?? 1;
  const chosen = new Set(options.filter((o) => o.chosen).map((o) => o.value));
  const label = el("span", { class: "placeholder" });
  const list = el("div", { class: "options", hidden: true, role: "listbox", "aria-multiselectable": most > 1 });
  const face = el("button", { type: "button", class: "face", disabled: one.disabled, "aria-haspopup": "listbox", onclick: () => toggle() }, label, el("span", {}, "▾"));
  const box = el("div", { class: "menu", data: { custom: one.custom_id } }, face, list);
  const names = () => options.filter((o) => chosen.has(o.value)).map((o) => o.label).join(", ");
  const paint = () => {
    label.textContent = names() || one.placeholder || "Make a selection";
    label.classList.toggle("filled", chosen.size > 0);
    for (const row of list.querySelectorAll("[role=option]")) row.setAttribute("aria-selected", chosen.has(row.dataset.value));
  };
  const close = () => { list.hidden = true; document.removeEventListener("pointerdown", outside); };
  const outside = (event) => { if (!box.contains(event.target)) { const changed = most > 1 && !list.hidden; close(); if (changed) deliver(); } };
  const deliver = () => { if (chosen.size >= least) onChosen?.([...chosen], box); };
  function toggle() {
    list.hidden = !list.hidden;
    if (list.hidden) { close(); if (most > 1) deliver(); return; }
    document.addEventListener("pointerdown", outside);
    list.scrollIntoView({ block: "nearest" });
  }
  function pick(value) {
    if (most === 1) { chosen.clear(); chosen.add(value); close(); deliver(); }
    else if (chosen.has(value)) chosen.delete(value);
    else if (chosen.size < most) chosen.add(value);
    paint();
  }
  fill(list, options.map((o) => el("button", { type: "button", class: "option", role: "option", data: { value: o.value }, onclick: () => pick(o.value) },
    el("span", {}, o.label), o.more ? el("small", {}, o.more) : null)));
  paint();
  box.values = () => [...chosen];
  return box;
}

export function component(one, message, context) {
  const inner = () => (one.components || []).map((child) => component(child, message, context));
  switch (one.type) {
    case 1: return el("div", { class: "row" }, inner());
    case 2: return button(one, message, context.act);
    case 3: case 5: case 6: case 7: case 8:
      return menu(one, context.people, (values, box) => context.act(message, box, { menu: one.custom_id, values }));
    case 9: return el("div", { class: "section" }, el("div", { class: "words" }, inner()), component(one.accessory, message, context));
    case 10: return markdown(one.content, context.names);
    case 11: return el("div", { class: "thumbnail" }, spoilered(one, media(one.media, one.description)));
    case 12: return el("div", { class: `gallery n${Math.min(one.items.length, 5)}` },
      one.items.map((item) => el("figure", {}, spoilered(item, media(item.media, item.description)))));
    case 13: return spoilered(one, one.file.content_type?.match(/^(video|audio)\//) ? media(one.file) : fileCard(one.name || "file", one.size, one.file.url));
    case 14: return el("hr", { class: `space${one.spacing === 2 ? " large" : ""}${one.divider === false ? " clear" : ""}` });
    case 17: return container(one, inner());
    default: return null;
  }
}

function container(one, children) {
  const box = el("div", { class: "container" }, children);
  if (one.accent_color !== null && one.accent_color !== undefined) {
    box.classList.add("accented");
    box.style.setProperty("--accent", `#${one.accent_color.toString(16).padStart(6, "0")}`);
  }
  return spoilered(one, box);
}
