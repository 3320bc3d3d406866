"""A character as a puppet: every drawing in its place, ready for the stage to move."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from renderer.crew.cels import Group, Part, PartKind, Picture, Puppet
from renderer.crew.figures import extras, headwear
from renderer.crew.figures.body import FRAMES, GROUND, Frame, Stance
from renderer.crew.figures.clumps import Clump, clump_shape, draw_clump
from renderer.crew.figures.eyes import EYE_X, EYE_Y, EyeLook, EyeShape, draw_brow, draw_eye, shape_of
from renderer.crew.figures.face import draw_ears, draw_face, draw_neck, draw_nose
from renderer.crew.figures.hair import draw_ahoge, draw_back, draw_behind, draw_cap, draw_rim, fall_area, head_shadow
from renderer.crew.figures.haircuts import CUTS, Cut
from renderer.crew.figures.limbs import Sleeve, arms_of, draw_arms
from renderer.crew.figures.look import Look, look_of
from renderer.crew.figures.mouth import MOODS, MOUTH_Y, VISEMES, draw_mouth
from renderer.crew.figures.outfits import draw_lower, draw_over, draw_skirt, draw_trunk
from renderer.crew.figures.ties import Strand, draw_tie
from renderer.crew.figures.tones import Tone, skin_tone, tone_of
from renderer.crew.figures.turning import Turn, turn_of
from renderer.crew.figures.wardrobe import Wardrobe
from renderer.crew.house.canvas import Layer, Matrix
from renderer.crew.house.curves import moved
from renderer.crew.ports import CharacterRequest
from show.script import Angle, Emotion, Framing, Pose

FIGURES_VERSION = "4"
"""Raised whenever equal requests are drawn differently."""

BLUSH = {
    Emotion.EMBARRASSED: 1.0,
    Emotion.LOVE: 0.95,
    Emotion.JOY: 0.65,
    Emotion.TENDER: 0.6,
    Emotion.DREAD: 0.0,
    Emotion.FEAR: 0.05,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """How head units become pixels of the canvas."""

    width_px: int
    height_px: int
    scale: float
    face_y_px: float
    weight: float
    """Of every line: figures seen from afar keep readable outlines."""

    @property
    def matrix(self) -> Matrix:
        return (self.scale, 0.0, self.width_px / 2, 0.0, self.scale, self.face_y_px)

    def y(self, y: float) -> float:
        return y * self.scale + self.face_y_px


def sheet_of(framing: Framing, frame: Frame) -> Sheet:
    """Bust, figure to below the hip, or the whole figure."""
    if framing in (Framing.CLOSE_UP, Framing.EXTREME_CLOSE_UP):
        return Sheet(1600, 2100, 8.0, 700.0, 0.9)
    if framing in (Framing.WIDE, Framing.ESTABLISHING):
        height = 1500
        scale = (height - 4) / (frame.y(GROUND) + 90)
        return Sheet(900, height, scale, 90 * scale, 1.35)
    return Sheet(1560, 2000, 4.6, 400.0, 1.12)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the drawings share."""

    look: Look
    turn: Turn
    frame: Frame
    cut: Cut
    skin: Tone
    hair: Tone
    wear: Wardrobe
    eyes: EyeLook
    shape: EyeShape
    request: CharacterRequest
    sheet: Sheet

    @property
    def lit_left(self) -> bool:
        return self.request.light_from_left

    @property
    def stance(self) -> Stance:
        """Identity decides which leg bears, crossed arms and fists stand firmer."""
        ease = {Pose.STAND: 1.0, Pose.HAND_ON_CHEST: 0.8}.get(self.request.pose, 0.5)
        ease *= 1.0 if self.look.gender == "female" else 0.7
        return Stance(self.frame, self.turn, -1.0 if self.look.accent[0] % 2 else 1.0, ease)

    def layer(self, warp: Stance | None = None) -> Layer:
        return Layer(self.sheet.weight, warp)


