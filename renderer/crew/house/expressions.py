"""What each emotion does to a face, as shapes: lids, brows, mouth and the marks of manga."""

from __future__ import annotations

from dataclasses import dataclass, fields

from show.script import Emotion


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One expression. Numbers are 0–1 or −1–1 unless said otherwise; all are 0 or 1 at rest."""

    lid: float = 1.0
    """How far the upper lid is open; above 1 is wider than at rest."""
    cut: float = 0.0
    """Slope of the upper lid: above 0 the inner side comes down (rage), below 0 the outer (sorrow)."""
    lower: float = 0.0
    """How far the lower lid rises."""
    iris: float = 1.0
    """Size of the iris."""
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    arc: float = 0.0
    """Above 0.5 the eyes at rest are smiling arcs."""
    brow_up: float = 0.0
    brow_slope: float = 0.0
    """Above 0 the inner ends come down."""
    brow_bend: float = 0.5
    brow_uneven: float = 0.0
    smile: float = 0.0
    """Corners of the mouth: above 0 up, below 0 down."""
    wide: float = 1.0
    gape: float = 0.0
    """How far the mouth at rest stands open."""
    teeth: float = 0.0
    skew: float = 0.0
    wave: float = 0.0
    blush: float = 0.25
    hatching: float = 0.0
    tears: float = 0.0
    sweat: float = 0.0
    vein: float = 0.0
    gloom: float = 0.0
    sparkle: float = 0.0
    roll: float = 0.0
    """Degrees the head leans."""
    nod: float = 0.0
    """How far the head is tilted: 1 down (about 10°), −1 up."""


REST = Face(smile=0.12)

FACES: dict[Emotion, Face] = {
    Emotion.NEUTRAL: REST,
    Emotion.JOY: Face(
        nod=-0.3, lid=0.9, lower=0.35, arc=1.0, brow_up=0.55, brow_bend=0.9, smile=0.95, wide=1.3, gape=0.8, blush=0.75,
        sparkle=0.4,
        roll=3.0,
    ),
    Emotion.SORROW: Face(
        nod=0.8, lid=0.74, cut=-0.75, brow_up=0.2, brow_slope=-1.0, brow_bend=0.3, smile=-0.7, wide=0.8, gaze_y=0.2,
        tears=1.0,
        blush=0.3, roll=-3.0, lower=0.1,
    ),
    Emotion.RAGE: Face(
        nod=0.4, lid=0.9, cut=1.0, lower=0.16, iris=0.74, brow_up=-0.55, brow_slope=1.25, brow_bend=0.1, smile=-0.5,
        wide=1.35,
        gape=0.75, teeth=1.0, vein=1.0, blush=0.0,
    ),
    Emotion.FEAR: Face(
        nod=-0.15, lid=1.14, cut=-0.25, iris=0.56, brow_up=0.65, brow_slope=-0.9, brow_bend=0.35, smile=-0.45, wide=0.9,
        wave=1.0,
        sweat=1.0, gloom=0.5, blush=0.0,
    ),
    Emotion.TENDER: Face(
        nod=0.3, lid=0.74, cut=-0.3, lower=0.2, brow_up=0.25, brow_slope=-0.35, brow_bend=0.8, smile=0.6, wide=0.95,
        blush=0.55,
        roll=5.0, gaze_y=0.06,
    ),
    Emotion.LOVE: Face(
        nod=0.15, lid=0.9, cut=-0.3, lower=0.16, iris=1.1, brow_up=0.5, brow_slope=-0.6, brow_bend=0.7, smile=0.6,
        wide=0.8,
        gape=0.25,
        blush=1.0, hatching=0.4, sparkle=1.0, roll=5.0,
    ),
    Emotion.SHOCK: Face(
        nod=-0.4, lid=1.22, iris=0.5, brow_up=1.0, brow_slope=-0.25, brow_bend=0.9, smile=-0.2, wide=0.75, gape=1.0,
        blush=0.0,
        sweat=0.5, gloom=0.2,
    ),
    Emotion.DREAD: Face(
        nod=0.6, lid=1.04, cut=0.2, iris=0.62, brow_up=0.1, brow_slope=-0.5, brow_bend=0.1, smile=-0.35, wide=0.85,
        teeth=0.6,
        wave=0.4, sweat=0.7, gloom=1.0, blush=0.0, gaze_y=-0.05,
    ),
    Emotion.SMUG: Face(
        nod=-0.7, lid=0.58, cut=0.3, lower=0.2, brow_up=0.35, brow_slope=0.5, brow_bend=0.6, brow_uneven=0.7, smile=0.7,
        wide=1.05,
        skew=0.9, gaze_x=0.22, roll=-4.0, blush=0.2,
    ),
    Emotion.RESOLVE: Face(
        nod=0.35, lid=0.92, cut=0.6, brow_up=-0.25, brow_slope=0.85, brow_bend=0.25, smile=-0.08, wide=0.85, blush=0.1,
    ),
    Emotion.EXHAUSTED: Face(
        nod=0.9, lid=0.46, cut=-0.35, lower=0.1, brow_up=0.1, brow_slope=-0.5, brow_bend=0.2, smile=-0.35, wide=0.8,
        gape=0.12,
        gloom=0.3, sweat=0.4, blush=0.1, roll=6.0, gaze_y=0.15,
    ),
    Emotion.EMBARRASSED: Face(
        nod=0.6, lid=0.9, cut=-0.4, lower=0.12, brow_up=0.4, brow_slope=-0.9, brow_bend=0.4, smile=-0.1, wide=0.75,
        wave=0.75,
        blush=1.0, hatching=1.0, gaze_x=-0.32, gaze_y=0.12, sweat=0.35, roll=-4.0,
    ),
    Emotion.DEADPAN: Face(
        lid=0.52, cut=0.04, lower=0.06, brow_up=-0.05, brow_bend=0.0, smile=0.0, wide=0.62, blush=0.0,
    ),
}  # fmt: skip


def face_of(emotion: Emotion, strength: float) -> Face:
    """The expression at a strength of 0–1; faint feelings still show."""
    goal = FACES[emotion]
    share = 0.4 + 0.6 * max(0.0, min(1.0, strength))
    mixed = {
        f.name: getattr(REST, f.name) + (getattr(goal, f.name) - getattr(REST, f.name)) * share for f in fields(Face)
    }
    mixed["arc"] = 1.0 if goal.arc and strength >= 0.6 else 0.0
    mixed["tears"] = goal.tears if strength >= 0.55 else 0.0
    mixed["vein"] = goal.vein if strength >= 0.5 else 0.0
    return Face(**mixed)
