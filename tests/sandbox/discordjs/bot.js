// A small discord.js bot: `node bot.js URL TOKEN`. What it sees it notes on standard output, one JSON object a line.

"use strict";

const { Client, Events, GatewayIntentBits, MessageFlags, Partials } = require("discord.js");
const { DEFINITIONS, handlers } = require("./commands.js");
const { components, modals } = require("./components.js");

const [url, token] = process.argv.slice(2);
const note = (saw, fields = {}) => process.stdout.write(`${JSON.stringify({ saw, ...fields })}\n`);

const client = new Client({
  intents: [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.GuildMessagePolls,
    GatewayIntentBits.DirectMessages,
    GatewayIntentBits.GuildModeration,
    GatewayIntentBits.GuildExpressions,
    GatewayIntentBits.GuildWebhooks,
    GatewayIntentBits.GuildInvites,
    GatewayIntentBits.GuildScheduledEvents,
  ],
  partials: [Partials.Channel, Partials.Message, Partials.Reaction, Partials.Poll, Partials.PollAnswer],
  rest: { api: `${url}/api`, cdn: `${url}/cdn`, offset: 0 },
});

async function answer(interaction) {
  const name = interaction.commandName ?? interaction.customId;
  const known = interaction.isModalSubmit() ? modals : interaction.isMessageComponent() ? components : handlers;
  const handle = known[interaction.isAutocomplete() ? `${name}:complete` : name];
  try {
    await handle(interaction, note);
  } catch (problem) {
    note("problem", { name, words: String(problem.stack) });
    if (interaction.deferred) await interaction.editReply(String(problem).slice(0, 2000));
    else if (interaction.isRepliable() && !interaction.replied)
      await interaction.reply({ content: String(problem), flags: MessageFlags.Ephemeral });
  }
}

client.once(Events.ClientReady, async (ready) => {
  const made = await ready.application.commands.set(DEFINITIONS);
  const guild = ready.guilds.cache.first();
  note("ready", {
    user: ready.user.username,
    guild: guild.name,
    channels: guild.channels.cache.map((one) => one.name),
    commands: made.map((one) => one.name),
  });
});
client.on(Events.InteractionCreate, answer);
client.on(Events.MessageCreate, (message) =>
  note("message", {
    content: message.content,
    by: message.author.username,
    direct: message.guildId === null,
    files: message.attachments.map((one) => ({ name: one.name, size: one.size, type: one.contentType })),
  }),
);
client.on(Events.MessageUpdate, (_, message) => {
  if (message.poll) note("poll", { id: message.id, over: message.poll.resultsFinalized, counts: counts(message.poll) });
});
client.on(Events.MessageDelete, (message) => note("deleted", { id: message.id }));
client.on(Events.MessagePollVoteAdd, (one, user) => note("vote", { answer: one.id, user }));
client.on(Events.MessagePollVoteRemove, (one, user) => note("unvote", { answer: one.id, user }));
client.on(Events.MessageReactionAdd, (one, user) => note("reaction", { emoji: one.emoji.name, user: user.id }));
client.on(Events.MessageReactionRemove, (one, user) => note("unreaction", { emoji: one.emoji.name, user: user.id }));
client.on(Events.ThreadCreate, (thread) => note("thread", { name: thread.name }));
client.on(Events.ChannelCreate, (channel) => note("channel", { name: channel.name, topic: channel.topic }));
for (const [name, event] of [
  ["banned", Events.GuildBanAdd], ["unbanned", Events.GuildBanRemove], ["emoji", Events.GuildEmojiCreate],
  ["invite", Events.InviteCreate], ["webhooks", Events.WebhooksUpdate], ["evening", Events.GuildScheduledEventCreate],
  ["entry", Events.GuildAuditLogEntryCreate], ["bulk", Events.MessageBulkDelete], ["role", Events.GuildRoleUpdate],
]) client.on(event, () => note(name));
client.on(Events.ShardResume, (_, replayed) => note("resumed", { replayed }));
client.on(Events.ShardReady, () => note("identified"));
client.on(Events.Error, (problem) => note("problem", { name: "client", words: String(problem.stack) }));
client.rest.on("rateLimited", (told) => note("limited", { route: told.route, wait: told.timeToReset }));

const counts = (poll) => Object.fromEntries(poll.answers.map((one) => [one.text, one.voteCount]));

process.stdin.resume();
process.stdin.on("end", () => process.exit(0)); // whoever started it is gone
client.login(token);
