"""A puppet on the stage: its parts laid into a few sheets on twos, its groups moved by the rig."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from renderer.crew.cels import Group, Part, PartKind, Picture, Puppet
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.focus import passing, softened
from renderer.stage.geometry import Affine, chain, degenerate, inverse, placed
from renderer.stage.kernel import Box, Rows, kernel
from renderer.stage.layers import PuppetLayer
from renderer.stage.lights.rim import rim_of
from renderer.stage.rig import Pose, Rig, gust
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import I32, Easel, Piece, Sheet, empty_sheet, outline, sheet, weights_of

# How far tips may swing beyond their drawing, for the canvas' margins: twice the amplitude at full wind.
_SWING = 2.2
_BREATH_STRETCH = 0.006
_SOFT_RADII = (0, 0, 2)
"""How far soft copies are blurred, in their own samples: a quarter of a puppet's is soft already."""
_REACH_ROWS = 4
"""What sampling looks at beyond the rows that are seen."""
_ROOM_ROWS = 24
_FEATURES = frozenset({PartKind.EYES, PartKind.MOUTH, PartKind.BROWS})
_TURN = 0.03
"""Way of the features at a full turn, in heads: further, and they leave the nose behind."""


@dataclass(slots=True, kw_only=True)
class _Piece:
    """A part with its variants as sheets, made when they are first shown, and how far each row swings."""

    part: Part
    swing: Callable[[Pose], float]
    """Displacement of the tips in a pose, in samples."""
    drawn: dict[str, Piece] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Section:
    """Neighbouring parts of one group, drawn into one sheet; what never changes is the base of its easel."""

    group: Group
    pieces: list[_Piece]
    easel: Easel
    posed: Pose | None = None
    """The pose that is laid: it stays for two frames."""
    laid: list[tuple[str, float]] = field(default_factory=list)
    """Drawing and sway of every piece on the canvas."""
    fresh: Rows = (0, 0)
    """The rows of the canvas on which they lie; on others lies what was laid earlier."""
    rim: Sheet | None = None
    soft: dict[int, Sheet] = field(default_factory=dict)
    """Copies out of focus, by how far; made when they are first drawn."""


