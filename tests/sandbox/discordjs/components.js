// The bot's buttons, menus and forms.

"use strict";

const {
  ActionRowBuilder, ButtonBuilder, ButtonStyle, CheckboxBuilder, CheckboxGroupBuilder, FileUploadBuilder, LabelBuilder,
  MessageFlags, ModalBuilder, RadioGroupBuilder, StringSelectMenuBuilder, TextDisplayBuilder, TextInputBuilder,
  TextInputStyle, UserSelectMenuBuilder,
} = require("discord.js");

const options = (...names) => names.map((name) => ({ label: name, value: name.toLowerCase() }));
const label = (text) => new LabelBuilder().setLabel(text);

function board() {
  const button = (id, text, style) => new ButtonBuilder().setCustomId(id).setLabel(text).setStyle(style);
  const link = new ButtonBuilder().setURL("https://example.org").setLabel("Elsewhere").setStyle(ButtonStyle.Link);
  return [
    new ActionRowBuilder().addComponents(
      button("count", "Count", ButtonStyle.Primary), button("notes", "Notes", ButtonStyle.Secondary),
      button("form", "Form", ButtonStyle.Secondary), button("old", "Old form", ButtonStyle.Danger), link),
    new ActionRowBuilder().addComponents(
      new StringSelectMenuBuilder().setCustomId("colours").setMaxValues(2).addOptions(options("Red", "Green", "Blue"))),
    new ActionRowBuilder().addComponents(new UserSelectMenuBuilder().setCustomId("people").setMaxValues(2)),
  ];
}

const components = {
  async count(interaction) {
    await interaction.update(String(Number(interaction.message.content) + 1));
  },

  async colours(interaction) {
    await interaction.deferUpdate();
    await interaction.editReply({ content: interaction.values.join(" and ") });
  },

  async people(interaction) {
    const names = interaction.members.map((one) => one.displayName).sort();
    await interaction.reply({ content: names.join(", "), flags: MessageFlags.Ephemeral });
  },

  async liked(interaction) {
    await interaction.reply({ content: `liked by ${interaction.member.displayName}`, flags: MessageFlags.Ephemeral });
  },

  async notes(interaction) {
    const text = new TextInputBuilder().setCustomId("text").setStyle(TextInputStyle.Paragraph).setValue("as it is").setMaxLength(200);
    const shot = new StringSelectMenuBuilder().setCustomId("shot").addOptions(options("First", "Second"));
    const file = new FileUploadBuilder().setCustomId("file").setRequired(false).setMaxValues(2);
    const people = new UserSelectMenuBuilder().setCustomId("who").setRequired(false);
    const modal = new ModalBuilder().setCustomId("notes").setTitle("Notes")
      .addTextDisplayComponents(new TextDisplayBuilder().setContent("Say what should change."))
      .addLabelComponents(
        label("What?").setTextInputComponent(text), label("Which shot").setStringSelectMenuComponent(shot),
        label("Reference").setDescription("A picture").setFileUploadComponent(file), label("With").setUserSelectMenuComponent(people));
    await interaction.showModal(modal);
  },

  async form(interaction) {
    const radio = new RadioGroupBuilder().setCustomId("pace").addOptions(options("Slow", "Fast"));
    const boxes = new CheckboxGroupBuilder().setCustomId("extras").setRequired(false).addOptions(options("Rain", "Wind", "Snow"));
    await interaction.showModal(new ModalBuilder().setCustomId("form").setTitle("Form").addLabelComponents(
      label("Pace").setRadioGroupComponent(radio), label("Extras").setCheckboxGroupComponent(boxes),
      label("Sure?").setCheckboxComponent(new CheckboxBuilder().setCustomId("sure"))));
  },

  async old(interaction) {
    const text = new TextInputBuilder().setCustomId("text").setLabel("Line").setStyle(TextInputStyle.Short);
    const row = new ActionRowBuilder().addComponents(text);
    await interaction.showModal(new ModalBuilder().setCustomId("old").setTitle("Old form").addComponents(row));
  },
};

const modals = {
  async notes(interaction) {
    const { fields } = interaction;
    const files = fields.getUploadedFiles("file") ?? new Map();
    const sizes = [];
    for (const one of files.values()) sizes.push([one.name, (await (await fetch(one.url)).arrayBuffer()).byteLength]);
    const told = {
      text: fields.getTextInputValue("text"), shot: fields.getStringSelectValues("shot"), files: sizes,
      who: fields.getSelectedUsers("who")?.map((one) => one.username) ?? [], on: interaction.message?.content,
    };
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(JSON.stringify(told));
  },

  async form(interaction) {
    const { fields } = interaction;
    const told = { pace: fields.getRadioGroup("pace"), extras: fields.getCheckboxGroup("extras"), sure: fields.getCheckbox("sure") };
    await interaction.update({ content: JSON.stringify(told), components: [] });
  },

  async old(interaction) {
    await interaction.reply({ content: interaction.fields.getTextInputValue("text"), flags: MessageFlags.Ephemeral });
  },
};

module.exports = { board, components, modals };
