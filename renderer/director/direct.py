"""From a brief and its pictures to the scene description that the stage plays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from renderer.crew.cels import Backdrop, Picture, Puppet
from renderer.director.accents import accents_of
from renderer.director.brief import SetupBrief
from renderer.director.camera import camera_of, punches_of
from renderer.director.clearance import captions_y, heads_in
from renderer.director.light import air_of, bolt_of, light_of, weather_outside
from renderer.director.requests import (
    PAINTED_HEIGHT_PX,
    PAINTED_WIDTH_PX,
    Shopping,
    key_of,
    shop,
    word_key,
)
from renderer.director.split import FIRST_OPENS_SECONDS, panels_of
from renderer.director.staging import focus_of_place, puppet_layers
from renderer.director.table import table
from renderer.lettering.caption import tremble
from renderer.plan import STAGED, Kind
from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    CaptionPage,
    Entrance,
    Layer,
    LinesKind,
    LinesLayer,
    PuppetLayer,
    ScrollLayer,
    SpriteLayer,
    WordCue,
)
from renderer.stage.scene import Camera, Flash, Focus, Light, PanelLayer, Pictures, ShotScene, TransitionIn, after
from renderer.stage.tracks import Track, hold, pulse, travel
from show.errors import SceneError
from show.script import Angle, Framing, Transition

DIRECTOR_VERSION = "14"
"""Raised whenever equal briefs are staged differently, so that old segments are not taken for new ones."""

SKY_DEPTH = 0.12
"""Planes this far away are sky: lightning strikes in front of them and behind everything else."""
OUTSIDE_DEPTH = 0.3
"""In a room, planes farther than this are what its windows look out on."""
TITLE_FRAME = 3
"""When a title begins to fall."""
PLATE_Y = 0.2
"""Where a chapter's plate lies, in heights of the frame: under the platforms' own texts, over people's heads."""
SOUND_WORD_MARKS = ((0.30, 0.20, -9.0), (0.70, 0.60, 7.0))
"""Where sound words land (x, y, degrees): clear of faces in the middle and of the captions below."""


def direct(brief: SetupBrief, pictures: Pictures) -> ShotScene:
    """The scene of a set-up, at the size its pictures were painted for."""
    if brief.kind not in STAGED:
        return _card_scene(brief, pictures)
    shopping = shop(brief)
    layers: list[Layer] = [*_world(brief, shopping, pictures)]
    layers += air_of(brief, indoors=_indoors(shopping, pictures))
    layers += accents_of(brief)
    world = replace(_empty(brief), camera=camera_of(brief), layers=tuple(layers))
    panels: list[Layer | PanelLayer] = [*_panels(brief, shopping, world, pictures)]
    lettering = [*_sound_words(brief, shopping, pictures), *_plate(brief, shopping, pictures)]
    scene = replace(world, layers=(*layers, *panels, *lettering))
    return replace(
        scene,
        layers=(*scene.layers, *_captions(brief, shopping, scene, pictures)),
        light=light_of(brief),
        transition=_transition(brief, pictures, layers),
    )


def _empty(brief: SetupBrief) -> ShotScene:
    return ShotScene(
        shot=brief.key,
        frames=brief.frames,
        width_px=PAINTED_WIDTH_PX,
        height_px=PAINTED_HEIGHT_PX,
        fps=brief.fps,
        painted_height_px=PAINTED_HEIGHT_PX,
        seed=brief.seed,
    )


def _world(brief: SetupBrief, shopping: Shopping, pictures: Pictures) -> list[Layer]:
    layers: list[Layer] = []
    backdrop = None
    if shopping.backdrop is not None:
        key = key_of(shopping.backdrop)
        backdrop = _backdrop(pictures, key, brief.key)
        layers += _place(brief, key, indoors=backdrop.indoors, in_space=any(p.name == "space" for p in backdrop.planes))
    puppets = [(s, request, _puppet(pictures, key_of(request), brief.key)) for s, request in shopping.puppets]
    layers += puppet_layers(brief, puppets, backdrop)
    if shopping.prop is not None:
        layers.append(_prop(brief, key_of(shopping.prop)))
    wide = brief.framing in (Framing.ESTABLISHING, Framing.WIDE, Framing.TWO_SHOT)
    if shopping.backdrop is not None and wide:
        layers.append(BackdropLayer(key=key_of(shopping.backdrop), nearer_than=1.0))
    return layers


