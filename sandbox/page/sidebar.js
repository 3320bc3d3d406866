// The left: guilds, the channels with their threads, and direct messages.

import { app } from "./acts.js";
import { $, $$, avatar, el, fill, hue, icon } from "./dom.js";
import { KIND, channelOf, glyphOf, here, isForum, isThread, isUnread, pings, statusOf, world, memberOf } from "./world.js";

const shut = new Set(JSON.parse(localStorage.getItem("shut") || "[]"));
const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).join("").slice(0, 3);
const badge = (count) => (count ? el("span", { class: "pings", "aria-label": `${count} mentions` }, count) : null);

export function paintRail() {
  const direct = here()?.type === KIND.dm, waiting = world.direct.reduce((sum, one) => sum + (isUnread(one.id) ? Math.max(1, pings(one.id)) : 0), 0);
  const button = (label, inside, on, onclick, extra = "", css = {}) => el("button", { type: "button", class: `guild ${extra}`, "aria-label": label, title: label, "aria-current": on, onclick, css }, inside);
  const unread = world.channels.some((one) => isUnread(one.id)), mentions = world.channels.reduce((sum, one) => sum + pings(one.id), 0);
  fill($("#rail"), button("Direct messages", [icon("bubble"), badge(waiting)], direct, () => app.openDirect(), "home"), el("hr"),
    world.guilds.map((one) => button(one.name, [initials(one.name), one.id === world.guild.id ? badge(mentions) : null], !direct && one.id === world.guild.id, () => app.openGuild(one.id), unread && one.id === world.guild.id ? "unread" : "", { "--hue": hue(one.id) })));
}

function line(channel) {
  const current = channel.id === world.current, fresh = isUnread(channel.id);
  const kinds = ["channel", current && "current", fresh && "unread", isThread(channel) && "thread"].filter(Boolean).join(" ");
  return el("a", { class: kinds, href: `#${channel.id}`, "aria-current": current ? "page" : null, "aria-label": `${channel.name}${fresh ? ", unread" : ""}` },
    isThread(channel) ? null : icon(glyphOf(channel)), el("span", { class: "label" }, channel.name), badge(pings(channel.id)));
}

// A forum's posts stand in the forum, and here only while one reads them or has not.
function threadsUnder(channel) {
  const all = world.channels.filter((one) => isThread(one) && one.parent_id === channel.id && (!one.thread_metadata.archived || one.id === world.current));
  const shown = isForum(channel) ? all.filter((one) => one.id === world.current || isUnread(one.id)) : all;
  return shown.length ? el("div", { class: "threads" }, shown.map(line)) : null;
}

function category(one, inside) {
  const closed = shut.has(one.id);
  const toggle = () => {
    if (closed) shut.delete(one.id);
    else shut.add(one.id);
    localStorage.setItem("shut", JSON.stringify([...shut]));
    paintChannels();
    $(`#channels [data-category="${one.id}"]`)?.focus();
  };
  const kept = closed ? inside.filter((channel) => channel.id === world.current || isUnread(channel.id)) : inside;
  return el("section", {}, el("button", { type: "button", class: "category", "aria-expanded": !closed, data: { category: one.id }, onclick: toggle }, el("span", {}, one.name), icon("down")), kept.map((channel) => [line(channel), threadsUnder(channel)]));
}

export function paintChannels() {
  if (here()?.type === KIND.dm) return paintDirect();
  $("#guild-name").textContent = world.guild.name;
  const under = (parent) => world.channels.filter((one) => (one.parent_id || null) === parent && one.type !== KIND.category && !isThread(one));
  const orphans = world.channels.filter((one) => one.parent_id && !isThread(one) && !channelOf(one.parent_id));
  fill($("#channels"), [...under(null), ...orphans].map((one) => [line(one), threadsUnder(one)]),
    world.channels.filter((one) => one.type === KIND.category).map((one) => category(one, under(one.id))));
}

function paintDirect() {
  const bot = memberOf(world.application.id)?.user || { id: world.application.id, username: world.application.name, bot: true };
  $("#guild-name").textContent = "Direct messages";
  fill($("#channels"), world.direct.map((one) => el("a", { class: `channel direct${one.id === world.current ? " current" : ""}`, href: `#${one.id}` }, avatar(bot, "small", statusOf(bot)), el("span", { class: "label" }, world.application.name), badge(pings(one.id)))));
}

$("#channels").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = $$("a, button", $("#channels"));
  event.preventDefault();
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
});
