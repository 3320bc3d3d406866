// The bot's commands: what is told to Discord, and what is done when a member uses one.

"use strict";

const {
  ApplicationCommandType, AttachmentBuilder, ButtonBuilder, ButtonStyle, ContainerBuilder, ContextMenuCommandBuilder,
  EmbedBuilder, MediaGalleryBuilder, MessageFlags, PermissionFlagsBits, SeparatorBuilder, SlashCommandBuilder,
} = require("discord.js");
const { board } = require("./components.js");
const { estate } = require("./estate.js");

const FLAVOURS = ["vanilla", "matcha", "melon"];
const command = (name) => new SlashCommandBuilder().setName(name).setDescription(`Does ${name}`);

const order = command("order")
  .addStringOption((one) => one.setName("flavour").setDescription("Which").setRequired(true).setAutocomplete(true))
  .addIntegerOption((one) => one.setName("scoops").setDescription("How many").setMinValue(1).setMaxValue(3))
  .addNumberOption((one) => one.setName("tip").setDescription("How much"))
  .addBooleanOption((one) => one.setName("cone").setDescription("In a cone"))
  .addStringOption((one) =>
    one.setName("size").setDescription("Size").addChoices({ name: "Small", value: "s" }, { name: "Large", value: "l" }))
  .addUserOption((one) => one.setName("friend").setDescription("For whom"))
  .addRoleOption((one) => one.setName("team").setDescription("Whose"))
  .addChannelOption((one) => one.setName("place").setDescription("Where"))
  .addMentionableOption((one) => one.setName("anyone").setDescription("Member or role"))
  .addAttachmentOption((one) => one.setName("picture").setDescription("A picture"));

const shop = command("shop")
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
  .addSubcommand((one) => one.setName("open").setDescription("Open it")
    .addStringOption((option) => option.setName("sign").setDescription("What it says").setRequired(true)))
  .addSubcommandGroup((group) => group.setName("staff").setDescription("Staff").addSubcommand((one) =>
    one.setName("hire").setDescription("Hire").addUserOption((option) =>
      option.setName("who").setDescription("Who").setRequired(true))));

const manage = command("manage")
  .addStringOption((one) => one.setName("what").setDescription("What").setRequired(true))
  .addUserOption((one) => one.setName("member").setDescription("Whom"));

const menu = (name, type) => new ContextMenuCommandBuilder().setName(name).setType(type);
const DEFINITIONS = [
  order, shop, manage, ...["secret", "deliver", "board", "poll", "close", "talk", "wrong", "burst", "letter"].map(command),
  menu("Quote", ApplicationCommandType.Message), menu("Greet", ApplicationCommandType.User),
].map((one) => one.toJSON());

