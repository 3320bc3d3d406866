"""Words with times become caption pages; long lines of unspaced scripts become phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from renderer.phrases import STRONG_MARKS, WEAK_MARKS, is_unspaced, join_words, phrases_of
from show.script import Delivery, Emotion

MAX_CHARACTERS = 42
"""Two lines of about 21 letters: what fits 76 % of the frame's width at the captions' type size."""

MAX_UNSPACED_CHARACTERS = 24
"""The same for scripts whose characters are as wide as high."""

PAUSE_SECONDS = 0.7
"""A silence that ends a page: longer than the pauses inside a phrase."""

MAX_HOLD_SECONDS = 1.2
"""How long a page stays after its last word when nobody speaks."""

MAX_LEAD_SECONDS = 0.3
"""How long before its first word a page may come: later than that it gives the line away."""

READING_SPEED = 20.0
"""Characters a second that viewers can follow (Netflix' timed text guide for adults, 2024)."""

HURRY_COST = 0.25
"""What a character a second too many costs when pages are cut: four are worth a page more."""

USUAL_Y = 0.715
"""Where captions are looked for, in heights of the frame: the lower middle third. They leave it only for a face."""

_BINDING_WORDS = (
    "a an the of to in on at for and or but my your his her its our their with from by as is are was were i "
    "el la los las un una de del en y o le les des du et der die das ein eine und zu"
)
_BINDING = frozenset(_BINDING_WORDS.split())
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
    emotion: Emotion = Emotion.NEUTRAL
    strength: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionPage:
    """What is on screen at a time: words `first` to `first + len(words) - 1` of the input, one speaker."""

    first: int
    words: tuple[CaptionWord, ...]
    start_seconds: float
    end_seconds: float
    y: float = USUAL_Y
    """Its middle, in heights of the frame."""

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
        free = pages[-1].end_seconds if pages else 0.0
        end = words[last - 1].end_seconds
        limit = words[spans[number + 1][0]].start_seconds if number + 1 < len(spans) else float("inf")
        length = len(join_words([word.text for word in words[first:last]]))
        wanted = max(end + 0.25, start + length / READING_SPEED)
        held = max(min(wanted, end + MAX_HOLD_SECONDS, limit), min(end, limit))
        if limit - held < 0.3:
            held = limit
        if length > READING_SPEED * (held - start):
            # Too quick to be read: it comes a little before its first word, where nothing else stands.
            start = min(start, max(free, start - MAX_LEAD_SECONDS, held - length / READING_SPEED))
        pages.append(
            CaptionPage(first=first, words=tuple(words[first:last]), start_seconds=start, end_seconds=max(held, start))
        )
    return tuple(pages)


def phrased(words: Sequence[CaptionWord]) -> list[CaptionWord]:
    """The words with long ones of unspaced scripts cut into phrases, each with its share of the time.

    Japanese and Chinese lines come as one “word” a sentence; a page can neither hold nor light that.
    """
    cut: list[CaptionWord] = []
    for word in words:
        pieces = phrases_of(word.text)
        weights = [max(1, sum(c.isalnum() for c in piece)) for piece in pieces]
        long = word.end_seconds - word.start_seconds
        clock = word.start_seconds
        for number, (piece, weight) in enumerate(zip(pieces, weights, strict=True)):
            last = number == len(pieces) - 1
            end = word.end_seconds if last else clock + long * weight / sum(weights)
            cut.append(replace(word, text=piece, start_seconds=clock, end_seconds=end))
            clock = end
    return cut


def _stretches(words: Sequence[CaptionWord]) -> Iterator[tuple[int, int]]:
    """Index ranges said in one go by one speaker."""
    first = 0
    for number in range(1, len(words) + 1):
        if number < len(words):
            before, word = words[number - 1], words[number]
            if _manner(before) == _manner(word) and word.start_seconds - before.end_seconds < PAUSE_SECONDS:
                continue
        if number > first:
            yield first, number
        first = number


def _manner(word: CaptionWord) -> tuple[str, str, Delivery, Emotion, float]:
    return word.speaker, word.colour, word.delivery, word.emotion, word.strength


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
            until = (
                words[first + end].start_seconds
                if first + end < last
                else words[last - 1].end_seconds + MAX_HOLD_SECONDS
            )
            hurry = len(text) / max(0.05, until - words[first + start].start_seconds) - READING_SPEED
            cost = best[start] + _page_cost(text, limit) + _cut_cost(words, first + end, last)
            cost += HURRY_COST * max(0.0, hurry)
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
    if word[-1:] and word[-1] in STRONG_MARKS:
        return -0.9
    if word[-1:] and word[-1] in WEAK_MARKS:
        return -0.3
    if word.lower() in _BINDING:
        return 1.2
    gap = words[end].start_seconds - words[end - 1].end_seconds
    return 0.6 - min(0.6, max(0.0, gap) * 2)
