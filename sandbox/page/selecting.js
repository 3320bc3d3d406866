// Select menus, in messages and in modals: a face that opens a list, searchable when it names members or channels.

import { avatar, $, $$, el, fill, icon } from "./dom.js";
import { closeFloating, float, roving } from "./floating.js";
import { channelName, colourOf, displayName, glyphOf, hex, roles, world } from "./world.js";

const dot = (colour) => el("i", { class: "dot", css: { "--colour": colour || "var(--faint)" } });

function memberOptions() {
  return world.members.map((one) => ({ value: one.user.id, label: displayName(one.user), more: one.user.username, lead: avatar(one.user, "tiny"), colour: colourOf(one.user) }));
}

function roleOptions() {
  return roles().filter((one) => one.id !== world.guild.id).map((one) => ({ value: one.id, label: one.name, lead: dot(one.color ? hex(one.color) : "") }));
}

function channelOptions(kinds = []) {
  return world.channels.filter((one) => (kinds.length ? kinds.includes(one.type) : true)).map((one) => ({ value: one.id, label: channelName(one), lead: icon(glyphOf(one)) }));
}

export function optionsFor(menu) {
  if (menu.options) {
    const lead = (one) => (one.emoji?.name ? el("span", { class: "emoji" }, one.emoji.name) : null);
    return menu.options.map((one) => ({ value: one.value, label: one.label, more: one.description, chosen: one.default, lead: lead(one) }));
  }
  const preset = new Set((menu.default_values || []).map((one) => one.id));
  const found = { 5: memberOptions, 6: roleOptions, 7: () => [...memberOptions(), ...roleOptions()], 8: () => channelOptions(menu.channel_types) }[menu.type]?.() || [];
  return found.map((one) => ({ ...one, chosen: preset.has(one.value) }));
}

const PROMPTS = { 5: "Select a member", 6: "Select a role", 7: "Select members or roles", 8: "Select a channel" };

// `onChosen(values, box)` is called when the choice is made: at once for one value, on closing for several.
export function menu(one, onChosen, label = "") {
  const options = optionsFor(one);
  const most = one.max_values ?? 1, least = one.required === false ? 0 : one.min_values ?? 1;
  let chosen = new Set(options.filter((o) => o.chosen).map((o) => o.value));
  const words = el("span", { class: "chosen" });
  const face = el("button", { type: "button", class: "face", disabled: one.disabled, "aria-haspopup": "listbox", "aria-expanded": "false", onclick: () => open(),
    onkeydown: (event) => { if (event.key === "ArrowDown") { event.preventDefault(); open(); } } }, words, icon("down"));
  const box = el("div", { class: "menu", data: { custom: one.custom_id } }, face);

  function paint() {
    const held = options.filter((o) => chosen.has(o.value));
    fill(words, held.length ? held.map((o) => el("span", { class: most > 1 ? "pill" : "single" }, o.lead?.cloneNode(true), o.label)) : one.placeholder || PROMPTS[one.type] || "Make a selection");
    words.classList.toggle("filled", held.length > 0);
    const said = held.map((o) => o.label).join(", ") || one.placeholder || "Make a selection";
    face.setAttribute("aria-label", label ? `${label}: ${said}` : said);
  }

  function open() {
    const before = [...chosen].join();
    const list = el("div", { class: "options", role: "listbox", "aria-multiselectable": most > 1, "aria-label": label || one.placeholder || "Options" });
    const rows = options.map((o) => el("button", { type: "button", tabindex: -1, class: "option", role: "option", "aria-selected": chosen.has(o.value), data: { value: o.value }, onclick: () => pick(o.value) },
      o.lead?.cloneNode(true), el("span", { class: "label" }, el("span", { css: o.colour ? { color: o.colour } : {} }, o.label), o.more ? el("small", {}, o.more) : null), el("i", { class: most > 1 ? "box" : "ring" }, icon("check"))));
    const search = one.type === 3 || one.options ? null : el("input", { type: "text", class: "search", placeholder: "Search", "aria-label": "Search", oninput: () => {
      const typed = search.value.toLowerCase();
      rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(typed); });
    } });
    const shell = el("div", { class: "choices" }, search, fillIn(list, rows));
    const refresh = () => { for (const row of rows) row.setAttribute("aria-selected", chosen.has(row.dataset.value)); };
    function pick(value) {
      if (most === 1) {
        chosen = least === 0 && chosen.has(value) ? new Set() : new Set([value]);
        return closeFloating();
      }
      if (chosen.has(value)) chosen.delete(value);
      else if (chosen.size < most) chosen.add(value);
      refresh();
      paint();
    }
    roving(shell, ".option, .search");
    shell.style.minWidth = `${box.offsetWidth}px`;
    face.setAttribute("aria-expanded", "true");
    float(shell, box, () => {
      face.setAttribute("aria-expanded", "false");
      paint();
      const changed = [...chosen].join() !== before;
      if (changed && chosen.size >= least) onChosen?.([...chosen], box);
    });
    (search || $("[aria-selected=true]", shell) || $$(".option", shell)[0])?.focus();
  }

  paint();
  box.values = () => [...chosen];
  box.enough = () => chosen.size >= least;
  return box;
}

function fillIn(list, rows) {
  fill(list, rows.length ? rows : el("p", { class: "none" }, "Nothing to choose"));
  return list;
}
