// A modal that the application opened: its fields, and sending them back.

import * as api from "./api.js";
import { menu } from "./components.js";
import { $, el, fill, toast } from "./dom.js";
import { markdown } from "./markdown.js";

function textField(one) {
  const long = one.style === 2;
  const limits = { minlength: one.min_length, maxlength: one.max_length ?? 4000, placeholder: one.placeholder, required: one.required !== false };
  const made = el(long ? "textarea" : "input", { ...limits, ...(long ? { rows: 5 } : { type: "text" }), value: one.value || "" });
  const count = el("small", { class: "count" });
  const tell = () => { count.textContent = one.max_length ? `${made.value.length} / ${one.max_length}` : ""; };
  made.addEventListener("input", tell);
  tell();
  return { node: el("div", {}, made, count), read: () => made.value };
}

function choiceField(one, kind) {
  const group = `g-${one.custom_id}`;
  const inputs = (one.options || []).map((option) => {
    const input = el("input", { type: kind, name: group, value: option.value, checked: option.default });
    return [input, el("label", { class: "choice" }, input, el("span", {}, option.label, option.description ? el("small", {}, option.description) : null))];
  });
  const read = () => inputs.filter(([input]) => input.checked).map(([input]) => input.value);
  return { node: el("div", {}, inputs.map(([, label]) => label)), read };
}

function fileField(one) {
  const input = el("input", { type: "file", multiple: (one.max_values ?? 1) > 1, required: one.required !== false });
  const read = async () => {
    const kept = [];
    for (const file of input.files) kept.push((await api.upload(file)).id);
    return kept;
  };
  return { node: input, read };
}

function field(one, people) {
  switch (one.type) {
    case 4: return textField(one);
    case 19: return fileField(one);
    case 21: return choiceField(one, "radio");
    case 22: return choiceField(one, "checkbox");
    case 23: {
      const input = el("input", { type: "checkbox", checked: one.default });
      return { node: input, read: () => input.checked };
    }
    default: {
      const made = menu(one, people);
      return { node: made, read: () => made.values() };
    }
  }
}

export function openModal(reply, context) {
  const box = $("#modal"), raw = reply.modal, fields = [];
  const problem = el("p", { class: "problem", hidden: true });
  const add = (label, description, one) => {
    const made = field(one, context.people);
    fields.push([one, made]);
    const star = one.required === false ? null : el("span", { class: "star" }, " *");
    return el("div", { class: "field" }, el("label", {}, label, star), description ? el("small", {}, description) : null, made.node);
  };
  const rows = raw.components.map((one) => {
    if (one.type === 18) return add(one.label, one.description, one.component);
    if (one.type === 1) return add(one.components[0].label, "", one.components[0]);
    return markdown(one.content || "", context.names);
  });
  const send = async (event) => {
    event.preventDefault();
    const values = {};
    try {
      for (const [one, made] of fields) values[one.custom_id] = await made.read();
      const answer = await api.submit(reply.interaction, values);
      box.close();
      context.answered(answer);
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  const cancel = el("button", { type: "button", class: "button quiet", onclick: () => box.close() }, "Cancel");
  const form = el("form", { onsubmit: send }, el("h2", {}, raw.title),
    el("p", { class: "sender" }, "This form will be submitted to the application."), rows, problem,
    el("div", { class: "ends" }, cancel, el("button", { class: "button primary" }, "Submit")));
  fill(box, form);
  box.showModal();
  $("input, textarea, button.face", form)?.focus();
  if (!fields.length) toast("This form asks for nothing.");
}
