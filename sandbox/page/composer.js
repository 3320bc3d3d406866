// Writing: plain messages, and the picker for slash commands with their options.

import * as api from "./api.js";
import { $, el, fill, toast } from "./dom.js";

const TYPES = { 3: "text", 4: "whole number", 5: "true or false", 6: "member", 7: "channel", 8: "role", 9: "member or role", 10: "number", 11: "file" };

function leaves(command) {
  const subs = (command.options || []).filter((one) => one.type < 3);
  if (!subs.length) return [{ words: command.name, description: command.description, options: command.options || [] }];
  return subs.flatMap((sub) => (sub.type === 1 ? [{ way: sub.name, leaf: sub }] : (sub.options || []).map((one) => ({ way: `${sub.name} ${one.name}`, leaf: one }))))
    .map(({ way, leaf }) => ({ words: `${command.name} ${way}`, description: leaf.description, options: leaf.options || [] }));
}

export class Composer {
  constructor(context) {
    this.context = context;
    this.commands = [];
    this.picked = null;
    this.fields = new Map();
    this.files = [];
    this.answering = null;
    this.text = $("#text");
    this.picker = $("#picker");
    this.text.addEventListener("input", () => this.onInput());
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("paste", (event) => this.take(event.clipboardData.files));
    $("#composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    $("#files").addEventListener("change", (event) => { this.take(event.target.files); event.target.value = ""; });
    $("main").addEventListener("dragover", (event) => event.preventDefault());
    $("main").addEventListener("drop", (event) => { event.preventDefault(); this.take(event.dataTransfer.files); });
  }

  take(files) {
    this.files.push(...files);
    this.tell();
  }

  reply(message) {
    this.answering = message;
    this.tell();
    this.text.focus();
  }

  // The line above the bar: what is being answered, files to send, or what an option is for.
  tell(words = "") {
    const drop = (undo) => el("button", { type: "button", class: "x", "aria-label": "Remove", onclick: () => { undo(); this.tell(); } }, "✕");
    const answering = this.answering
      ? el("span", { class: "chip" }, `Replying to ${this.answering.author.global_name || this.answering.author.username}`, drop(() => { this.answering = null; })) : null;
    const files = this.files.map((file) => el("span", { class: "chip" }, `📎 ${file.name}`, drop(() => { this.files = this.files.filter((one) => one !== file); })));
    fill($("#hint"), answering, files, words ? el("span", { class: "about" }, words) : null);
  }

  onInput() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 220)}px`;
    if (this.text.value.startsWith("/")) this.showCommands(this.text.value.slice(1));
    else {
      this.hide();
      if (this.text.value && Date.now() - (this.typed || 0) > 6000) {
        this.typed = Date.now();
        api.typing(this.context.channel()).catch(() => {});
      }
    }
  }

  showCommands(typed) {
    const every = this.commands.filter((one) => one.type === 1).flatMap(leaves);
    const fitting = every.filter((one) => one.words.includes(typed.trim().toLowerCase()));
    const items = fitting.slice(0, 40).map((one) => ({
      face: [el("span", { class: "what" }, el("b", {}, `/${one.words}`), one.options.map((o) => el("kbd", { class: o.required ? "needed" : "" }, o.name))), el("small", {}, one.description)],
      pick: () => this.pick(one),
    }));
    this.show(items, items.length ? "Commands" : this.commands.length ? "No such command" : "No commands yet: is the application running?");
  }

  show(items, title) {
    this.items = items;
    this.at = 0;
    fill(this.picker, title ? el("div", { class: "title" }, title) : null,
      items.map((one, index) => el("button", { type: "button", class: "entry", role: "option", onpointerdown: (e) => e.preventDefault(), onclick: () => one.pick(), onpointerenter: () => this.mark(index) }, one.face)));
    this.picker.hidden = false;
    this.mark(0);
  }

  mark(index) {
    this.at = index;
    this.picker.querySelectorAll(".entry").forEach((one, number) => one.setAttribute("aria-selected", number === index));
    this.picker.querySelectorAll(".entry")[index]?.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.picker.hidden = true;
    this.items = [];
  }

  onKey(event) {
    if (!this.picker.hidden && this.items.length) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        this.mark((this.at + step + this.items.length) % this.items.length);
        return;
      }
      if (event.key === "Tab" || event.key === "Enter") {
        event.preventDefault();
        this.items[this.at].pick();
        return;
      }
    }
    if (event.key === "Escape") this.cancel();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  cancel() {
    this.picked = null;
    this.fields.clear();
    fill($("#fields"));
    this.text.hidden = false;
    this.text.value = "";
    $("#attach").hidden = false;
    this.hide();
    this.onInput();
    this.tell();
    this.text.focus();
  }

  pick(one) {
    this.cancel();
    this.picked = one;
    this.text.hidden = true;
    $("#attach").hidden = true;
    const bar = $("#fields");
    fill(bar, el("b", { class: "command", tabindex: 0, onkeydown: (e) => this.onFieldKey(e) }, `/${one.words}`));
    one.options.filter((o) => o.required).forEach((o) => this.addField(o));
    const rest = one.options.filter((o) => !o.required);
    bar.append(...rest.map((o) => {
      const more = el("button", { type: "button", class: "more", title: o.description, onclick: () => { more.remove(); this.addField(o)?.focus(); } }, `+ ${o.name}`);
      return more;
    }));
    (bar.querySelector("input, select") || bar.querySelector(".command")).focus();
    this.tell(one.description);
  }

  onFieldKey(event) {
    if (event.key === "Escape") { event.preventDefault(); this.cancel(); }
    else if (event.key === "Enter" && (this.picker.hidden || !this.items.length)) { event.preventDefault(); this.send(); }
    else if (!this.picker.hidden) {
      const before = event.defaultPrevented;
      this.onKey(event);
      if (event.key === "Tab" && !before) this.hide();
    } else if (event.key === "Backspace" && event.target.value === "" && event.target.tagName === "INPUT") this.cancel();
  }

  addField(option) {
    const input = this.inputFor(option);
    input.addEventListener("focus", () => this.tell(`${option.name}: ${option.description} (${TYPES[option.type]})`));
    input.addEventListener("keydown", (event) => this.onFieldKey(event));
    const shell = el("label", { class: "option-field" }, el("span", {}, option.name), input);
    const firstMore = $("#fields").querySelector(".more");
    $("#fields").insertBefore(shell, firstMore);
    this.fields.set(option.name, { option, input, shell });
    return input;
  }

  inputFor(option) {
    const { people } = this.context;
    const pickList = (rows) => el("select", {}, el("option", { value: "" }, "—"), rows.map(([value, label]) => el("option", { value }, label)));
    const users = people.members.map((one) => [one.user.id, one.user.global_name || one.user.username]);
    const roles = people.roles.map((one) => [one.id, `@${one.name.replace(/^@/, "")}`]);
    if (option.choices?.length) return pickList(option.choices.map((one) => [one.value, one.name]));
    if (option.type === 5) return pickList([["true", "True"], ["false", "False"]]);
    if (option.type === 6) return pickList(users);
    if (option.type === 7) return pickList(people.channels.map((one) => [one.id, `#${one.name}`]));
    if (option.type === 8) return pickList(roles);
    if (option.type === 9) return pickList([...users, ...roles]);
    if (option.type === 11) return el("input", { type: "file" });
    const number = option.type === 4 || option.type === 10;
    const input = el("input", number ? { type: "number", step: option.type === 4 ? 1 : "any", min: option.min_value, max: option.max_value } : { type: "text", maxlength: option.max_length });
    input.size = 14;
    if (option.autocomplete) this.completing(option, input);
    return input;
  }

  // Ask the application for choices while one types; only the latest answer counts.
  completing(option, input) {
    let asked = 0, timer;
    const ask = async () => {
      const mine = ++asked;
      delete input.dataset.value;
      try {
        const { choices } = await api.slash(this.context.channel(), this.picked.words, { ...this.given(option.name), [option.name]: input.value }, option.name);
        if (mine !== asked || document.activeElement !== input) return;
        this.show((choices || []).map((one) => ({
          face: [el("b", {}, one.name)],
          pick: () => { input.value = one.name; input.dataset.value = one.value; this.hide(); },
        })), choices?.length ? option.name : "Nothing found");
      } catch (problem) {
        this.show([], problem.message);
      }
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 150); };
    input.addEventListener("input", soon);
    input.addEventListener("focus", soon);
    input.addEventListener("blur", () => { clearTimeout(timer); asked++; this.hide(); });
  }

  given(except) {
    const values = {};
    for (const [name, { input, option }] of this.fields) {
      if (name !== except && option.type !== 11 && input.value !== "") values[name] = input.dataset.value ?? input.value;
    }
    return values;
  }

  async send() {
    const channel = this.context.channel();
    if (this.picked || this.text.value.trim()) this.context.toEnd();
    try {
      if (!this.picked) return await this.sendMessage(channel);
      const values = this.given();
      for (const [name, { option, input, shell }] of this.fields) {
        if (option.type === 11 && input.files.length) values[name] = (await api.upload(input.files[0])).id;
        if (option.required && values[name] === undefined) {
          shell.classList.add("wrong");
          input.focus();
          return toast(`${name} is required.`);
        }
      }
      const { words } = this.picked;
      this.cancel();
      this.context.waiting(`Sending /${words}…`);
      this.context.answered(await api.slash(channel, words, values));
    } catch (problem) {
      toast(problem.message);
    } finally {
      this.context.waiting("");
    }
  }

  async sendMessage(channel) {
    const words = this.text.value.trim(), files = this.files, answering = this.answering;
    if (!words && !files.length) return;
    this.text.value = "";
    this.files = [];
    this.answering = null;
    this.onInput();
    this.tell();
    const ids = [];
    for (const file of files) ids.push((await api.upload(file)).id);
    await api.say(channel, words, ids, answering?.id);
  }
}
