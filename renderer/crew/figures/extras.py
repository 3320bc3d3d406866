"""Marks and things on the face, and what grows out of the head: glasses, scars, beards, ears, horns."""

from __future__ import annotations

import numpy as np

from renderer.crew.figures.clumps import across
from renderer.crew.figures.eyes import EYE_X, EYE_Y
from renderer.crew.figures.face import face_outline
from renderer.crew.figures.look import Look
from renderer.crew.figures.tones import Tone, mix, tone_of
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import ellipse, placed, spline

INK = (38, 26, 40)


def on_skin(layer: Layer, look: Look, turn: Turn, skin: Tone, hair: Tone) -> None:
    """Marks that belong to the face itself, under eyes and hair."""
    if "freckles" in look.extras:
        for side in (-1.0, 1.0):
            for dx, dy in ((-5, 0), (-1, 1.8), (3.4, 0.2), (0.6, -1.8)):
                layer.fill(ellipse(turn.x(side * 20 + dx), 19 + dy, 0.75, 0.65), mix(skin.line, skin.base, 0.35))
    if "scar" in look.extras:
        x = turn.x(20)
        layer.line(
            spline([(x - 4, 13), (x, 20), (x + 3, 29)]), 1.5, mix(skin.line, (190, 80, 90), 0.5), ends=(0.2, 0.2)
        )
        for n in range(3):
            y = 16.5 + 4 * n
            layer.line(
                np.array([(x - 3.4 + n * 1.7, y + 0.6), (x, y), (x + 2.6 + n, y - 0.8)]),
                0.8,
                mix(skin.line, (190, 80, 90), 0.5),
            )
    if "bandage" in look.extras:
        _draw_plaster(layer, turn)
    if "mole" in look.extras:
        layer.fill(ellipse(turn.x(-15), 21, 0.9, 0.9), INK)
    if "tired" in look.extras or look.age == "elder":
        for side in (-1.0, 1.0):
            x = turn.x(side * EYE_X)
            layer.line(
                spline([(x - 6.5, 16.4), (x, 18.4), (x + 6.5, 16.4)]),
                0.7,
                mix(skin.shade, (130, 90, 140), 0.15),
                ends=(0.1, 0.1),
            )
    if look.age == "elder":
        for side in (-1.0, 1.0):
            x = turn.x(side * 13)
            layer.line(spline([(x, 26), (x + side * 3.5, 31), (x + side * 3.5, 36)]), 0.8, skin.shade, ends=(0.1, 0.1))
    if "beard" in look.extras:
        _draw_beard(layer, turn, hair)


def _draw_plaster(layer: Layer, turn: Turn) -> None:
    """A strip across one cheek."""
    strip = placed(
        [(-7.0, -2.6), (7.0, -2.6), (7.6, 0.0), (7.0, 2.6), (-7.0, 2.6), (-7.6, 0.0)], turn.x(-21), 20, turn=-0.25
    )
    layer.fill(strip, (244, 226, 196))
    layer.outline(strip, 0.9, (168, 120, 92))
    layer.fill(ellipse(turn.x(-21), 20, 2.6, 2.2, tilt=-0.25), (224, 196, 158))


