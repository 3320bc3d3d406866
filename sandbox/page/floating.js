// What floats above the page: menus, cards and popovers, closed by Escape or a press elsewhere.

import { $, $$, el, fill } from "./dom.js";

let closeOpen = null;

export function closeFloating() {
  closeOpen?.();
}

function place(box, at) {
  const spot = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y, width: 0 };
  const wide = box.offsetWidth, high = box.offsetHeight, edge = 8;
  const below = spot.bottom + 4 + high <= innerHeight - edge;
  const top = below ? spot.bottom + 4 : Math.max(edge, spot.top - high - 4);
  box.style.left = `${Math.max(edge, Math.min(spot.left, innerWidth - wide - edge))}px`;
  box.style.top = `${Math.min(top, innerHeight - high - edge)}px`;
}

// Show a box at an element or a point. Focus goes in, and back when it closes.
export function float(box, at, onClose) {
  closeFloating();
  const before = document.activeElement, layer = $("#modal[open]") || document.body;
  box.classList.add("floating");
  layer.append(box);
  place(box, at);
  const outside = (event) => { if (!box.contains(event.target) && !(at instanceof Element && at.contains(event.target))) close(); };
  const escape = (event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); } };
  function close() {
    if (closeOpen !== close) return;
    closeOpen = null;
    document.removeEventListener("pointerdown", outside, true);
    const inside = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    if (inside && before?.isConnected) before.focus({ preventScroll: true });
    onClose?.();
  }
  document.addEventListener("pointerdown", outside, true);
  box.addEventListener("keydown", escape);
  closeOpen = close;
  return close;
}

// Arrow keys, Home and End go through the parts of a box.
export function roving(box, selector) {
  box.addEventListener("keydown", (event) => {
    const all = $$(selector, box).filter((one) => !one.disabled && one.offsetParent), at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || !all.length) return;
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  });
}

// A menu: items are {label, icon, danger, checked, pick, items, note}; null draws a line.
export function openMenu(items, at, label = "Menu") {
  const box = el("div", { class: "popmenu", role: "menu", "aria-label": label });
  const row = (one) => {
    if (!one) return el("hr");
    if (one.heading) return el("div", { class: "heading" }, one.heading);
    const kind = one.checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": one.checked };
    const act = () => { if (one.items) { fill(box, one.items.map(row)); place(box, at); ($("[aria-checked=true]", box) || $("[role^=menuitem]", box))?.focus(); } else { closeFloating(); one.pick(); } };
    return el("button", { type: "button", tabindex: -1, class: `item${one.danger ? " danger" : ""}`, ...kind, onclick: act },
      one.lead || null, el("span", { class: "label" }, one.label, one.note ? el("small", {}, one.note) : null), one.items ? el("span", { class: "tail" }, "›") : one.tail || null);
  };
  fill(box, items.filter((one) => one !== undefined).map(row));
  roving(box, "[role^=menuitem]");
  float(box, at);
  $("[aria-checked=true]", box)?.focus();
  if (!box.contains(document.activeElement)) $("[role^=menuitem]", box)?.focus();
  return box;
}
