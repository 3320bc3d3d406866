// Polls: choosing, voting, looking at the results, taking the vote back.

import * as api from "./api.js";
import { el, icon, toast } from "./dom.js";
import { ago } from "./markdown.js";

const chosen = new Map(); // answers picked and not sent yet, by message
const peeking = new Set(); // polls whose results are shown before one has voted

const counted = (number) => `${number} ${number === 1 ? "vote" : "votes"}`;

export function poll(message, repaint) {
  const one = message.poll, many = one.allow_multiselect, results = one.results;
  const counts = Object.fromEntries(results.answer_counts.map((c) => [c.id, c]));
  const total = results.answer_counts.reduce((sum, c) => sum + c.count, 0);
  const voted = results.answer_counts.some((c) => c.me_voted), over = results.is_finalized;
  const showing = over || voted || peeking.has(message.id);
  const picked = chosen.get(message.id) || new Set();
  const best = Math.max(0, ...results.answer_counts.map((c) => c.count));

  const vote = async (answers) => {
    try {
      await api.vote(message.id, answers);
      chosen.delete(message.id);
      peeking.delete(message.id);
    } catch (problem) {
      toast(problem.message);
    }
  };
  const toggle = (id) => {
    const next = new Set(many ? picked : []);
    if (picked.has(id)) next.delete(id);
    else next.add(id);
    chosen.set(message.id, next);
    repaint();
  };
  const answer = ({ answer_id: id, poll_media: media }) => {
    const count = counts[id]?.count || 0, share = total ? Math.round((100 * count) / total) : 0, mine = counts[id]?.me_voted;
    const label = [media.emoji?.name ? el("span", { class: "emoji" }, media.emoji.name) : null, el("span", { class: "label" }, media.text)];
    if (!showing) {
      const kind = many ? "checkbox" : "radio";
      return el("button", { type: "button", class: "answer", role: kind, "aria-checked": picked.has(id), onclick: () => toggle(id) }, label, el("i", { class: many ? "box" : "ring" }, icon("check")));
    }
    return el("div", { class: `answer result${mine ? " mine" : ""}${over && count && count === best ? " won" : ""}`, css: { "--share": `${share}%` } }, label,
      el("span", { class: "count" }, counted(count), el("b", {}, `${share}%`)), mine ? el("i", { class: "ring on" }, icon("check")) : null);
  };
  const left = over ? "Poll closed" : `${ago(Date.parse(one.expiry) / 1000).replace(/^in /, "")} left`;
  const peek = (on) => { if (on) peeking.add(message.id); else peeking.delete(message.id); repaint(); };
  const ends = over ? [] : voted
    ? [el("button", { type: "button", class: "button secondary", onclick: () => vote([]) }, "Remove Vote")]
    : showing ? [el("button", { type: "button", class: "button secondary", onclick: () => peek(false) }, "Go back to vote")]
      : [el("button", { type: "button", class: "linklike", onclick: () => peek(true) }, "Show results"),
        el("button", { type: "button", class: "button primary", disabled: !picked.size, onclick: () => vote([...picked]) }, "Vote")];
  return el("div", { class: "poll" }, el("strong", { class: "question" }, one.question.text),
    el("small", {}, over ? "This poll has ended" : many ? "Select one or more answers" : "Select one answer"),
    el("div", { class: "answers", role: showing ? undefined : many ? "group" : "radiogroup", "aria-label": one.question.text }, one.answers.map(answer)),
    el("div", { class: "ends" }, el("small", {}, `${counted(total)} • ${left}`), ends));
}
