"""What the camera does in a set-up: the treatment's move, the operator's hand, blows, and jumps in what lasts long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from renderer.director.brief import SetupBrief
from renderer.director.moves import MOVES, Span
from renderer.director.table import table
from renderer.plan import Kind
from renderer.stage.scene import Camera, Punch
from renderer.stage.tracks import Track, hold, pulse
from show.script import Delivery, Framing

CHANGE_SECONDS = 4.0
"""Nothing is looked at for longer without a change (look.md: no stillness)."""
_SOONEST_SECONDS = 1.6
_PUNCH = Punch(frame=0, zoom=1.2, y=-0.022)
"""A cut closer, a little above the middle, where faces are."""
_FIGURES = Punch(frame=0, zoom=1.24, y=0.05)
"""The same where people are seen from head to foot in a place."""
_ELSEWHERE = (Punch(frame=0, zoom=1.5, x=-0.12, y=-0.04), Punch(frame=0, zoom=1.5, x=0.12, y=0.05))
"""Cuts into a place where nobody is: to one side of it and, later, to the other."""


def span_of(brief: SetupBrief) -> Span:
    """The set-up as a camera move sees it. Close framings move less: a face fills the frame already."""
    first = brief.lines[0].start_frame if brief.lines else 8
    return Span(frames=brief.frames, amount=table().framing[brief.framing].amount, first_word_frame=first)


def camera_of(brief: SetupBrief) -> Camera:
    """The camera of a set-up."""
    camera = MOVES[brief.treatment.move](span_of(brief))
    hand = table().emotion[brief.mood].handheld
    return replace(
        camera,
        handheld=camera.handheld if camera.handheld.rest or camera.handheld.keys else hold(hand),
        shake=camera.shake if camera.shake.keys else _shake(brief),
        punches=punches_of(brief),
    )


def _shake(brief: SetupBrief) -> Track:
    """A blow at the set-up's start, and whenever somebody shouts: from the first word, dying away."""
    for spoken in brief.lines:
        if spoken.line.delivery is Delivery.SHOUT:
            return pulse(0.45, spoken.start_frame, 2, 4, 12)
    if brief.treatment.shake:
        return pulse(brief.treatment.shake, 2, 1, 3, 12)
    return hold(0.0)


def punches_of(brief: SetupBrief) -> tuple[Punch, ...]:
    """Jump cuts closer and back in a set-up that lasts too long: where a line, a phrase or at least a word begins."""
    if brief.kind is Kind.CREDITS:
        return ()
    limit, soonest = round(CHANGE_SECONDS * brief.fps), round(_SOONEST_SECONDS * brief.fps)
    punches: list[Punch] = []
    last = 0
    while brief.frames - last > limit:
        latest = min(last + limit, brief.frames - soonest)
        frame = _best_mark(_marks(brief), last + soonest, latest)
        closer = len(punches) % 2 == 0
        near = _nearer(brief, len(punches) // 2)
        punches.append(replace(near, frame=frame) if closer else Punch(frame=frame))
        last = frame
    return tuple(punches)


def _nearer(brief: SetupBrief, number: int) -> Punch:
    if brief.shot is not None and brief.framing in (Framing.ESTABLISHING, Framing.WIDE):
        return _FIGURES if brief.shot.cast else _ELSEWHERE[number % len(_ELSEWHERE)]
    return _PUNCH


def _marks(brief: SetupBrief) -> list[tuple[int, int]]:
    """(weight, frame) of every word's start: 2 for a line's first, 1 after a comma or full stop, 0 else."""
    marks = []
    for spoken in brief.lines:
        before = ""
        for number, word in enumerate(spoken.voiced.words):
            weight = 2 if number == 0 else 1 if before[-1:] in ",.;:!?…—。、！？" else 0
            marks.append((weight, spoken.start_frame + round(word.start_seconds * brief.fps)))
            before = word.text
    return marks


def _best_mark(marks: Sequence[tuple[int, int]], soonest: int, latest: int) -> int:
    within = [mark for mark in marks if soonest <= mark[1] <= latest]
    return max(within)[1] if within else max(soonest, min(latest, (soonest + latest) // 2 + 8))
