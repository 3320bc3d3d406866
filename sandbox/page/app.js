// The page: who one is, where one is, what is there; kept up to date by the sandbox's events.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { $, avatar, el, fill, hue, toast } from "./dom.js";
import { written } from "./markdown.js";
import { replaceRow, row } from "./messages.js";
import { openModal } from "./modal.js";

const MARKS = { 0: "#", 2: "🔊", 5: "📢", 10: "↳", 11: "↳", 12: "🔒", 13: "🎙", 15: "▤", 16: "▤" };
const world = { guild: null, channels: [], members: [], viewer: "", online: false };
const unread = new Set();
let current = "", shown = [], typists = new Map(), source = null;

const people = {
  get members() { return world.members; },
  get roles() { return world.guild?.roles || []; },
  get channels() { return world.channels; },
};
const names = {
  user: (id) => { const one = world.members.find((m) => m.user.id === id)?.user; return one ? one.global_name || one.username : "unknown"; },
  role: (id) => people.roles.find((one) => one.id === id)?.name || "unknown",
  channel: (id) => world.channels.find((one) => one.id === id)?.name || "unknown",
};
const context = {
  people, names, act, answered, toEnd,
  channel: () => current,
  reply: (message) => composer.reply(message),
  waiting: (words) => { $("#typing").textContent = words; },
};
const composer = new Composer(context);

// ---- acting on components

async function act(message, node, what) {
  node.classList.add("busy");
  node.querySelectorAll("button").forEach((one) => { one.disabled = true; });
  if ("disabled" in node) node.disabled = true;
  try {
    answered(what.press !== undefined ? await api.press(message.id, what.press) : await api.choose(message.id, what.menu, what.values));
  } catch (problem) {
    failed(message.id, problem.kind === "no_answer" ? "This interaction failed." : problem.message);
  } finally {
    node.classList.remove("busy");
    refreshMessage(message.id);
  }
}

function failed(id, words) {
  const body = $(`[data-id="${id}"] .body`);
  toast(words);
  body?.append(el("p", { class: "problem" }, words));
}

function answered(reply) {
  if (reply.outcome === "modal") openModal(reply, context);
}

// ---- painting

function paintChannels() {
  const under = (parent) => world.channels.filter((one) => (one.parent_id || null) === parent && one.type !== 4);
  const line = (one) => el("a", {
    class: `channel${one.id === current ? " current" : ""}${unread.has(one.id) ? " unread" : ""}${one.thread_metadata ? " thread" : ""}`,
    href: `#${one.id}`, role: "treeitem",
  }, el("span", { class: "mark" }, MARKS[one.type] || "#"), el("span", { class: "label" }, one.name));
  const withThreads = (one) => [line(one), under(one.id).filter((t) => t.thread_metadata && !t.thread_metadata.archived).map(line)];
  const groups = world.channels.filter((one) => one.type === 4).map((one) => [el("h2", {}, one.name), under(one.id).map(withThreads)]);
  fill($("#channels"), under(null).map(withThreads), groups);
}

function paintMembers() {
  const roles = [...people.roles].filter((one) => one.hoist).sort((a, b) => b.position - a.position);
  const home = (member) => roles.find((role) => member.roles.includes(role.id));
  const line = (member) => {
    const name = el("span", { class: "label" }, member.nick || member.user.global_name || member.user.username);
    const coloured = people.roles.filter((one) => member.roles.includes(one.id) && one.color).sort((a, b) => b.position - a.position)[0];
    if (coloured) name.style.color = `#${coloured.color.toString(16).padStart(6, "0")}`;
    const away = member.user.bot && !world.online;
    const attributes = { type: "button", class: `person${away ? " away" : ""}${member.user.id === api.me.id ? " me" : ""}`, title: member.user.bot ? "The application" : "Become this member", disabled: member.user.bot };
    return el("button", { ...attributes, onclick: () => become(member.user.id) }, avatar(member.user, "small"), name, member.user.bot ? el("span", { class: "badge" }, "APP") : null);
  };
  const bots = world.members.filter((one) => one.user.bot), others = world.members.filter((one) => !one.user.bot);
  const groups = [...roles.map((role) => [role.name, others.filter((one) => home(one) === role)]), ["Members", others.filter((one) => !home(one))], ["Applications", bots]];
  fill($("#members"), groups.filter(([, list]) => list.length).map(([name, list]) => [el("h2", {}, `${name} — ${list.length}`), list.map(line)]));
}

