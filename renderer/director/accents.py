"""Manga's accents in a set-up: lines that point, tones that print, by the treatment."""

from __future__ import annotations

from renderer.director.brief import SetupBrief
from renderer.director.moves.whip_pan import ARRIVES
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.tracks import pulse, travel
from show.script import Delivery, Emotion, Framing, Move

_INK = "#120e1e"
_FACE_Y = 0.42


def accents_of(brief: SetupBrief) -> list[LinesLayer]:
    """The lines and tones over the set-up's world; used sparingly, each for less than a second but for screentone."""
    treatment = brief.treatment
    accents = []
    if treatment.screentone:
        strength = travel(0.0, 0.5, 0, min(14.0, brief.frames / 2))
        accents.append(LinesLayer(kind=LinesKind.SCREENTONE, strength=strength, y=_FACE_Y, clear=0.36, colour=_INK))
    shouted = next((s.start_frame for s in brief.lines if s.line.delivery is Delivery.SHOUT), None)
    match treatment.lines:
        case LinesKind.FOCUS if brief.framing is not Framing.ESTABLISHING:
            accents.append(_focus(brief, shouted))
        case LinesKind.BURST:
            burst = pulse(1.0, 1, 2, 9, 6)
            clear = 0.40 if brief.framing is Framing.CLOSE_UP else 0.46
            accents.append(LinesLayer(kind=LinesKind.BURST, strength=burst, y=_FACE_Y, clear=clear, colour=_INK))
        case LinesKind.SPEED:
            whip = treatment.move is Move.WHIP_PAN
            lasting = pulse(0.9, 0, 1, ARRIVES - 3, 6) if whip else pulse(0.6, 0, 3, min(30, brief.frames / 2), 12)
            accents.append(LinesLayer(kind=LinesKind.SPEED, strength=lasting, seed=brief.seed % 997))
        case _:
            pass
    return accents


def _focus(brief: SetupBrief, shouted: int | None) -> LinesLayer:
    """From the shout's first word, at once on a shock, with the crash of a crash zoom."""
    if shouted is not None:
        strength, colour = pulse(0.8, shouted, 2, 14, 16), "#fff6e0"
    elif brief.treatment.move is Move.CRASH_ZOOM:
        start = max(0, (brief.lines[0].start_frame if brief.lines else 8) - 4)
        strength, colour = pulse(0.7, start, 2, 6, 12), "#ffffff"
    else:
        strength, colour = pulse(0.9, 0, 2, 16, 16), "#ffffff"
    if brief.mood is Emotion.DREAD:
        colour = _INK
    return LinesLayer(kind=LinesKind.FOCUS, strength=strength, y=_FACE_Y, colour=colour, seed=brief.seed % 997)
