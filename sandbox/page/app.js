// The page: who one is and where one is; the sandbox's events keep it up to date.

import { app } from "./acts.js";
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { $, $$, fill, icon, toast } from "./dom.js";
import { closeFloating, openMenu } from "./floating.js";
import { paintForum } from "./forum.js";
import * as log from "./log.js";
import { written } from "./markdown.js";
import { openModal } from "./modal.js";
import { applyTheme, openCard, paintMe, paintMembers } from "./people.js";
import { paintChannels, paintRail } from "./sidebar.js";
import { anyUnread, channelName, channelOf, glyphOf, heard, here, isForum, isThread, KIND, markRead, memberOf, names, recallUnread, refresh, world } from "./world.js";

const composer = new Composer();
const typists = new Map();
const wanted = new URLSearchParams(location.search);
let source = null, stateTimer = 0, online = true;

// ---- painting what frames the log

function paintTop() {
  const channel = here(), parent = isThread(channel) ? channelOf(channel.parent_id) : null;
  fill($("#title"), channel ? icon(glyphOf(channel)) : "", parent ? `${parent.name} › ` : "", channel ? channelName(channel) : "");
  $("#topic").textContent = channel?.topic || "";
  $("#place").textContent = world.guild.name;
  $("#status").textContent = !online ? "The sandbox does not answer" : world.online ? "" : `${world.application.name} is not connected`;
  $("#composer").hidden = isForum(channel);
  $("#people").hidden = channel?.type === KIND.dm;
  document.body.classList.toggle("direct", channel?.type === KIND.dm);
  document.title = `${anyUnread() ? "• " : ""}${channel ? `${channel.type === KIND.dm ? "@" : "#"}${channelName(channel)} | ` : ""}${world.guild.name}`;
}

function paintFrame() {
  paintRail();
  paintChannels();
  paintMembers();
  paintMe();
  paintTop();
  composer.settle();
}

function paintMarks() {
  paintRail();
  paintChannels();
  paintTop();
}

// ---- going somewhere, becoming somebody