const handlers = {
  async "order:complete"(interaction) {
    const typed = interaction.options.getFocused();
    await interaction.respond(FLAVOURS.filter((one) => one.startsWith(typed)).map((one) => ({ name: one, value: one })));
  },

  async order(interaction) {
    const { options } = interaction;
    const picture = options.getAttachment("picture");
    const blob = picture && Buffer.from(await (await fetch(picture.url)).arrayBuffer());
    const told = {
      flavour: options.getString("flavour"), scoops: options.getInteger("scoops"), tip: options.getNumber("tip"),
      cone: options.getBoolean("cone"), size: options.getString("size"), friend: options.getMember("friend")?.displayName,
      team: options.getRole("team")?.name, place: options.getChannel("place")?.name,
      anyone: options.getMentionable("anyone")?.toString(), picture: picture?.name, bytes: blob?.length,
      by: interaction.member.displayName, locale: interaction.locale,
    };
    await interaction.reply({ content: JSON.stringify(told), allowedMentions: { parse: [] } });
  },

  async shop(interaction) {
    const { options, guild } = interaction;
    if (options.getSubcommand() === "hire") {
      const role = await guild.roles.create({ name: "Staff", colors: { primaryColor: 0xff8800 }, mentionable: true });
      await options.getMember("who").roles.add(role);
      const fresh = await guild.members.fetch({ user: options.getUser("who").id, force: true });
      return interaction.reply(`${fresh.displayName}: ${fresh.roles.cache.map((one) => one.name).sort().join(", ")}`);
    }
    const channel = await guild.channels.create({ name: "ice-cream", topic: options.getString("sign") });
    await channel.permissionOverwrites.edit(guild.roles.everyone, { AddReactions: false });
    await channel.edit({ topic: `${channel.topic}!` });
    await interaction.reply(`${channel} says ${channel.topic}`);
  },

  async manage(interaction) {
    await interaction.deferReply();
    const { guild, channel, client, options } = interaction;
    const told = await estate[options.getString("what")]({ guild, channel, client, member: options.getUser("member") });
    await interaction.editReply(told);
  },

  async secret(interaction) {
    await interaction.reply({ content: "hush", flags: MessageFlags.Ephemeral });
    const more = await interaction.followUp({ content: "and this", flags: MessageFlags.Ephemeral });
    await interaction.editReply("hush, hush");
    await interaction.deleteReply(more);
  },

  async deliver(interaction) {
    await interaction.deferReply();
    for (const percent of [30, 60]) await interaction.editReply(`${percent} %`);
    const film = new AttachmentBuilder(Buffer.alloc(5000, 7), { name: "film.mp4", description: "A film" });
    const embed = new EmbedBuilder().setTitle("Done").setDescription("Five thousand bytes").setFooter({ text: "foot" })
      .addFields({ name: "length", value: "3 s", inline: true });
    const sent = await interaction.editReply({ content: "here", embeds: [embed], files: [film] });
    const again = await interaction.fetchReply();
    const still = new AttachmentBuilder(Buffer.from("a picture"), { name: "still.png" });
    const card = new ContainerBuilder().setAccentColor(0xff8800)
      .addTextDisplayComponents((one) => one.setContent(`## ${sent.attachments.first().size} = ${again.attachments.first().size}`))
      .addMediaGalleryComponents(new MediaGalleryBuilder().addItems((one) => one.setURL("attachment://still.png")))
      .addSeparatorComponents(new SeparatorBuilder().setDivider(true))
      .addSectionComponents((one) => one.addTextDisplayComponents((text) => text.setContent("Like it?"))
        .setButtonAccessory(new ButtonBuilder().setCustomId("liked").setLabel("Like").setStyle(ButtonStyle.Success)));
    await interaction.followUp({ components: [card], files: [still], flags: MessageFlags.IsComponentsV2 });
  },

  async board(interaction) {
    const { resource } = await interaction.reply({ content: "0", components: board(), withResponse: true });
    await resource.message.react("👀");
  },

  async poll(interaction, note) {
    const { resource } = await interaction.reply({
      poll: { question: { text: "Which?" }, answers: [{ text: "Red", emoji: "🔴" }, { text: "Blue" }], duration: 1, allowMultiselect: false },
      withResponse: true,
    });
    note("asked", { id: resource.message.id, hours: (resource.message.poll.expiresTimestamp - resource.message.createdTimestamp) / 3600000 });
  },

  async close(interaction, note) {
    const message = (await interaction.channel.messages.fetch({ limit: 50 })).find((one) => one.poll);
    const voters = {};
    for (const one of message.poll.answers.values()) voters[one.text] = (await one.voters.fetch()).map((user) => user.username);
    note("voters", { voters });
    await interaction.deferReply();
    const ended = await message.poll.end();
    await interaction.editReply(`over: ${ended.poll.resultsFinalized}`);
  },

  async talk(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const said = await interaction.channel.send({ content: "talk here", enforceNonce: true, nonce: "talk-1" });
    const twin = await interaction.channel.send({ content: "talk here", enforceNonce: true, nonce: "talk-1" });
    await said.react("👍");
    await said.pin();
    const thread = await said.startThread({ name: "side talk", autoArchiveDuration: 60 });
    const first = await thread.send("inside");
    await first.reply("and answered");
    await thread.setName("quiet talk");
    await said.edit("talk there");
    const fans = await said.reactions.cache.get("👍").users.fetch();
    const pins = await interaction.channel.messages.fetchPins();
    await thread.setArchived(true);
    await interaction.editReply(`${twin.id === said.id} ${fans.size} ${pins.items[0].message.id === said.id} ${thread.archived}`);
  },

  async wrong(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const told = [];
    for (const attempt of [
      () => interaction.channel.send("x".repeat(2001)),
      () => interaction.channel.messages.fetch("1"),
      () => interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body: { type: 5 } }),
      () => interaction.channel.send({ files: [new AttachmentBuilder(Buffer.alloc(10 * 2 ** 20 + 1), { name: "big.bin" })] }),
      () => interaction.guild.roles.everyone.delete(),
    ]) {
      try {
        await attempt();
        told.push("accepted");
      } catch (problem) {
        told.push(`${problem.status} ${problem.code} ${Object.keys(problem.rawError.errors ?? {}).join()}`.trim());
      }
    }
    await interaction.editReply(told.join("\n"));
  },

  async burst(interaction) {
    await interaction.reply("go");
    for (let number = 1; number <= 6; number += 1) await interaction.followUp(`burst ${number}`);
  },

  async letter(interaction) {
    await interaction.reply({ content: "sent", flags: MessageFlags.Ephemeral });
    await interaction.user.send({ content: "a letter", files: [new AttachmentBuilder(Buffer.from("dear"), { name: "dear.txt" })] });
  },

  async Quote(interaction) {
    await interaction.reply({ content: `> ${interaction.targetMessage.content}`, allowedMentions: { repliedUser: false } });
  },

  async Greet(interaction) {
    await interaction.reply(`hello ${interaction.targetMember.displayName}`);
  },
};

module.exports = { DEFINITIONS, handlers };