def _draw_beard(layer: Layer, turn: Turn, hair: Tone) -> None:
    """Along the jaw, with a moustache; the mouth is drawn over it."""
    x = turn.x(0, 47)
    edge = face_outline(turn, 1.1)
    jaw = edge[edge[:, 1] > 20]
    inner = spline([(x + 29, 24), (x + 19, 29), (x + 8, 28.5), (x, 30), (x - 8, 28.5), (x - 19, 29), (x - 29, 24)])
    left, right = jaw[jaw[:, 0] < x], jaw[jaw[:, 0] >= x]
    low = [(x - 24, 40), (x - 13, 53), (x - 5, 57), (x, 62), (x + 6, 57), (x + 13, 53), (x + 24, 40)]
    knots = [(float(left[:, 0].min()) + 2.0, 23.0), *low, (float(right[:, 0].max()) - 2.0, 23.0)]
    shape = np.vstack([spline(knots, corners=(4,)), inner])
    layer.fill(shape, hair.base)
    with layer.clip(shape):
        layer.fill(
            spline([(x + 3, 40), (x + 16, 34), (x + 40, 14), (x + 40, 66), (x - 2, 66)], closed=True, corners=(2, 3)),
            hair.shade,
        )
        for n in (-16, -8, 8, 16):
            layer.line(spline([(x + n, 38), (x + n * 0.8, 46), (x + n * 0.6, 54)]), 0.8, hair.line, ends=(0.05, 0.3))
    layer.outline(shape, 1.1, hair.line)
    for side in (-1.0, 1.0):
        tache = spline(
            [(x, 28.4), (x + side * 6, 28), (x + side * 13, 31), (x + side * 16, 35), (x + side * 8, 33), (x, 31.5)],
            closed=True,
            corners=(0, 3),
        )
        layer.fill(tache, hair.base)
        layer.outline(tache, 0.9, hair.line)


def over_eyes(layer: Layer, look: Look, turn: Turn) -> None:
    """What lies over the eyes and under the fringe."""
    if "glasses" in look.extras:
        for side in (-1.0, 1.0):
            x, wide = turn.x(side * EYE_X), 12.6 * min(1.05, turn.width(side * EYE_X))
            rim = ellipse(x, EYE_Y + 1.2, wide, 11.2)
            layer.fill(rim, (214, 232, 255), alpha=0.16)
            with layer.clip(rim):
                layer.fill(
                    np.array([(x - 2, -12), (x + 5, -12), (x - 4, 20), (x - 10, 20)]), (255, 255, 255), alpha=0.22
                )
            layer.outline(rim, 1.35, INK)
            layer.line(
                np.array(
                    [(x + side * wide, EYE_Y), (x + side * (wide + 5), EYE_Y - 1), (x + side * (wide + 9), EYE_Y - 2)]
                ),
                1.2,
                INK,
            )
        layer.line(
            spline([(turn.x(-EYE_X + 12), EYE_Y), (turn.x(0), EYE_Y - 2), (turn.x(EYE_X - 12), EYE_Y)]),
            1.3,
            INK,
            ends=(1, 1),
        )
    if "eyepatch" in look.extras:
        x = turn.x(-EYE_X)
        patch = spline([(x - 11, -6), (x + 11, -6), (x + 9, 14), (x, 18), (x - 9, 14)], closed=True)
        layer.fill(patch, (40, 36, 48))
        layer.outline(patch, 1.2, INK)
        layer.line(np.array([(turn.x(-40), -14), (x, -6), (turn.x(38), -30)]), 1.6, (40, 36, 48))


def behind_cap(layer: Layer, look: Look, turn: Turn, hair: Tone) -> None:
    """Ears and horns that grow from the head, drawn before the cap so that hair covers their roots."""
    for side in (-1.0, 1.0):
        if "cat-ears" in look.extras:
            x = across(turn, side * 27)
            ear = spline(
                [(x - side * 13, -44), (x + side * 5, -82), (x + side * 15, -36)], closed=True, corners=(0, 1, 2)
            )
            layer.fill(ear, hair.base)
            layer.fill(
                spline([(x - side * 6, -48), (x + side * 4, -72), (x + side * 9, -44)], closed=True, corners=(0, 1, 2)),
                (240, 176, 186),
            )
            layer.outline(ear, 1.3, hair.line)
        if "horns" in look.extras:
            x = across(turn, side * 22)
            bone = tone_of((214, 196, 170))
            horn = spline(
                [
                    (x - side * 6, -48),
                    (x + side * 4, -72),
                    (x + side * 18, -84),
                    (x + side * 13, -66),
                    (x + side * 8, -46),
                ],
                closed=True,
                corners=(0, 2, 4),
            )
            layer.fill(horn, bone.base)
            layer.fill(
                spline(
                    [(x + side * 2, -50), (x + side * 9, -70), (x + side * 17, -82), (x + side * 8, -48)], closed=True
                ),
                bone.shade,
            )
            layer.outline(horn, 1.3, bone.line)
