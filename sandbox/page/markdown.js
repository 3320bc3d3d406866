// Discord's markdown as elements. Nothing here parses markup: what is not a mark stays text.

import { el, safeUrl } from "./dom.js";

const INLINE = [
  [/^`([^`]+)`/, (m) => el("code", {}, m[1])],
  [/^\*\*\*(.+?)\*\*\*/s, (m, go) => el("strong", {}, el("em", {}, go(m[1])))],
  [/^\*\*(.+?)\*\*/s, (m, go) => el("strong", {}, go(m[1]))],
  [/^__(.+?)__/s, (m, go) => el("u", {}, go(m[1]))],
  [/^~~(.+?)~~/s, (m, go) => el("s", {}, go(m[1]))],
  [/^\|\|(.+?)\|\|/s, (m, go) => spoiler(go(m[1]))],
  [/^\*(?!\s)(.+?)\*/s, (m, go) => el("em", {}, go(m[1]))],
  [/^_(?!\s)(.+?)_(?!\w)/s, (m, go) => el("em", {}, go(m[1]))],
  [/^<@!?(\d+)>/, (m, go, names) => el("span", { class: "mention" }, `@${names.user(m[1])}`)],
  [/^<@&(\d+)>/, (m, go, names) => el("span", { class: "mention" }, `@${names.role(m[1])}`)],
  [/^<#(\d+)>/, (m, go, names) => channelLink(m[1], names)],
  [/^<\/([^:>]+):(\d+)>/, (m) => el("span", { class: "mention" }, `/${m[1]}`)],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, (m) => stamp(Number(m[1]), m[2])],
  [/^<a?:(\w+):\d+>/, (m) => `:${m[1]}:`],
  [/^@(everyone|here)\b/, (m) => el("span", { class: "mention" }, m[0])],
  [/^\[([^\]]+)\]\(<?(https?:\/\/[^)\s>]+)>?\)/, (m, go) => link(m[2], go(m[1]))],
  [/^<(https?:\/\/[^>\s]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<>]+[^\s<>.,;:!?)"']/, (m) => link(m[0], m[0])],
  [/^\\([\\`*_~|<>@#[\]()-])/, (m) => m[1]],
];

function link(url, label) {
  const href = safeUrl(url);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }, label) : label;
}

function spoiler(inner) {
  return el("span", { class: "spoiler", tabindex: 0, role: "button", onclick: (e) => e.currentTarget.classList.add("shown") }, inner);
}

function channelLink(id, names) {
  const made = el("a", { class: "mention", href: `#${id}` }, `#${names.channel(id)}`);
  return made;
}

export function ago(seconds) {
  const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const away = seconds - Date.now() / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(away) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(away / size), unit);
}

export function written(seconds, style = "f") {
  if (style === "R") return ago(seconds);
  const shapes = {
    t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
    f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
  };
  return new Intl.DateTimeFormat("en-GB", shapes[style]).format(new Date(seconds * 1000));
}

function stamp(seconds, style) {
  return el("time", { class: "stamp", data: { seconds, style: style || "f" }, title: written(seconds, "F") }, written(seconds, style));
}

function inline(text, names) {
  const parts = [];
  let plain = "";
  const go = (inner) => inline(inner, names);
  while (text) {
    const hit = INLINE.map(([pattern, make]) => [text.match(pattern), make]).find(([match]) => match);
    if (hit) {
      if (plain) parts.push(plain);
      plain = "";
      parts.push(hit[1](hit[0], go, names));
      text = text.slice(hit[0][0].length);
    } else {
      const [first] = text.match(/^(?:[^\n`*_~|<@[\\h]+|.|\n)/su);
      plain += first;
      text = text.slice(first.length);
    }
  }
  if (plain) parts.push(plain);
  return parts;
}

// Lines that begin a block: headings, small print, quotes, lists.
function block(line, names) {
  let match;
  if ((match = line.match(/^(#{1,3})\s+(.+)/))) return el(`h${match[1].length + 1}`, {}, inline(match[2], names));
  if ((match = line.match(/^-#\s+(.+)/))) return el("small", { class: "subtext" }, inline(match[1], names));
  if ((match = line.match(/^>\s?(.*)/))) return el("blockquote", {}, inline(match[1], names));
  if ((match = line.match(/^(\s*)(?:[-*]|(\d+)\.)\s+(.+)/))) {
    const item = el("div", { class: "item", data: { mark: match[2] ? `${match[2]}.` : "•" } }, el("span", {}, inline(match[3], names)));
    if (match[1].length > 1) item.classList.add("deep");
    return item;
  }
  return null;
}

export function markdown(text, names) {
  const whole = el("div", { class: "md" });
  const pieces = String(text).split(/```(?:([\w+-]+)\n)?\n?([\s\S]*?)```/);
  for (let at = 0; at < pieces.length; at += 3) {
    lines(pieces[at], names, whole);
    if (pieces[at + 2] !== undefined) whole.append(el("pre", {}, el("code", {}, pieces[at + 2].replace(/\n$/, ""))));
  }
  return whole;
}

function lines(text, names, whole) {
  if (!text) return;
  let run = [];
  const flush = () => {
    if (run.length && run.join("\n").trim()) whole.append(el("p", {}, inline(run.join("\n").replace(/^\n|\n$/g, ""), names)));
    run = [];
  };
  for (const line of text.split("\n")) {
    const made = block(line, names);
    if (made) {
      flush();
      whole.append(made);
    } else run.push(line);
  }
  flush();
}
