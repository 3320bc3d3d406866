"""Flicker."""

from __future__ import annotations

import random

import numpy as np

from renderer.stage.lights.tone import LIGHTS, Moment, Tone


@LIGHTS.register("flicker")
def flicker(tone: Tone, moment: Moment) -> None:
    """A failing lamp: on twos the light trembles, and one time in six it drops. Never by default: it costs bits."""
    strength = moment.light.flicker
    if not strength:
        return
    draw = random.Random(f"{moment.seed} {moment.frame // 2}")
    fallen = draw.random() < 0.18
    tone.then(np.eye(3) * (1.0 - strength * (0.55 if fallen else draw.uniform(0.0, 0.12))))
