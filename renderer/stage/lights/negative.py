"""Impact frames."""

from __future__ import annotations

from renderer.stage.lights.tone import GREY, LIGHTS, Moment, Tone


@LIGHTS.register("impact-frames")
def impact_frames(tone: Tone, moment: Moment) -> None:
    """The picture in hard black-and-white negative for two or three frames: the blow itself."""
    for impact in moment.light.negatives:
        if impact.frame <= moment.frame < impact.frame + impact.frames:
            # Harder than the plain negative: two tones read as an impact, seven as a photograph's negative.
            tone.then(-1.6 * GREY, 1.3)
