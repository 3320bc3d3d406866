"""Caption pages as files for players and readers: SubRip, WebVTT with speakers, and a transcript."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from renderer.captions import MAX_CHARACTERS, PAUSE_SECONDS, CaptionPage, CaptionWord
from renderer.colours import from_hex, to_hex
from renderer.lettering.caption import speaker_tint
from renderer.lettering.text import clean
from renderer.phrases import is_unspaced, join_words
from show.script import Delivery

SOUND_SECONDS = 1.6
"""How long a sound's name stays: two or three words at reading speed, and time to look up."""
_SAME_SOUND_SECONDS = 6.0
_ALONE_SECONDS = 0.8
"""A subtitle shown for less can't be read."""
_SIZE_PERCENT, _SOUND_LINE_PERCENT, _LOW_LINE_PERCENT = 76, 14, 70
"""How wide the film's own captions are, the upper edge of the safe area, and where sounds give way to."""
_LINE_ABOVE_MIDDLE_PERCENT = 1.5
"""Players place a cue by the upper edge of its first line."""

SOUND_NAMES = {
    "applause": "applause", "bell": "bell tolls", "birds": "birds sing", "boom": "a deep boom", "breath": "breathing",
    "buzz": "phone buzzes", "camera": "camera clicks", "cicadas": "cicadas", "clock": "clock ticks",
    "coin": "coin clinks", "creak": "creaking", "crowd": "crowd murmurs", "door": "door slams", "engine": "engine",
    "fire": "fire crackles", "footsteps": "footsteps", "glass": "glass shatters", "gunshot": "gunshot",
    "heartbeat": "heartbeat", "hit": "thud", "knock": "knocking", "laser": "zap", "magic": "magic hums",
    "night": "night insects", "paper": "paper rustles", "phone": "phone rings", "pop": "pop", "rain": "rain falls",
    "running": "running footsteps", "siren": "siren wails", "sparkle": "sparkling", "splash": "splash",
    "static": "static", "sting": "dramatic chord", "sword": "blade rings", "thunder": "thunder",
    "traffic": "traffic", "train": "train passes", "typing": "typing", "water": "water runs", "waves": "waves",
    "wind": "wind howls", "wings": "wings flap",
}  # fmt: skip
"""Effects that tell of the story, in the words of captions for those who can't hear; whooshes of the camera don't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundCaption:
    """Something heard that nobody says."""

    text: str
    start_seconds: float
    end_seconds: float


def sound_names(language: str) -> dict[str, str]:
    """What effects are called in the language; empty where nobody has translated them."""
    primary = language.lower().split("-")[0]
    return SOUND_NAMES if primary == "en" else _translated_names().get(primary, {})


@cache
def _translated_names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = json.loads(
        importlib.resources.files("renderer").joinpath("sound_names.json").read_text("utf-8")
    )
    return names


def sound_captions(effects: Iterable[tuple[str, float]], *, language: str = "en") -> tuple[SoundCaption, ...]:
    """Effects (name, start in seconds) as captions, in order, none told twice in a row; in a language that has no
    names for them nothing is told."""
    names = sound_names(language)
    told: list[SoundCaption] = []
    latest: dict[str, float] = {}
    for name, start in sorted(effects, key=lambda effect: effect[1]):
        text = names.get(name)
        if text is None or start - latest.get(text, float("-inf")) < _SAME_SOUND_SECONDS:
            continue
        latest[text] = start
        told.append(SoundCaption(text=f"[{text}]", start_seconds=start, end_seconds=start + SOUND_SECONDS))
    return tuple(told)


def to_srt(pages: Sequence[CaptionPage], sounds: Sequence[SoundCaption] = ()) -> str:
    """The pages and sounds as SubRip text. Player markup in members' words is shown, not obeyed; who speaks is
    named where it changes."""
    rows: list[tuple[float, float, str]] = []
    waiting = list(sounds)
    before = None
    for page in pages:
        text = _two_lines(_plain(page.text))
        speaker = _plain(page.speaker)
        if speaker and speaker != before:
            text = f"{speaker.upper()}: {text}"
        before = speaker
        while waiting and waiting[0].start_seconds < page.end_seconds:
            sound = waiting.pop(0)
            # Players show one subtitle at a time: a sound is shown by itself, or over the line it falls into.
            if page.start_seconds - sound.start_seconds >= _ALONE_SECONDS:
                rows.append((sound.start_seconds, min(sound.end_seconds, page.start_seconds), sound.text))
            else:
                text = f"{sound.text}\n{text}"
        rows.append((page.start_seconds, page.end_seconds, text))
    rows += [(sound.start_seconds, sound.end_seconds, sound.text) for sound in waiting]
    blocks = []
    for number, (start, end, text) in enumerate(_in_turn(rows), start=1):
        safe = text.replace("<", "‹").replace(">", "›").replace("{", "(").replace("}", ")")
        blocks.append(f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{safe or '…'}\n")
    return "\n".join(blocks)


def _in_turn(rows: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """The rows in order, each gone before the next one comes."""
    ordered = sorted(rows, key=lambda row: row[0])
    nexts = [*(row[0] for row in ordered[1:]), float("inf")][: len(ordered)]
    return [(start, min(end, following), text) for (start, end, text), following in zip(ordered, nexts, strict=True)]


def to_vtt(pages: Sequence[CaptionPage], sounds: Sequence[SoundCaption] = (), *, language: str = "en") -> str:
    """The pages as WebVTT: a voice tag with the speaker and their colour, the time of every word, placed where the
    film shows its own captions; sounds stand above."""
    tag = "".join(c for c in language if c.isalnum() or c == "-") or "en"
    classes: dict[tuple[str, str], str] = {}
    for page in pages:
        classes.setdefault((page.speaker, page.words[0].colour), f"s{len(classes) + 1}")
    rows: list[tuple[float, str, str]] = []
    for page in pages:
        placed = _placed(round(100 * page.y - _LINE_ABOVE_MIDDLE_PERCENT))
        rows.append(
            (page.start_seconds, _cue_times(page.start_seconds, page.end_seconds, placed), _spoken(page, classes))
        )
    for sound in sounds:
        meets = [p for p in pages if sound.start_seconds < p.end_seconds and p.start_seconds < sound.end_seconds]
        placed = _placed(_LOW_LINE_PERCENT if any(p.y < 0.5 for p in meets) else _SOUND_LINE_PERCENT)
        text = f"<i>{_escaped(sound.text)}</i>"
        rows.append((sound.start_seconds, _cue_times(sound.start_seconds, sound.end_seconds, placed), text))
    blocks = [f"WEBVTT\nKind: captions\nLanguage: {tag}\n"]
    blocks += [
        f"STYLE\n::cue(.{name}) {{ color: {to_hex(speaker_tint(from_hex(colour)))} }}\n"
        for (_, colour), name in classes.items()
    ]
    blocks += [
        f"{number}\n{times}\n{text}\n" for number, (_, times, text) in enumerate(sorted(rows, key=lambda r: r[0]), 1)
    ]
    return "\n".join(blocks)


def _placed(line_percent: int) -> str:
    return f"line:{line_percent}% position:50% size:{_SIZE_PERCENT}% align:center"


def transcript(words: Sequence[CaptionWord], *, title: str = "", sounds: Sequence[SoundCaption] = ()) -> str:
    """What is said and heard, one paragraph a speaker's turn, with the time it begins."""
    paragraphs: list[tuple[float, str]] = [
        (sound.start_seconds, f"[{_minutes(sound.start_seconds)}] {sound.text}") for sound in sounds
    ]
    turn: list[CaptionWord] = []
    for word in [*words, None]:
        ends = turn and (word is None or word.speaker != turn[-1].speaker)
        if ends or (word and turn and word.start_seconds - turn[-1].end_seconds > 3 * PAUSE_SECONDS):
            speaker = _plain(turn[0].speaker)
            said = clean(join_words([spoken.text for spoken in turn]))
            start = turn[0].start_seconds
            paragraphs.append((start, f"[{_minutes(start)}] {speaker + ': ' if speaker else ''}{said}"))
            turn = []
        if word is not None:
            turn.append(word)
    head = [clean(title)] if clean(title) else []
    return "\n\n".join([*head, *(text for _, text in sorted(paragraphs, key=lambda p: p[0]))]) + "\n"


