"""From a request to a puppet: all parts of a character, rasterised in drawing order."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.cels import Group, Part, PartKind, Picture, Pixels, Puppet
from renderer.crew.house import eyes, hair, head, marks, mouth, skull
from renderer.crew.house.accessories import TALL, Worn, worn
from renderer.crew.house.canvas import Layer, Matrix, moved_by
from renderer.crew.house.dressed import Body, Piece, body_matrix, body_of, pieces_of
from renderer.crew.house.expressions import face_of
from renderer.crew.house.look import cast_look
from renderer.crew.house.reading import read_look
from renderer.crew.house.sitting import Sitting
from renderer.crew.house.tails import tail_parts
from renderer.crew.ports import CharacterRequest
from show.script import Framing

PUPPETS_VERSION = "9"
"""Raised whenever equal requests are drawn differently."""
_NECK_Y = 240.0
"""The pit of the neck, around which a head leans."""
_WIDE_SCALE = 0.475
"""Pixels per unit for whole figures: the tallest, a grown man with a hat, fills the canvas; children stay small."""
_CROWN_Y = -268.0
"""Where hair ends at the top, in head units; head_px is measured from there to the chin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a framing is drawn: canvas, pixels per unit, the row of the eyes, line weight, whether legs show."""

    width_px: int
    height_px: int
    scale: float
    eye_row_px: float
    weight: float
    legs: bool


def view_of(framing: Framing, body: Body) -> View:
    """Bust for close-ups, to below the hip for medium shots, the whole figure for wide ones.

    Canvases reach far enough below the face that no framing of the director's shows their lower edge.
    """
    if framing in (Framing.CLOSE_UP, Framing.INSERT):
        view = View(width_px=1400, height_px=2160, scale=1.72, eye_row_px=620, weight=1.0, legs=False)
    elif framing is Framing.EXTREME_CLOSE_UP:
        view = View(width_px=1700, height_px=2240, scale=2.8, eye_row_px=1000, weight=0.9, legs=False)
    elif framing in (Framing.WIDE, Framing.ESTABLISHING):
        row = 1492 - body.feet_y * _WIDE_SCALE
        view = View(width_px=1000, height_px=1500, scale=_WIDE_SCALE, eye_row_px=row, weight=1.7, legs=True)
    else:
        view = View(width_px=1300, height_px=2100, scale=1.05, eye_row_px=390, weight=1.25, legs=True)
    tall = max((TALL.get(extra, 0.0) for extra in body.sitting.look.extras), default=0.0)
    more = max(0, round(tall * view.scale - view.eye_row_px)) // 2 * 2
    return replace(view, height_px=view.height_px + more, eye_row_px=view.eye_row_px + more)


def sitting_of(request: CharacterRequest, weight: float = 1.0) -> Sitting:
    """Who is drawn and how, from a request."""
    return Sitting(
        look=cast_look(request.character, request.cast), face=face_of(request.expression, request.strength),
        emotion=request.expression, angle=request.angle,
        pose=request.pose, shade=1.0 if request.light_from_left else -1.0, weight=weight,
        seed=request.seed + request.take - 1,
    )  # fmt: skip


def _leaning(scale: float, middle: float, row: float, degrees: float) -> Matrix:
    """Units to pixels, leaning around the pit of the neck."""
    a = np.deg2rad(degrees)
    c, s = float(np.cos(a)) * scale, float(np.sin(a)) * scale
    px, py = middle, row + _NECK_Y * scale
    return (c, -s, px + s * _NECK_Y, s, c, py - c * _NECK_Y)


@dataclass(slots=True)
class _Rack:
    """Collects parts while they are rasterised."""

    view: View
    upright: Matrix
    head: Matrix
    flutter: float
    """Where in its swing the hair is, in radians; differs from take to take."""
    parts: list[Part]

    def hang(
        self,
        name: str,
        kind: PartKind,
        group: Group,
        layers: dict[str, Layer],
        root_y: float = 0.0,
        sway: float = 0.0,
        phase: float = 0.0,
        matrix: Matrix | None = None,
    ) -> None:
        matrix = matrix or (self.head if group is Group.HEAD else self.upright)
        pictures: dict[str, Picture] = {}
        reach = sway * abs(matrix[0])
        margin = 6 + int(reach * 1.8)
        for variant, layer in layers.items():
            picture = layer.picture(matrix, self.view.width_px, self.view.height_px, margin_px=margin)
            if picture is not None:
                pictures[variant] = picture
        if not pictures:
            return
        first = next(iter(pictures.values()))
        row = float(moved_by(np.array([(0.0, root_y)]), matrix)[0, 1])
        self.parts.append(
            Part(
                name=name, kind=kind, group=group, variants=pictures,
                root_y_px=min(max(0, round(row) - first.y_px), first.pixels.shape[0]),
                sway=round(reach, 2), phase=phase,
            )
        )  # fmt: skip

    def still(self, name: str, group: Group, layer: Layer) -> None:
        self.hang(name, PartKind.STILL, group, {"rest": layer})

    def hair(self, hang: skull.Hang) -> None:
        kind = PartKind.HAIR if hang.sway else PartKind.STILL
        phase = hang.phase + (self.flutter if hang.sway else 0.0)
        self.hang(hang.name, kind, Group.HEAD, {"rest": hang.layer}, hang.root_y, hang.sway, phase)

    def piece(self, piece: Piece) -> None:
        kind = PartKind.STILL if piece.root_y is None else PartKind.CLOTH
        matrix = self.upright if piece.on_head else body_matrix(self.upright)
        self.hang(
            piece.name, kind, Group.BODY, {"rest": piece.layer}, piece.root_y or 0.0, piece.sway, piece.phase, matrix
        )


def paint_puppet(request: CharacterRequest) -> Puppet:
    """The character of a request as a puppet; equal requests give equal bytes."""
    sitting = sitting_of(request)
    view = view_of(request.framing, body_of(sitting))
    sitting = sitting_of(request, view.weight)
    middle = view.width_px / 2
    upright = _leaning(view.scale, middle, view.eye_row_px, 0.0)
    head_at = _leaning(view.scale, middle, view.eye_row_px, sitting.lean)
    rack = _Rack(view=view, upright=upright, head=head_at, flutter=np.pi * (1 + sitting.nuance), parts=[])
    _rig(rack, sitting, body_of(sitting), view)
    return _puppet(request, rack, sitting)


def _rig(rack: _Rack, sitting: Sitting, body: Body, view: View) -> None:
    hung = [*hair.back_parts(sitting), *tail_parts(sitting)]
    things = worn(sitting, body)
    for name, layer in things.behind:
        rack.still(name, Group.HEAD, layer)
    for hang in hung:
        if hang.place == skull.BEHIND and not sitting.back:
            rack.hair(hang)
    pieces = pieces_of(body, legs=view.legs)
    for piece in pieces:
        if not piece.over_face:
            rack.piece(piece)
    for piece in things.clothes:
        rack.piece(piece)
    for hang in hung:
        if hang.place == skull.UNDER and not sitting.back:
            rack.hair(hang)
    if sitting.back:
        _back_of_head(rack, sitting, hung)
    else:
        _front_of_head(rack, sitting, things)
    for name, layer in things.on_top:
        rack.still(name, Group.HEAD, layer)
    for piece in pieces:
        if piece.over_face:
            rack.piece(piece)


def _front_of_head(rack: _Rack, sitting: Sitting, things: Worn) -> None:
    _face(rack, sitting, things)
    for name, layer in things.on_face:
        rack.still(name, Group.HEAD, layer)
    rack.hair(hair.cap_part(sitting))
    for hang in hair.fringe_parts(sitting):
        rack.hair(hang)
    rack.hang("brows", PartKind.BROWS, Group.HEAD, {v: mouth.paint_brows(sitting, v) for v in ("rest", "up", "down")})
    for name, layer in marks.paint_signs(sitting):
        rack.still(name, Group.HEAD, layer)


def _back_of_head(rack: _Rack, sitting: Sitting, hung: list[skull.Hang]) -> None:
    """From behind, the hair hangs over neck and clothes; tails hang over it."""
    rack.still("skull", Group.HEAD, head.paint_skull(sitting))
    for hang in hung:
        if hang.place == skull.BEHIND and hang.name.startswith("hair-back"):
            rack.hair(hang)
    rack.hair(hair.cap_part(sitting))
    rack.hair(hair.shine(sitting))
    for hang in hung:
        if not hang.name.startswith("hair-back"):
            rack.hair(hang)


def _face(rack: _Rack, sitting: Sitting, things: Worn) -> None:
    rack.still("face", Group.HEAD, head.paint_face(sitting, hair.fringe_shadow(sitting)))
    for name, layer in [*marks.paint_marks(sitting), *things.under_eyes]:
        rack.still(name, Group.HEAD, layer)
    rack.hang("mouth", PartKind.MOUTH, Group.HEAD, {v: mouth.paint_mouth(sitting, v) for v in mouth.VISEMES})
    variants = ("open", "half", "closed", "left", "right", "wide")
    rack.hang("eyes", PartKind.EYES, Group.HEAD, {v: eyes.paint_eyes(sitting, v) for v in variants})
    for name, layer in marks.paint_tears(sitting):
        rack.still(name, Group.HEAD, layer)


def _puppet(request: CharacterRequest, rack: _Rack, sitting: Sitting) -> Puppet:
    mouth_at = mouth.mouth_centre(sitting)
    eyes_at = sitting.on_face([(0.0, 16.0)])[0]
    face_at = sitting.on_face([(0.0, sitting.chin * 0.3)])[0]
    put = moved_by(np.array([face_at, (0.0, _NECK_Y - 40), eyes_at, mouth_at]), rack.head)
    return Puppet(
        width_px=rack.view.width_px, height_px=rack.view.height_px, parts=tuple(rack.parts), head_x=float(put[0, 0]),
        head_y=float(put[0, 1]), head_px=(sitting.chin - _CROWN_Y) * rack.view.scale, neck_x=float(put[1, 0]),
        neck_y=float(put[1, 1]), eyes=(float(put[2, 0]), float(put[2, 1])),
        mouth=(float(put[3, 0]), float(put[3, 1])),
        ignored_words=read_look(request.character.look).ignored,
    )  # fmt: skip


def assemble(puppet: Puppet, *, eyes: str = "open", mouth: str = "rest", brows: str = "rest") -> Pixels:
    """The whole puppet in one picture, with the chosen drawings: for sheets, storyboards and tests."""
    wanted = {PartKind.EYES: eyes, PartKind.MOUTH: mouth, PartKind.BROWS: brows}
    out = np.zeros((puppet.height_px, puppet.width_px, 4), dtype=np.uint8)
    for part in puppet.parts:
        picture = part.variants.get(wanted.get(part.kind, ""), next(iter(part.variants.values())))
        high = min(picture.pixels.shape[0], puppet.height_px - picture.y_px)
        wide = min(picture.pixels.shape[1], puppet.width_px - picture.x_px)
        top = picture.pixels[:high, :wide]
        under = out[picture.y_px : picture.y_px + high, picture.x_px : picture.x_px + wide]
        keep = 255 - top[..., 3:].astype(np.uint16)
        under[:] = top + ((under * keep + 127) // 255).astype(np.uint8)
    return out
