"""Flash."""

from __future__ import annotations

from renderer.stage.lights.tone import LIGHTS, Moment, Tone, decay, rgb


@LIGHTS.register("flash")
def flash(tone: Tone, moment: Moment) -> None:
    """A burst of colour over everything, full at once and gone in a quarter of a second: shock."""
    for burst in moment.light.flashes:
        share = burst.strength * decay(moment.frame - burst.frame, burst.frames)
        if share > 0.0:
            tone.towards(rgb(burst.colour), share)
