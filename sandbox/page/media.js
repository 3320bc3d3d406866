// Pictures, films, sounds and files; the gallery they lie in, spoilers, and looking at a picture large.

import { $, el, fill, icon, iconButton, ownFile, safeUrl } from "./dom.js";

const bare = (url) => String(url).split("?")[0];
const shown = new Set(); // spoilers one has opened, by address

// Discord shows a picture at most this large beside words.
const WIDEST = 550, TALLEST = 350, TALLEST_FILM = 480;

export const isSeen = (kind) => /^(image|video)\//.test(kind || "") && !/svg/.test(kind);

function sized(made, item, tallest) {
  if (!item.width || !item.height) return;
  made.setAttribute("width", item.width);
  made.setAttribute("height", item.height);
  const scale = Math.min(1, WIDEST / item.width, tallest / item.height);
  made.style.setProperty("--wide", `${Math.round(item.width * scale)}px`);
  made.style.aspectRatio = `${item.width} / ${item.height}`;
}

export function media(item, description, kind = item.content_type || "") {
  const src = ownFile(item.proxy_url || item.url);
  if (!src) {
    const away = safeUrl(item.url);
    return away ? el("a", { class: "away", href: away, target: "_blank", rel: "noopener noreferrer" }, description || away) : null;
  }
  const data = { key: bare(src) };
  if (kind.startsWith("video/")) {
    const film = el("video", { src, controls: true, preload: "metadata", playsinline: true, data, "aria-label": description || item.filename || "Video" });
    sized(film, item, TALLEST_FILM);
    return film;
  }
  if (kind.startsWith("audio/")) return el("audio", { src, controls: true, preload: "metadata", data, "aria-label": item.filename || "Audio" });
  if (!kind.startsWith("image/") && kind) return fileCard(item.filename || item.name || "file", item.size, src);
  const picture = el("img", { src, alt: description || item.filename || "Image", data });
  sized(picture, item, TALLEST);
  return el("button", { type: "button", class: "picture", "aria-label": `Enlarge: ${description || item.filename || "image"}`, onclick: () => enlarge(src, description) }, picture);
}

export function enlarge(src, description) {
  const box = $("#lightbox");
  fill(box, el("img", { src, alt: description || "", onclick: () => box.close() }),
    el("div", { class: "under" }, description ? el("p", {}, description) : null, el("a", { href: src, target: "_blank", rel: "noopener" }, "Open in browser")),
    iconButton("close", "Close", () => box.close()));
  box.onclick = (event) => { if (event.target === box) box.close(); };
  box.showModal();
}

export function weight(bytes) {
  if (bytes >= 2 ** 20) return `${(bytes / 2 ** 20).toFixed(2)} MB`;
  return bytes >= 1024 ? `${(bytes / 1024).toFixed(2)} KB` : `${bytes || 0} bytes`;
}

export function fileCard(name, size, url) {
  return el("div", { class: "file" }, icon("file"),
    el("span", {}, el("a", { href: safeUrl(url) || "#", download: name }, name), el("small", {}, weight(size))));
}

export function spoilered(hidden, key, made) {
  if (!hidden || !made) return made;
  if (shown.has(key)) return el("div", { class: "covered shown" }, made);
  const cover = el("button", { type: "button", class: "cover", "aria-label": "Spoiler: press to show" }, el("span", {}, "SPOILER"));
  const box = el("div", { class: "covered" }, made, cover);
  made.setAttribute("inert", "");
  cover.addEventListener("click", () => {
    shown.add(key);
    made.removeAttribute("inert");
    cover.remove();
    box.classList.add("shown");
  });
  return box;
}

// One to ten things side by side, as Discord lays them out.
export function gallery(items) {
  const figures = items.map(({ node }) => el("figure", {}, node));
  return el("div", { class: `gallery n${Math.min(items.length, 10)}` }, figures);
}

export function attachments(files) {
  const hidden = (one) => one.filename.startsWith("SPOILER_");
  const seen = files.filter((one) => isSeen(one.content_type)), rest = files.filter((one) => !seen.includes(one));
  const parts = [];
  if (seen.length) parts.push(gallery(seen.map((one) => ({ node: spoilered(hidden(one), bare(one.url), media(one, one.description)) }))));
  for (const one of rest) parts.push(spoilered(hidden(one), bare(one.url), one.content_type?.startsWith("audio/") ? media(one) : fileCard(one.filename, one.size, one.url)));
  return parts;
}

export const addressOf = (item) => bare(item.url);
