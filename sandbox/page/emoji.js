// A small emoji picker with a search.

import { $$, el } from "./dom.js";
import { closeFloating, float } from "./floating.js";

const KNOWN = `👍 thumbs up yes|👎 thumbs down no|❤️ heart love|😂 tears joy laugh|🤣 rolling laugh|😭 crying sob|😍 heart eyes|🥰 hearts smile|😮 surprised wow|😱 scream shock|😢 sad tear|😡 angry rage|🤔 thinking|😎 cool sunglasses|😴 sleep|🙈 monkey see no evil|👀 eyes look|🫡 salute|🙏 please thanks|👏 clap|🙌 hands up|💪 strong|🤝 handshake|✌️ peace|🤞 fingers crossed|👋 wave hello|🔥 fire hot|✨ sparkles|⭐ star|🌟 glowing star|💯 hundred|🎉 party tada|🎊 confetti|🎬 film clapper|🎥 camera|📽️ projector|🎞️ film frames|🍿 popcorn|🎭 theatre|🎨 paint palette|🎵 music note|🎤 microphone|📝 memo write|✏️ pencil|💡 idea bulb|📣 megaphone|🏆 trophy win|🥇 gold medal|🎲 die lot|⚔️ swords fight|🗡️ dagger|🛡️ shield|👑 crown|💎 gem|🚀 rocket|🌙 moon|☀️ sun|🌧️ rain|⛈️ storm|❄️ snow|🌸 blossom cherry|🍁 leaf autumn|🌊 wave sea|🌈 rainbow|🐈 cat|🐱 cat face|🐶 dog|🦊 fox|🐉 dragon|👻 ghost|🤖 robot|👽 alien|💀 skull dead|😈 devil|💔 broken heart|💌 letter love|📮 post box|☕ coffee café|🍵 tea|🍜 ramen|🍙 onigiri rice|🍰 cake|✅ check done yes|❌ cross no|❗ exclamation|❓ question|⏰ clock alarm|⏳ hourglass|🔄 again retry|➕ plus|👁️ eye|🕵️ detective|🥷 ninja|🧙 wizard|🧛 vampire|🦸 hero`
  .split("|").map((one) => { const at = one.indexOf(" "); return [one.slice(0, at), one.slice(at + 1)]; });

export const QUICK = ["👍", "❤️", "🔥"];

export function pickEmoji(at, onPick) {
  const grid = el("div", { class: "emojis", role: "grid", "aria-label": "Emoji" }, KNOWN.map(([emoji, words]) =>
    el("button", { type: "button", title: words, "aria-label": words, onclick: () => { closeFloating(); onPick(emoji); } }, emoji)));
  const search = el("input", { type: "text", class: "search", placeholder: "Find the perfect emoji", "aria-label": "Search emoji", oninput: () => {
    const typed = search.value.toLowerCase();
    $$("button", grid).forEach((one) => { one.hidden = !one.title.includes(typed); });
  } });
  const box = el("div", { class: "emojibox", role: "dialog", "aria-label": "Emoji picker" }, search, grid);
  box.addEventListener("keydown", (event) => {
    const all = $$("button", grid).filter((one) => !one.hidden), now = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: now < 0 ? 1 : 8, ArrowUp: -8 }[event.key];
    if (event.key === "Enter" && event.target === search && all[0]) { event.preventDefault(); all[0].click(); }
    if (!step || (event.target === search && event.key !== "ArrowDown")) return;
    event.preventDefault();
    (all[now + step] || (now + step < 0 ? search : all.at(-1)))?.focus();
  });
  float(box, at);
  search.focus();
}