function paintFrame() {
  const channel = world.channels.find((one) => one.id === current);
  const mine = world.members.find((one) => one.user.id === api.me.id);
  $("#guild-name").textContent = world.guild.name;
  fill($("#rail"), el("span", { class: "guild", title: world.guild.name }, world.guild.name.split(/\s+/).map((word) => [...word][0]).join("").slice(0, 3)));
  $("#title").textContent = channel ? `${MARKS[channel.type] || "#"} ${channel.name}` : "";
  $("#topic").textContent = channel?.topic || "";
  $("#status").textContent = world.online ? "" : "The application is not connected";
  $("#text").placeholder = channel ? `Message #${channel.name}, or / for commands` : "";
  document.title = channel ? `#${channel.name} · ${world.guild.name}` : world.guild.name;
  if (mine) fill($("#me"), avatar(mine.user, "small"), picker(mine));
}

function picker(mine) {
  const options = world.members.filter((one) => !one.user.bot).map((one) => el("option", { value: one.user.id, selected: one.user.id === mine.user.id }, one.user.global_name || one.user.username));
  const join = async (value) => {
    if (value !== "+") return become(value);
    const name = prompt("The new member's name");
    if (name) become((await api.join(world.guild.id, name)).user.id);
    else paintFrame();
  };
  return el("label", {}, el("small", {}, "You are"), el("select", { "aria-label": "Become a member", onchange: (event) => join(event.target.value) }, options, el("option", { value: "+" }, "+ Somebody new…")));
}

function paintLog() {
  const log = $("#log");
  let day = "";
  const rows = shown.flatMap((message, index) => {
    const today = new Date(message.timestamp).toDateString();
    const made = [row(message, today === day ? shown[index - 1] : null, context)];
    if (today !== day) made.unshift(el("li", { class: "day" }, el("span", {}, written(Date.parse(message.timestamp) / 1000, "D"))));
    day = today;
    return made;
  });
  const channel = world.channels.find((one) => one.id === current);
  fill(log, el("li", { class: "start" }, el("span", { class: "mark" }, MARKS[channel?.type] || "#"), el("h2", {}, `Welcome to ${channel?.name || ""}`), el("p", {}, "This is where it begins.")), rows);
  followMedia(true);
  log.scrollTop = log.scrollHeight;
  log.dataset.ready = current;
}

// ---- keeping up

let stuckUntil = 0;
const nearEnd = () => { const log = $("#log"); return Date.now() < stuckUntil || log.scrollHeight - log.scrollTop - log.clientHeight < 160; };

// What one does oneself is worth seeing: go to the end, and stay there while the answer comes.
function toEnd() {
  stuckUntil = Date.now() + 4000;
  settleScroll(true);
}

function settleScroll(stay) {
  const log = $("#log");
  if (stay) requestAnimationFrame(() => { log.scrollTop = log.scrollHeight; });
}

// Pictures and films grow the log when they load: stay at the end if one was there.
function followMedia(stay) {
  for (const one of $("#log").querySelectorAll("img, video")) {
    one.addEventListener(one.tagName === "IMG" ? "load" : "loadedmetadata", () => settleScroll(stay), { once: true });
  }
}

async function refreshState() {
  Object.assign(world, await api.state());
  world.channels.sort((a, b) => a.position - b.position);
  api.me.id ||= world.viewer;
  paintChannels();
  paintMembers();
  paintFrame();
}

