"""How the watch page looks: one film, its chapters, its credits; HTML without a line of script."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from cogs.languages import _, said, spoken
from cogs.premieres.chapters import Chapter, minutes
from cogs.words import named
from show.languages import language_name
from show.texts import Text
from storage.programme import Credit, Showing

STYLE = """
:root { color-scheme: dark; --ink: #f4f1ea; --soft: #a9a3b8; --ground: #14111c; --line: #2c2638; --mark: #ffb454; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.5 system-ui, sans-serif; }
main { display: grid; grid-template-columns: minmax(0, auto) minmax(0, 30rem); gap: 2.5rem; justify-content: center;
  padding: 2rem 1.25rem; max-width: 72rem; margin: 0 auto; }
video { width: auto; max-width: 100%; height: min(88vh, 60rem); aspect-ratio: 9 / 16; border-radius: 14px;
  background: #000; box-shadow: 0 18px 60px #0009; }
h1 { font-size: 2rem; line-height: 1.15; margin: .2rem 0 .6rem; text-wrap: balance; }
h2 { font-size: .8rem; letter-spacing: .12em; text-transform: uppercase; color: var(--soft); margin: 1.8rem 0 .5rem; }
a { color: var(--mark); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:focus-visible { outline: 2px solid var(--mark); outline-offset: 3px; }
ol, ul { list-style: none; margin: 0; padding: 0; }
ol li a { display: flex; gap: .9rem; padding: .4rem 0; border-bottom: 1px solid var(--line); text-decoration: none; }
ol time { color: var(--soft); font-variant-numeric: tabular-nums; min-width: 2.6rem; }
dl { margin: 0; } dt { color: var(--soft); font-size: .85rem; margin-top: .7rem; } dd { margin: 0; }
.small { color: var(--soft); font-size: .85rem; }
@media (max-width: 56rem) { main { grid-template-columns: 1fr; gap: 1rem; padding: 0 0 2rem; }
  video { width: 100%; height: auto; max-height: 92vh; border-radius: 0; } .words { padding: 0 1.1rem; } }
"""


def page_of(held: Showing, chapters: list[Chapter], label: str, at: float) -> str:
    """The page of a film in the spoken language; `at` is where it begins to play, in seconds.

    Everything of members' is escaped, and marked as being in the language of the film.
    """
    script, series, result = held.script, held.series, held.film.result
    language = escape(script.language, quote=True)
    own = f'lang="{language}"'
    title = f"{series.title} · {script.number} · {script.title}"
    # The hash in the address has a film that was made again fetched again.
    source = _address(held, "film.mp4", f"v={result.master.sha256[:12]}") + f"#t={at:.1f}"
    captions = ""
    captions_label, chapters_label = (escape(words, quote=True) for words in (_("Captions"), _("Chapters")))
    if held.media("text/vtt") is not None:
        file = _address(held, "captions.vtt")
        captions = f'<track kind="captions" srclang="{language}" label="{captions_label}" src="{file}">'
    parts = [
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title {own}>{escape(title)}</title>",
        '<link rel="stylesheet" href="../../../style.css"></head><body><main>',
        f'<video controls playsinline preload="metadata" poster="{_address(held, "cover.png")}" '
        f'src="{source}">{captions}',
        f'<track kind="chapters" srclang="{language}" label="{chapters_label}" '
        f'src="{_address(held, "chapters.vtt")}" default></video>',
        f'<div class="words"><div class="small"><span {own}>{escape(series.title)}</span> · '
        f"{escape(_('Episode {number}', number=script.number))} · {minutes(result.report.seconds)}</div>",
        f"<h1 {own}>{escape(script.title)}</h1><p {own}>{escape(script.logline)}</p>",
        _languages(held),
        _chapters(held, chapters, own),
        _credits(held),
        _files(held),
        f'<p class="small">{escape(said(Text(label)))}</p></div></main></body></html>',
    ]
    return "".join(parts)


def _address(held: Showing, file: str, *wishes: str) -> str:
    """A file beside the page, of the dub that is shown; "" is the page itself. Fit for an attribute."""
    asked = [*([f"dub={quote(held.dub)}"] if held.dub else []), *wishes]
    return escape(f"{file}?{'&'.join(asked)}" if asked else file, quote=True)


def _languages(held: Showing) -> str:
    """The languages the film can be seen in, each in its own; the one that is shown is no link."""
    if not held.dubs:
        return ""
    links = []
    for dub in ("", *held.dubs):
        tag = dub or held.own_language
        name, lang = escape(language_name(tag)), escape(tag, quote=True)
        if dub == held.dub:
            links.append(f'<b lang="{lang}">{name}</b>')
        else:
            links.append(f'<a href="?dub={quote(dub)}" hreflang="{lang}" lang="{lang}">{name}</a>')
    return f"<h2>{escape(_('Languages'))}</h2><p>{' · '.join(links)}</p>"


def _chapters(held: Showing, chapters: list[Chapter], own: str) -> str:
    if len(chapters) < 2:
        return ""
    rows = "".join(
        f'<li><a href="{_address(held, "", f"at={one.start_seconds:.1f}")}"><time>{minutes(one.start_seconds)}</time>'
        f"{escape(one.title)}</a></li>"
        for one in chapters
    )
    return f"<h2>{escape(_('Scenes'))}</h2><ol {own}>{rows}</ol>"


def _credits(held: Showing) -> str:
    rows = "".join(
        f"<dt>{escape(said(Text(heading)))}</dt><dd>{', '.join(_name(one) for one in names)}</dd>"
        for heading, names in held.credits
    )
    return f"<h2>{escape(_('Made by'))}</h2><dl>{rows}</dl>" if rows else ""


def _name(credit: Credit) -> str:
    name = escape(named(credit.name))
    return f'<a href="{escape(credit.link, quote=True)}" rel="noreferrer">{name}</a>' if credit.link else name


def _files(held: Showing) -> str:
    links = [
        f'<a href="{_address(held, name)}">{escape(words)}</a>'
        for name, words, kind in (
            ("transcript.txt", _("Transcript"), "text/plain"),
            ("captions.vtt", _("Captions (WebVTT)"), "text/vtt"),
            ("captions.srt", _("Captions (SubRip)"), "application/x-subrip"),
        )
        if held.media(kind) is not None
    ]
    if held.link:
        words = escape(_("Talk about it on Discord"))
        links.append(f'<a href="{escape(held.link, quote=True)}" rel="noreferrer">{words}</a>')
    return f"<h2>{escape(_('More'))}</h2><p>{' · '.join(links)}</p>" if links else ""
