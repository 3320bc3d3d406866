"""Match cut."""

from __future__ import annotations

import numpy as np

from renderer.stage.scene import Focus
from renderer.stage.tracks import CURVES, Ease
from renderer.stage.transitions.canvas import U8, blended
from renderer.stage.transitions.change import TRANSITIONS, Change, drawn
from show.script import Transition

_LARGEST_STEP = 1.8
"""How much a picture grows on the way at most: beyond, its pixels show before its likeness does."""


@TRANSITIONS.register(Transition.MATCH_CUT)
def match_cut(change: Change, incoming: U8, share: float, out: U8) -> None:
    """One face or thing becomes another of the same size in the same place: two things are alike."""
    asked = change.asked
    way = CURVES[Ease.IN_OUT](share)
    here = _between(asked.outgoing_focus, asked.incoming_focus, way)
    old, new = np.empty_like(out), np.empty_like(out)
    _brought(change, change.before, asked.outgoing_focus, here, old)
    _brought(change, incoming, asked.incoming_focus, here, new)
    # The eye must see one shape travel, not two pictures: they change over in the middle fifth of the way.
    blended(old, new, CURVES[Ease.IN_OUT](min(1.0, max(0.0, (share - 0.4) / 0.2))), out)


def _between(first: Focus, last: Focus, way: float) -> Focus:
    return Focus(
        x=first.x + (last.x - first.x) * way,
        y=first.y + (last.y - first.y) * way,
        size=first.size * (max(last.size, 1e-3) / max(first.size, 1e-3)) ** way,
    )


def _brought(change: Change, source: U8, focus: Focus, here: Focus, out: U8) -> None:
    """The picture moved and grown so that its focus lies where the two meet, and its edges outside the frame."""
    width, height = change.width, change.height
    size = min(_LARGEST_STEP, max(1.0, here.size / max(focus.size, 1e-3)))
    left, top = (here.x - focus.x * size) * width, (here.y - focus.y * size) * height
    left, top = min(0.0, max(width * (1.0 - size), left)), min(0.0, max(height * (1.0 - size), top))
    drawn(source, (size, 0.0, left, 0.0, size, top), out)
