// One message as a row of the log: author, text, files, embeds, components, poll, reactions.

import * as api from "./api.js";
import { component, fileCard, media } from "./components.js";
import { avatar, el, safeUrl, toast } from "./dom.js";
import { ago, markdown, written } from "./markdown.js";

const EPHEMERAL = 64, LOADING = 128, V2 = 1 << 15;
const QUICK = ["👍", "❤️", "😂", "🔥", "🎬"];
const shown = (user) => user.global_name || user.username;

function colourOf(user, people) {
  const member = people.members.find((one) => one.user.id === user.id);
  const held = people.roles.filter((role) => member?.roles.includes(role.id) && role.color).sort((a, b) => b.position - a.position);
  return held.length ? `#${held[0].color.toString(16).padStart(6, "0")}` : "";
}

function embed(one, names) {
  if (one.type === "poll_result") return pollResult(one);
  const box = el("article", { class: "embed" },
    one.author ? el("div", { class: "by" }, one.author.name) : null,
    one.title ? el("h4", {}, one.url && safeUrl(one.url) ? el("a", { href: safeUrl(one.url), target: "_blank", rel: "noopener noreferrer" }, one.title) : one.title) : null,
    one.description ? markdown(one.description, names) : null,
    one.fields ? el("div", { class: "fields" }, one.fields.map((f) => el("div", { class: f.inline ? "inline" : "" }, el("h5", {}, f.name), markdown(f.value, names)))) : null,
    one.image ? media(one.image, one.title, "image/") : null,
    one.thumbnail ? el("div", { class: "corner" }, media(one.thumbnail, "", "image/")) : null,
    one.footer || one.timestamp ? el("footer", {}, [one.footer?.text, one.timestamp && written(Date.parse(one.timestamp) / 1000, "f")].filter(Boolean).join(" • ")) : null);
  if (one.color !== undefined) box.style.setProperty("--accent", `#${one.color.toString(16).padStart(6, "0")}`);
  return box;
}

function pollResult(one) {
  const facts = Object.fromEntries(one.fields.map((f) => [f.name, f.value]));
  const winner = facts.victor_answer_text ? `🏆 ${facts.victor_answer_text}` : "No winner";
  return el("div", { class: "poll small" }, el("strong", {}, winner), el("small", {}, `${facts.poll_question_text} · ${facts.total_votes} votes`));
}

function poll(message) {
  const one = message.poll, many = one.allow_multiselect;
  const counts = Object.fromEntries(one.results.answer_counts.map((c) => [c.id, c]));
  const total = one.results.answer_counts.reduce((sum, c) => sum + c.count, 0);
  const mine = one.results.answer_counts.filter((c) => c.me_voted).map((c) => c.id);
  const open = !one.results.is_finalized;
  const vote = (answers) => api.vote(message.id, answers).catch((problem) => toast(problem.message));
  const toggle = (id) => vote(mine.includes(id) ? mine.filter((n) => n !== id) : many ? [...mine, id] : [id]);
  const rows = one.answers.map((answer) => {
    const count = counts[answer.answer_id]?.count || 0;
    const share = total ? Math.round((100 * count) / total) : 0;
    const row = el("button", { type: "button", class: "answer", disabled: !open, "aria-pressed": mine.includes(answer.answer_id), onclick: () => toggle(answer.answer_id) },
      el("span", {}, answer.poll_media.emoji?.name ? `${answer.poll_media.emoji.name} ` : "", answer.poll_media.text),
      el("span", { class: "count" }, `${count} · ${share} %`));
    row.style.setProperty("--share", `${share}%`);
    return row;
  });
  const left = open ? `ends ${ago(Date.parse(one.expiry) / 1000)}` : "ended";
  return el("div", { class: "poll" }, el("strong", {}, one.question.text), el("small", {}, many ? "Select one or more answers" : "Select one answer"),
    rows, el("small", {}, `${total} ${total === 1 ? "vote" : "votes"} · ${left}`));
}

function reactions(message) {
  const own = (message.reactions || []).map((one) => el("button", { type: "button", class: "reaction", "aria-pressed": one.me,
    onclick: () => api.react(message.id, one.emoji.id ? `${one.emoji.name}:${one.emoji.id}` : one.emoji.name, !one.me).catch((p) => toast(p.message)) },
    one.emoji.name, el("span", {}, one.count)));
  return own.length ? el("div", { class: "reactions" }, own) : null;
}

