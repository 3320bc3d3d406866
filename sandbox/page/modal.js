// A modal that the application opened: its fields, and sending them back.

import { app } from "./acts.js";
import * as api from "./api.js";
import { $, avatar, el, fill, iconButton } from "./dom.js";
import { closeFloating } from "./floating.js";
import { markdown } from "./markdown.js";
import { weight } from "./media.js";
import { menu } from "./selecting.js";
import { memberOf, names, world } from "./world.js";

const needed = (one) => one.required !== false;

function textField(one, id) {
  const long = one.style === 2;
  const made = el(long ? "textarea" : "input", { id, minlength: one.min_length, maxlength: one.max_length ?? 4000, placeholder: one.placeholder, ...(long ? { rows: 4 } : { type: "text" }), value: one.value || "" });
  const count = el("small", { class: "count", "aria-hidden": "true" });
  const tell = () => { count.textContent = one.max_length ? `${made.value.length}/${one.max_length}` : ""; };
  made.addEventListener("input", tell);
  tell();
  const problem = () => {
    if (!made.value) return needed(one) ? "This field is required" : "";
    return one.min_length > made.value.length ? `At least ${one.min_length} characters` : "";
  };
  return { node: el("div", { class: "written" }, made, count), focus: made, read: () => made.value, problem };
}

function choiceField(one, kind, id) {
  const inputs = (one.options || []).map((option, index) => {
    const input = el("input", { type: kind, id: index ? null : id, name: id, value: option.value, checked: option.default });
    return [input, el("label", { class: "choice" }, input, el("span", {}, option.label, option.description ? el("small", {}, option.description) : null))];
  });
  const read = () => inputs.filter(([input]) => input.checked).map(([input]) => input.value);
  const least = needed(one) ? one.min_values ?? 1 : 0;
  return { node: el("div", { role: kind === "radio" ? "radiogroup" : "group" }, inputs.map(([, label]) => label)), focus: inputs[0]?.[0], read, problem: () => (read().length < least ? "Choose something" : one.max_values && read().length > one.max_values ? `At most ${one.max_values}` : "") };
}

function fileField(one, id) {
  let files = [];
  const most = one.max_values ?? 1, list = el("ul", { class: "files" });
  const input = el("input", { type: "file", id, class: "unseen", multiple: most > 1 });
  const paint = () => fill(list, files.map((file) => el("li", {}, el("span", { class: "label" }, file.name), el("small", {}, weight(file.size)), iconButton("close", `Remove ${file.name}`, () => { files = files.filter((other) => other !== file); paint(); }))));
  const take = (more) => { files = [...files, ...more].slice(-most); paint(); };
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  const zone = el("div", { class: "zone" }, el("span", {}, "Drop files here or "), el("button", { type: "button", class: "linklike", onclick: () => input.click() }, "browse"), input);
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => { event.preventDefault(); event.stopPropagation(); take(event.dataTransfer.files); });
  const read = async () => {
    const ids = [];
    for (const file of files) ids.push((await api.upload(file)).id);
    return ids;
  };
  return { node: el("div", {}, zone, list), focus: $("button", zone), read, problem: () => (needed(one) && files.length < (one.min_values ?? 1) ? "A file is required" : "") };
}

function field(one, id, label) {
  switch (one.type) {
    case 4: return textField(one, id);
    case 19: return fileField(one, id);
    case 21: return choiceField(one, "radio", id);
    case 22: return choiceField(one, "checkbox", id);
    case 23: {
      const input = el("input", { type: "checkbox", id, checked: one.default });
      return { node: input, focus: input, read: () => input.checked, problem: () => "" };
    }
    default: {
      const made = menu(one, null, label);
      const least = needed(one) ? one.min_values ?? 1 : 0;
      return { node: made, focus: $(".face", made), read: () => made.values(), problem: () => (made.values().length < least ? "Make a selection" : "") };
    }
  }
}

export function openModal(reply) {
  const box = $("#modal"), raw = reply.modal, fields = [];
  const problem = el("p", { class: "failed", role: "alert", hidden: true });
  const add = (label, description, one) => {
    const id = `field-${fields.length}`, made = field(one, id, label), wrong = el("small", { class: "failed", id: `${id}-wrong`, hidden: true });
    fields.push([one, made, wrong]);
    made.focus?.setAttribute("aria-describedby", `${id}-about ${id}-wrong`);
    return el("div", { class: "field" }, el("label", { for: id }, label, needed(one) ? el("span", { class: "star", "aria-label": "required" }, " *") : null),
      description ? el("small", { id: `${id}-about`, class: "describing" }, description) : null, made.node, wrong);
  };
  const rows = raw.components.map((one) => {
    if (one.type === 18) return add(one.label, one.description, one.component);
    if (one.type === 1) return add(one.components[0].label, "", one.components[0]);
    return markdown(one.content || "", names);
  });
  const complete = () => {
    let first = null;
    for (const [, made, wrong] of fields) {
      const words = made.problem();
      wrong.textContent = words;
      wrong.hidden = !words;
      made.focus?.setAttribute("aria-invalid", Boolean(words));
      if (words) first ||= made.focus;
    }
    first?.focus();
    return !first;
  };
  const submit = el("button", { class: "button primary" }, "Submit");
  const send = async (event) => {
    event.preventDefault();
    problem.hidden = true;
    if (submit.disabled || !complete()) return;
    submit.disabled = true;
    try {
      const values = {};
      for (const [one, made] of fields) values[one.custom_id] = await made.read();
      const answer = await api.submit(reply.interaction, values);
      box.close();
      app.answered(answer);
    } catch (error) {
      problem.textContent = error.kind === "no_answer" ? "Something went wrong. Try again." : error.message;
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  };
  const bot = memberOf(world.application.id)?.user || { id: world.application.id, username: world.application.name, bot: true };
  const form = el("form", { onsubmit: send, novalidate: true, autocomplete: "off" }, el("header", {}, avatar(bot, "small"), el("h2", { id: "modal-title" }, raw.title), iconButton("close", "Close", () => box.close())),
    el("div", { class: "inside" }, el("p", { class: "sender" }, `This form will be submitted to ${world.application.name}. Do not share passwords or other sensitive information.`), rows, problem),
    el("div", { class: "ends" }, el("button", { type: "button", class: "button secondary", onclick: () => box.close() }, "Cancel"), submit));
  fill(box, form);
  box.setAttribute("aria-labelledby", "modal-title");
  box.onclose = () => { closeFloating(); $("#text").focus(); };
  box.showModal();
  (fields[0]?.[1].focus || submit).focus();
}
