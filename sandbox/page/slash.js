// Slash commands: the picker, the fields of a command's options with their suggestions, and sending it off.

import { app } from "./acts.js";
import * as api from "./api.js";
import { $, $$, avatar, el, fill, icon, toast } from "./dom.js";
import { dismiss, local, toEnd } from "./log.js";
import { channelName, displayName, glyphOf, KIND, memberOf, roles, world } from "./world.js";

const KINDS = { 3: "text", 4: "whole number", 5: "True or False", 6: "a member", 7: "a channel", 8: "a role", 9: "a member or a role", 10: "number", 11: "a file" };

// In the member's own language; commands are sent by their real names.
const nameOf = (one) => one.name_localized || one.name;
const aboutOf = (one) => one.description_localized || one.description;

function leaves(command) {
  const subs = (command.options || []).filter((one) => one.type < 3);
  const made = (...way) => ({ command, words: way.map((one) => one.name).join(" "), shown: way.map(nameOf).join(" "), description: aboutOf(way.at(-1)), options: way.at(-1).options || [] });
  if (!subs.length) return [made(command)];
  return subs.flatMap((sub) => (sub.type === 1 ? made(command, sub) : (sub.options || []).map((one) => made(command, sub, one))));
}

const face = (lead, name, small = "") => [lead, el("span", { class: "label" }, name), small ? el("small", {}, small) : null];

export class Slash {
  constructor(composer) {
    this.composer = composer;
    this.picker = composer.picker;
    this.picked = null;
    this.fields = new Map();
  }

  // ---- choosing a command

  showCommands(typed) {
    const wanted = typed.trim().toLowerCase(), every = app.commands.filter((one) => one.type === 1).flatMap(leaves);
    const rank = (one) => Math.min(...[one.shown, one.words].map((words) => (words.startsWith(wanted) ? 0 : words.includes(wanted) ? 1 : 2)));
    const fitting = every.filter((one) => rank(one) < 2).sort((a, b) => rank(a) - rank(b) || (a.shown < b.shown ? -1 : 1)).slice(0, 50);
    const items = fitting.map((one) => ({
      group: world.application.name, pick: () => this.pick(one),
      face: [avatar(memberOf(world.application.id)?.user || { id: "0", username: "?", bot: true }, "small"), el("span", { class: "what" }, el("b", {}, `/${one.shown}`),
        one.options.map((o) => el("kbd", { class: o.required ? "needed" : "" }, nameOf(o))), el("small", {}, one.description)), el("span", { class: "from" }, world.application.name)],
    }));
    this.picker.show(this.composer.text, items, items.length ? "" : app.commands.length ? "No such command" : "No commands yet: is the application running?");
  }

  useNamed(words) {
    const found = app.commands.filter((one) => one.type === 1).flatMap(leaves).find((one) => one.words === words);
    if (found) this.pick(found);
    else toast(`There is no /${words} for you here.`);
  }

  pick(one) {
    this.cancel();
    this.picked = one;
    this.composer.text.hidden = true;
    $("#bar").classList.add("commanding");
    const bar = $("#fields");
    fill(bar, el("b", { class: "command", tabindex: 0, onkeydown: (event) => this.onFieldKey(event) }, `/${one.shown}`));
    one.options.filter((o) => o.required).forEach((o) => this.addField(o));
    const rest = one.options.filter((o) => !o.required);
    bar.append(...rest.map((o) => {
      const more = el("button", { type: "button", class: "more", title: aboutOf(o), onclick: () => { more.remove(); this.addField(o).focus(); }, onkeydown: (event) => { if (event.key === "Escape") this.cancel(true); } }, `+ ${nameOf(o)}`);
      return more;
    }));
    ($("input", bar) || $(".command", bar)).focus();
    if (!one.options.some((o) => o.required)) this.explain(`/${one.shown}`, one.description);
  }

  explain(name, words) {
    fill($("#about"), name ? [el("b", {}, name), el("span", {}, words)] : []);
    $("#composer").classList.toggle("explaining", Boolean(name));
  }

  cancel(refocus = false) {
    if (this.picked) {
      this.picked = null;
      this.fields.clear();
      fill($("#fields"));
      this.composer.text.hidden = false;
      $("#bar").classList.remove("commanding");
      this.explain("");
      this.composer.text.value = "";
    }
    this.picker.hide();
    if (this.composer.text.value.startsWith("/")) this.composer.text.value = "";
    if (refocus) this.composer.text.focus();
  }

