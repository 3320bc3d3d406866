// What is there, as the member sees it: guild, channels, members, roles; names and colours; what was read.

import * as api from "./api.js";
import { shownName } from "./dom.js";

export const world = { guild: null, guilds: [], channels: [], direct: [], members: [], application: {}, online: false, presence: {}, current: "" };

export const KIND = { text: 0, dm: 1, voice: 2, category: 4, news: 5, newsThread: 10, thread: 11, privateThread: 12, stage: 13, forum: 15, media: 16 };
const GLYPHS = { 1: "at", 2: "voice", 5: "loud", 10: "thread", 11: "thread", 12: "thread", 13: "voice", 15: "forum", 16: "forum" };
const VIEW = 1n << 10n, SEND = 1n << 11n, SEND_IN_THREADS = 1n << 38n;

export async function refresh() {
  Object.assign(world, await api.state());
  document.documentElement.dataset.locale = world.locale || "";
  world.channels.sort((a, b) => a.position - b.position);
  api.me.id = world.viewer;
  api.me.guild = world.guild.id;
}

export const roles = () => world.guild?.roles || [];
export const memberOf = (id) => world.members.find((one) => one.user.id === id);
export const channelOf = (id) => world.channels.find((one) => one.id === id) || world.direct.find((one) => one.id === id);
export const here = () => channelOf(world.current);
export const isForum = (channel) => channel?.type === KIND.forum || channel?.type === KIND.media;
export const isThread = (channel) => Boolean(channel?.thread_metadata);

export function displayName(user) {
  return memberOf(user.id)?.nick || shownName(memberOf(user.id)?.user || user);
}

export function channelName(channel) {
  if (!channel) return "unknown";
  return channel.type === KIND.dm ? world.application.name : channel.name;
}

export function glyphOf(channel) {
  const everyone = (channel.permission_overwrites || []).find((one) => one.id === world.guild?.id);
  const hidden = everyone && BigInt(everyone.deny) & VIEW;
  return hidden ? "lock" : GLYPHS[channel.type] || "hash";
}

export const names = {
  user: (id) => { const one = memberOf(id); return one ? displayName(one.user) : "unknown-user"; },
  role: (id) => roles().find((one) => one.id === id)?.name || "unknown-role",
  channel: (id) => channelName(channelOf(id)),
};

export const hex = (colour) => `#${colour.toString(16).padStart(6, "0")}`;

export function rolesOf(member) {
  return roles().filter((role) => member.roles.includes(role.id)).sort((a, b) => b.position - a.position);
}

export function colourOf(user) {
  const member = memberOf(user.id);
  const coloured = member && rolesOf(member).find((role) => role.color);
  return coloured ? hex(coloured.color) : "";
}

export function mayWrite(channel) {
  if (!channel || channel.type === KIND.dm) return Boolean(channel);
  return Boolean(BigInt(channel.permissions || 0) & (isThread(channel) ? SEND_IN_THREADS : SEND));
}

export const statusOf = (user) => (user.bot && !world.online ? "offline" : (user.bot && world.presence?.status) || "online");

// ---- what was read: kept for each member, so that marks outlive a reload

const unread = new Map(); // channel → how many mentions wait there
const key = (channel) => `read:${api.me.id}:${channel}`;

export function markRead(channel) {
  unread.delete(channel);
  const last = channelOf(channel)?.last_message_id;
  if (last) localStorage.setItem(key(channel), last);
}

export const readUntil = (channel) => localStorage.getItem(key(channel)) || "";

export function recallUnread() {
  unread.clear();
  for (const one of [...world.channels, ...world.direct]) {
    const seen = readUntil(one.id);
    if (!one.last_message_id) continue;
    if (!seen) localStorage.setItem(key(one.id), one.last_message_id);
    else if (BigInt(one.last_message_id) > BigInt(seen)) unread.set(one.id, 0);
  }
}

export function heard(channel, id, mentioned) {
  const known = channelOf(channel);
  if (!known) return false;
  known.last_message_id = id;
  if (channel === world.current && !document.hidden) {
    markRead(channel);
    return false;
  }
  unread.set(channel, (unread.get(channel) || 0) + (mentioned ? 1 : 0));
  return true;
}

export const isUnread = (channel) => unread.has(channel);
export const pings = (channel) => unread.get(channel) || 0;
export const anyUnread = () => unread.size;
