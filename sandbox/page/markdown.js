// Discord's markdown as elements. Nothing here parses markup: what is not a mark stays text.

import { el, safeUrl } from "./dom.js";

const JUMP = /^https?:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?/;
const INLINE = [
  [/^(`+)(.+?)\1(?!`)/s, (m) => el("code", {}, m[2])],
  [/^\*\*\*(.+?)\*\*\*/s, (m, go) => el("strong", {}, el("em", {}, go(m[1])))],
  [/^\*\*(.+?)\*\*(?!\*)/s, (m, go) => el("strong", {}, go(m[1]))],
  [/^__(.+?)__(?!_)/s, (m, go) => el("u", {}, go(m[1]))],
  [/^~~(.+?)~~/s, (m, go) => el("s", {}, go(m[1]))],
  [/^\|\|(.+?)\|\|/s, (m, go) => spoiler(go(m[1]))],
  [/^\*(?![\s*])(.+?)(?<![\s*])\*(?!\*)/s, (m, go) => el("em", {}, go(m[1]))],
  [/^_(?![\s_])(.+?)_(?!\w)/s, (m, go) => el("em", {}, go(m[1]))],
  [/^<@!?(\d+)>/, (m, go, names) => el("button", { type: "button", class: "mention", data: { user: m[1] } }, `@${names.user(m[1])}`)],
  [/^<@&(\d+)>/, (m, go, names) => el("span", { class: "mention" }, `@${names.role(m[1])}`)],
  [/^<#(\d+)>/, (m, go, names) => el("a", { class: "mention", href: `#${m[1]}` }, `#${names.channel(m[1])}`)],
  [/^<\/([^:>\n]{1,100}):\d+>/, (m) => el("button", { type: "button", class: "mention", data: { command: m[1] } }, `/${m[1]}`)],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, (m) => stamp(Number(m[1]), m[2])],
  [/^<a?:(\w+):\d+>/, (m) => `:${m[1]}:`],
  [/^@(everyone|here)\b/, (m) => el("span", { class: "mention" }, m[0])],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^)\s>]+)>?\)/, (m, go) => link(m[2], go(m[1]))],
  [/^<(https?:\/\/[^>\s]+)>/, (m, go, names) => address(m[1], names)],
  [/^https?:\/\/[^\s<>]*[^\s<>.,;:!?)"'\]]/, (m, go, names) => address(m[0], names)],
  [/^\\([\\`*_~|<>@#[\]()>.+-])/, (m) => m[1]],
];
const STARTS = new Set("`*_~|<@[\\h");

function link(url, label) {
  const href = safeUrl(url);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, label) : label;
}

// A link to a message leads there within the page.
function address(url, names) {
  const jump = url.match(JUMP);
  if (!jump) return link(url, url);
  const [, channel, message] = jump;
  return el("a", { class: "mention jump", href: `#${channel}${message ? `/${message}` : ""}` }, `#${names.channel(channel)}`, message ? " › 💬" : "");
}

function spoiler(inner) {
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    const node = event.currentTarget;
    if (node.classList.contains("shown")) return;
    event.preventDefault();
    node.classList.add("shown");
    node.removeAttribute("role");
  };
  return el("span", { class: "spoiler", tabindex: 0, role: "button", "aria-label": "Spoiler: press to show", onclick: show, onkeydown: show }, el("span", {}, inner));
}

// ---- times

// Times are told in the language of the member whose window this is; in English, as this browser writes it.
const ENGLISH = navigator.language?.startsWith("en") ? navigator.language : "en-GB";

function locale() {
  const spoken = document.documentElement.dataset.locale || "en";
  return spoken.startsWith("en") ? ENGLISH : spoken;
}
const SHAPES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};

export function ago(seconds) {
  const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const away = seconds - Date.now() / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(away) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.round(away / size), unit);
}

export function written(seconds, style = "f") {
  if (Math.abs(seconds) > 8.64e12) return "Invalid date";
  if (style === "R") return ago(seconds);
  return new Intl.DateTimeFormat(locale(), SHAPES[style]).format(new Date(seconds * 1000));
}

// As beside a name: the time today, "Yesterday at", else the date.
export function when(seconds) {
  const day = (at) => new Date(at).toDateString(), now = Date.now();
  if (day(seconds * 1000) === day(now)) return written(seconds, "t");
  if (day(seconds * 1000) === day(now - 864e5)) return `Yesterday at ${written(seconds, "t")}`;
  return `${written(seconds, "d")}, ${written(seconds, "t")}`;
}

function stamp(seconds, style) {
  return el("time", { class: "stamp", data: { seconds, style: style || "f" }, title: written(seconds, "F") }, written(seconds, style));
}

// ---- inline and blocks

function inline(text, names, depth = 0) {
  const parts = [];
  let plain = "", at = 0;
  const go = (inner) => (depth < 8 ? inline(inner, names, depth + 1) : inner);
  while (at < text.length) {
    const boundary = text[at] !== "h" || !/\w/.test(text[at - 1] || "");
    const rest = STARTS.has(text[at]) && boundary ? text.slice(at) : "";
    const hit = rest && INLINE.map(([pattern, make]) => [rest.match(pattern), make]).find(([match]) => match);
    if (!hit) {
      plain += text[at++];
      continue;
    }
    if (plain) parts.push(plain);
    plain = "";
    parts.push(hit[1](hit[0], go, names));
    at += hit[0][0].length;
  }
  if (plain) parts.push(plain);
  return parts;
}

function item(match, names) {
  const depth = Math.min(4, Math.floor(match[1].length / 2));
  const made = el("div", { class: "item", data: { mark: match[2] ? `${match[2]}.` : depth ? "◦" : "•" } }, el("span", {}, inline(match[3], names)));
  made.style.setProperty("--depth", depth);
  return made;
}

// Lines that begin a block: headings, small print, lists.
function block(line, names) {
  let match;
  if ((match = line.match(/^(#{1,3})\s+(.+)/))) return el("div", { class: `h${match[1].length}`, role: "heading", "aria-level": match[1].length + 2 }, inline(match[2], names));
  if ((match = line.match(/^-#\s+(.+)/))) return el("small", { class: "subtext" }, inline(match[1], names));
  if ((match = line.match(/^(\s*)(?:[-*]|(\d{1,4})\.)\s+(.+)/))) return item(match, names);
  return null;
}

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s){1,60}$/u;

export function markdown(text, names) {
  const whole = el("div", { class: `md${EMOJI.test(text) && text.trim() ? " jumbo" : ""}` });
  const pieces = String(text).split(/```(?:([\w+-]+)\n)?\n?([\s\S]*?)```/);
  for (let at = 0; at < pieces.length; at += 3) {
    lines(pieces[at], names, whole);
    if (pieces[at + 2] !== undefined) whole.append(el("pre", {}, el("code", {}, pieces[at + 2].replace(/\n$/, ""))));
  }
  return whole;
}

function lines(text, names, whole) {
  if (!text) return;
  const all = text.split("\n");
  let run = [], quote = [];
  const flush = () => {
    const words = run.join("\n").replace(/^\n|\n$/g, "");
    if (words.trim()) whole.append(el("p", {}, inline(words, names)));
    else if (run.length > 1) whole.append(el("p", { class: "gap" }));
    run = [];
    if (quote.length) {
      const inside = el("div", {});
      lines(quote.join("\n"), names, inside);
      whole.append(el("blockquote", {}, inside));
    }
    quote = [];
  };
  for (let at = 0; at < all.length; at++) {
    const line = all[at], quoted = line.match(/^>\s(.*)/) || line.match(/^>$/);
    if (line.startsWith(">>> ")) {
      flush();
      quote = [line.slice(4), ...all.slice(at + 1)];
      break;
    }
    if (quoted) {
      if (run.length) flush();
      quote.push(quoted[1] || "");
      continue;
    }
    if (quote.length) flush();
    const made = block(line, names);
    if (made) {
      flush();
      whole.append(made);
    } else run.push(line);
  }
  flush();
}
