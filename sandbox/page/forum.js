// A forum: its posts as cards, the newest on top.

import * as api from "./api.js";
import { $, el, fill, icon } from "./dom.js";
import { ago, markdown } from "./markdown.js";
import { isSeen, media } from "./media.js";
import { channelOf, colourOf, displayName, isThread, isUnread, memberOf, names, world } from "./world.js";

const secondsOf = (id) => Number((BigInt(id) >> 22n) + 1420070400000n) / 1000; // Discord's epoch, as in every snowflake

function picture(first) {
  const found = first?.attachments.find((one) => isSeen(one.content_type));
  return found?.content_type.startsWith("image/") ? el("span", { class: "cover-picture" }, media(found).firstChild) : null;
}

function card(post, first) {
  const author = memberOf(post.owner_id)?.user, tags = channelOf(post.parent_id)?.available_tags?.filter((one) => post.applied_tags?.includes(one.id)) || [];
  return el("li", {}, el("a", { class: `post${isUnread(post.id) ? " unread" : ""}`, href: `#${post.id}` },
    el("span", { class: "words" }, tags.length ? el("span", { class: "tags" }, tags.map((one) => el("span", { class: "tag" }, one.emoji_name ? `${one.emoji_name} ` : "", one.name))) : null,
      el("b", {}, post.name),
      el("span", { class: "excerpt" }, author ? el("span", { class: "who", css: { color: colourOf(author) || "inherit" } }, `${displayName(author)}: `) : null, first ? summary(first) : ""),
      el("small", {}, icon("bubble"), ` ${post.message_count} • ${ago(secondsOf(post.last_message_id || post.id))}`)),
    picture(first)));
}

function summary(first) {
  const texts = [first.content];
  const walk = (all) => all.forEach((one) => { if (one.type === 10) texts.push(one.content); walk(one.components || []); });
  walk(first.components || []);
  return markdown(texts.join("\n").trim(), names).textContent.slice(0, 200);
}

export async function paintForum(channel) {
  const log = $("#log"), posts = world.channels.filter((one) => isThread(one) && one.parent_id === channel.id);
  posts.sort((a, b) => (BigInt(a.last_message_id || a.id) < BigInt(b.last_message_id || b.id) ? 1 : -1));
  const firsts = await Promise.all(posts.map((one) => api.message(one.id).catch(() => null)));
  if (world.current !== channel.id) return;
  fill(log, el("li", { class: "start" }, el("span", { class: "emblem" }, icon("forum")), el("h2", {}, channel.name), channel.topic ? markdown(channel.topic, names) : null),
    posts.length ? posts.map((one, index) => card(one, firsts[index])) : el("li", { class: "none" }, "There are no posts here yet."));
  log.classList.add("forum");
  log.dataset.ready = channel.id;
  log.scrollTop = 0;
}
