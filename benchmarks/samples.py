"""A short scene for every effect of the stage: what the lookbook shows and the golden frames are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from renderer.crew.cels import Picture, Puppet
from renderer.director.moves import MOVES, Span
from renderer.director.moves.rack_focus import pulled
from renderer.director.table import table
from renderer.lettering import cards, sfx
from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    CaptionPage,
    Entrance,
    LinesKind,
    LinesLayer,
    MouthCue,
    ParticleKind,
    ParticleLayer,
    PuppetLayer,
    ScrollLayer,
    SpriteLayer,
    VariantCue,
    Viseme,
    WordCue,
)
from renderer.stage.lights import LIGHTS
from renderer.stage.lines import LINES
from renderer.stage.panels import OPENINGS
from renderer.stage.particles import PARTICLES
from renderer.stage.registry import Catalogue, Family
from renderer.stage.rig import RIG
from renderer.stage.scene import (
    Camera,
    Flash,
    Focus,
    Light,
    Lightning,
    Negative,
    Opening,
    PanelLayer,
    Pictures,
    Rays,
    Rim,
    ShotScene,
    TransitionIn,
    window_px,
)
from renderer.stage.sprites import LETTERING
from renderer.stage.tracks import Ease, Keyframe, Track, hold, pulse, travel
from renderer.stage.transitions import TRANSITIONS
from show.script import Move, Transition

CATALOGUES: tuple[Catalogue[object], ...] = (MOVES, RIG, LIGHTS, PARTICLES, LINES, OPENINGS, TRANSITIONS, LETTERING)  # type: ignore[assignment]
"""Every family, in the lookbook's order."""

