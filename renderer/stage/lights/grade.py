"""The grade."""

from __future__ import annotations

import numpy as np

from renderer.stage.lights.tone import GREY, LIGHTS, Moment, Tone


@LIGHTS.register("grade")
def grade(tone: Tone, moment: Moment) -> None:
    """A mood's colours: gains, saturation, contrast and lift, each moving through the shot on its own track."""
    light, frame = moment.light, moment.frame
    saturation, contrast, lift = light.saturation.at(frame), light.contrast.at(frame), light.lift.at(frame)
    gains = [light.red.at(frame), light.green.at(frame), light.blue.at(frame)]
    if saturation != 1.0:
        tone.then(np.eye(3) * saturation + GREY * (1.0 - saturation))
    if gains != [1.0, 1.0, 1.0]:
        tone.then(np.diag(gains))
    if contrast != 1.0 or lift:
        tone.then(np.eye(3) * contrast, 0.5 * (1.0 - contrast) + lift)
