// The log of one channel: loading, painting, keeping up with changes, scrolling and jumping.

import * as api from "./api.js";
import { $, $$, announce, avatar, el, fill, icon } from "./dom.js";
import { markdown, written } from "./markdown.js";
import { EPHEMERAL, replaceRow, row } from "./messages.js";
import { channelName, channelOf, displayName, glyphOf, here, isThread, KIND, memberOf, names, readUntil, world } from "./world.js";

const PAGE = 60, MOST = 400;
const log = $("#log"), present = $("#present");
const dayOf = (message) => new Date(message.timestamp).toDateString();
const divider = (words, kind) => el("li", { class: kind, role: "separator" }, el("span", {}, words));
export let shown = [];
let begun = true, loading = false, fresh = "", stuckUntil = 0;

export const latest = (id) => shown.find((one) => one.id === id);

// ---- scrolling: one stays at the end until one scrolls away

let atEnd = true;
const farFromEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight;
const staying = () => atEnd || Date.now() < stuckUntil;

export function toEnd() {
  stuckUntil = Date.now() + 4000;
  settle();
}

function settle() {
  if (staying()) log.scrollTop = log.scrollHeight;
}

log.addEventListener("scroll", () => {
  atEnd = farFromEnd() < 120;
  present.hidden = farFromEnd() < 900;
  if (log.scrollTop < 300) older();
});
log.addEventListener("wheel", () => { stuckUntil = 0; }, { passive: true });
new ResizeObserver(settle).observe(log);
present.addEventListener("click", () => { atEnd = true; settle(); });
for (const kind of ["load", "loadedmetadata"]) log.addEventListener(kind, settle, true);

// ---- painting

function opening() {
  const channel = here(), named = channelName(channel), me = memberOf(api.me.id);
  if (channel?.type === KIND.dm) {
    const bot = memberOf(world.application.id)?.user || { id: world.application.id, username: named, bot: true };
    return el("li", { class: "start" }, avatar(bot, "large"), el("h2", {}, named), el("p", {}, `This is the beginning of your direct message history with ${named}.`));
  }
  const parent = isThread(channel) ? channelOf(channel.parent_id) : null;
  const words = parent ? `This is the start of a thread in #${parent.name}.` : `This is the start of the #${named} channel.`;
  const help = parent ? null : el("p", { class: "help" }, "You are ", el("b", {}, me ? displayName(me.user) : "nobody"), ". Type ", el("kbd", {}, "/"), " to see what ", world.application.name, " can do, and press your name at the lower left to become another member.");
  return el("li", { class: "start" }, el("span", { class: "emblem" }, icon(glyphOf(channel || {}))), el("h2", {}, parent ? named : `Welcome to #${named}!`), el("p", {}, words), channel?.topic ? markdown(channel.topic, names) : null, help);
}

const head = () => (begun ? opening() : el("li", { class: "older" }, "Loading…"));
const rowOf = (index) => row(shown[index], index && dayOf(shown[index - 1]) === dayOf(shown[index]) && shown[index].id !== fresh ? shown[index - 1] : null, shown);

function before(index) {
  const made = [];
  if (!index || dayOf(shown[index - 1]) !== dayOf(shown[index])) made.push(divider(written(Date.parse(shown[index].timestamp) / 1000, "D"), "day"));
  if (shown[index].id === fresh) made.push(divider("New", "fresh"));
  return made;
}

export function paint() {
  fill(log, head(), shown.flatMap((_, index) => [...before(index), rowOf(index)]));
  log.classList.remove("forum");
  log.dataset.ready = world.current;
}

export async function load(channel, target = "") {
  const facts = target ? { limit: 500 } : { limit: PAGE };
  const found = channel ? await api.messages(channel, facts) : [];
  if (channel !== world.current) return;
  const read = readUntil(channel);
  shown = found;
  begun = found.length < facts.limit;
  const unread = read && found.find((one) => BigInt(one.id) > BigInt(read) && one.author.id !== api.me.id);
  fresh = unread ? unread.id : "";
  atEnd = true;
  paint();
  log.scrollTop = log.scrollHeight;
  if (target) jump(target);
}

// Read the log anew without leaving the place one reads at.
export async function resume() {
  const channel = world.current, found = channel ? await api.messages(channel, { limit: Math.max(PAGE, shown.length) }) : [];
  if (channel !== world.current) return;
  const known = new Map(found.map((one) => [one.id, one]));
  for (const one of shown) if (!known.has(one.id) && !one.local) dismiss(one.id);
  for (const one of found) put(one);
}

async function older() {
  if (begun || loading || !shown.length) return;
  loading = true;
  const channel = world.current, first = shown.find((one) => !one.local);
  try {
    const found = await api.messages(channel, { limit: PAGE, before: first.id });
    if (nodeOf(first.id)) undivide(nodeOf(first.id));
    if (channel !== world.current) return;
    const from = log.scrollHeight - log.scrollTop, joint = shown[0];
    begun = found.length < PAGE;
    shown = [...found, ...shown];
    log.firstElementChild.remove();
    log.prepend(head(), ...found.flatMap((_, index) => [...before(index), rowOf(index)]));
    nodeOf(joint.id)?.before(...before(found.length));
    repaint(joint.id);
    log.scrollTop = log.scrollHeight - from;
  } finally {
    loading = false;
  }
}

