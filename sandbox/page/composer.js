// Writing: plain messages with files, answering, editing, and mentions completed while one types.

import * as api from "./api.js";
import { $, avatar, el, fill, icon, iconButton, toast } from "./dom.js";
import { pickEmoji } from "./emoji.js";
import { latest, shown, toEnd } from "./log.js";
import { weight } from "./media.js";
import { Picker } from "./picking.js";
import { Slash } from "./slash.js";
import { channelName, displayName, glyphOf, here, isThread, KIND, mayWrite, roles, world } from "./world.js";

const LONGEST = 2000;

export class Composer {
  constructor() {
    this.files = [];
    this.answering = null;
    this.editing = null;
    this.text = $("#text");
    this.picker = new Picker($("#picker"));
    this.slash = new Slash(this);
    this.text.addEventListener("input", () => this.onInput());
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("blur", () => { if (!this.slash.picked) this.picker.hide(); });
    this.text.addEventListener("paste", (event) => this.take(event.clipboardData.files));
    $("#composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    $("#attach").addEventListener("click", () => $("#files").click());
    $("#files").addEventListener("change", (event) => { this.take(event.target.files); event.target.value = ""; });
    $("#emoji").addEventListener("click", (event) => pickEmoji(event.currentTarget, (emoji) => this.insert(emoji)));
    this.catchDrops($("main"));
  }

  catchDrops(area) {
    let depth = 0;
    const over = (step) => { depth = Math.max(0, depth + step); area.classList.toggle("dropping", depth > 0); };
    area.addEventListener("dragenter", (event) => { if (event.dataTransfer?.types.includes("Files")) over(1); });
    area.addEventListener("dragleave", () => over(-1));
    area.addEventListener("dragover", (event) => event.preventDefault());
    area.addEventListener("drop", (event) => { event.preventDefault(); depth = 0; over(0); if (!this.slash.drop(event)) this.take(event.dataTransfer.files); });
  }

  take(files) {
    const room = world.upload_limit_bytes || Infinity;
    for (const file of files) {
      if (file.size > room) toast(`${file.name} is too large: the limit is ${weight(room)}.`);
      else if (this.files.length >= 10) toast("A message takes at most ten files.");
      else this.files.push(file);
    }
    this.tell();
  }

  reply(message) {
    this.editing = null;
    this.answering = message;
    this.tell();
    this.text.focus();
  }

  edit(message) {
    this.slash.cancel();
    this.answering = null;
    this.editing = latest(message.id) || message;
    this.text.value = this.editing.content;
    this.onInput();
    this.tell();
    this.text.focus();
  }

  insert(words) {
    this.slash.cancel();
    this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end");
    this.onInput();
    this.text.focus();
  }

  // The lines above the bar: what is being answered or edited, and files to send.
  tell() {
    const drop = (label, undo) => iconButton("close", label, () => { undo(); this.tell(); this.text.focus(); });
    const answering = this.answering ? el("div", { class: "about" }, el("span", {}, "Replying to ", el("b", {}, displayName(this.answering.author))), drop("Stop replying", () => { this.answering = null; })) : null;
    const editing = this.editing ? el("div", { class: "about" }, el("span", {}, "Editing your message • Escape to leave it as it was"), drop("Stop editing", () => { this.editing = null; this.text.value = ""; this.onInput(); })) : null;
    const files = this.files.length ? el("ul", { class: "files", "aria-label": "Files to send" }, this.files.map((file) => this.fileCard(file, drop))) : null;
    fill($("#hint"), answering, editing, files);
    $("#composer").classList.toggle("hinting", Boolean(answering || editing || files));
  }

  fileCard(file, drop) {
    const picture = file.type.startsWith("image/") ? el("img", { src: URL.createObjectURL(file), alt: "", onload: (event) => URL.revokeObjectURL(event.target.src) }) : icon("file");
    return el("li", {}, el("span", { class: "preview" }, picture), el("span", { class: "label" }, file.name), el("small", {}, weight(file.size)), drop(`Remove ${file.name}`, () => { this.files = this.files.filter((one) => one !== file); }));
  }

  // What the bar says, and whether one may write here at all.
  settle() {
    const channel = here(), may = mayWrite(channel);
    this.text.disabled = !may;
    $("#attach").disabled = $("#emoji").disabled = $("#send").disabled = !may;
    $("#bar").classList.toggle("barred", !may);
    const where = channel?.type === KIND.dm ? `@${channelName(channel)}` : isThread(channel) ? `“${channelName(channel)}”` : `#${channelName(channel)}`;
    this.text.placeholder = !channel ? "" : may ? `Message ${where}` : "You do not have permission to send messages in this channel.";
    this.text.setAttribute("aria-label", channel ? `Message ${where}` : "Message");
  }

  onInput() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, innerHeight * 0.4)}px`;
    const left = LONGEST - this.text.value.length;
    $("#left").textContent = left < 200 ? left : "";
    $("#left").classList.toggle("over", left < 0);
    if (!this.editing && this.text.value.startsWith("/")) return this.slash.showCommands(this.text.value.slice(1));
    if (this.completeMention()) return;
    this.picker.hide();
    if (this.text.value && Date.now() - (this.typed || 0) > 8000 && world.current) {
      this.typed = Date.now();
      api.typing(world.current).catch(() => {});
    }
  }

  // "@ka" or "#gen" before the caret: offer who or what it may be.
  completeMention() {
    const until = this.text.value.slice(0, this.text.selectionStart), match = until.match(/(?:^|\s)([@#])([^\s@#]{0,32})$/);
    if (!match) return false;
    const typed = match[2].toLowerCase(), fits = (name) => name.toLowerCase().includes(typed);
    const put = (mention) => () => {
      this.text.setRangeText(`${mention} `, until.length - match[2].length - 1, until.length, "end");
      this.picker.hide();
      this.onInput();
    };
    const face = (lead, name, small = "") => [lead, el("span", { class: "label" }, name), el("small", {}, small)];
    const people = () => world.members.filter((one) => fits(displayName(one.user)) || fits(one.user.username))
      .map((one) => ({ face: face(avatar(one.user, "tiny"), displayName(one.user), one.user.username), pick: put(`<@${one.user.id}>`), group: "Members" }));
    const groups = () => roles().filter((one) => one.id !== world.guild.id && one.mentionable && fits(one.name)).map((one) => ({ face: face(icon("at"), one.name, "role"), pick: put(`<@&${one.id}>`), group: "Roles" }));
    const places = () => world.channels.filter((one) => one.type !== KIND.category && fits(one.name)).map((one) => ({ face: face(icon(glyphOf(one)), one.name), pick: put(`<#${one.id}>`), group: "Channels" }));
    const found = (match[1] === "@" ? [...people(), ...groups()] : places()).slice(0, 10);
    if (!found.length) return false;
    this.picker.show(this.text, found);
    return true;
  }

  onKey(event) {
    if (this.picker.onKey(event)) return;
    if (event.key === "Escape") {
      if (!this.picker.box.hidden) return this.picker.hide();
      if (this.editing) { this.editing = null; this.text.value = ""; this.onInput(); }
      this.answering = null;
      this.tell();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.text.value) {
      const mine = shown.findLast((one) => one.author.id === api.me.id && one.content && !one.local && one.type in { 0: 1, 19: 1 });
      if (mine) { event.preventDefault(); this.edit(mine); }
    }
  }

  async send() {
    if (this.slash.picked) return this.slash.send();
    const words = this.text.value.trim(), { files, answering, editing } = this, channel = world.current;
    if (!channel || (!words && !files.length && !editing)) return;
    if (words.length > LONGEST) return toast(`Your message is too long: ${words.length} of ${LONGEST} characters.`);
    if (words.startsWith("/") && !editing) return toast("There is no such command here. Choose one from the list.");
    try {
      if (editing) {
        if (words && words !== editing.content) await api.edit(editing.id, words);
      } else {
        toEnd();
        const ids = [];
        for (const file of files) ids.push((await api.upload(file)).id);
        await api.say(channel, words, ids, answering?.id);
      }
    } catch (problem) {
      return toast(problem.message);
    }
    this.text.value = "";
    this.files = [];
    this.answering = this.editing = null;
    this.typed = 0;
    this.onInput();
    this.tell();
  }

  // Start anew, in another channel or as another member.
  clear() {
    this.slash.cancel();
    this.answering = this.editing = null;
    this.tell();
    this.picker.hide();
    this.settle();
  }
}