def paint_puppet(request: CharacterRequest) -> Puppet:
    """The character of a request. Equal requests give equal bytes; identity never depends on the shot."""
    model = _model(request)
    parts = _back_view(model) if request.angle is Angle.BACK else _front_view(model)
    sheet, turn = model.sheet, model.turn
    centre = sheet.width_px / 2
    return Puppet(
        width_px=sheet.width_px,
        height_px=sheet.height_px,
        parts=tuple(part for part in parts if part is not None),
        head_x=centre,
        head_y=sheet.y(2.0),
        head_px=104 * sheet.scale,
        neck_x=centre,
        neck_y=sheet.y(52.0),
        eyes=(centre + (turn.x(-EYE_X) + turn.x(EYE_X)) / 2 * sheet.scale, sheet.y(EYE_Y)),
        mouth=(centre + turn.x(0.0, 45.0) * sheet.scale, sheet.y(MOUTH_Y)),
        ignored_words=model.look.ignored,
    )


def _model(request: CharacterRequest) -> Model:
    look = look_of(request.character, request.cast)
    frame = FRAMES[(look.age, look.gender)]
    return Model(
        look=look,
        turn=turn_of(request.angle),
        frame=frame,
        cut=CUTS[look.cut],
        skin=skin_tone(look.skin),
        hair=tone_of(look.hair),
        wear=Wardrobe(
            look.outfit,
            tone_of(look.cloth),
            tone_of(look.second),
            tone_of(look.accent),
            not look.trousers or look.outfit == "kimono",
        ),
        eyes=EyeLook(
            look.eyes,
            look.eye_height * (1.12 if look.gender == "female" else 1.0),
            look.eye_width * 1.03,
            look.eye_slant,
            lashes=1.0 if look.gender == "female" else 0.82,
            wing=look.gender == "female",
        ),
        shape=shape_of(request.expression, request.strength),
        request=request,
        sheet=sheet_of(request.framing, frame),
    )


def _front_view(model: Model) -> list[Part | None]:
    behind, before = draw_tie(model.cut, model.turn, model.hair, model.wear.accent, light_left=model.lit_left)
    return [
        *(_strand(model, strand) for strand in behind),
        _hanging(
            model,
            "hair-back",
            _drawn(model, lambda layer: draw_back(layer, model.cut, model.turn, model.hair)),
            0.0,
            0.0 if model.cut.length < 40 else 3.4 * model.cut.length / 60,
            0.4,
        ),
        *_body(model),
        *(_drape(model, number, clump) for number, clump in enumerate(model.cut.drape)),
        *(_strand(model, strand) for strand in before),
        _still(model, "face", Group.HEAD, _face),
        _variants(model, "mouth", PartKind.MOUTH, {name: _mouth(name) for name in VISEMES}),
        _variants(model, "eyes", PartKind.EYES, EYES),
        _still(model, "over-eyes", Group.HEAD, lambda layer, m: extras.over_eyes(layer, m.look, m.turn)),
        _still(model, "cap", Group.HEAD, _cap),
        *_fringe(model),
        _variants(model, "brows", PartKind.BROWS, {"rest": _brows(0.0), "up": _brows(-2.6), "down": _brows(1.8)}),
        _still(
            model,
            "hat",
            Group.HEAD,
            lambda layer, m: headwear.over_hair(layer, m.look, m.turn, m.wear.accent, m.wear.main),
        ),
    ]


def _back_view(model: Model) -> list[Part | None]:
    """Seen from behind: clothes, and hair all over the head."""
    behind, before = draw_tie(model.cut, model.turn, model.hair, model.wear.accent, light_left=model.lit_left)

    def head(layer: Layer, m: Model) -> None:
        extras.behind_cap(layer, m.look, m.turn, m.hair)
        draw_behind(layer, m.cut, m.turn, m.hair, light_left=m.lit_left)
        draw_cap(layer, m.cut, m.turn, m.hair, light_left=m.lit_left, behind=True)

    strands = [_strand(model, strand) for strand in (*behind, *before)]
    return [*_body(model, behind=True), _still(model, "head", Group.HEAD, head), *strands]


