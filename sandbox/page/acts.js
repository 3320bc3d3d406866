// What a member does with a message or a member: pressing, choosing, and the menus behind a right click.

import * as api from "./api.js";
import { $, el, icon, toast } from "./dom.js";
import { pickEmoji } from "./emoji.js";
import { openMenu } from "./floating.js";
import { world } from "./world.js";

// Filled in by the parts of the page that do these things, so that they need not know each other.
export const app = { answered() {}, reply() {}, edit() {}, become() {}, open() {}, repaint() {}, useCommand() {}, refreshMessage() {}, commands: [] };

const EPHEMERAL = 64;
const told = (problem) => toast(problem.message);

export async function onComponent(message, node, what) {
  node.classList.add("busy");
  const buttons = node.matches("button") ? [node] : [...node.querySelectorAll("button")];
  for (const one of buttons) one.setAttribute("aria-disabled", "true");
  node.inert = true;
  let failed = "";
  try {
    app.answered(what.press !== undefined ? await api.press(message.id, what.press) : await api.choose(message.id, what.menu, what.values));
  } catch (problem) {
    failed = problem.kind === "no_answer" ? "This interaction failed" : problem.message;
  }
  await app.refreshMessage(message.id, { anew: true });
  if (failed) interactionFailed(message.id, failed);
}

function interactionFailed(id, words) {
  const body = $(`#log [data-id="${CSS.escape(id)}"] .body`);
  if (!body) return toast(words);
  $(".failed", body)?.remove();
  body.append(el("p", { class: "failed", role: "alert" }, words));
}

export const react = (message, emoji, add = true) => api.react(message.id, emoji, add).catch(told);

export const addReaction = (message, at) => pickEmoji(at, (emoji) => react(message, emoji));

async function apply(name, target) {
  try {
    app.answered(await api.apply(world.current, name, target));
  } catch (problem) {
    toast(problem.kind === "no_answer" ? "The application did not respond" : problem.message);
  }
}

const appsFor = (type, target) => app.commands.filter((one) => one.type === type)
  .map((one) => ({ label: one.name_localized || one.name, note: world.application.name, pick: () => apply(one.name, target) }));

const copy = (words, what) => navigator.clipboard?.writeText(words).then(() => toast(`${what} copied`, "good"), () => toast("The browser did not allow copying."));
const withIcon = (name) => ({ tail: icon(name) });

export function messageMenu(message, at) {
  const ephemeral = message.flags & EPHEMERAL, mine = message.author.id === api.me.id;
  const apps = appsFor(3, message.id);
  const words = message.content || "";
  openMenu([
    ephemeral ? undefined : { label: "Add Reaction", ...withIcon("smile"), pick: () => addReaction(message, at) },
    ephemeral ? undefined : { label: "Reply", ...withIcon("reply"), pick: () => app.reply(message) },
    mine ? { label: "Edit Message", ...withIcon("pencil"), pick: () => app.edit(message) } : undefined,
    apps.length && !ephemeral ? { label: "Apps", items: [{ heading: "Apps" }, ...apps] } : undefined,
    words ? { label: "Copy Text", ...withIcon("copy"), pick: () => copy(words, "Text") } : undefined,
    ephemeral ? undefined : { label: "Copy Message Link", ...withIcon("copy"), pick: () => copy(`https://discord.com/channels/${world.guild.id}/${message.channel_id}/${message.id}`, "Link") },
    { label: "Copy Message ID", ...withIcon("copy"), pick: () => copy(message.id, "ID") },
    mine || ephemeral ? { label: ephemeral ? "Dismiss Message" : "Delete Message", danger: true, ...withIcon("bin"), pick: () => api.remove(message.id).catch(told) } : undefined,
  ], at, "Message");
}

export function userMenu(user, at) {
  const apps = appsFor(2, user.id);
  openMenu([
    user.bot ? { label: "Message", ...withIcon("bubble"), pick: () => app.openDirect() } : { label: "Become this member", pick: () => app.become(user.id) },
    { label: "Mention", ...withIcon("at"), pick: () => app.insert(`<@${user.id}> `) },
    apps.length ? { label: "Apps", items: [{ heading: "Apps" }, ...apps] } : undefined,
    { label: "Copy User ID", ...withIcon("copy"), pick: () => copy(user.id, "ID") },
  ], at, "Member");
}
