// One message as a row of the log: author, text, files, embeds, components, poll, reactions; and changing it in place.

import { addReaction, app, messageMenu, onComponent, react, userMenu } from "./acts.js";
import * as api from "./api.js";
import { component } from "./components.js";
import { $, $$, avatar, el, icon, iconButton } from "./dom.js";
import { embed } from "./embeds.js";
import { QUICK } from "./emoji.js";
import { markdown, when, written } from "./markdown.js";
import { attachments } from "./media.js";
import { openCard } from "./people.js";
import { poll } from "./polls.js";
import { colourOf, displayName, names } from "./world.js";

export const EPHEMERAL = 64, LOADING = 128;
const V2 = 1 << 15, CHAT = { 0: 1, 19: 1, 20: 1, 23: 1 };
const GROUPED_SECONDS = 7 * 60;

function named(user, kind = "name") {
  const colour = colourOf(user);
  return el("button", { type: "button", class: kind, css: colour ? { color: colour } : {}, onclick: (event) => openCard(user, event.currentTarget),
    oncontextmenu: (event) => { event.preventDefault(); event.stopPropagation(); userMenu(user, { x: event.clientX, y: event.clientY }); } }, displayName(user));
}

const appBadge = (user) => (user.bot ? el("span", { class: "badge" }, "APP") : null);

// ---- what stands above: the command that was used, the message that is answered

function quoted(message, shown) {
  if (message.type === 19) return { known: true, message: message.referenced_message };
  const meta = message.interaction_metadata, pressed = meta?.interacted_message_id || meta?.triggering_interaction_metadata?.interacted_message_id;
  const found = pressed && pressed !== message.id && shown.find((one) => one.id === pressed);
  return { known: Boolean(found), message: found };
}