def _body(model: Model, *, behind: bool = False) -> list[Part | None]:
    frame, wear, lit = model.frame, model.wear, model.lit_left
    arms = arms_of(model.request.pose, frame)
    cloth = wear.cloth
    sleeve = Sleeve(
        wear.top, model.skin, cloth.bare_arm, cloth.sleeve_wide, wear.second if cloth.cuff else None, light_left=lit
    )

    def lower(layer: Layer, m: Model) -> None:
        draw_lower(layer, frame, wear, m.skin, light_left=lit)

    def upper(layer: Layer, m: Model) -> None:
        draw_neck(layer, m.skin, m.turn, light_left=lit, thick=frame.neck)
        draw_trunk(layer, frame, wear, m.skin, light_left=lit, behind=behind)
        headwear.around_neck(layer, m.look, wear.accent, frame.neck)

    def both(layer: Layer, m: Model) -> None:
        draw_arms(layer, arms, frame, sleeve)
        draw_over(layer, frame, wear)
        if "scarf" in m.look.extras:
            headwear.scarf(layer, wear.accent)

    skirt = model.layer(warp=model.stance)
    hangs = draw_skirt(skirt, frame, wear, light_left=lit)
    figure = model.sheet.y(frame.y(240)) < model.sheet.height_px
    sway = 1.4 if wear.bare_legs or cloth.long_coat else 0.0
    return [
        _still(model, "legs", Group.BODY, lower) if figure else None,
        _still(model, "torso", Group.BODY, upper),
        _hanging(model, "skirt", skirt, hangs, sway, 1.1, PartKind.CLOTH, Group.BODY) if hangs and figure else None,
        _still(model, "arms", Group.BODY, both),
    ]


def _face(layer: Layer, model: Model) -> None:
    jaw = {"child": 0.78, "teen": 0.92, "adult": 1.06, "elder": 1.02}[model.look.age] + (
        0.16 if model.look.gender == "male" else -0.06
    )
    blush = BLUSH.get(model.request.expression, 0.32) * (1.0 if model.look.gender == "female" else 0.7)
    if model.cut.ears:
        draw_ears(layer, model.skin, model.turn)
    outline = draw_face(layer, model.skin, model.turn, light_left=model.lit_left, jaw=jaw, blush=blush)
    with layer.clip(outline):
        # The fringe's shadow on the forehead: what ties hair and face together.
        for clump in (*model.cut.fringe, *model.cut.locks):
            layer.fill(moved(clump_shape(clump, model.turn), 1.6 if model.lit_left else -1.6, 3.6), model.skin.shade)
    draw_nose(layer, model.skin, model.turn, light_left=model.lit_left)
    extras.on_skin(layer, model.look, model.turn, model.skin, model.hair)


def _mouth(viseme: str) -> Callable[[Layer, Model], None]:
    def draw(layer: Layer, model: Model) -> None:
        draw_mouth(layer, model.turn, viseme, MOODS[model.request.expression], model.skin, model.turn.side)

    return draw


def _eyes(openness: float, gaze: tuple[float, float] = (0.0, 0.0)) -> Callable[[Layer, Model], None]:
    def draw(layer: Layer, model: Model) -> None:
        for side in (-1.0, 1.0):
            if side < 0 and "eyepatch" in model.look.extras:
                continue
            draw_eye(layer, side, model.turn, model.eyes, model.shape, model.skin, openness, gaze, model.lit_left)

    return draw


EYES: dict[str, Callable[[Layer, Model], None]] = {
    "open": _eyes(1.0),
    "half": _eyes(0.45),
    "closed": _eyes(0.0),
    "left": _eyes(1.0, (-1.0, 0.0)),
    "right": _eyes(1.0, (1.0, 0.0)),
}


