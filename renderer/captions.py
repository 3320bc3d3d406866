"""Words with times become caption pages, subtitle files and a transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from renderer.lettering.text import clean, is_unspaced, join_words
from show.script import Delivery

MAX_CHARACTERS = 42
"""Two lines of about 21 letters: what fits 76 % of the frame's width at the captions' type size."""

MAX_UNSPACED_CHARACTERS = 24
"""The same for scripts whose characters are as wide as high."""

PAUSE_SECONDS = 0.7
"""A silence that ends a page: longer than the pauses inside a phrase."""

MAX_HOLD_SECONDS = 1.2
"""How long a page stays after its last word when nobody speaks."""

READING_SPEED = 20.0
"""Characters a second that viewers can follow (Netflix' timed text guide for adults, 2024)."""

_STRONG = ".!?…。！？؟।"
_WEAK = ",;:—–、，；：،"
_BINDING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "but",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "with",
        "from",
        "by",
        "as",
        "is",
        "are",
        "was",
        "were",
        "i",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "de",
        "del",
        "en",
        "y",
        "o",
        "le",
        "les",
        "des",
        "du",
        "et",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "und",
        "zu",
    ]
)
"""Words that belong to what follows: a page should not end with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionWord:
    """One spoken word with its times in the film. `speaker` is the name to show, `colour` #rrggbb."""

    text: str
    start_seconds: float
    end_seconds: float
    speaker: str = ""
    colour: str = "#ffffff"
    delivery: Delivery = Delivery.SPOKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionPage:
    """What is on screen at a time: words `first` to `first + len(words) - 1` of the input, one speaker."""

    first: int
    words: tuple[CaptionWord, ...]
    start_seconds: float
    end_seconds: float

    @property
    def text(self) -> str:
        return join_words([word.text for word in self.words])

    @property
    def speaker(self) -> str:
        return self.words[0].speaker

    @property
    def characters_per_second(self) -> float:
        return len(self.text) / max(1e-6, self.end_seconds - self.start_seconds)


def caption_pages(words: Sequence[CaptionWord]) -> tuple[CaptionPage, ...]:
    """The words in pages: one speaker and one delivery each, at most two lines, broken at phrases and pauses.

    Words are in order of their times. A page lasts from its first word to its last and is held on, up to
    MAX_HOLD_SECONDS or the next page, so that it can be read; pages never overlap.
    """
    spans: list[tuple[int, int]] = []
    for first, last in _stretches(words):
        spans.extend(_break(words, first, last))
    pages: list[CaptionPage] = []
    for number, (first, last) in enumerate(spans):
        start = words[first].start_seconds
        end = words[last - 1].end_seconds
        limit = words[spans[number + 1][0]].start_seconds if number + 1 < len(spans) else float("inf")
        length = len(join_words([word.text for word in words[first:last]]))
        wanted = max(end + 0.25, start + length / READING_SPEED)
        held = max(min(wanted, end + MAX_HOLD_SECONDS, limit), min(end, limit))
        if limit - held < 0.3:
            held = limit
        pages.append(
            CaptionPage(first=first, words=tuple(words[first:last]), start_seconds=start, end_seconds=max(held, start))
        )
    return tuple(pages)


def _stretches(words: Sequence[CaptionWord]) -> Iterator[tuple[int, int]]:
    """Index ranges said in one go by one speaker."""
    first = 0
    for number in range(1, len(words) + 1):
        if number < len(words):
            before, word = words[number - 1], words[number]
            same = (before.speaker, before.colour, before.delivery) == (word.speaker, word.colour, word.delivery)
            if same and word.start_seconds - before.end_seconds < PAUSE_SECONDS:
                continue
        if number > first:
            yield first, number
        first = number


def _break(words: Sequence[CaptionWord], first: int, last: int) -> list[tuple[int, int]]:
    """The cheapest way to cut words first…last into pages, by dynamic programming."""
    best: list[float] = [0.0] + [float("inf")] * (last - first)
    came: list[int] = [0] * (last - first + 1)
    for end in range(1, last - first + 1):
        for start in range(end - 1, -1, -1):
            texts = [word.text for word in words[first + start : first + end]]
            text = join_words(texts)
            limit = MAX_UNSPACED_CHARACTERS if text and is_unspaced(text[0]) else MAX_CHARACTERS
            if len(text) > limit and end - start > 1:
                break
            cost = best[start] + _page_cost(text, limit) + _cut_cost(words, first + end, last)
            if cost < best[end]:
                best[end], came[end] = cost, start
    spans: list[tuple[int, int]] = []
    end = last - first
    while end > 0:
        spans.append((first + came[end], first + end))
        end = came[end]
    return spans[::-1]


