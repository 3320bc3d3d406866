// Embeds, and the note with which a poll ends.

import { el, safeUrl } from "./dom.js";
import { markdown, when } from "./markdown.js";
import { media } from "./media.js";
import { hex, names } from "./world.js";

const titled = (words, url) => (url && safeUrl(url) ? el("a", { href: safeUrl(url), target: "_blank", rel: "noopener noreferrer" }, words) : words);

function fields(all) {
  return el("div", { class: "fields" }, all.map((one) => el("div", { class: one.inline ? "inline" : "" }, el("h5", {}, one.name), markdown(one.value, names))));
}

export function embed(one, message) {
  if (one.type === "poll_result") return pollResult(one, message);
  const small = [one.footer?.text, one.timestamp && when(Date.parse(one.timestamp) / 1000)].filter(Boolean).join(" • ");
  const words = el("div", { class: "words" },
    one.author ? el("div", { class: "by" }, titled(one.author.name, one.author.url)) : null,
    one.title ? el("h4", {}, titled(one.title, one.url)) : null,
    one.description ? markdown(one.description, names) : null,
    one.fields?.length ? fields(one.fields) : null);
  return el("article", { class: "embed", css: one.color !== undefined && one.color !== null ? { "--accent": hex(one.color) } : {} },
    words, one.thumbnail ? el("div", { class: "corner" }, media(one.thumbnail, "", "image/")) : null,
    one.image ? el("div", { class: "wide" }, media(one.image, one.title, "image/")) : null,
    small ? el("footer", {}, small) : null);
}

function pollResult(one, message) {
  const facts = Object.fromEntries(one.fields.map((f) => [f.name, f.value]));
  const votes = Number(facts.victor_answer_votes || 0), total = Number(facts.total_votes || 0);
  const share = total ? ` • ${Math.round((100 * votes) / total)}%` : "";
  return el("div", { class: "pollnote" }, el("span", {}, el("strong", {}, facts.victor_answer_text || "The results were tied"), el("small", {}, `${facts.victor_answer_text ? "Winning answer" : "No winner"}${share}`)),
    el("a", { class: "button secondary", href: `#${message.channel_id}/${message.message_reference?.message_id}` }, "View Poll"));
}
