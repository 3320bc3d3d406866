"""Light in small modules, one an effect, in the order in which they act on a frame."""

from __future__ import annotations

from renderer.stage.lights import bloom, flash, flicker, grade, lightning, negative, rays, rim, vignette
from renderer.stage.lights.tone import LIGHTS, Moment, Tone

__all__ = ["LIGHTS", "Moment", "Tone", "tone_at"]

_ORDER = (
    grade.grade,
    flicker.flicker,
    lightning.lightning,
    negative.impact_frames,
    flash.flash,
    vignette.vignette,
    rays.rays,
    bloom.bloom,
    rim.rim,
)
"""A grade is of the world; a flash falls on the lens, after whatever the world does."""


def tone_at(moment: Moment) -> Tone:
    """Everything that light does at a moment."""
    tone = Tone()
    for lamp in _ORDER:
        lamp(tone, moment)
    return tone