def _page_cost(text: str, limit: int) -> float:
    fullness = len(text) / limit
    # Every page costs, short ones more: a lone word flashes by.
    return 1.0 + max(0.0, 0.4 - fullness) * 4.0 + max(0.0, fullness - 0.9)


def _cut_cost(words: Sequence[CaptionWord], end: int, last: int) -> float:
    if end == last:
        return 0.0
    word = words[end - 1].text.rstrip("\"'”’»)」』")
    if word[-1:] and word[-1] in _STRONG:
        return -0.9
    if word[-1:] and word[-1] in _WEAK:
        return -0.3
    if word.lower() in _BINDING:
        return 1.2
    gap = words[end].start_seconds - words[end - 1].end_seconds
    return 0.6 - min(0.6, max(0.0, gap) * 2)


def _clock(seconds: float, separator: str) -> str:
    total = max(0, round(seconds * 1000))
    hours, rest = divmod(total, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02d}:{minutes:02d}:{whole:02d}{separator}{thousandths:03d}"


def _plain(text: str) -> str:
    """Text that can't be read as a subtitle file's own marks."""
    return clean(text).replace("-->", "→")


def _two_lines(text: str) -> str:
    """The text in two lines of nearly equal length where it is long and has spaces."""
    if len(text) <= MAX_CHARACTERS // 2 + 2 or " " not in text:
        return text
    cut = min((i for i, c in enumerate(text) if c == " "), key=lambda i: abs(i - len(text) / 2))
    return text[:cut] + "\n" + text[cut + 1 :]


def to_srt(pages: Sequence[CaptionPage]) -> str:
    """The pages as SubRip text. Player markup in members' words is shown, not obeyed."""
    blocks = []
    for number, page in enumerate(pages, start=1):
        text = _two_lines(_plain(page.text).replace("<", "‹").replace(">", "›").replace("{", "(").replace("}", ")"))
        times = f"{_clock(page.start_seconds, ',')} --> {_clock(page.end_seconds, ',')}"
        blocks.append(f"{number}\n{times}\n{text or '…'}\n")
    return "\n".join(blocks)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_vtt(pages: Sequence[CaptionPage], *, language: str = "en") -> str:
    """The pages as WebVTT with a voice tag for the speaker, placed where the film shows its own captions."""
    tag = "".join(c for c in language if c.isalnum() or c == "-") or "en"
    blocks = [f"WEBVTT\nKind: captions\nLanguage: {tag}\n"]
    for number, page in enumerate(pages, start=1):
        times = f"{_clock(page.start_seconds, '.')} --> {_clock(page.end_seconds, '.')} line:72% align:center"
        text = _escaped(_two_lines(_plain(page.text))) or "…"
        speaker = _escaped(_plain(page.speaker))
        blocks.append(f"{number}\n{times}\n" + (f"<v {speaker}>{text}</v>\n" if speaker else f"{text}\n"))
    return "\n".join(blocks)


def transcript(words: Sequence[CaptionWord], *, title: str = "") -> str:
    """What is said, one paragraph a speaker's turn, with the time it begins."""
    paragraphs = [clean(title)] if clean(title) else []
    turn: list[CaptionWord] = []
    for word in [*words, None]:
        ends = turn and (word is None or word.speaker != turn[-1].speaker)
        if ends or (word and turn and word.start_seconds - turn[-1].end_seconds > 3 * PAUSE_SECONDS):
            minutes, seconds = divmod(int(turn[0].start_seconds), 60)
            speaker = _plain(turn[0].speaker)
            said = clean(join_words([spoken.text for spoken in turn]))
            paragraphs.append(f"[{minutes}:{seconds:02d}] {speaker + ': ' if speaker else ''}{said}")
            turn = []
        if word is not None:
            turn.append(word)
    return "\n\n".join(paragraphs) + "\n"
