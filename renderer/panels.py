"""Stills of a film: the storyboard's panels and the cover."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from renderer.art import ArtDepartment
from renderer.director.brief import SetupBrief, brief_of
from renderer.director.direct import direct
from renderer.plan import Kind, Plan
from renderer.stage.frames import still
from renderer.stage.layers import CaptionLayer, PuppetLayer
from renderer.stage.scene import ShotScene, at_size
from renderer.storyboard import Panel, cover, storyboard_sheet
from renderer.workshop import StepContext
from show.order import MediaRef
from show.script import Beat, Framing

PANEL_WIDTH_PX = 540
PANEL_MOMENT = 0.55
"""Where in a shot its panel is taken from: past the transition, in the middle of the expression."""

_APPEAL = {Framing.CLOSE_UP: 3, Framing.MEDIUM: 2, Framing.TWO_SHOT: 2, Framing.EXTREME_CLOSE_UP: 1}
_WEIGHT = {Beat.TWIST: 3, Beat.CLIFFHANGER: 2, Beat.TURN: 2}


def storyboard(plan: Plan, art: ArtDepartment, context: StepContext) -> MediaRef:
    """A manga page with one panel a shot."""
    panels = []
    for index, setup in enumerate(plan.setups):
        if setup.kind is Kind.SHOT and setup.part == 0:
            panels.append(_panel(plan, index, art))
        context.report(index / len(plan.setups))
    title = f"{plan.order.series.title} · {plan.order.script.number}: {plan.order.script.title}"
    return context.workshop.media.put_bytes(
        png(storyboard_sheet(panels, title=title)), "image/png", f"{file_name(plan)}-storyboard.png"
    )


def _panel(plan: Plan, index: int, art: ArtDepartment) -> Panel:
    brief = brief_of(plan, index)
    shot = brief.shot
    assert shot is not None  # only set-ups of shots become panels
    picture, mouth = _still(brief, art)
    return Panel(
        number=plan.setups[index].shot_number,
        picture=picture,
        action=shot.action,
        note=f"{brief.framing.value} · {brief.treatment.move.value}",
        balloons=tuple((speaker_name(plan, line.speaker), line.text, line.delivery) for line in shot.lines),
        mouth=mouth,
    )


def _still(brief: SetupBrief, art: ArtDepartment) -> tuple[npt.NDArray[np.uint8], tuple[float, float]]:
    """One frame of the set-up without captions and transition, and where somebody's mouth is in it."""
    bare = replace(brief, outgoing=None)
    pictures = art.pictures(bare)
    scene = direct(bare, pictures)
    layers = tuple(layer for layer in scene.layers if not isinstance(layer, CaptionLayer))
    height = PANEL_WIDTH_PX * brief.height_px // brief.width_px // 2 * 2
    scene = at_size(replace(scene, layers=layers, transition=None), PANEL_WIDTH_PX, height, brief.fps)
    return still(scene, pictures, min(scene.frames - 1, round(scene.frames * PANEL_MOMENT))), _mouth(scene)


def still_of(plan: Plan, index: int, art: ArtDepartment) -> npt.NDArray[np.uint8]:
    """One frame of a set-up as a panel shows it, uint8 (H, 540, 3)."""
    return _still(brief_of(plan, index), art)[0]


def _mouth(scene: ShotScene) -> tuple[float, float]:
    """Just below the middle of the first face, in shares of the frame."""
    for layer in scene.layers:
        if isinstance(layer, PuppetLayer) and layer.anchor_head:
            return min(0.95, max(0.05, layer.x.rest)), min(0.9, max(0.05, layer.y.rest + 0.05))
    return 0.5, 0.42


def cover_picture(plan: Plan, art: ArtDepartment) -> npt.NDArray[np.uint8]:
    """The thumbnail, uint8 (H, W, 3): the closest look at a face near the twist, with the title."""
    indices = [n for n, s in enumerate(plan.setups) if s.kind is Kind.SHOT]
    brief = brief_of(plan, max(indices, key=lambda n: _appeal(brief_of(plan, n))))
    script = plan.order.script
    return cover(_still(brief, art)[0], script.title, script.number, series_title=plan.order.series.title)


def _appeal(brief: SetupBrief) -> tuple[int, int]:
    seen = bool(brief.shot and brief.shot.cast)
    return _APPEAL.get(brief.framing, 0) * seen, _WEIGHT.get(brief.beat, 1)


def file_name(plan: Plan) -> str:
    """What the files of an episode are called, fit for a download."""
    slug = "".join(c if c.isalnum() else "-" for c in plan.order.series.title.lower()).strip("-")
    return f"{'-'.join(filter(None, slug.split('-')))[:40] or 'episode'}-{plan.order.script.number:02d}"


def speaker_name(plan: Plan, speaker: str) -> str:
    """A speaker's shown name; empty for the narrator."""
    return next((c.name for c in plan.order.series.characters if c.id == speaker), "")


def png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """A picture, uint8 (H, W, 3), as PNG."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=6)
    return out.getvalue()


def jpeg(pixels: npt.NDArray[np.uint8]) -> bytes:
    """A picture, uint8 (H, W, 3), as JPEG, some tens of kilobytes at the size of a panel."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=82)
    return out.getvalue()