async function refreshMessage(id) {
  const old = $(`#log [data-id="${id}"]`), stay = nearEnd();
  let message;
  try {
    message = await api.message(id);
  } catch {
    shown = shown.filter((one) => one.id !== id);
    old?.remove();
    return;
  }
  if (message.channel_id !== current) return;
  const index = shown.findIndex((one) => one.id === id);
  if (index < 0) {
    shown.push(message);
    shown.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    if (shown.at(-1) === message) $("#log").append(row(message, shown.at(-2), context));
    else paintLog();
  } else {
    shown[index] = message;
    if (old) replaceRow(old, row(message, shown[index - 1], context));
  }
  followMedia(stay);
  settleScroll(stay);
}

async function open(id) {
  id = world.channels.find((one) => one.id === id || one.name === id)?.id;
  if (!id) id = world.channels.find((one) => one.type === 0)?.id;
  current = id || "";
  unread.delete(current);
  document.body.classList.remove("side-open", "people-open");
  shown = current ? await api.messages(current) : [];
  composer.commands = current ? await api.commands(current).catch(() => []) : [];
  paintChannels();
  paintFrame();
  paintLog();
}

async function become(id) {
  api.me.id = id;
  localStorage.setItem("member", id);
  source?.close();
  listen();
  try {
    await refreshState();
    await open(current);
  } catch (problem) {
    toast(problem.message);
  }
}

function onTyping(event) {
  if (event.channel_id !== current || event.user_id === api.me.id) return;
  typists.set(event.user_id, Date.now() + 9000);
  paintTyping();
}

function paintTyping() {
  for (const [id, until] of typists) if (until < Date.now()) typists.delete(id);
  const who = [...typists.keys()].map(names.user);
  $("#typing").textContent = who.length ? `${who.slice(0, 3).join(", ")} ${who.length > 1 ? "are" : "is"} typing…` : "";
}

let stateTimer;
async function onEvent(event) {
  if (event.name === "TYPING_START") return onTyping(event);
  if (event.name.startsWith("MESSAGE_")) {
    if (event.name === "MESSAGE_CREATE") { typists.clear(); paintTyping(); }
    if (event.channel_id === current) return refreshMessage(event.message_id || event.id);
    if (event.name === "MESSAGE_CREATE" && !unread.has(event.channel_id)) { unread.add(event.channel_id); paintChannels(); }
    return;
  }
  clearTimeout(stateTimer);
  stateTimer = setTimeout(async () => {
    await refreshState();
    if (current) composer.commands = await api.commands(current).catch(() => []);
    if (event.channel_id && !world.channels.some((one) => one.id === current)) open("");
  }, 120);
}

function listen() {
  source = api.listen(onEvent, () => { if (current) refreshState().then(() => open(current)); });
}

async function start() {
  const wish = new URLSearchParams(location.search).get("as");
  if (wish) api.me.id = wish;
  try {
    await refreshState();
  } catch {
    api.me.id = "";
    localStorage.removeItem("member");
    await refreshState();
  }
  if (wish) api.me.id = world.viewer;
  else if (!localStorage.getItem("member")) {
    const first = world.members.find((one) => !one.user.bot && one.user.id !== world.guild.owner_id) || world.members.find((one) => !one.user.bot);
    api.me.id = first.user.id;
    await refreshState();
  }
  document.documentElement.style.setProperty("--guild-hue", hue(world.guild.id));
  await open(location.hash.slice(1));
  listen();
}

addEventListener("hashchange", () => open(location.hash.slice(1)));
$("#menu").addEventListener("click", () => document.body.classList.toggle("side-open"));
$("#people").addEventListener("click", () => document.body.classList.toggle(matchMedia("(max-width: 1000px)").matches ? "people-open" : "people-shut"));
$("#log").addEventListener("click", () => document.body.classList.remove("side-open", "people-open"));
setInterval(paintTyping, 3000);
setInterval(() => document.querySelectorAll("time.stamp").forEach((one) => { one.textContent = written(Number(one.dataset.seconds), one.dataset.style); }), 15000);
start().catch((problem) => toast(problem.message));
