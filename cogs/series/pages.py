"""What stands on the pages of a bible: the cast, the places, what is open, and what each episode established."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils
from discord import ui

from cogs import palette
from cogs.languages import _
from cogs.words import clip, safe
from show.bible import Fact, Series
from show.ids import SeriesId
from show.languages import language_name
from show.lexicon import word_key
from show.writers_room import Phase
from storage.library import Library
from storage.motions import Motion, MotionKind, Motions

PAGE_CHARACTERS = 3800
LOOK_CHARACTERS = 300
MOST_ROAD_CHARACTERS = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One premiered episode: its title, the question it left open, and what the room made of the one before."""

    number: int
    title: str
    question: str
    twist: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Canon:
    """All that a bible is written from. `receipts` are links to the films, by episode."""

    series: Series
    told: tuple[Told, ...]
    receipts: dict[int, str]
    retcons: tuple[Motion, ...]


def canon_of(db: sqlite_utils.Database, id: SeriesId) -> Canon:
    """Gather it; NotFound when there is no such series."""
    library, told = Library(db), []
    series = library.series(id).series
    for episode in library.episodes(id):
        draft = library.latest_draft(episode.id) if episode.phase is Phase.PREMIERED else None
        if draft is not None:
            script = draft.script
            told.append(Told(number=episode.number, title=script.title, question=script.question, twist=episode.twist))
    carried = tuple(m for m in Motions(db).of_series(id, MotionKind.RETCON) if m.carried is not None)
    return Canon(series=series, told=tuple(told), receipts=library.receipts(id), retcons=carried)


def pages_of(canon: Canon) -> dict[str, str]:
    """The pages by name, in the order in which they are read."""
    pages = {"cast": cast_page(canon.series), "places": places_page(canon.series), "open": open_page(canon)}
    for told in canon.told:
        pages[f"episode-{told.number}"] = episode_page(canon, told)
    return {name: clip(text, PAGE_CHARACTERS) for name, text in pages.items()}


def cast_page(series: Series) -> str:
    """Everybody, with what they look like and want. Secrets stay with the writer."""
    lines = [_("## The cast")]
    for one in series.characters:
        role = f" · {safe(clip(one.role, 80))}" if one.role else ""
        lines.append(f"**{safe(one.name)}**{role}")
        lines += [f"-# {spoken}" for spoken in said_like(series, one.name)]
        if one.want:
            lines.append(_("wants {want}", want=safe(clip(one.want, 160))))
        lines.append(f"-# {safe(clip(one.look, LOOK_CHARACTERS))}")
    if others := other_words(series):
        lines += [_("### Other words"), *others]
    return "\n".join(lines)


def said_like(series: Series, name: str) -> list[str]:
    """How the words of a name are said, where the lexicon has it: in its own language, then in others."""
    words = {word_key(word) for word in name.split()} - {""}
    lexicons = {"": series.lexicon, **series.lexicons}
    return [
        _("said “{said}”", said=safe(said)) + (f" ({language_name(tag)})" if tag else "")
        for tag, entries in lexicons.items()
        for word, said in entries.items()
        if word_key(word) in words
    ]


def other_words(series: Series) -> list[str]:
    """How words are said that are no character's name."""
    names = {word_key(word) for one in series.characters for word in one.name.split()}
    entries = dict.fromkeys(word for own in (series.lexicon, *series.lexicons.values()) for word in own)
    words = [word for word in entries if word_key(word) not in names]
    return [f"- **{safe(word)}**: {'; '.join(said_like(series, word))}" for word in words]


def places_page(series: Series) -> str:
    """Every place."""
    lines = [_("## Places")]
    lines += [f"**{safe(place.name)}**\n-# {safe(clip(place.look, LOOK_CHARACTERS))}" for place in series.locations]
    return "\n".join(lines)


def open_page(canon: Canon) -> str:
    """Questions that are open, those that were answered, and what the room said about retcons."""
    lines = [_("## Open threads")]
    answers = {told.number - 1: told.twist for told in canon.told}
    asked = [told for told in canon.told if told.question]
    lines += [f"- {safe(told.question)} {receipt(canon, told.number)}" for told in asked if told.number not in answers]
    if len(lines) == 1:
        lines.append(_("Nothing is open yet.") if not asked else _("Nothing is open."))
    answered = [told for told in asked if answers.get(told.number)]
    if answered:
        lines.append(_("### Answered"))
    for told in reversed(answered):
        answer = safe(clip(answers[told.number], MOST_ROAD_CHARACTERS))
        lines.append(f"- {safe(told.question)} → {answer} {receipt(canon, told.number + 1)}")
    if canon.retcons:
        lines.append(_("### What the room said about changing it"))
    for motion in reversed(canon.retcons):
        facts = "; ".join(safe(clip(fact.text, 120)) for fact in motion.matter.facts)
        body = safe(clip(motion.matter.body, MOST_ROAD_CHARACTERS))
        if motion.carried:
            lines.append(f"- ~~{facts}~~ → {body}")
        else:
            lines.append(f"- {_('{facts} stays so, against: {pitch}', facts=facts, pitch=body)}")
        lines.append(f"-# {_('{ayes} yes · {noes} no', ayes=motion.ayes, noes=motion.noes)}")
    return "\n".join(lines)


def episode_page(canon: Canon, told: Told) -> str:
    """What one episode established, shot by shot."""
    lines = [_("## Episode {number} · {title}", number=told.number, title=safe(clip(told.title, 120)))]
    facts = [fact for fact in canon.series.facts if fact.episode_number == told.number]
    lines += [f"- {safe(fact.text)}\n-# {receipt(canon, fact.episode_number, fact)}" for fact in facts]
    if not facts:
        lines.append(_("It established nothing that still holds."))
    return "\n".join(lines)


def receipt(canon: Canon, number: int, fact: Fact | None = None) -> str:
    """Where something was shown, linked to the film if that is known."""
    link = canon.receipts.get(number)
    if fact is not None:
        where = _("episode {episode}, shot {shot}", episode=number, shot=fact.shot_number)
        return f"[{where}]({link})" if link else where
    where = _("episode {episode}", episode=number)
    return f"[{where}]({link})" if link else f"({where})"


class PageView(ui.LayoutView):
    """One page."""

    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(ui.TextDisplay[PageView](text), accent_colour=palette.ROOM))
