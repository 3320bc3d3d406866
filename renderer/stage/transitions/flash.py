"""Flash."""

from __future__ import annotations

import numpy as np

from renderer.stage.transitions.canvas import U8, Canvas, levels_of
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition


@TRANSITIONS.register(Transition.FLASH)
def flash(change: Change, incoming: U8, share: float, out: U8) -> None:
    """Burns out to a colour in the first quarter and comes back from it on the new picture: shock, memory.

    Where the old picture is not there, at once: half-way from nothing to white would be grey.
    """
    burning = share < 0.25 and change.asked.outgoing is not None
    since = share if change.asked.outgoing is None else (share - 0.25) / 0.75
    burnt = share / 0.25 if burning else (1.0 - since) ** 1.5
    source, result = Canvas.of(change.before if burning else incoming), Canvas.of(out)
    colour = levels_of(change.asked.colour)
    part = round(256 * min(1.0, max(0.0, burnt)))
    result.y[:] = source.y.astype(np.uint16) * (256 - part) + np.uint16(round(colour[0]) * part) >> 8
    tint = np.array([round(colour[1]) * part, round(colour[2]) * part], np.uint16)
    result.pairs()[:] = source.pairs().astype(np.uint16) * (256 - part) + tint >> 8