def _brows(lift: float) -> Callable[[Layer, Model], None]:
    def draw(layer: Layer, model: Model) -> None:
        thick = 1.0 if model.look.gender == "female" else 1.45
        for side in (-1.0, 1.0):
            draw_brow(layer, side, model.turn, model.shape, model.hair.line, lift=lift, thick=thick)

    return draw


def _cap(layer: Layer, model: Model) -> None:
    extras.behind_cap(layer, model.look, model.turn, model.hair)
    draw_cap(layer, model.cut, model.turn, model.hair, light_left=model.lit_left)


def _fringe(model: Model) -> list[Part | None]:
    area = fall_area(model.cut, model.turn)
    parts: list[Part | None] = []
    shadow = head_shadow(model.cut, model.turn, model.lit_left)
    clumps = [("fringe", clump, model.cut.ring) for clump in model.cut.fringe] + [
        ("lock", clump, None) for clump in model.cut.locks
    ]
    for number, (name, clump, ring) in enumerate(clumps):
        layer = model.layer()
        with layer.clip(area):
            draw_clump(
                layer,
                clump,
                model.turn,
                model.hair,
                light_left=model.lit_left,
                ring=ring,
                shadow=shadow,
            )
        parts.append(_hanging(model, f"{name}-{number}", layer, min(clump.root[1], -30.0), clump.sway, 0.9 * number))
    parts.append(_still(model, "rim", Group.HEAD, lambda layer, m: draw_rim(layer, m.cut, m.turn, m.hair)))
    if model.cut.ahoge:
        layer = _drawn(model, lambda drawing: draw_ahoge(drawing, model.cut, model.turn, model.hair))
        parts.append(_hanging(model, "ahoge", layer, -50.0 - model.cut.volume + 4, 3.0, 2.0))
    return parts


def _drape(model: Model, number: int, clump: Clump) -> Part | None:
    layer = _drawn(
        model, lambda drawing: draw_clump(drawing, clump, model.turn, model.hair, light_left=model.lit_left, ring=None)
    )
    return _hanging(model, f"drape-{number}", layer, clump.root[1], clump.sway, 0.7 * number)


def _strand(model: Model, strand: Strand) -> Part | None:
    return _hanging(model, strand.name, strand.layer, strand.root_y, strand.sway, 1.3)


def _drawn(model: Model, draw: Callable[[Layer], None]) -> Layer:
    layer = model.layer()
    draw(layer)
    return layer


def _still(model: Model, name: str, group: Group, draw: Callable[[Layer, Model], None]) -> Part | None:
    layer = model.layer(warp=model.stance if group is Group.BODY else None)
    draw(layer, model)
    picture = layer.picture(model.sheet.matrix, model.sheet.width_px, model.sheet.height_px)
    return Part(name=name, kind=PartKind.STILL, group=group, variants={"rest": picture}) if picture else None


def _variants(
    model: Model, name: str, kind: PartKind, drawings: dict[str, Callable[[Layer, Model], None]]
) -> Part | None:
    pictures: dict[str, Picture] = {}
    for variant, draw in drawings.items():
        layer = model.layer()
        draw(layer, model)
        picture = layer.picture(model.sheet.matrix, model.sheet.width_px, model.sheet.height_px)
        if picture is not None:
            pictures[variant] = picture
    return Part(name=name, kind=kind, group=Group.HEAD, variants=pictures) if pictures else None


def _hanging(
    model: Model,
    name: str,
    layer: Layer,
    root_y: float,
    sway: float,
    phase: float,
    kind: PartKind = PartKind.HAIR,
    group: Group = Group.HEAD,
) -> Part | None:
    sheet = model.sheet
    reach = sway * sheet.scale
    picture = layer.picture(sheet.matrix, sheet.width_px, sheet.height_px, margin_px=6 + math.ceil(reach * 1.8))
    if picture is None:
        return None
    root = round(sheet.y(root_y)) - picture.y_px
    return Part(
        name=name,
        kind=kind,
        group=group,
        variants={"rest": picture},
        root_y_px=max(0, min(picture.pixels.shape[0] - 1, root)),
        sway=reach,
        phase=phase,
    )
