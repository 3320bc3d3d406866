"""Bloom."""

from __future__ import annotations

from renderer.stage.lights.tone import LIGHTS, Moment, Tone


@LIGHTS.register("bloom")
def bloom(tone: Tone, moment: Moment) -> None:
    """Bright parts glow over their edges: warmth, love, a dream."""
    tone.bloom = max(0.0, moment.light.bloom.at(moment.frame))
