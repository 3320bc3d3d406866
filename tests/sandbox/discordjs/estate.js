// What an application with many rights does to a guild; each answers with what came of it.

"use strict";

const { AttachmentBuilder, ChannelType, GuildScheduledEventEntityType, GuildScheduledEventPrivacyLevel } = require("discord.js");

const PIXEL = Buffer.from(
  "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de" +
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082", "hex");
const HOUR = 3600_000;

const estate = {
  async forum({ guild }) {
    const place = await guild.channels.create({
      name: "dramas", type: ChannelType.GuildForum, availableTags: [{ name: "done" }, { name: "open" }],
    });
    const [done, open] = place.availableTags;
    const film = new AttachmentBuilder(Buffer.from("film"), { name: "film.txt" });
    const thread = await place.threads.create({ name: "Moon", message: { content: "first", files: [film] }, appliedTags: [done.id] });
    await thread.setAppliedTags([open.id]);
    return `${(await thread.fetchStarterMessage()).attachments.first().size} ${thread.appliedTags.includes(open.id)}`;
  },

  async privacy({ channel, member }) {
    const thread = await channel.threads.create({ name: "quiet", type: ChannelType.PrivateThread, invitable: false });
    await thread.members.add(member.id);
    const { size } = await thread.members.fetch();
    await thread.setLocked(true);
    await thread.setArchived(true);
    return `${size} ${(await channel.threads.fetchArchived({ type: "private" })).threads.size}`;
  },

  async webhook({ channel }) {
    const hook = await channel.createWebhook({ name: "Herald" });
    const sent = await hook.send({ content: "hear", username: "Bard" });
    const changed = await hook.editMessage(sent, "hear, hear");
    await hook.delete();
    return `${sent.author.username} ${changed.content} ${(await channel.fetchWebhooks()).size}`;
  },

  async invite({ channel, client }) {
    const made = await channel.createInvite({ maxAge: 60, maxUses: 2 });
    const { guild } = await client.fetchInvite(made.code);
    await made.delete();
    return `${guild.name} ${made.maxUses} ${(await guild.client.guilds.cache.get(guild.id).invites.fetch()).size}`;
  },

  async emoji({ guild, channel }) {
    const emoji = await guild.emojis.create({ attachment: PIXEL, name: "moon" });
    const message = await channel.send("a moon");
    await message.react(emoji);
    const given = (await message.fetch(true)).reactions.cache.map((one) => `${one.emoji.name} ${one.count}`);
    await emoji.delete();
    return given.join();
  },

  async evening({ guild }) {
    const start = Date.now() + 24 * HOUR;
    const made = await guild.scheduledEvents.create({
      name: "Premiere", scheduledStartTime: start, scheduledEndTime: start + HOUR, entityMetadata: { location: "here" },
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly, entityType: GuildScheduledEventEntityType.External,
    });
    await made.edit({ name: "Second premiere" });
    const names = (await guild.scheduledEvents.fetch()).map((one) => one.name);
    await made.delete();
    return names.join();
  },

  async ban({ guild, member }) {
    await guild.members.ban(member.id, { reason: "spoilers" });
    const { reason } = await guild.bans.fetch(member.id);
    await guild.members.unban(member.id);
    return `${reason} ${(await guild.bans.fetch()).size}`;
  },

  async role({ guild }) {
    const made = await guild.roles.create({ name: "Crew" });
    const role = await made.edit({ name: "Cast", hoist: true, colors: { primaryColor: 0xff8800 } });
    const told = `${role.name} ${role.hexColor} ${role.hoist}`;
    await made.delete();
    return told;
  },

  async broom({ channel }) {
    const sent = [await channel.send("one"), await channel.send("two")];
    return `${(await channel.bulkDelete(sent)).size}`;
  },

  async log({ guild }) {
    const { entries } = await guild.fetchAuditLogs({ limit: 100 });
    return [...new Set(entries.map((one) => one.actionType))].sort().join();
  },
};

module.exports = { estate };