def _place(brief: SetupBrief, key: str, *, indoors: bool, in_space: bool) -> list[Layer]:
    """The place behind everybody; a bolt strikes between its sky and the rest, and it rains behind its windows."""
    blur, bolt = focus_of_place(brief), bolt_of(brief)
    between: list[tuple[float, tuple[Layer, ...]]] = []
    if bolt is not None:
        between.append((SKY_DEPTH, (bolt,)))
    if indoors and not in_space and (falling := weather_outside(brief)):
        between.append((OUTSIDE_DEPTH, falling))
    layers: list[Layer] = []
    behind = -1.0
    for depth, things in [*between, (1.0, ())]:
        layers += [BackdropLayer(key=key, nearer_than=behind, farther_than=depth, blur=blur), *things]
        behind = depth
    return layers


def _indoors(shopping: Shopping, pictures: Pictures) -> bool:
    backdrop = pictures.get(key_of(shopping.backdrop)) if shopping.backdrop is not None else None
    return isinstance(backdrop, Backdrop) and backdrop.indoors


def _panels(brief: SetupBrief, shopping: Shopping, world: ShotScene, pictures: Pictures) -> list[PanelLayer]:
    faces = [(s, key_of(request), _puppet(pictures, key_of(request), brief.key)) for s, request in shopping.panels]
    under = heads_in(world, pictures, min(brief.frames - 1, round(FIRST_OPENS_SECONDS * brief.fps))) if faces else ()
    backdrop = key_of(shopping.backdrop) if shopping.backdrop is not None else None
    return panels_of(brief, faces, backdrop, under)


def _prop(brief: SetupBrief, key: str) -> SpriteLayer:
    last = float(max(1, brief.frames - 1))
    return SpriteLayer(
        key=key,
        y=hold(0.43),
        scale=travel(0.96, 1.06, 0, last),
        rotation_degrees=travel(-2.5, 1.5, 0, last),
        in_world=True,
    )


def _sound_words(brief: SetupBrief, shopping: Shopping, pictures: Pictures) -> list[Layer]:
    layers: list[Layer] = []
    for number, request in enumerate(shopping.sound_words):
        x, y, degrees = SOUND_WORD_MARKS[number % len(SOUND_WORD_MARKS)]
        x = _inside(x, pictures.get(key_of(request)))
        start = min(2 + 9 * number, max(0, brief.frames - 14))
        layers.append(
            SpriteLayer(
                key=key_of(request),
                x=hold(x),
                y=hold(y),
                rotation_degrees=hold(degrees),
                start_frame=start,
                end_frame=min(brief.frames, start + 30),
                entrance=Entrance.SLAM,
                exit=Entrance.FADE,
                shiver=0.5,
            )
        )
    return layers


def _plate(brief: SetupBrief, shopping: Shopping, pictures: Pictures) -> list[Layer]:
    """From which episode the next shots are, lettered above everybody for as long as it lasts."""
    if shopping.card is None:
        return []
    key = key_of(shopping.card)
    plate = pictures.get(key)
    if not isinstance(plate, Picture):
        raise SceneError("its plate has not been lettered.", shot=brief.key, layer=key)
    x = (plate.x_px + plate.pixels.shape[1] / 2) / PAINTED_WIDTH_PX
    layer = SpriteLayer(
        key=key,
        x=hold(x),
        y=hold(PLATE_Y),
        start_frame=3,
        end_frame=brief.frames,
        entrance=Entrance.SLAM,
        exit=Entrance.FADE,
    )
    return [layer]


def _inside(x: float, picture: object) -> float:
    """The mark, moved so far that the whole word stays in the frame."""
    if not isinstance(picture, Picture):
        return x
    half = min(0.5, picture.pixels.shape[1] / PAINTED_WIDTH_PX / 2 + 0.03)
    return float(min(max(x, half), 1 - half))


def _captions(brief: SetupBrief, shopping: Shopping, scene: ShotScene, pictures: Pictures) -> list[Layer]:
    """The captions over the rest of the scene, which says what they must keep clear."""
    pages = []
    for page, request in shopping.pages:
        key = key_of(request)
        start = min(brief.frames - 1, round(page.start_seconds * brief.fps))
        end = min(brief.frames, max(start + 1, round(page.end_seconds * brief.fps)))
        marks = [round(word.start_seconds * brief.fps) for word in page.words] + [end]
        cues = tuple(
            WordCue(key=word_key(key, n), start_frame=marks[n], end_frame=min(end, max(marks[n] + 1, marks[n + 1])))
            for n in range(len(page.words))
            if marks[n] < end
        )
        shiver = tremble(request.emotion, request.strength, request.delivery)
        pages.append(CaptionPage(key=key, start_frame=start, end_frame=end, words=cues, shiver=shiver))
    if not pages:
        return []
    from_behind = frozenset(key_of(request) for staging, request in shopping.puppets if staging.angle is Angle.BACK)
    return [CaptionLayer(pages=tuple(pages), y=captions_y(scene, pictures, pages, from_behind))]