_MODULES = (cards, sfx)
"""Imported for what they register."""
FRAMES = 48
CARDS = ("title", "recap", "cliffhanger", "chapter")
"""Lettering that is a picture of its own in the property room, under its name."""
INK = "#120e1e"
_MOMENTS = {
    "camera/whip-pan": 2, "camera/handheld": 30, "camera/shake": 4, "camera/crash-zoom": 9, "camera/rack-focus": 16,
    "light/lightning": 18, "light/flash": 11, "light/impact-frames": 11, "light/flicker": 9,
    "panels/slide": 1, "panels/drop": 1, "panels/unfold": 0,
    "transitions/whip": 3, "transitions/flash": 2, "transitions/match-cut": 5, "transitions/dissolve": 6,
    "transitions/cross-zoom": 4, "transitions/iris": 3, "transitions/ink-wipe": 7, "transitions/page-turn": 10,
    "lettering/slam": 12, "lettering/pop": 11, "lettering/fade": 13, "lettering/rise": 13,
    "lettering/slide-left": 11, "lettering/slide-right": 11, "lettering/sound-word": 12,
}  # fmt: skip
_HEAD = 0.235
_FACE = (0.5, 0.38)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The property room: pictures under the keys `place`, `hero`, `rival`, `card`, `sound`, `page`, `word`, `roll`, and
    under the names of the cards."""

    pictures: Pictures
    painted_height_px: int = 1920
    far_place: str = "place"
    """The key of what a transition comes from."""


def sample(family: Family, name: str, room: Room) -> ShotScene:
    """The scene that shows an effect; two seconds of 1080×1920."""
    return _MAKERS[family](name, room)


def moment(family: Family, name: str) -> int:
    """The frame at which the effect is best seen."""
    usual = {
        Family.CAMERA: 40, Family.RIG: 20, Family.LIGHT: 30, Family.PARTICLES: 24, Family.LINES: 12,
        Family.PANELS: 3, Family.TRANSITIONS: 8, Family.LETTERING: 30,
    }  # fmt: skip
    return _MOMENTS.get(f"{family}/{name}", usual[family])


def _empty(room: Room) -> ShotScene:
    return ShotScene(shot="sample", frames=FRAMES, painted_height_px=room.painted_height_px, seed=7)


def _hero(room: Room, key: str = "hero", head: float = _HEAD, x: float = _FACE[0], y: float = _FACE[1]) -> PuppetLayer:
    """Somebody by the face, deep enough that no lower edge shows."""
    puppet = room.pictures[key]
    assert isinstance(puppet, Puppet)
    scale = head * room.painted_height_px / puppet.head_px
    below = (puppet.height_px - puppet.head_y) * scale / room.painted_height_px
    return PuppetLayer(
        key=key, x=hold(x), y=hold(y + max(0.0, 1.06 - y - below)), scale=hold(scale), anchor_head=True, idle=0.4
    )


def _standing(room: Room) -> ShotScene:
    return replace(_empty(room), layers=(BackdropLayer(key="place", farther_than=1.0), _hero(room)))


def _camera(name: str, room: Room) -> ShotScene:
    camera = MOVES[name](Span(frames=FRAMES, first_word_frame=8))
    scene = replace(_standing(room), camera=camera)
    if name == Move.RACK_FOCUS:
        span = Span(frames=FRAMES)
        layers = (
            BackdropLayer(key="place", farther_than=1.0, blur=pulled(span, into_focus=False)),
            replace(_hero(room), blur=pulled(span, into_focus=True)),
        )
        scene = replace(scene, layers=layers)
    if name == Move.WHIP_PAN:
        lines = LinesLayer(kind=LinesKind.SPEED, strength=pulse(0.9, 0, 1, 6, 6))
        scene = replace(scene, layers=(*scene.layers, lines))
    return scene


def _rig(name: str, room: Room) -> ShotScene:
    face = replace(_hero(room, head=0.37, y=0.42), idle=0.0, breath=0.0, wind=hold(0.0))
    shapes = (Viseme.A, Viseme.CLOSED, Viseme.O, Viseme.I, Viseme.E, Viseme.U)
    acts: dict[str, PuppetLayer] = {
        "blink": replace(face, blinks=(16, 34)),
        "gaze": replace(
            face,
            gazes=(
                VariantCue(start_frame=8, end_frame=26, variant="left"),
                VariantCue(start_frame=28, end_frame=42, variant="right"),
            ),
        ),
        "brows": replace(face, brows=(VariantCue(start_frame=10, end_frame=36, variant="up"),)),
        "mouths": replace(
            face,
            mouths=tuple(
                MouthCue(start_frame=6 + 6 * n, end_frame=12 + 6 * n, viseme=shape) for n, shape in enumerate(shapes)
            ),
        ),
        "breath": replace(face, breath=2.0, breath_seconds=1.6),
        "nod": replace(face, nod=_there_and_back(1.0)),
        "lean": replace(face, tilt_degrees=_there_and_back(9.0)),
        "turn": replace(face, turn=_there_and_back(1.0)),
        "idle": replace(face, idle=1.6),
        "tremble": replace(face, tremble=1.0),
        "hair": replace(face, tilt_degrees=_jolt(11.0)),
        "cloth": replace(_hero(room), idle=0.0, breath=0.0, wind=hold(0.0), x=_jolt(0.12, 0.5)),
        "wind": replace(_hero(room), wind=travel(0.2, 1.6, 0, 30)),
    }
    return replace(_empty(room), layers=(BackdropLayer(key="place", farther_than=1.0, blur=hold(0.4)), acts[name]))


def _there_and_back(value: float) -> Track:
    keys = ((6, 0.0), (18, value), (26, value), (38, -value * 0.6), (46, 0.0))
    return Track(rest=0.0, keys=tuple(Keyframe(frame=frame, value=v) for frame, v in keys))


def _jolt(value: float, rest: float = 0.0) -> Track:
    keys = (
        Keyframe(frame=8, value=rest - value / 2),
        Keyframe(frame=14, value=rest + value / 2, ease=Ease.EXPO_OUT),
        Keyframe(frame=34, value=rest + value / 2),
        Keyframe(frame=40, value=rest - value / 2, ease=Ease.EXPO_OUT),
    )
    return Track(rest=rest, keys=keys)


def _light(name: str, room: Room) -> ShotScene:
    rage = table().emotion["rage"].grade
    last = FRAMES - 1.0
    lights: dict[str, Light] = {
        "grade": Light(
            red=travel(1, rage.red, 0, last),
            green=travel(1, rage.green, 0, last),
            blue=travel(1, rage.blue, 0, last),
            saturation=travel(1, rage.saturation, 0, last),
        ),
        "flicker": Light(flicker=1.0),
        "impact-frames": Light(negatives=(Negative(frame=10, frames=3), Negative(frame=30, frames=3))),
        "flash": Light(flashes=(Flash(frame=8, frames=8),)),
        "lightning": Light(lightnings=(Lightning(frame=8),), red=hold(0.7), green=hold(0.75), blue=hold(0.9)),
        "vignette": Light(vignette=travel(0, 0.9, 6, 36)),
        "rays": Light(rays=Rays(strength=travel(0, 0.8, 6, 36))),
        "bloom": Light(bloom=travel(0, 1.4, 6, 36)),
        "rim": Light(rim=Rim(strength=travel(0, 1, 6, 30), colour="#ff4a2a"), red=hold(0.8), green=hold(0.7)),
    }
    scene = replace(_standing(room), light=lights[name])
    if name == "lightning":
        bolt = LinesLayer(kind=LinesKind.BOLT, x=0.78, y=0.4, strength=pulse(1, 7, 1, 12, 7), colour="#f4f6ff")
        place = BackdropLayer(key="place", farther_than=1.0)
        sky = replace(place, farther_than=0.12)
        scene = replace(scene, layers=(sky, bolt, replace(place, nearer_than=0.12), _hero(room)))
    return scene


def _particles(name: str, room: Room) -> ShotScene:
    scene = _standing(room)
    air = ParticleLayer(kind=ParticleKind(name), count=table().air[name], depth=1.15, wind=0.35)
    night = ParticleKind(name) in (ParticleKind.EMBERS, ParticleKind.FIREFLIES, ParticleKind.SNOW, ParticleKind.RAIN)
    dark = hold(0.62)
    light = Light(red=dark, green=dark, blue=hold(0.8)) if night else Light()
    return replace(scene, layers=(*scene.layers, air), light=light)


def _lines(name: str, room: Room) -> ShotScene:
    kind = LinesKind(name)
    dark = kind in (LinesKind.BURST, LinesKind.SCREENTONE)
    lines = LinesLayer(
        kind=kind,
        strength=pulse(0.6 if kind is LinesKind.SCREENTONE else 1.0, 2, 4, 30, 10),
        x=0.78 if kind is LinesKind.BOLT else 0.5,
        y=0.36,
        colour=INK if dark else "#ffffff",
    )
    scene = _standing(room)
    if kind is LinesKind.BOLT:
        return replace(scene, layers=(scene.layers[0], lines, scene.layers[1]))
    return replace(scene, layers=(*scene.layers, lines))


def _panels(name: str, room: Room) -> ShotScene:
    scene = _standing(room)
    panels = []
    for number, (window, key) in enumerate(zip(table().panels["duel"].windows, ("hero", "rival"), strict=True)):
        _, _, width, height = window_px(window.corners, scene.width_px, scene.height_px)
        painted = round(height * room.painted_height_px / 1920)
        face = _hero(replace(room, painted_height_px=painted), key, head=0.72, y=0.56)
        inner = ShotScene(
            shot="panel", frames=FRAMES, width_px=width, height_px=height, painted_height_px=painted, seed=7,
            camera=Camera(dolly=travel(1.0, 1.1, 0, FRAMES)),
            layers=(BackdropLayer(key="place", blur=hold(0.6)), face),
            light=Light(red=hold(1.06), blue=hold(0.93)) if number else Light(red=hold(0.97), blue=hold(1.03)),
        )  # fmt: skip
        panels.append(
            PanelLayer(
                scene=inner,
                corners=window.corners,
                start_frame=10 * number,
                opening=Opening(name),
                from_left=window.from_left,
            )
        )
    return replace(scene, layers=(*scene.layers, *panels))


def _transitions(name: str, room: Room) -> ShotScene:
    before = replace(
        _empty(room), layers=(BackdropLayer(key=room.far_place, farther_than=1.0), _hero(room, "rival", 0.3, 0.42))
    )
    frames = table().transition_frames[name]
    coming = TransitionIn(
        kind=Transition(name),
        frames=frames,
        outgoing=before,
        outgoing_focus=Focus(x=0.42, y=0.38, size=0.3),
        incoming_focus=Focus(x=_FACE[0], y=_FACE[1], size=_HEAD),
    )
    return replace(_standing(room), transition=coming)


def _lettering(name: str, room: Room) -> ShotScene:
    scene = _standing(room)
    if name == "captions":
        page = CaptionPage(
            key="page", start_frame=4, end_frame=44, words=(WordCue(key="word", start_frame=12, end_frame=36),)
        )
        return replace(scene, layers=(*scene.layers, CaptionLayer(pages=(page,))))
    if name == "credits-roll":
        dark = hold(0.4)
        roll = ScrollLayer(key="roll", start_y=0.9, end_y=-0.2)
        return replace(scene, layers=(*scene.layers, roll), light=Light(red=dark, green=dark, blue=dark))
    if name in CARDS:
        return _card(name, room)
    way = Entrance.SLAM if name == "sound-word" else Entrance(name)
    loud = way in (Entrance.SLAM, Entrance.POP)
    sprite = SpriteLayer(
        key="sound" if loud else "card",
        y=hold(0.24 if loud else 0.5),
        rotation_degrees=hold(-8.0 if loud else 0.0),
        entrance=way,
        exit=Entrance.FADE if way is Entrance.SLAM else way,
        start_frame=9,
        end_frame=44,
        shiver=0.5 if way is Entrance.SLAM else 0.0,
    )
    return replace(scene, layers=(*scene.layers, sprite))


def _card(name: str, room: Room) -> ShotScene:
    """As the director shows it: on the darkened place that it leads into or out of; a plate over the picture."""
    title, plate = name == "title", name == "chapter"
    picture = room.pictures[name]
    assert isinstance(picture, Picture)
    middle = (picture.x_px + picture.pixels.shape[1] / 2) / (room.painted_height_px * 1080 / 1920)
    sprite = SpriteLayer(
        key=name,
        x=hold(middle if plate else 0.5),
        y=hold(0.2 if plate else 0.5),
        scale=hold(1.0) if plate else travel(1.0, 1.03, 0, FRAMES - 1),
        start_frame=3 if title or plate else 6,
        end_frame=FRAMES,
        entrance=Entrance.SLAM if title or plate else Entrance.FADE,
        exit=Entrance.FADE,
    )
    if plate:
        standing = _standing(room)
        return replace(standing, layers=(*standing.layers, sprite))
    dark = hold(0.55)
    return replace(
        _empty(room),
        camera=Camera(dolly=travel(1.0, 1.08, 0, FRAMES - 1)),
        layers=(BackdropLayer(key="place", blur=hold(0.6)), sprite),
        light=Light(red=dark, green=dark, blue=dark, saturation=hold(0.75), vignette=hold(0.45)),
    )


_MAKERS: dict[Family, Callable[[str, Room], ShotScene]] = {
    Family.CAMERA: _camera,
    Family.RIG: _rig,
    Family.LIGHT: _light,
    Family.PARTICLES: _particles,
    Family.LINES: _lines,
    Family.PANELS: _panels,
    Family.TRANSITIONS: _transitions,
    Family.LETTERING: _lettering,
}
