"""From voiced lines to set-ups in integer frames: how long everything is seen, and when each line starts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from renderer.phrases import is_unspaced
from renderer.plan import Kind, PlacedLine, Plan, Setup, VoicedLine
from show.ids import LineId
from show.order import ProductionOrder
from show.script import Beat, Delivery, Framing, Line, Shot

LEAD_SECONDS = 0.25
"""From a cut to the first word: viewers need about a quarter of a second to find the face."""
GAP_SECONDS = 0.2
TAIL_SECONDS = 0.3
TWIST_LEAD_SECONDS = 0.6
TWIST_TAIL_SECONDS = 0.8
"""The twist is framed by silence."""
THOUGHT_GAP_SECONDS = 0.35
COVERAGE_SECONDS = 4.2
"""A set-up longer than this is covered from another side as soon as a line ends (look.md: no stillness)."""
MIN_SETUP_SECONDS = 1.25
SILENT_SECONDS = {Framing.ESTABLISHING: 2.6, Framing.WIDE: 2.2, Framing.INSERT: 1.7, Framing.EXTREME_CLOSE_UP: 1.5}
SILENT_DEFAULT_SECONDS = 1.9

RECAP_WORDS_PER_SECOND = 3.2
"""Reading speed of a card; silent reading of film titles is planned at about 160–200 words a minute."""
TITLE_SECONDS = 2.2
CLIFFHANGER_SECONDS = 3.4
CREDITS_MIN_SECONDS = 5.0
CREDITS_SECONDS_PER_LINE = 0.36


def lay_out(order: ProductionOrder, voiced: Sequence[VoicedLine]) -> Plan:
    """The plan of a film: recap, cold open, title, story, cliffhanger card and credits, back to back."""
    by_line = {item.line_id: item for item in voiced}
    story: list[Setup] = []
    for number, _, shot in order.script.shots():
        story += _cover(shot, number, by_line, order.settings.fps)
    setups = _with_cards(order, story)
    start = 0
    placed = []
    for setup in setups:
        placed.append(replace(setup, start_frame=start))
        start += setup.frames
    return Plan(order=order, voiced=tuple(voiced), setups=tuple(placed))


def _with_cards(order: ProductionOrder, story: list[Setup]) -> list[Setup]:
    fps = order.settings.fps
    opening = [s for s in story if _beat(order, s) is Beat.HOOK]
    cold_open = len(opening) if story[: len(opening)] == opening else 0
    cards: list[Setup] = []
    if order.script.recap:
        seconds = max(2.4, _words(order.script.recap) / RECAP_WORDS_PER_SECOND)
        cards.append(_card(Kind.RECAP, seconds, fps))
    title = _card(Kind.TITLE, TITLE_SECONDS, fps)
    endings = []
    if order.script.question:
        endings.append(_card(Kind.CLIFFHANGER, CLIFFHANGER_SECONDS, fps))
    if order.roll.sections:
        lines = sum(1 + len(section.names) for section in order.roll.sections) + 3
        endings.append(_card(Kind.CREDITS, max(CREDITS_MIN_SECONDS, lines * CREDITS_SECONDS_PER_LINE), fps))
    return [*cards, *story[:cold_open], title, *story[cold_open:], *endings]


def _words(text: str) -> float:
    """How many words a text is read as; a word of a script without spaces is about two characters."""
    unspaced = sum(is_unspaced(character) for character in text)
    return unspaced / 2.0 + len([word for word in text.split() if not is_unspaced(word[0])])


def _cover(shot: Shot, number: int, voiced: dict[LineId, VoicedLine], fps: int) -> list[Setup]:
    """One shot as one or more set-ups: a new one where a line ends and the set-up has lasted long enough."""
    groups = _groups(shot, voiced)
    setups = []
    for part, group in enumerate(groups):
        lead, tail = _margins(shot, first=part == 0, last=part == len(groups) - 1)
        placed, end = _place(group, voiced, lead, fps)
        seconds = max(MIN_SETUP_SECONDS, end / fps + tail) if group else _silent_seconds(shot)
        setups.append(
            Setup(
                key=f"{number:02d}{'abcdefghijklmnopqrstuvwxyz'[part % 26]}",
                kind=Kind.SHOT,
                start_frame=0,
                frames=math.ceil(seconds * fps),
                shot_number=number,
                shot_id=shot.id,
                part=part,
                parts=len(groups),
                lines=placed,
            )
        )
    return setups


def _groups(shot: Shot, voiced: dict[LineId, VoicedLine]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    seconds = 0.0
    for line in shot.lines:
        length = voiced[line.id].duration_seconds
        if groups[-1] and seconds + length > COVERAGE_SECONDS:
            groups.append([])
            seconds = 0.0
        groups[-1].append(line)
        seconds += length + GAP_SECONDS
    return groups


def _place(
    lines: Iterable[Line], voiced: dict[LineId, VoicedLine], lead_seconds: float, fps: int
) -> tuple[tuple[PlacedLine, ...], int]:
    placed = []
    frame = round(lead_seconds * fps)
    end = 0
    for line in lines:
        frames = math.ceil(voiced[line.id].duration_seconds * fps)
        placed.append(PlacedLine(line_id=line.id, start_frame=frame, frames=frames))
        end = frame + frames
        gap = THOUGHT_GAP_SECONDS if line.delivery is Delivery.THOUGHT else GAP_SECONDS
        frame = end + round(gap * fps)
    return tuple(placed), end


def _margins(shot: Shot, *, first: bool, last: bool) -> tuple[float, float]:
    twist = shot.beat in (Beat.TWIST, Beat.CLIFFHANGER)
    lead = TWIST_LEAD_SECONDS if twist else LEAD_SECONDS
    tail = TWIST_TAIL_SECONDS if twist else TAIL_SECONDS
    return lead if first else GAP_SECONDS / 2, tail if last else GAP_SECONDS / 2


def _silent_seconds(shot: Shot) -> float:
    seconds = SILENT_SECONDS.get(shot.framing, SILENT_DEFAULT_SECONDS)
    return seconds + (0.5 if shot.beat in (Beat.TWIST, Beat.CLIFFHANGER) else 0.0)


def _card(kind: Kind, seconds: float, fps: int) -> Setup:
    return Setup(key=kind.value, kind=kind, start_frame=0, frames=math.ceil(seconds * fps))


def _beat(order: ProductionOrder, setup: Setup) -> Beat | None:
    return order.script.shot(setup.shot_id).beat if setup.shot_id is not None else None
