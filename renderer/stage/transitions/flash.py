"""Flash."""

from __future__ import annotations

import numpy as np

from renderer.stage.transitions.canvas import U8, Canvas, levels_of
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition


@TRANSITIONS.register(Transition.FLASH)
def flash(change: Change, incoming: U8, share: float, out: U8) -> None:
    """Burns out to a colour in the first quarter and comes back from it on the new picture: shock, memory."""
    burnt = share / 0.25 if share < 0.25 else (1.0 - (share - 0.25) / 0.75) ** 1.5
    source, result = Canvas.of(change.before if share < 0.25 else incoming), Canvas.of(out)
    colour = levels_of(change.asked.colour)
    part = round(256 * min(1.0, max(0.0, burnt)))
    result.y[:] = source.y.astype(np.uint16) * (256 - part) + np.uint16(round(colour[0]) * part) >> 8
    tint = np.array([round(colour[1]) * part, round(colour[2]) * part], np.uint16)
    result.pairs()[:] = source.pairs().astype(np.uint16) * (256 - part) + tint >> 8