class StagedPuppet:
    """Draws one PuppetLayer; keeps the sheets as they are while the drawings stay the same."""

    def __init__(self, layer: PuppetLayer, puppet: Puppet, scene: ShotScene, scale: float) -> None:
        """`scale`: samples per painted pixel, chosen by the largest size on screen."""
        self._layer, self._puppet, self._scene, self._scale = layer, puppet, scene, scale
        head_share = puppet.head_px * layer.scale.at(0) / (scene.painted_height_px * scene.width_px / scene.height_px)
        self._rig = Rig(layer, scene, head_share=head_share)
        rim = scene.light.rim.strength
        self._copied = bool(layer.blur.keys or layer.blur.rest or rim.keys or rim.rest)
        self._bent: tuple[Pose, Affine, Affine] | None = None
        self._sections = self._build()

    def _build(self) -> list[_Section]:
        runs: list[list[Part]] = []
        for part in self._puppet.parts:
            if runs and runs[-1][0].group is part.group:
                runs[-1].append(part)
            else:
                runs.append([part])
        return [self._section(run) for run in runs if any(part.variants for part in run)]

    def _section(self, parts: list[Part]) -> _Section:
        pieces = [_Piece(part=part, swing=self._swing(part)) for part in parts if part.variants]
        swing = int(max(_SWING * piece.part.sway for piece in pieces) * self._scale) + 4
        swing += int(_TURN * self._puppet.head_px * self._scale * 1.5)
        swing += int(self._puppet.head_px * 0.2 * self._scale) if any(_hangs(piece.part) for piece in pieces) else 0
        for piece in pieces:
            if len(piece.part.variants) == 1:
                self._drawn(piece, *piece.part.variants)
        every = [self._outline(one) for piece in pieces for one in piece.part.variants.values()]
        lefts, tops, rights, bottoms = zip(*every, strict=True)
        canvas = empty_sheet(min(lefts) - swing, min(tops), max(rights) + swing, max(bottoms), scale=self._scale)
        easel = Easel.once(canvas)
        resting: list[Piece] = []
        while pieces and len(pieces[0].part.variants) == 1 and not _hangs(pieces[0].part):
            resting += pieces.pop(0).drawn.values()
        kernel().assemble(easel, resting)
        return _Section(group=parts[0].group, pieces=pieces, easel=Easel.over(canvas) if pieces else easel)

    def _outline(self, picture: Picture) -> Box:
        return outline(picture.pixels, scale=self._scale, x_px=picture.x_px, y_px=picture.y_px)

    def _drawn(self, piece: _Piece, name: str) -> Piece:
        """A drawing of a piece as a sheet."""
        if name not in piece.drawn:
            picture = piece.part.variants[name]
            made = sheet(picture.pixels, scale=self._scale, x_px=picture.x_px, y_px=picture.y_px)
            piece.drawn[name] = Piece(sheet=made, weights=self._weights(piece.part, picture, made))
        return piece.drawn[name]

    def _weights(self, part: Part, picture: Picture, made: Sheet) -> I32:
        if part.kind in _FEATURES:
            return weights_of(np.ones(made.y.shape[0]))
        rows = (np.arange(made.y.shape[0]) + made.y_px) / self._scale - picture.y_px
        root, height = part.root_y_px, picture.pixels.shape[0]
        reach = max(1.0, root, height - root)
        return weights_of(np.square(np.minimum(1.0, np.abs(rows - root) / reach)))

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The puppet in one frame, back to front."""
        layer, pose = self._layer, self._rig.pose(frame)
        opacity = layer.opacity.at(frame)
        if opacity <= 0.002:
            return []
        body, head = self._placed(frame, pose, view)
        dim = layer.dim.at(frame)
        drawn = self._shadow(frame, view, opacity)
        for section in self._sections:
            place = head if section.group is Group.HEAD else body
            if degenerate(place):
                continue
            self._refresh(section, pose, place)
            for source, share in self._copies(section, frame):
                one = blit(source, place, opacity=opacity * share, gain=1.0 - dim, saturation=1.0 - 0.4 * dim)
                if one is not None:
                    drawn.append(one)
        return drawn

    def _copies(self, section: _Section, frame: int) -> list[tuple[Sheet, float]]:
        """The section as it is drawn: sharp or out of focus or between both, and its lit edge."""
        if not self._copied:
            return [(section.easel.canvas, 1.0)]
        copies = []
        for step, opacity in passing(self._layer.blur.at(frame)):
            if step and step not in section.soft:
                section.soft[step] = softened(section.easel.canvas, _SOFT_RADII[step])
                section.soft[step].version = section.easel.canvas.version
            copies.append((section.soft[step] if step else section.easel.canvas, opacity))
        lit = self._scene.light.rim.strength.at(frame) * (1.0 - self._layer.blur.at(frame))
        if lit > 0.004:
            if section.rim is None:
                rim = self._scene.light.rim
                section.rim = rim_of(
                    section.easel.canvas, rim.colour, rim.from_left != self._layer.flip, self._puppet.head_px
                )
                section.rim.version = section.easel.canvas.version
            copies.append((section.rim, min(1.0, lit)))
        return copies

    def _shadow(self, frame: int, view: View, opacity: float) -> list[Blit]:
        """A soft oval under the feet, which neither breathes nor leans."""
        layer, puppet, scene = self._layer, self._puppet, self._scene
        if layer.anchor_head or layer.shadow <= 0.0:
            return []
        width = scene.painted_height_px * scene.width_px / scene.height_px
        size = layer.scale.at(frame) * puppet.head_px * 1.7 / _SHADOW_PX[0]
        middle = (_SHADOW_PX[0] / 2, _SHADOW_PX[1] / 2)
        place = placed(layer.x.at(frame) * width, layer.y.at(frame) * scene.painted_height_px, size, 0.0, middle)
        one = blit(_shadow_sheet(), chain(view.through(layer.depth), place), opacity=opacity * min(1.0, layer.shadow))
        return [one] if one is not None else []

    def _placed(self, frame: int, pose: Pose, view: View) -> tuple[Affine, Affine]:
        """Where body and head go, from the puppet's canvas to frame pixels."""
        layer, puppet, scene = self._layer, self._puppet, self._scene
        width, height = scene.painted_height_px * scene.width_px / scene.height_px, scene.painted_height_px
        anchor = (puppet.head_x, puppet.head_y) if layer.anchor_head else (puppet.width_px / 2, puppet.height_px)
        scale, head_px = layer.scale.at(frame), puppet.head_px
        x = layer.x.at(frame) * width + pose.jitter[0] * head_px * scale
        y = layer.y.at(frame) * height + pose.jitter[1] * head_px * scale
        world = placed(x, y, scale, layer.rotation_degrees.at(frame), anchor, layer.flip)
        lens = chain(view.through(layer.depth), world)
        body, head = self._bends(pose)
        return chain(lens, body), chain(lens, head)

    def _bends(self, pose: Pose) -> tuple[Affine, Affine]:
        """What breath, lean and a turned head make of the canvas, for body and head."""
        if self._bent is not None and self._bent[0] is pose:
            return self._bent[1:]
        puppet, head_px = self._puppet, self._puppet.head_px
        # The chest rises about the hips' height, the bottom edge stays on the ground.
        stretch = 1.0 + _BREATH_STRETCH * pose.breath
        bottom = float(puppet.height_px)
        lean = placed(puppet.width_px / 2, bottom, 1.0, pose.body_degrees, (puppet.width_px / 2, bottom))
        body = chain(lean, (1.0, 0.0, 0.0, 0.0, stretch, bottom * (1.0 - stretch)))
        turned = placed(
            puppet.neck_x + pose.head_side * head_px,
            puppet.neck_y + pose.head_down * head_px,
            1.0,
            pose.head_degrees,
            (puppet.neck_x, puppet.neck_y),
        )
        self._bent = pose, body, chain(body, turned)
        return self._bent[1:]

    def _seen(self, canvas: Sheet, place: Affine) -> Rows:
        """The rows of a canvas that a frame can show; all of them where copies are made of it."""
        scene = self._scene
        if self._copied:
            return 0, canvas.y.shape[0]
        _, _, _, down_x, down_y, start = inverse(place)
        across, down = down_x * scene.width_px * canvas.scale, down_y * scene.height_px * canvas.scale
        top = start * canvas.scale - canvas.y_px + min(0.0, across) + min(0.0, down)
        return _even(top - _REACH_ROWS, top + abs(across) + abs(down) + _REACH_ROWS, canvas.y.shape[0])

    def _refresh(self, section: _Section, pose: Pose, place: Affine) -> None:
        """Lay the rows anew, of those that are seen, in which any drawing or sway has changed."""
        if not section.pieces:
            return
        canvas, fresh = section.easel.canvas, section.fresh
        seen = self._seen(canvas, place)
        known = bool(section.laid) and fresh[0] <= seen[0] and seen[1] <= fresh[1]
        if pose is section.posed and known:
            return
        chosen = [(_drawing(p, pose), round(p.swing(pose), 2)) for p in section.pieces]
        section.posed = pose
        if chosen == section.laid and known:
            return
        # Some more than are seen, so that it need not be done again when the camera has moved a little.
        wide = rows = _even(seen[0] - _ROOM_ROWS, seen[1] + _ROOM_ROWS, canvas.y.shape[0])
        if known:
            wide = max(wide[0], fresh[0]), min(wide[1], fresh[1])
            changed = []
            for piece, before, now in zip(section.pieces, section.laid, chosen, strict=True):
                if before != now:
                    changed += [self._drawn(piece, name).sheet for name in {before[0], now[0]}]
            top, bottom = min(s.y_px for s in changed), max(s.y_px + s.y.shape[0] for s in changed)
            rows = max(top - canvas.y_px, wide[0]), min(bottom - canvas.y_px, wide[1])
        if rows[0] < rows[1]:
            laid = []
            for piece, (name, sway) in zip(section.pieces, chosen, strict=True):
                laid.append(self._drawn(piece, name))
                laid[-1].sway_px = sway
            kernel().assemble(section.easel, laid, rows)
            canvas.version += 1
            section.rim = None
            section.soft.clear()
        section.laid, section.fresh = chosen, wide

    def _swing(self, part: Part) -> Callable[[Pose], float]:
        """How a part swings; the follow-through is mirrored with the puppet."""
        head_px, scale, fps = self._puppet.head_px, self._scale, self._scene.fps
        side = -1.0 if self._layer.flip else 1.0
        if part.kind in _FEATURES:
            return lambda pose: side * pose.turn * _TURN * head_px * scale
        if not _hangs(part):
            return lambda pose: 0.0
        hair, reach = part.kind is PartKind.HAIR, min(1.0, part.sway / max(1.0, 0.06 * head_px))

        def hanging(pose: Pose) -> float:
            lag = pose.hair if hair else pose.cloth * 0.5
            wind = part.sway * gust(pose.tick, part.phase, fps, pose.wind * side)
            return (wind + side * lag * reach * head_px * 0.5) * scale

        return hanging