function placeOf(hash) {
  const [place, message] = decodeURIComponent(hash.replace(/^#/, "")).split("/");
  const found = channelOf(place) || world.channels.find((one) => one.name === place && one.type !== KIND.category);
  return { channel: found || null, message: message || "" };
}

const firstChannel = () => world.channels.find((one) => [KIND.text, KIND.news].includes(one.type)) || world.channels.find((one) => one.type !== KIND.category);

async function open(hash) {
  const { channel: found, message } = placeOf(hash), channel = found || firstChannel();
  closeFloating();
  $("#picker").hidden = true;
  if (channel && channel.id === world.current && message && log.latest(message)) return log.jump(message);
  delete $("#log").dataset.ready;
  world.current = channel?.id || "";
  document.body.classList.remove("side-open", "people-open");
  composer.clear();
  typists.clear();
  paintTyping();
  app.commands = world.current ? await api.commands(world.current).catch(() => []) : [];
  if (isForum(channel)) await paintForum(channel);
  else await log.load(world.current, message);
  markRead(world.current);
  paintFrame();
}

async function become(id) {
  api.me.id = id;
  sessionStorage.setItem("member", id);
  localStorage.setItem("member", id);
  if (wanted.has("as")) history.replaceState(null, "", `/${location.hash}`);
  source?.close();
  let seen = world.beats;
  const place = world.current;
  world.current = "";
  try {
    await refresh();
    seen = world.beats;
    recallUnread();
    await open(place);
  } catch (problem) {
    toast(problem.message);
  }
  listen(seen);
}

async function openGuild(id) {
  const before = api.me.guild;
  try {
    api.me.guild = id;
    await refresh();
  } catch {
    api.me.guild = before;
    return toast(`${names.user(api.me.id)} is not a member of that guild.`);
  }
  recallUnread();
  world.current = "";
  sessionStorage.setItem("guild", id);
  source?.close();
  listen(world.beats);
  const first = firstChannel();
  if (first && location.hash !== `#${first.id}`) location.hash = first.id;
  else open("");
}

async function openDirect() {
  const channel = await api.directChannel();
  await refresh();
  location.hash = channel.id;
}

// ---- typing

function paintTyping() {
  for (const [id, until] of typists) if (until < Date.now()) typists.delete(id);
  const who = [...typists.keys()].map(names.user);
  const words = who.length > 3 ? "Several people are typing…" : who.length ? `${who.slice(0, -1).join(", ")}${who.length > 1 ? " and " : ""}${who.at(-1)} ${who.length > 1 ? "are" : "is"} typing…` : "";
  $("#typing").classList.toggle("on", who.length > 0);
  $("#typing span:last-child").textContent = words;
}

// ---- keeping up

async function settleState(event) {
  try {
    await refresh();
  } catch {
    return;
  }
  if (world.current) app.commands = await api.commands(world.current).catch(() => []);
  if (world.current && !here()) await open("");
  else if (isForum(here())) paintForum(here());
  paintFrame();
  log.rename(/ROLE|MEMBER|GUILD/.test(event.name));
  if ($("#text").value.startsWith("/") && document.activeElement === $("#text")) composer.onInput();
  if (event.name.startsWith("THREAD_")) log.refresh(event.channel_id || event.id);
}

async function onEvent(event) {
  const { name, channel_id: channel } = event;
  if (name === "TYPING_START") {
    if (channel !== world.current || event.user_id === api.me.id) return;
    typists.set(event.user_id, Date.now() + 9000);
    return paintTyping();
  }
  if (!name.startsWith("MESSAGE_")) {
    clearTimeout(stateTimer);
    stateTimer = setTimeout(() => settleState(event), 100);
    return;
  }
  const id = event.message_id || event.id;
  if (name === "MESSAGE_CREATE") {
    if (!channelOf(channel)) await settleState(event);
    if (heard(channel, id, event.mention_everyone || event.mentions?.includes(api.me.id))) paintMarks();
    typists.clear();
    paintTyping();
    if (isThread(channelOf(channel)) && channel !== world.current) log.refresh(channel);
  }
  if (channel === world.current && !isForum(here())) await log.refresh(id);
}

function listen(after) {
  let first = true;
  source = api.listen(after, onEvent, async () => {
    online = true;
    if (!first) {
      await refresh().catch(() => {});
      await log.resume().catch(() => {});
      paintFrame();
    }
    first = false;
  }, () => { online = false; paintTop(); });
}

// ---- beginning

Object.assign(app, {
  open, become, openGuild, openDirect,
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  insert: (words) => composer.insert(words),
  useCommand: (words) => composer.slash.useNamed(words),
  answered: (reply) => { if (reply.outcome === "modal") openModal(reply); },
  repaint: log.repaint, dismiss: log.dismiss, refreshMessage: log.refresh,
});

// Who begins: whom the address names, whom this window was, else the owner, who may do everything.
async function begin() {
  api.me.id = wanted.get("as") || sessionStorage.getItem("member") || localStorage.getItem("member") || "";
  api.me.guild = wanted.get("guild") || sessionStorage.getItem("guild") || "";
  try {
    await refresh();
  } catch {
    api.me.id = api.me.guild = "";
    localStorage.removeItem("member");
    await refresh();
  }
  sessionStorage.setItem("member", api.me.id);
  const seen = world.beats;
  recallUnread();
  await open(location.hash);
  listen(seen);
}

async function showPins(at) {
  const pinned = world.current ? await api.messages(world.current, { limit: 50, pinned: 1 }) : [];
  const items = pinned.reverse().map((one) => ({ label: (one.content || one.poll?.question.text || "A message").slice(0, 80), note: names.user(one.author.id), pick: () => open(`${world.current}/${one.id}`) }));
  openMenu([{ heading: "Pinned Messages" }, ...items, ...(items.length ? [] : [{ label: "Nothing is pinned here yet.", pick() {} }])], at, "Pinned messages");
}

addEventListener("hashchange", () => open(location.hash));
addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]:not(#skip)');
  if (link && decodeURIComponent(link.hash) === decodeURIComponent(location.hash)) open(location.hash); // no change to be told of
});
$("#skip").addEventListener("click", (event) => { event.preventDefault(); $("#text").focus(); });
$("#typing .dots").append(...[1, 2, 3].map(() => document.createElement("i")));
$("#menu").addEventListener("click", () => { document.body.classList.toggle("side-open"); if (document.body.classList.contains("side-open")) $("#channels a, #channels button")?.focus(); });
$("#people").addEventListener("click", () => document.body.classList.toggle(matchMedia("(max-width: 1000px)").matches ? "people-open" : "people-shut"));
$("#pins").addEventListener("click", (event) => showPins(event.currentTarget));
$("#veil").addEventListener("click", () => document.body.classList.remove("side-open", "people-open"));
$("#log").addEventListener("click", (event) => {
  const user = event.target.closest("[data-user]"), command = event.target.closest("[data-command]");
  if (user && memberOf(user.dataset.user)) openCard(memberOf(user.dataset.user).user, user);
  if (command) composer.slash.useNamed(command.dataset.command);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.matches(".side-open, .people-open")) {
    document.body.classList.remove("side-open", "people-open");
    $("#menu").focus();
  }
  const typing = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ";
  if (typing && document.activeElement === document.body && !$("dialog[open]")) $("#text").focus();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden && world.current) { markRead(world.current); paintMarks(); } });
setInterval(paintTyping, 2000);
setInterval(() => $$("time.stamp").forEach((one) => { one.textContent = written(Number(one.dataset.seconds), one.dataset.style); }), 10000);
for (const [id, name] of [["menu", "menu"], ["people", "people"], ["pins", "pin"], ["attach", "plus"], ["emoji", "smile"], ["send", "send"]]) $(`#${id}`).append(icon(name));
applyTheme();
begin().catch((problem) => toast(problem.message));