export function jump(id) {
  const node = $(`[data-id="${CSS.escape(id)}"]`, log);
  if (!node) return;
  atEnd = false;
  stuckUntil = 0;
  node.scrollIntoView({ block: "center" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
  node.focus({ preventScroll: true });
}

// ---- keeping up

const nodeOf = (id) => $(`[data-id="${CSS.escape(id)}"]`, log);
const same = (a, b) => JSON.stringify(a).replace(/\?ex=[^"]*/g, "") === JSON.stringify(b).replace(/\?ex=[^"]*/g, "");

// Take away the dividers above a row.
function undivide(node) {
  while (node.previousElementSibling?.matches("[role=separator]")) node.previousElementSibling.remove();
}

export function put(message, anew = false) {
  const index = shown.findIndex((one) => one.id === message.id);
  if (index >= 0) {
    if (!anew && same(shown[index], message)) return;
    shown[index] = message;
    const old = nodeOf(message.id);
    if (old) replaceRow(old, rowOf(index));
  } else {
    const after = shown.findIndex((one) => BigInt(one.id) > BigInt(message.id)), at = after < 0 ? shown.length : after;
    shown.splice(at, 0, message);
    const made = [...before(at), rowOf(at)], next = at + 1 < shown.length ? nodeOf(shown[at + 1].id) : null;
    if (next) {
      undivide(next);
      next.before(...made, ...before(at + 1));
      repaint(shown[at + 1].id);
    } else log.append(...made);
    tell(message);
    prune();
  }
  settle();
}

function tell(message) {
  if (message.author.id === api.me.id || message.local) return;
  const words = nodeOf(message.id)?.querySelector(".body")?.textContent || "";
  announce(`${message.flags & EPHEMERAL ? "Only for you: " : ""}${words.slice(0, 300)}`);
}

export function repaint(id) {
  const index = shown.findIndex((one) => one.id === id), old = nodeOf(id);
  if (index >= 0 && old) replaceRow(old, rowOf(index));
}

// Where much is said for long, let go of what is far above; scrolling there brings it back.
function prune() {
  if (!atEnd || shown.length <= MOST) return;
  shown.splice(0, shown.length - MOST / 2);
  const first = nodeOf(shown[0].id);
  while (first.previousElementSibling) first.previousElementSibling.remove();
  begun = false;
  log.prepend(head(), ...before(0));
  repaint(shown[0].id);
}

// Names and colours may have become known or changed: paint again the rows that show them.
export function rename(everywhere) {
  const unknown = $$(".mention", log).filter((one) => /^[@#]unknown/.test(one.textContent)).map((one) => one.closest("[data-id]")?.dataset.id);
  for (const { id } of shown) if (everywhere || unknown.includes(id)) repaint(id);
}

export function dismiss(id) {
  const index = shown.findIndex((one) => one.id === id);
  if (index < 0) return;
  const node = nodeOf(id), within = node?.contains(document.activeElement);
  const next = index + 1 < shown.length ? nodeOf(shown[index + 1].id) : null;
  shown.splice(index, 1);
  for (const one of [node, next]) if (one) undivide(one);
  node?.remove();
  if (next) {
    next.before(...before(index));
    repaint(shown[index].id);
  }
  if (within) $("#text").focus();
}

const asking = new Map();

// Ask for a message anew; what changes while one asks is asked for once more, however much it was.
export function refresh(id, { anew = false } = {}) {
  const running = asking.get(id);
  if (running) {
    running.again = true;
    running.anew ||= anew;
    return running.done;
  }
  const state = { again: true, anew };
  const ask = async () => {
    try {
      while (state.again) {
        state.again = false;
        const message = await api.message(id);
        if (message.channel_id === world.current) put(message, state.anew);
      }
    } catch (problem) {
      if (problem.kind === "api") dismiss(id); // it was deleted
    } finally {
      asking.delete(id);
    }
  };
  asking.set(id, state);
  state.done = ask();
  return state.done;
}

let locals = 0;

// A row that only this page knows: what one just sent, until the answer comes.
export function local(facts) {
  const message = { id: String(10n ** 24n + BigInt(locals++)), channel_id: world.current, content: "", timestamp: new Date().toISOString(), attachments: [], embeds: [], components: [], mentions: [], type: 0, flags: 0, local: true, ...facts };
  shown.push(message);
  log.append(...before(shown.length - 1), rowOf(shown.length - 1));
  toEnd();
  return message.id;
}

// ---- by keyboard: arrows go from message to message

log.addEventListener("keydown", (event) => {
  const at = event.target.closest("li[data-id]"), step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || event.target.matches("video, input, textarea, [role=option]")) return;
  const rows = $$("li[data-id]", log), to = rows[(at ? rows.indexOf(at) : rows.length) + step];
  event.preventDefault();
  if (to) to.focus();
  else if (step > 0) $("#text").focus();
});
log.addEventListener("focus", () => { if (!log.matches(":active")) $$("li[data-id]", log).at(-1)?.focus(); });

