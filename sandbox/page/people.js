// The members: the list at the right, the card of one of them, and becoming one.

import { app, userMenu } from "./acts.js";
import * as api from "./api.js";
import { $, $$, avatar, el, fill, hue, icon } from "./dom.js";
import { closeFloating, float, openMenu, roving } from "./floating.js";
import { colourOf, displayName, hex, memberOf, roles, rolesOf, statusOf, world } from "./world.js";

const DOING = { 0: "Playing ", 1: "Streaming ", 2: "Listening to ", 3: "Watching ", 4: "", 5: "Competing in " };

function activityOf(user) {
  if (!user.bot || !world.online) return "";
  const one = world.presence?.activities?.[0];
  return one ? `${DOING[one.type] ?? ""}${one.type === 4 ? one.state || one.name : one.name}` : "";
}

export function paintMembers() {
  const hoisted = roles().filter((one) => one.hoist).sort((a, b) => b.position - a.position);
  const home = (member) => hoisted.find((role) => member.roles.includes(role.id));
  const there = world.members.filter((one) => statusOf(one.user) !== "offline"), away = world.members.filter((one) => !there.includes(one));
  const groups = [...hoisted.map((role) => [role.name, there.filter((one) => home(one) === role)]), ["Online", there.filter((one) => !home(one))], ["Offline", away]];
  const sorted = (list) => [...list].sort((a, b) => displayName(a.user).localeCompare(displayName(b.user)));
  fill($("#members"), groups.filter(([, list]) => list.length).map(([name, list]) =>
    el("section", {}, el("h2", {}, `${name} — ${list.length}`), sorted(list).map(line))));
}

function line(member) {
  const { user } = member, status = statusOf(user), doing = activityOf(user), colour = colourOf(user);
  const crown = world.guild.owner_id === user.id ? el("span", { class: "crown", title: "Owner of the guild" }, "👑") : null;
  return el("button", { type: "button", class: `person${status === "offline" ? " away" : ""}${user.id === api.me.id ? " me" : ""}`, data: { user: user.id },
    onclick: (event) => openCard(user, event.currentTarget), oncontextmenu: (event) => { event.preventDefault(); userMenu(user, { x: event.clientX, y: event.clientY }); } },
  avatar(user, "small", status), el("span", { class: "who" }, el("span", { class: "first" }, el("span", { class: "label", css: colour ? { color: colour } : {} }, displayName(user)), user.bot ? el("span", { class: "badge" }, "APP") : null, crown),
    doing ? el("small", {}, doing) : null));
}

// ---- the card

export function openCard(user, at) {
  const member = memberOf(user.id), mine = user.id === api.me.id;
  const held = member ? rolesOf(member) : [];
  const since = member?.joined_at ? new Date(member.joined_at).toLocaleDateString("en-GB", { dateStyle: "medium" }) : "";
  const become = user.bot || mine ? null : el("button", { type: "button", class: "button primary", onclick: () => { closeFloating(); app.become(user.id); } }, "Become this member");
  const write = user.bot ? el("button", { type: "button", class: "button primary", onclick: () => { closeFloating(); app.openDirect(); } }, "Message") : null;
  const beside = user.bot || mine ? null : el("a", { class: "button secondary", target: "_blank", href: `/?as=${encodeURIComponent(user.id)}#${world.current}` }, "Open in a window beside");
  const card = el("div", { class: "card", role: "dialog", "aria-label": displayName(user), css: { "--hue": hue(user.id) } },
    el("div", { class: "banner" }), avatar(user, "large", statusOf(user)),
    el("div", { class: "facts" }, el("h2", {}, displayName(user), user.bot ? el("span", { class: "badge" }, "APP") : null), el("p", { class: "username" }, user.username), activityOf(user) ? el("p", {}, activityOf(user)) : null,
      held.length ? el("div", { class: "roles" }, held.map((one) => el("span", { class: "role" }, el("i", { class: "dot", css: { "--colour": one.color ? hex(one.color) : "var(--faint)" } }), one.name))) : null,
      since ? el("p", { class: "since" }, `Member since ${since}`) : null,
      mine ? el("p", { class: "since" }, "This is you.") : null, become, write, beside,
      el("button", { type: "button", class: "button secondary", onclick: (event) => userMenu(user, event.currentTarget) }, "More")));
  float(card, at);
  ($(".button", card) || card).focus();
}

