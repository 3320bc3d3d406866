"""Stills of a film: the storyboard's pages and the cover."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from renderer.art import ArtDepartment
from renderer.crew.cels import Puppet
from renderer.director.brief import SetupBrief, brief_of
from renderer.director.direct import direct
from renderer.director.requests import PAINTED_HEIGHT_PX, PAINTED_WIDTH_PX, key_of, shop
from renderer.manga.cover import cover
from renderer.manga.layout import Claim
from renderer.manga.pages import Panel, Said, Seen, storyboard_pages
from renderer.plan import Kind, Plan
from renderer.stage.frames import STAGE_VERSION, still
from renderer.stage.layers import CaptionLayer, PuppetLayer, SpriteLayer
from renderer.stage.scene import Pictures, ShotScene, at_size
from renderer.takes import Takes, take_key
from renderer.workshop import StepContext
from show.codec import to_plain
from show.order import MediaRef
from show.script import Beat, Delivery, Emotion, Framing, Move

COVER_VERSION = "2"
"""Raised whenever equal shots and titles give another cover."""
PREVIEW_WIDTH_PX = 540
PANEL_WIDTH_PX = 720
PANEL_MOMENT = 0.55
"""Where in a shot its panel is taken from: past the transition, in the middle of the expression."""

RIGHT_TO_LEFT = frozenset({"ja"})
"""Languages whose readers open a comic at its right; Chinese and Korean web comics, Arabic and Hebrew editions of
manga differ among themselves and keep the order that all others have."""

_APPEAL = {Framing.CLOSE_UP: 3, Framing.MEDIUM: 2, Framing.TWO_SHOT: 2, Framing.EXTREME_CLOSE_UP: 1}
_WEIGHT = {Beat.TWIST: 3, Beat.CLIFFHANGER: 2, Beat.TURN: 2}
_SHAPES = {Framing.ESTABLISHING: 1.7, Framing.WIDE: 1.4, Framing.TWO_SHOT: 1.35, Framing.EXTREME_CLOSE_UP: 1.9}
"""Width over height that a framing asks of its panel; others are about square."""
_SIZES = {Framing.ESTABLISHING: 1.3, Framing.WIDE: 1.1, Framing.INSERT: 0.75, Framing.EXTREME_CLOSE_UP: 0.8}
_BEATS = {Beat.HOOK: 1.1, Beat.TURN: 1.15, Beat.TWIST: 1.5, Beat.CLIFFHANGER: 1.6}
_FORCEFUL = {Emotion.RAGE: 0.7, Emotion.SHOCK: 0.8, Emotion.FEAR: 0.4}
_SWIFT = {Move.WHIP_PAN: 0.8, Move.CRASH_ZOOM: 0.7, Move.SHAKE: 0.6}


def storyboard(plan: Plan, art: ArtDepartment, context: StepContext) -> list[MediaRef]:
    """Manga pages with one panel a shot, at least one page."""
    panels = []
    for index, setup in enumerate(plan.setups):
        if setup.kind is Kind.SHOT and setup.part == 0:
            panels.append(_panel(plan, index, art))
        context.report(index / len(plan.setups))
    script, series = plan.order.script, plan.order.series
    pages = storyboard_pages(
        panels,
        title=f"{script.number}: {script.title}",
        series_title=series.title,
        right_to_left=plan.order.series.language.split("-")[0].lower() in RIGHT_TO_LEFT,
    )
    media, name = context.workshop.media, f"{file_name(plan)}-storyboard"
    return [
        media.put_bytes(_page_png(page.pixels), "image/png", f"{name}{f'-{number}' if number > 1 else ''}.png")
        for number, page in enumerate(pages, start=1)
    ]


def _panel(plan: Plan, index: int, art: ArtDepartment) -> Panel:
    brief = brief_of(plan, index)
    shot = brief.shot
    assert shot is not None  # only set-ups of shots become panels
    picture, seen = _still(brief, art)
    move = brief.treatment.move
    shouts = any(line.delivery is Delivery.SHOUT for line in shot.lines)
    return Panel(
        number=plan.setups[index].shot_number,
        picture=picture,
        claim=_claim(brief, len(shot.lines)),
        action=shot.action,
        said=tuple(
            Said(speaker=speaker_name(plan, line.speaker), text=line.text, delivery=line.delivery)
            for line in shot.lines
        ),
        sound_words=shot.sound_words,
        seen=seen,
        force=max(_FORCEFUL.get(brief.mood, 0.0), _SWIFT.get(move, 0.0), 0.5 if shouts else 0.0),
        swift=move is Move.WHIP_PAN,
    )


def _claim(brief: SetupBrief, lines: int) -> Claim:
    """How much of a page a shot asks for: by its framing, its beat, and what is said in it."""
    talk = 1.0 + 0.16 * min(3, max(0, lines - 1))
    weight = _SIZES.get(brief.framing, 1.0) * _BEATS.get(brief.beat, 1.0) * talk
    return Claim(weight=weight, shape=_SHAPES.get(brief.framing, 1.0))


def _still(
    brief: SetupBrief, art: ArtDepartment, width_px: int = PANEL_WIDTH_PX
) -> tuple[npt.NDArray[np.uint8], tuple[Seen, ...]]:
    """One frame of the set-up without captions, sound words and transition, and whose heads are in it."""
    bare = replace(brief, outgoing=None)
    pictures = art.pictures(bare)
    scene, shopping = direct(bare, pictures), shop(bare)
    lettered = {key_of(request) for request in shopping.sound_words}
    layers = tuple(
        layer
        for layer in scene.layers
        if not isinstance(layer, CaptionLayer) and not (isinstance(layer, SpriteLayer) and layer.key in lettered)
    )
    height = width_px * brief.height_px // brief.width_px // 2 * 2
    names = {character.id: character.name for character in bare.cast}
    known = {key_of(request): names.get(staging.character_id, "") for staging, request in shopping.puppets}
    seen = _seen(replace(scene, layers=layers), pictures, known)
    scene = at_size(replace(scene, layers=layers, transition=None), width_px, height, brief.fps)
    return still(scene, pictures, min(scene.frames - 1, round(scene.frames * PANEL_MOMENT))), seen


def still_of(plan: Plan, index: int, art: ArtDepartment) -> npt.NDArray[np.uint8]:
    """One frame of a set-up as a preview shows it, uint8 (960, 540, 3) for a film of 1080×1920."""
    return _still(brief_of(plan, index), art, PREVIEW_WIDTH_PX)[0]


def _seen(scene: ShotScene, pictures: Pictures, names: dict[str, str]) -> tuple[Seen, ...]:
    """The heads of everybody in the frame, where they rest."""
    found = []
    for layer in scene.layers:
        puppet = pictures.get(layer.key) if isinstance(layer, PuppetLayer) else None
        if not isinstance(layer, PuppetLayer) or not isinstance(puppet, Puppet):
            continue
        scale = layer.scale.rest
        x, y = layer.x.rest, layer.y.rest
        if not layer.anchor_head:
            x += (puppet.head_x - puppet.width_px / 2) * scale / PAINTED_WIDTH_PX
            y -= (puppet.height_px - puppet.head_y) * scale / PAINTED_HEIGHT_PX
        half_high = puppet.head_px * scale / PAINTED_HEIGHT_PX / 2
        half_wide = puppet.head_px * scale * 0.84 / PAINTED_WIDTH_PX / 2
        box = (x - half_wide, y - half_high, x + half_wide, y + half_high)
        found.append(Seen(name=names.get(layer.key, ""), box=box))
    return tuple(found)


def cover_picture(plan: Plan, art: ArtDepartment, takes: Takes) -> tuple[bytes, npt.NDArray[np.uint8]]:
    """The thumbnail as PNG and as pixels, uint8 (H, W, 3): the closest look at a face near the twist, with the title.

    It is kept: a line changed in another shot leaves it as it was.
    """
    indices = [n for n, s in enumerate(plan.setups) if s.kind is Kind.SHOT]
    brief = brief_of(plan, max(indices, key=lambda n: _appeal(brief_of(plan, n))))
    script, series_title = plan.order.script, plan.order.series.title
    words = (script.title, script.number, script.language, series_title)
    key = take_key([to_plain(brief), *words, art.version(), STAGE_VERSION, COVER_VERSION])

    def write(path: Path) -> None:
        picture, seen = _still(brief, art)
        face = max((one.box for one in seen), key=lambda box: box[3] - box[1], default=None)
        drawn = cover(
            picture,
            script.title,
            script.number,
            series_title=series_title,
            mood=brief.mood,
            face=face,
            language=script.language,
        )
        path.write_bytes(png(drawn))

    kept = takes.make("cover", key, ".png", write).read_bytes()
    with Image.open(io.BytesIO(kept)) as image:
        return kept, np.asarray(image.convert("RGB"))


def _appeal(brief: SetupBrief) -> tuple[int, int]:
    seen = bool(brief.shot and brief.shot.cast)
    return _APPEAL.get(brief.framing, 0) * seen, _WEIGHT.get(brief.beat, 1)


def file_name(plan: Plan) -> str:
    """What the files of an episode, or of a reel (number 0), are called, fit for a download."""
    slug = "".join(c if c.isalnum() else "-" for c in plan.order.series.title.lower()).strip("-")
    what = f"{plan.order.script.number:02d}" if plan.order.script.number else plan.order.script.provenance["reel"]
    return f"{'-'.join(filter(None, slug.split('-')))[:40] or 'episode'}-{what}"


def speaker_name(plan: Plan, speaker: str) -> str:
    """A speaker's shown name; empty for the narrator."""
    return next((c.name for c in plan.order.series.characters if c.id == speaker), "")


def _page_png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """An inked page as PNG in 48 tones, a third of the size of one in all: it is read on telephones."""
    out = io.BytesIO()
    tones = Image.fromarray(pixels).quantize(48, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    tones.save(out, "PNG", optimize=True)
    return out.getvalue()


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