def _even(first: float, last: float, size: int) -> Rows:
    """The rows [first, last) of so many, on the chroma grid."""
    top, bottom = (min(size, max(0, math.floor(edge / 2.0) * 2)) for edge in (first, last + 2.0))
    return top, bottom


def _drawing(piece: _Piece, pose: Pose) -> str:
    wanted: tuple[str, ...] = ()
    if piece.part.kind is PartKind.EYES:
        wanted = (pose.eyes,) if pose.eyes != "open" else (pose.gaze, "open")
    elif piece.part.kind is PartKind.MOUTH:
        wanted = (pose.mouth,) if pose.mouth != "closed" else ("closed", "rest")
    elif piece.part.kind is PartKind.BROWS:
        wanted = (pose.brows,)
    for name in wanted:
        if name in piece.part.variants:
            return name
    return next(iter(piece.part.variants))


def _hangs(part: Part) -> bool:
    return part.kind in (PartKind.HAIR, PartKind.CLOTH) and part.sway != 0.0


_SHADOW_PX = (256, 48)


@functools.cache
def _shadow_sheet() -> Sheet:
    """Nearly black in the middle, nothing at the edge."""
    x, y = (np.linspace(-1, 1, edge) for edge in _SHADOW_PX)
    alpha = np.clip(1.15 - np.hypot(x[None, :], y[:, None]) * 1.15, 0.0, 1.0) ** 1.2
    pixels = np.zeros((_SHADOW_PX[1], _SHADOW_PX[0], 4), np.uint8)
    pixels[..., 3] = np.clip(alpha * 255.0, 0, 255)
    pixels[..., 2] = pixels[..., 3] // 10
    return sheet(pixels)