// ---- who one is

export function paintMe() {
  const mine = memberOf(api.me.id);
  if (!mine) return;
  const colour = colourOf(mine.user);
  fill($("#me"), el("button", { type: "button", id: "persona", "aria-haspopup": "dialog", "aria-label": `You are ${displayName(mine.user)}: become another member`, title: "Become another member", onclick: (event) => chooseMember(event.currentTarget) },
    avatar(mine.user, "small", "online"), el("span", { class: "who" }, el("b", { class: "label", css: colour ? { color: colour } : {} }, displayName(mine.user)), el("small", { class: "label" }, "press to switch member"))),
  el("button", { type: "button", class: "icon", "aria-label": "Settings", title: "Settings", onclick: (event) => chooseSettings(event.currentTarget) }, icon("gear")));
}

function chooseMember(at) {
  const people = world.members.filter((one) => !one.user.bot);
  const rows = people.map((one) => el("button", { type: "button", class: "item", "aria-current": one.user.id === api.me.id, onclick: () => { closeFloating(); app.become(one.user.id); } },
    avatar(one.user, "small"), el("span", { class: "label" }, displayName(one.user), el("small", {}, one.user.id === world.guild.owner_id ? "owner of the guild" : rolesOf(one).map((role) => role.name).join(", ") || one.user.username))));
  const search = el("input", { type: "text", class: "search", placeholder: "Find a member", "aria-label": "Find a member, or name somebody new", maxlength: 32, oninput: () => {
    const typed = search.value.trim();
    rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(typed.toLowerCase()); });
    fresh.lastChild.textContent = typed ? `Let “${typed}” join` : "Let somebody new join…";
  }, onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); ($$(".item", list).find((row) => !row.hidden) || fresh).click(); } } });
  const join = async () => {
    const name = search.value.trim();
    if (!name) return search.focus();
    closeFloating();
    await app.become((await api.join(name)).user.id);
  };
  const fresh = el("button", { type: "button", class: "item", onclick: join }, el("span", { class: "avatar small plus" }, icon("plus")), el("span", { class: "label" }, "Let somebody new join…"));
  const list = el("div", { class: "list" }, rows);
  const box = el("div", { class: "popmenu people", role: "dialog", "aria-label": "Become a member" }, el("div", { class: "heading" }, "Become"), search, list, el("hr"), fresh);
  roving(box, ".search, .item");
  float(box, at);
  search.focus();
}

// ---- dark and light, and the language

export function applyTheme() {
  const wanted = localStorage.getItem("theme");
  if (wanted) document.documentElement.dataset.theme = wanted;
  else delete document.documentElement.dataset.theme;
}

export function chooseSettings(at) {
  const now = localStorage.getItem("theme") || "";
  const set = (value) => () => { if (value) localStorage.setItem("theme", value); else localStorage.removeItem("theme"); applyTheme(); };
  const languages = Object.entries(world.locales).map(([locale, label]) => ({ label, note: locale, checked: locale === world.locale, pick: () => api.speak(locale) }));
  openMenu([
    { heading: "Appearance" }, ...[["", "As the system"], ["dark", "Dark"], ["light", "Light"]].map(([value, label]) => ({ label, checked: now === value, pick: set(value) })),
    null, { heading: "Language of this member" }, { label: world.locales[world.locale], items: [{ heading: "Language of this member" }, ...languages] },
  ], at, "Settings");
}

export const whoTypes = (ids) => ids.map((id) => displayName(memberOf(id)?.user || { id, username: "Somebody" }));