def _transition(brief: SetupBrief, pictures: Pictures, layers: list[Layer]) -> TransitionIn | None:
    kind = brief.treatment.transition
    if brief.shot is None or brief.part > 0 or kind is Transition.CUT:
        return None
    frames = min(table().transition_frames[kind], max(1, brief.frames // 2))
    if kind is Transition.FLASH:
        return after(Transition.FLASH, frames, None)
    if brief.outgoing is None:
        return None
    outgoing = direct(brief.outgoing, pictures)
    return replace(
        after(kind, frames, outgoing),
        outgoing_focus=_focus(outgoing.layers, pictures),
        incoming_focus=_focus(layers, pictures),
    )


def _focus(layers: Iterable[Layer | PanelLayer], pictures: Pictures) -> Focus:
    """The face that a match cut keeps in its place; the middle of the picture when there is none."""
    for layer in layers:
        puppet = pictures.get(layer.key) if isinstance(layer, PuppetLayer) else None
        if isinstance(layer, PuppetLayer) and isinstance(puppet, Puppet) and layer.anchor_head:
            size = layer.scale.at(0) * puppet.head_px / PAINTED_HEIGHT_PX
            return Focus(x=layer.x.at(0), y=layer.y.at(0), size=size)
    return Focus()


def _card_scene(brief: SetupBrief, pictures: Pictures) -> ShotScene:
    """Cards stand on the darkened place they lead into or out of."""
    shopping = shop(brief)
    last = float(max(1, brief.frames - 1))
    layers: list[Layer] = []
    if shopping.backdrop is not None:
        layers.append(BackdropLayer(key=key_of(shopping.backdrop), blur=hold(0.6)))
    layers += air_of(brief, indoors=_indoors(shopping, pictures))
    if shopping.card is not None:
        entrance = Entrance.SLAM if brief.kind is Kind.TITLE else Entrance.FADE
        layers.append(
            SpriteLayer(
                key=key_of(shopping.card),
                scale=travel(1.1, 1.14, 0, last) if brief.kind is Kind.TITLE else travel(1.0, 1.03, 0, last),
                start_frame=TITLE_FRAME if brief.kind is Kind.TITLE else 6,
                entrance=entrance,
                exit=Entrance.CUT if brief.kind is Kind.TITLE else Entrance.FADE,
                end_frame=brief.frames,
            )
        )
    if shopping.credits is not None:
        layers.append(_scroll(brief, key_of(shopping.credits), pictures))
    if brief.kind is Kind.TITLE:
        layers[-1:-1] = [_title_burst(brief)]
        light = _title_light(last)
    else:
        dark = 0.42 if brief.kind is Kind.CREDITS else 0.55
        fade = Track(rest=dark) if brief.kind is not Kind.CREDITS else travel(dark, dark * 0.5, 0, last)
        light = Light(red=fade, green=fade, blue=fade, saturation=hold(0.75), vignette=hold(0.45))
    return replace(
        _empty(brief),
        camera=Camera(dolly=travel(1.0, 1.08, 0, last), punches=punches_of(brief)),
        layers=tuple(layers),
        light=light,
    )


def _title_burst(brief: SetupBrief) -> LinesLayer:
    """What the title's blow leaves behind it: lines towards it that stay for as long as it stands."""
    strength = pulse(1.0, TITLE_FRAME + 2, 2, brief.frames, 1)
    return LinesLayer(kind=LinesKind.FOCUS, strength=strength, y=0.5, clear=0.4, colour="#ffffff", seed=5)


def _title_light(last: float) -> Light:
    """The place in its own colours, evening out of the title's way, and a blink of white where it lands."""
    fade = travel(0.95, 0.82, 0, last)
    return Light(
        red=fade,
        green=travel(0.7, 0.6, 0, last),
        blue=travel(0.98, 0.88, 0, last),
        saturation=hold(1.3),
        vignette=hold(0.3),
        flashes=(Flash(frame=TITLE_FRAME + 3, frames=6, strength=0.5),),
    )


def _scroll(brief: SetupBrief, key: str, pictures: Pictures) -> ScrollLayer:
    picture = pictures.get(key)
    height = picture.pixels.shape[0] / PAINTED_HEIGHT_PX if isinstance(picture, Picture) else 1.0
    # A short roll comes to rest with its label in the middle of the frame; a long one rolls through to its end.
    return ScrollLayer(key=key, start_y=0.82, end_y=0.62 - height, end_frame=brief.frames)


def _backdrop(pictures: Pictures, key: str, shot: str) -> Backdrop:
    picture = pictures.get(key)
    if not isinstance(picture, Backdrop):
        raise SceneError("its backdrop has not been painted.", shot=shot, layer=key)
    return picture


def _puppet(pictures: Pictures, key: str, shot: str) -> Puppet:
    picture = pictures.get(key)
    if not isinstance(picture, Puppet):
        raise SceneError("its character has not been painted.", shot=shot, layer=key)
    return picture
