// The list above the bar: commands, choices, members to mention. The field keeps the focus; arrows move the mark.

import { $, $$, el, fill } from "./dom.js";

export class Picker {
  constructor(box) {
    this.box = box;
    this.items = [];
    this.at = 0;
    this.field = null;
  }

  get open() {
    return !this.box.hidden && this.items.length > 0;
  }

  // Items are {face, pick, group}; the field is where one types meanwhile.
  show(field, items, title = "", marked = 0) {
    this.release();
    this.field = field;
    this.items = items;
    let group = null;
    const rows = items.flatMap((one, index) => {
      const entry = el("div", { class: "entry", role: "option", id: `entry-${index}`, "aria-selected": false, onpointerdown: (event) => event.preventDefault(), onclick: () => one.pick(), onpointermove: () => { if (this.at !== index) this.mark(index, false); } }, one.face);
      const made = one.group && one.group !== group ? [el("div", { class: "title", role: "presentation" }, one.group), entry] : [entry];
      group = one.group;
      return made;
    });
    fill(this.box, title ? el("div", { class: "title", role: "presentation" }, title) : null, rows);
    this.box.hidden = !items.length && !title;
    for (const [key, value] of [["aria-controls", this.box.id], ["aria-expanded", "true"]]) field.setAttribute(key, value);
    if (marked < 0) {
      this.at = -1;
      this.box.scrollTop = 0;
    } else this.mark(Math.min(marked, items.length - 1));
  }

  mark(index, scroll = true) {
    this.at = index;
    $$(".entry", this.box).forEach((one, number) => one.setAttribute("aria-selected", number === index));
    const entry = $(`#entry-${index}`, this.box);
    if (scroll) entry?.scrollIntoView({ block: "nearest" });
    if (entry) this.field?.setAttribute("aria-activedescendant", entry.id);
  }

  hide() {
    this.release();
    this.box.hidden = true;
    this.items = [];
  }

  release() {
    this.field?.removeAttribute("aria-activedescendant");
    this.field?.setAttribute("aria-expanded", "false");
    this.field = null;
  }

  // True when the key was for the list.
  onKey(event) {
    if (!this.open || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = this.items.length;
    if (step) this.mark(this.at < 0 ? (step > 0 ? 0 : count - 1) : (this.at + step + count) % count);
    else if (event.key === "PageDown" || event.key === "PageUp") this.mark(event.key === "PageDown" ? count - 1 : 0);
    else if ((event.key === "Tab" && !event.shiftKey || event.key === "Enter") && this.at >= 0) this.items[this.at].pick();
    else return false;
    event.preventDefault();
    return true;
  }
}
