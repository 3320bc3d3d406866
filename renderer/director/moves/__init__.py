"""Camera moves: one module each, from a set-up's length to a camera."""

from __future__ import annotations

from renderer.director.moves import (
    crash_zoom,
    dolly_zoom,
    handheld,
    hold,
    orbit,
    pan,
    pull_out,
    push_in,
    rack_focus,
    shake,
    tilt,
    whip_pan,
)
from renderer.director.moves.span import MOVES, Mover, Span

__all__ = ["MOVES", "Mover", "Span"]

_MODULES = (
    crash_zoom, dolly_zoom, handheld, hold, orbit, pan, pull_out, push_in, rack_focus, shake, tilt, whip_pan,
)  # fmt: skip
"""Imported for what they register."""