  // ---- the fields

  addField(option) {
    const input = option.type === 11 ? this.fileInput(option) : this.textInput(option);
    const shell = el("label", { class: `option-field${option.type === 11 ? " takes-file" : ""}` }, el("span", {}, nameOf(option)), input);
    if (option.type === 11) shell.append(el("span", { class: "file-name" }, "Drop a file or press to choose"));
    $("#fields").insertBefore(shell, $("#fields .more"));
    const field = { option, input, shell };
    this.fields.set(option.name, field);
    input.addEventListener("focus", () => {
      shell.classList.remove("wrong");
      this.explain(nameOf(option), [aboutOf(option).replace("…", ""), `${KINDS[option.type]}${option.required ? "" : ", optional"}`].filter(Boolean).join(" — "));
      this.suggest(field);
    });
    input.addEventListener("blur", () => { if (this.picker.field === input) this.picker.hide(); this.settle(field); });
    input.addEventListener("keydown", (event) => this.onFieldKey(event, field));
    return input;
  }

  textInput(option) {
    const number = option.type === 4 || option.type === 10;
    const facts = number ? { inputmode: option.type === 4 ? "numeric" : "decimal" } : { maxlength: option.max_length };
    const input = el("input", { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": nameOf(option), ...facts, ...(this.known(option) || option.autocomplete ? { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list" } : {}) });
    const fit = () => { input.style.width = `calc(${Math.min(48, Math.max(6, [...input.value].length + 1))}ch + 18px)`; };
    input.addEventListener("input", () => {
      delete input.dataset.value;
      fit();
      const field = this.fields.get(option.name);
      field.shell.classList.remove("wrong");
      this.suggest(field);
    });
    input.fit = fit;
    fit();
    return input;
  }

  fileInput(option) {
    const input = el("input", { type: "file", "aria-label": nameOf(option) });
    input.addEventListener("change", () => { $(".file-name", input.parentNode).textContent = input.files[0]?.name || "Drop a file or press to choose"; });
    return input;
  }

  // A file dropped on the page goes to the first file option, added if need be.
  drop(event) {
    if (!this.picked) return false;
    const option = this.picked.options.find((one) => one.type === 11);
    if (!option) return true;
    if (!this.fields.has(option.name)) $$("#fields .more").find((one) => one.textContent === `+ ${nameOf(option)}`)?.click();
    const { input } = this.fields.get(option.name);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
    return true;
  }

  // What can be said of an option without asking the application: its choices, members, channels, roles.
  known(option) {
    const people = () => world.members.map((one) => ({ name: displayName(one.user), value: one.user.id, lead: avatar(one.user, "tiny"), small: one.user.username }));
    const groups = () => roles().map((one) => ({ name: `@${one.name.replace(/^@/, "")}`, value: one.id, lead: icon("at") }));
    const places = () => world.channels.filter((one) => !option.channel_types?.length || option.channel_types.includes(one.type)).filter((one) => one.type !== KIND.category || option.channel_types?.includes(KIND.category))
      .map((one) => ({ name: `#${channelName(one)}`, value: one.id, lead: icon(glyphOf(one)) }));
    if (option.choices?.length) return option.choices.map((one) => ({ name: nameOf(one), value: one.value }));
    return { 5: () => [{ name: "True", value: "true" }, { name: "False", value: "false" }], 6: people, 7: places, 8: groups, 9: () => [...people(), ...groups()] }[option.type]?.() || null;
  }

  offer(field, found, title) {
    const { input, option } = field;
    const items = found.map((one) => ({ face: face(one.lead, one.name, one.small), pick: () => {
      input.value = one.name;
      input.dataset.value = String(one.value);
      input.fit();
      this.picker.hide();
      this.next(field);
    } }));
    const chosen = found.findIndex((one) => String(one.value) === input.dataset.value);
    this.picker.show(input, items, items.length ? nameOf(option) : title, chosen >= 0 ? chosen : input.value || option.required ? 0 : -1);
  }

  suggest(field) {
    const { option, input } = field;
    if (option.autocomplete) return this.complete(field);
    const known = this.known(option);
    if (!known) return this.picker.hide();
    const typed = input.dataset.value ? "" : input.value.toLowerCase();
    this.offer(field, known.filter((one) => one.name.toLowerCase().includes(typed)).slice(0, 25), "No option fits");
  }

  // Ask the application for choices while one types; only the latest answer counts.
  complete(field) {
    const { option, input } = field;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const mine = this.asked = (this.asked || 0) + 1, fresh = () => mine === this.asked && document.activeElement === input;
      try {
        const { choices } = await api.slash(world.current, this.picked.words, { ...this.given(option.name), [option.name]: input.value }, option.name);
        if (fresh()) this.offer(field, choices || [], "No options match your search.");
      } catch (problem) {
        if (fresh()) this.picker.show(input, [], problem.kind === "no_answer" ? "Loading options failed" : problem.message);
      }
    }, 150);
  }

  // On leaving a field: what was typed out in full counts as chosen.
  settle({ option, input }) {
    const exact = !input.dataset.value && input.value && this.known(option)?.find((one) => one.name.toLowerCase().replace(/^[@#]/, "") === input.value.trim().toLowerCase().replace(/^[@#]/, ""));
    if (exact) Object.assign(input.dataset, { value: String(exact.value) });
  }

  next({ input }) {
    const all = $$("input, .more", $("#fields")), after = all[all.indexOf(input) + 1];
    if (after?.matches("input")) after.focus();
  }

  onFieldKey(event, field) {
    if (this.picker.onKey(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (this.picker.box.hidden) this.cancel(true);
      else this.picker.hide();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Backspace" && (!field || (event.target.value === "" && event.target.type === "text"))) {
      event.preventDefault();
      const rest = [...this.fields.values()], at = rest.indexOf(field);
      if (at > 0) rest[at - 1].input.focus();
      else this.cancel(true);
    }
  }

  // ---- sending

  given(except) {
    const values = {};
    for (const [name, { input, option }] of this.fields) {
      if (name !== except && option.type !== 11 && input.value !== "") values[name] = input.dataset.value ?? input.value;
    }
    return values;
  }

  wrong({ shell, input, option }, words) {
    shell.classList.add("wrong");
    input.focus();
    this.explain(nameOf(option), words);
  }

  // The first field that can't be sent as it is; true when there is one.
  refuse(values) {
    for (const field of this.fields.values()) {
      const { option, input } = field, value = values[option.name], listed = option.choices?.length || [5, 6, 7, 8, 9].includes(option.type);
      const missing = option.type === 11 ? !input.files.length : value === undefined;
      if (missing && option.required) this.wrong(field, "This option is required. Specify a value");
      else if (missing || option.type === 11) continue;
      else if (listed && !input.dataset.value) this.wrong(field, "Choose one of the options that are offered");
      else if (option.type === 4 && !/^\s*[-+]?\d+\s*$/.test(value)) this.wrong(field, "A whole number, please");
      else if (option.type === 10 && !Number.isFinite(Number(value))) this.wrong(field, "A number, please");
      else if (option.min_value > Number(value) || option.max_value < Number(value)) this.wrong(field, `Between ${option.min_value ?? "…"} and ${option.max_value ?? "…"}, please`);
      else if (option.min_length > value.length) this.wrong(field, `At least ${option.min_length} characters, please`);
      else continue;
      return true;
    }
    return false;
  }

  async send() {
    for (const field of this.fields.values()) this.settle(field);
    const values = this.given(), { picked } = this, channel = world.current;
    if (this.refuse(values)) return;
    const files = [...this.fields.values()].filter(({ option, input }) => option.type === 11 && input.files.length).map(({ option, input }) => [option.name, input.files[0]]);
    this.cancel(true);
    const bot = memberOf(world.application.id)?.user || { id: world.application.id, username: world.application.name, bot: true };
    const used = { author: bot, type: 20, interaction: { type: 2, name: picked.words, user: memberOf(api.me.id)?.user } };
    const pending = local({ ...used, pending: el("p", { class: "thinking" }, "Sending command…") });
    try {
      for (const [name, file] of files) values[name] = (await api.upload(file)).id;
      app.answered(await api.slash(channel, picked.words, values));
    } catch (problem) {
      const words = problem.kind === "no_answer" ? "The application did not respond" : problem.message;
      if (world.current === channel) local({ ...used, flags: 64, pending: el("p", { class: "failed", role: "alert" }, words) });
    } finally {
      dismiss(pending);
      toEnd();
    }
  }
}