def _spoken(page: CaptionPage, classes: dict[tuple[str, str], str]) -> str:
    """A page's words with their times, in its speaker's tag."""
    cut = _cut_after([_plain(word.text) for word in page.words])
    text, clock = "", _milliseconds(page.start_seconds)
    for number, word in enumerate(page.words):
        shown = _escaped(_plain(word.text))
        if not shown:
            continue
        if text:
            before, after = _plain(page.words[number - 1].text), _plain(word.text)
            gap = "" if before and is_unspaced(before[-1]) and is_unspaced(after[0]) else " "
            text += "\n" if number == cut else gap
        moment = _milliseconds(word.start_seconds)
        if clock < moment < _milliseconds(page.end_seconds):
            text += f"<{_clock(word.start_seconds, '.')}>"
            clock = moment
        text += shown
    text = text or "…"
    if page.words[0].delivery in (Delivery.THOUGHT, Delivery.WHISPER):
        text = f"<i>{text}</i>"
    speaker, name = _escaped(_plain(page.speaker)), classes[page.speaker, page.words[0].colour]
    return f"<v.{name} {speaker}>{text}</v>" if speaker else f"<c.{name}>{text}</c>"


def _cut_after(words: Sequence[str]) -> int:
    """The number of the word that begins the second line; 0 where one line is enough."""
    lengths = [len(join_words(words[:n])) for n in range(len(words) + 1)]
    if lengths[-1] <= MAX_CHARACTERS // 2 + 2 or len(words) < 2:
        return 0
    return min(range(1, len(words)), key=lambda n: abs(lengths[n] - lengths[-1] / 2))


def _two_lines(text: str) -> str:
    """The text in two lines of nearly equal length where it is long and has spaces."""
    if len(text) <= MAX_CHARACTERS // 2 + 2 or " " not in text:
        return text
    cut = min((i for i, c in enumerate(text) if c == " "), key=lambda i: abs(i - len(text) / 2))
    return text[:cut] + "\n" + text[cut + 1 :]


def _cue_times(start_seconds: float, end_seconds: float, placed: str) -> str:
    return f"{_clock(start_seconds, '.')} --> {_clock(end_seconds, '.')} {placed}"


def _milliseconds(seconds: float) -> int:
    return max(0, round(seconds * 1000))


def _clock(seconds: float, separator: str) -> str:
    hours, rest = divmod(_milliseconds(seconds), 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02d}:{minutes:02d}:{whole:02d}{separator}{thousandths:03d}"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _plain(text: str) -> str:
    """Text that can't be read as a subtitle file's own marks."""
    return clean(text).replace("-->", "→")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