const excerpt = (message) => {
  const texts = [message.content];
  const walk = (all) => all.forEach((one) => { if (one.type === 10) texts.push(one.content); walk(one.components || []); });
  walk(message.components || []);
  return texts.join(" ").replace(/[#*_`>|~]+|-#/g, "").replace(/\s+/g, " ").trim().slice(0, 140);
};

function above(message, shown) {
  const by = message.interaction;
  if (by) {
    const used = by.type === 2 && message.type === 23 ? el("span", { class: "mention" }, by.name) : el("button", { type: "button", class: "mention", data: { command: by.name } }, `/${by.name}`);
    return el("div", { class: "above" }, avatar(by.user, "tiny"), named(by.user, "who"), " used ", used);
  }
  const { known, message: original } = quoted(message, shown);
  if (!known) return null;
  if (!original) return el("div", { class: "above" }, el("em", {}, "Original message was deleted"));
  const words = excerpt(original) || (original.poll ? original.poll.question.text : "Click to see attachment");
  return el("div", { class: "above" }, avatar(original.author, "tiny"), appBadge(original.author), named(original.author, "who"),
    el("a", { class: "quote", href: `#${original.channel_id}/${original.id}` }, words, original.attachments?.length && !words ? icon("file") : null));
}

// ---- what a message holds

function body(message) {
  const parts = [], v2 = message.flags & V2;
  if (message.flags & LOADING) parts.push(el("p", { class: "thinking" }, el("span", { class: "dots" }, el("i"), el("i"), el("i")), ` ${displayName(message.author)} is thinking…`));
  if (message.content) parts.push(markdown(message.content, names));
  if (message.content && message.edited_timestamp) parts.push(el("small", { class: "edited", title: written(Date.parse(message.edited_timestamp) / 1000, "F") }, "(edited)"));
  if (message.pending) parts.push(message.pending);
  if (!v2) parts.push(...attachments(message.attachments));
  parts.push(...message.embeds.map((one) => embed(one, message)));
  if (message.poll) parts.push(poll(message, () => app.repaint(message.id)));
  parts.push(...message.components.map((one) => component(one, message, onComponent)));
  if (message.thread) parts.push(threadCard(message.thread));
  return parts;
}

function threadCard(thread) {
  const count = thread.message_count;
  return el("a", { class: "threadcard", href: `#${thread.id}` }, el("b", {}, thread.name), el("span", {}, ` ${count} ${count === 1 ? "Message" : "Messages"} ›`));
}

function reactions(message) {
  const all = (message.reactions || []).map((one) => el("button", { type: "button", class: "reaction", "aria-pressed": one.me,
    "aria-label": `${one.emoji.name}, ${one.count}${one.me ? ", yours" : ""}`, data: { emoji: one.emoji.name },
    onclick: () => react(message, one.emoji.id ? `${one.emoji.name}:${one.emoji.id}` : one.emoji.name, !one.me) },
  el("span", { class: "emoji" }, one.emoji.name), el("b", {}, one.count)));
  return all.length ? el("div", { class: "reactions" }, all, iconButton("smile", "Add Reaction", (event) => addReaction(message, event.currentTarget), { class: "reaction add" })) : null;
}

function tools(message) {
  if (message.flags & (EPHEMERAL | LOADING) || message.local) return null;
  const mine = message.author.id === api.me.id;
  return el("div", { class: "tools", role: "toolbar", "aria-label": "Message" },
    QUICK.map((emoji) => el("button", { type: "button", class: "icon quick", "aria-label": `React with ${emoji}`, title: `React with ${emoji}`, onclick: () => react(message, emoji) }, emoji)),
    iconButton("smile", "Add Reaction", (event) => addReaction(message, event.currentTarget)),
    mine ? iconButton("pencil", "Edit", () => app.edit(message)) : null,
    iconButton("reply", "Reply", () => app.reply(message)),
    iconButton("more", "More", (event) => messageMenu(message, event.currentTarget)));
}

function only(message) {
  if (!(message.flags & EPHEMERAL) || message.flags & LOADING) return null;
  const dismiss = () => (message.local ? app.dismiss(message.id) : api.remove(message.id));
  return el("div", { class: "only" }, icon("eye"), el("span", {}, "Only you can see this • "), el("button", { type: "button", class: "linklike", onclick: dismiss }, "Dismiss message"));
}

// ---- the row

const NOTES = { 6: ["pin", "pinned a message to this channel."], 18: ["thread", "started a thread: "], 21: ["thread", "started this thread."] };

function note(message) {
  const [glyph, words] = NOTES[message.type], at = Date.parse(message.timestamp) / 1000, to = message.message_reference;
  return el("li", { class: "note", tabindex: -1, data: { id: message.id } }, icon(glyph), el("span", {}, named(message.author), ` ${words}`,
    message.type === 6 && to ? el("a", { href: `#${to.channel_id}/${to.message_id}` }, " See the message.") : null,
    message.type === 18 ? el("b", {}, message.content) : null, " ", el("time", {}, when(at))));
}

export function row(message, previous, shown = []) {
  if (NOTES[message.type]) return note(message);
  const at = Date.parse(message.timestamp) / 1000, head = above(message, shown), ephemeral = message.flags & EPHEMERAL;
  const joined = previous && !head && previous.author.id === message.author.id && previous.type in CHAT
    && Boolean(ephemeral) === Boolean(previous.flags & EPHEMERAL) && at - Date.parse(previous.timestamp) / 1000 < GROUPED_SECONDS;
  const mentioned = message.mention_everyone || message.mentions.some((one) => one.id === api.me.id);
  const kinds = ["message", joined && "joined", ephemeral && "ephemeral", mentioned && "mentioned", message.local && "local"];
  const stamp = el("time", { datetime: message.timestamp, title: written(at, "F") }, joined ? written(at, "t") : when(at));
  const face = el("button", { type: "button", class: "portrait", tabindex: -1, "aria-hidden": "true", onclick: (event) => openCard(message.author, event.currentTarget) }, avatar(message.author));
  const header = joined ? null : el("div", { class: "head" }, named(message.author), appBadge(message.author), stamp);
  const made = el("li", { class: kinds.filter(Boolean).join(" "), tabindex: -1, data: { id: message.id, author: message.author.id }, "aria-label": `${displayName(message.author)}, ${when(at)}` },
    head, el("div", { class: "line" }, joined ? el("span", { class: "gutter" }, stamp) : face,
      el("div", { class: "body" }, header, body(message), reactions(message), only(message))), tools(message));
  made.addEventListener("contextmenu", (event) => {
    if (message.local || event.target.closest("a, video, input, textarea, .portrait") || String(getSelection())) return;
    event.preventDefault();
    messageMenu(message, event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : made);
  });
  return made;
}

// ---- changing in place

const keyed = (node) => $$("video[data-key], audio[data-key], img[data-key]", node);
const holds = (node, key) => node instanceof Element && (node.dataset.key === key || keyed(node).some((one) => one.dataset.key === key));

// Put fresh children in place of old ones, but leave standing what leads to a film or picture that is in both: an
// element taken out of the page, if only for a moment, stops playing.
function graft(old, fresh) {
  const taken = new Set();
  const children = [...fresh.childNodes].map((child) => {
    if (!(child instanceof Element)) return child;
    const keys = child.dataset.key ? [child.dataset.key] : keyed(child).map((one) => one.dataset.key);
    const twin = keys.length && [...old.children].find((one) => one.tagName === child.tagName && !taken.has(one) && keys.some((key) => holds(one, key)));
    if (!twin) return child;
    taken.add(twin);
    if (!child.dataset.key && !child.classList.contains("picture")) {
      twin.className = child.className;
      graft(twin, child);
    }
    return twin;
  });
  for (const one of [...old.childNodes]) if (!taken.has(one)) one.remove();
  let before = null;
  for (const child of children.reverse()) {
    if (child.parentNode !== old || child.nextSibling !== before) old.insertBefore(child, before);
    before = child;
  }
}

export function replaceRow(old, fresh) {
  const focused = document.activeElement, within = old.contains(focused);
  const custom = within && focused.closest("[data-custom]")?.dataset.custom, emoji = within && focused.dataset.emoji;
  if (!keyed(old).length) old.replaceWith(fresh);
  else {
    old.className = fresh.className;
    graft(old, fresh);
    fresh = old;
  }
  if (!within || fresh.contains(document.activeElement)) return fresh;
  const again = custom ? $(`[data-custom="${CSS.escape(custom)}"]`, fresh) : emoji ? $$(".reaction", fresh).find((one) => one.dataset.emoji === emoji) : null;
  (again?.matches(".menu") ? $("button", again) : again || fresh).focus({ preventScroll: true });
  return fresh;
}
