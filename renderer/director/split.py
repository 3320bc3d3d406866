"""Split screens: one face a panel, each in its own scene, opening as they speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from renderer.crew.cels import Puppet
from renderer.director.brief import SetupBrief
from renderer.director.clearance import Box
from renderer.director.light import light_of
from renderer.director.requests import PAINTED_HEIGHT_PX, PAINTED_WIDTH_PX
from renderer.director.staging import alive
from renderer.director.table import WindowRow, table
from renderer.stage.layers import BackdropLayer, Layer, LinesKind, LinesLayer, PuppetLayer
from renderer.stage.scene import Camera, PanelLayer, ShotScene, window_px
from renderer.stage.tracks import hold, later, pulse, travel
from show.script import Framing, Staging

FIRST_OPENS_SECONDS = 0.4
"""The whole picture is seen for so long before the first panel covers it: who stands where must be clear."""
NEXT_OPENS_SECONDS = 0.5
"""At most from panel to panel: under the first one, the picture shows people without their heads."""
_SHIFTS = (0.0, -0.27, 0.24)
"""How far a lone panel may move up or down to cover nobody, in heights of the frame."""
_FACE = {Framing.CLOSE_UP: (0.72, 0.56), Framing.MEDIUM: (0.72, 0.56), Framing.EXTREME_CLOSE_UP: (1.7, 0.5)}
"""Height of the head and row of the face, in heights of the panel."""
_NARROW_HEAD, _NARROW_ROW = 0.74, 0.42
"""Height of the head in widths of the panel, and row of the face, in a panel that is taller than wide."""


def panels_of(
    brief: SetupBrief,
    faces: Sequence[tuple[Staging, str, Puppet]],
    backdrop_key: str | None,
    under: Sequence[Box] = (),
) -> list[PanelLayer]:
    """The panels of a set-up's layout; `faces` are who is seen, with the keys of their pictures, in order.

    `under` are the heads in the picture that the panels open on, in shares of the frame.
    """
    layout = table().panels.get(brief.treatment.panels)
    if layout is None or len(faces) < len(layout.windows):
        return []
    panels: list[PanelLayer] = []
    blinked: list[int] = []
    windows = layout.windows if len(layout.windows) > 1 else (_clear(layout.windows[0], under),)
    for number, (window, (staging, key, puppet)) in enumerate(zip(windows, faces, strict=False)):
        start = _opens(brief, staging, window, panels[-1].start_frame if panels else None)
        acting = alive(brief, staging, key, number, (), blinked)
        blinked += acting.blinks
        inner = _inner(brief, window, number, acting, puppet, backdrop_key, start)
        panels.append(
            PanelLayer(
                scene=inner,
                corners=window.corners,
                start_frame=start,
                opening=window.opening,
                from_left=window.from_left,
            )
        )
    return panels


def _clear(window: WindowRow, heads: Sequence[Box]) -> WindowRow:
    """The window of a lone panel, moved to where it hides the least of people's heads."""

    top, bottom = min(y for _, y in window.corners), max(y for _, y in window.corners)

    def hidden(by: float) -> float:
        shared = (min(bottom + by, head[3]) - max(top + by, head[1]) for head in heads)
        return sum(max(0.0, share) / (head[3] - head[1]) for share, head in zip(shared, heads, strict=True))

    way = min(_SHIFTS, key=lambda by: round(hidden(by), 1))
    first, second, third, fourth = ((x, y + way) for x, y in window.corners)
    return replace(window, corners=(first, second, third, fourth))


def _opens(brief: SetupBrief, staging: Staging, window: WindowRow, before: int | None) -> int:
    """A panel opens on its face's first word, after the one before, and early enough to be looked at."""
    earliest = round(FIRST_OPENS_SECONDS * brief.fps) if before is None else before + round(0.3 * brief.fps)
    usual = (earliest if before is None else before) + round(window.start_seconds * brief.fps)
    words = [s.start_frame - 4 for s in brief.lines if s.line.speaker == staging.character_id]
    wanted = words[0] if words else usual
    if before is not None:
        wanted = min(wanted, before + round(NEXT_OPENS_SECONDS * brief.fps))
    return max(0, min(max(earliest, wanted), brief.frames - brief.fps // 2))


def _inner(
    brief: SetupBrief,
    window: WindowRow,
    number: int,
    acting: PuppetLayer,
    puppet: Puppet,
    backdrop_key: str | None,
    start: int,
) -> ShotScene:
    _, _, width, height = window_px(window.corners, PAINTED_WIDTH_PX, PAINTED_HEIGHT_PX)
    layers: list[Layer] = []
    if backdrop_key is not None:
        layers.append(BackdropLayer(key=backdrop_key, farther_than=1.0, blur=hold(0.7)))
    layers.append(_placed(acting, puppet, window, width, height, start))
    if window.lines:
        strength = pulse(0.75, 0, 2, 12, 18)
        layers.append(LinesLayer(kind=LinesKind.SPEED, strength=strength, seed=number + 1))
    return ShotScene(
        shot=f"{brief.key} panel {number + 1}",
        frames=max(1, brief.frames - start),
        width_px=width,
        height_px=height,
        fps=brief.fps,
        painted_height_px=height,
        seed=brief.seed,
        camera=Camera(dolly=travel(1.0, 1.1, 0, float(max(1, brief.frames - start)))),
        layers=tuple(layers),
        light=light_of(brief),
    )


def _placed(acting: PuppetLayer, puppet: Puppet, window: WindowRow, width: int, height: int, start: int) -> PuppetLayer:
    """The face in the middle of its panel, its cues counted from when the panel opens."""
    share, row = _FACE[window.framing]
    head_px = share * height
    if window.framing is not Framing.EXTREME_CLOSE_UP and width < height:
        head_px, row = _NARROW_HEAD * width, _NARROW_ROW
    scale = head_px / puppet.head_px
    middle = sum(x for x, _ in window.corners) / 4
    left = min(x for x, _ in window.corners)
    across = max(x for x, _ in window.corners) - left
    x, y = (middle - left) / across, row
    # No move of the panel's camera may show where the figure ends.
    y += max(0.0, 1.05 - y - (puppet.height_px - puppet.head_y) * scale / height)
    if window.framing is Framing.EXTREME_CLOSE_UP:
        y = row
        x -= (puppet.eyes[0] - puppet.head_x) * scale / width
        y -= (puppet.eyes[1] - puppet.head_y) * scale / height
    return _shifted(acting, start, x=x, y=y, scale=scale)


def _shifted(acting: PuppetLayer, start: int, *, x: float, y: float, scale: float) -> PuppetLayer:
    """The layer placed by its face, with all its cues `start` frames earlier."""
    return replace(
        acting,
        x=hold(x),
        y=hold(y),
        scale=hold(scale),
        anchor_head=True,
        mouths=tuple(
            replace(cue, start_frame=cue.start_frame - start, end_frame=cue.end_frame - start) for cue in acting.mouths
        ),
        blinks=tuple(frame - start for frame in acting.blinks if frame >= start),
        brows=tuple(
            replace(cue, start_frame=cue.start_frame - start, end_frame=cue.end_frame - start) for cue in acting.brows
        ),
        gazes=(),
        nod=later(acting.nod, -start),
        turn=hold(0.0),
    )