function tools(message, context) {
  if (message.flags & EPHEMERAL) return null;
  const quick = QUICK.map((emoji) => el("button", { type: "button", title: `React ${emoji}`, onclick: () => api.react(message.id, emoji, true).catch((p) => toast(p.message)) }, emoji));
  const reply = el("button", { type: "button", title: "Reply", onclick: () => context.reply(message) }, "↩");
  const mine = message.author.id === api.me.id;
  const bin = mine ? el("button", { type: "button", title: "Delete", onclick: () => api.remove(message.id).catch((p) => toast(p.message)) }, "🗑") : null;
  return el("div", { class: "tools" }, quick, reply, bin);
}

function above(message) {
  const by = message.interaction;
  if (by) return el("div", { class: "above" }, avatar(by.user, "tiny"), el("b", {}, shown(by.user)), " used ", el("span", { class: "mention" }, `/${by.name}`));
  const quoted = message.referenced_message;
  if (message.type === 19 && quoted) return el("div", { class: "above" }, avatar(quoted.author, "tiny"), el("b", {}, shown(quoted.author)), " ", quoted.content.slice(0, 100));
  return null;
}

function body(message, context) {
  const v2 = message.flags & V2;
  const parts = [];
  if (message.flags & LOADING) parts.push(el("p", { class: "thinking" }, el("i"), el("i"), el("i"), ` ${shown(message.author)} is thinking…`));
  if (message.content) parts.push(markdown(message.content, context.names));
  if (message.content && message.edited_timestamp) parts.push(el("small", { class: "edited" }, "(edited)"));
  if (!v2 && message.attachments.length) {
    const seen = message.attachments.filter((a) => /^(image|video)\//.test(a.content_type || ""));
    const rest = message.attachments.filter((a) => !seen.includes(a));
    if (seen.length) parts.push(el("div", { class: `gallery n${Math.min(seen.length, 5)}` }, seen.map((a) => el("figure", {}, media(a, a.description)))));
    parts.push(...rest.map((a) => (a.content_type?.startsWith("audio/") ? media(a) : fileCard(a.filename, a.size, a.url))));
  }
  parts.push(...message.embeds.map((one) => embed(one, context.names)));
  if (message.poll) parts.push(poll(message));
  parts.push(...message.components.map((one) => component(one, message, context)));
  if (message.thread) parts.push(el("a", { class: "thread", href: `#${message.thread.id}` }, el("b", {}, message.thread.name), ` ${message.thread.message_count} messages ›`));
  return parts;
}

const NOTES = { 6: "pinned a message to this channel.", 18: "started a thread.", 21: "started this thread.", 46: null };

export function row(message, previous, context) {
  const at = Date.parse(message.timestamp) / 1000;
  if (NOTES[message.type]) {
    return el("li", { class: "note", data: { id: message.id } }, "→ ", el("b", {}, shown(message.author)), ` ${NOTES[message.type]} `, el("time", {}, written(at, "t")));
  }
  const head = above(message);
  const joined = previous && !head && previous.author.id === message.author.id && !(message.flags & EPHEMERAL) && !(previous.flags & EPHEMERAL)
    && previous.type in { 0: 1, 19: 1, 20: 1 } && at - Date.parse(previous.timestamp) / 1000 < 300;
  const name = el("b", { class: "name" }, shown(message.author));
  name.style.color = colourOf(message.author, context.people);
  const header = el("div", { class: "head" }, name, message.author.bot ? el("span", { class: "badge" }, "APP") : null, el("time", { title: written(at, "F") }, written(at, "t")));
  const mentioned = message.mention_everyone || message.mentions.some((one) => one.id === api.me.id);
  const kinds = ["message", joined ? "joined" : "", message.flags & EPHEMERAL ? "ephemeral" : "", mentioned ? "mentioned" : ""];
  const only = message.flags & EPHEMERAL && !(message.flags & LOADING)
    ? el("div", { class: "only" }, "👁 Only you can see this • ", el("button", { type: "button", onclick: () => api.remove(message.id) }, "Dismiss message")) : null;
  return el("li", { class: kinds.filter(Boolean).join(" "), data: { id: message.id } },
    head, el("div", { class: "line" }, joined ? el("time", { class: "gutter" }, written(at, "t")) : avatar(message.author),
      el("div", { class: "body" }, joined ? null : header, body(message, context), reactions(message), only)), tools(message, context));
}

// Put a changed message in place of the old one; films that play go on playing.
export function replaceRow(old, fresh) {
  for (const kept of old.querySelectorAll("video[data-key], audio[data-key], img[data-key]")) {
    const twin = [...fresh.querySelectorAll(`${kept.tagName.toLowerCase()}[data-key]`)].find((one) => one.dataset.key === kept.dataset.key);
    if (!twin) continue;
    const played = kept instanceof HTMLMediaElement && !kept.paused;
    twin.replaceWith(kept);
    if (played) queueMicrotask(() => kept.play());
  }
  old.replaceWith(fresh);
}
