"""What the director knows of one set-up: everything its picture depends on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from renderer.director.naming import named_in
from renderer.director.treatment import Treatment, covered, treatments
from renderer.director.wishes import heeded
from renderer.plan import STAGED, Kind, Plan, Setup, VoicedLine
from renderer.wording import label_in, roll_in, wording
from show.bible import NARRATOR, Character, Location
from show.credits import Roll
from show.script import (
    Angle,
    Beat,
    Emotion,
    Framing,
    Line,
    Place,
    Scene,
    Shot,
    Staging,
    TimeOfDay,
    Transition,
    Weather,
)

_SIDES = ((Place.LEFT, Angle.THREE_QUARTER_RIGHT), (Place.RIGHT, Angle.THREE_QUARTER_LEFT))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """A line of the set-up with its sound's timings; `start_frame` counts from the set-up's first frame."""

    line: Line
    voiced: VoicedLine
    start_frame: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupBrief:
    """One set-up as the director gets it; its digest is the key of everything made from it."""

    key: str
    kind: Kind
    frames: int
    fps: int
    width_px: int
    height_px: int
    seed: int
    language: str
    """Of what is said or lettered; "" for a set-up without words, whose picture every dub shares."""
    series_title: str
    cast: tuple[Character, ...]
    """The bible's characters up to the last one here: who joins them later changes nothing about this set-up."""
    shot: Shot | None = None
    part: int = 0
    parts: int = 1
    treatment: Treatment = field(default_factory=Treatment)
    location: Location | None = None
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    lines: tuple[SpokenLine, ...] = ()
    outgoing: SetupBrief | None = None
    """The set-up before, when the transition shows it; without an outgoing of its own."""
    episode_number: int = 0
    heading: str = ""
    text: str = ""
    roll: Roll | None = None
    label: str = ""
    opens_film: bool = False
    """Its first frame is the picture that everyone sees before the film plays."""

    @property
    def framing(self) -> Framing:
        return self.treatment.framing

    @property
    def mood(self) -> Emotion:
        return self.shot.mood if self.shot is not None else Emotion.NEUTRAL

    @property
    def beat(self) -> Beat:
        return self.shot.beat if self.shot is not None else Beat.SETUP

    def character(self, character_id: str) -> Character | None:
        return next((c for c in self.cast if c.id == character_id), None)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Ids of those on screen who speak in this set-up, in order of their first word."""
        shown = {staging.character_id for staging in self.shot.cast} if self.shot else set()
        return tuple(
            dict.fromkeys(s.line.speaker for s in self.lines if s.line.speaker in shown and s.line.speaker != NARRATOR)
        )


def brief_of(plan: Plan, index: int) -> SetupBrief:
    """The brief of the set-up with that index."""
    brief = _bare(plan, index)
    shows_before = brief.treatment.transition not in (Transition.CUT, Transition.FLASH)
    if index > 0 and brief.shot is not None and brief.part == 0 and shows_before:
        return replace(brief, outgoing=_bare(plan, index - 1))
    return brief


def _bare(plan: Plan, index: int) -> SetupBrief:
    setup = plan.setups[index]
    order = plan.order
    common = SetupBrief(
        key=setup.key,
        kind=setup.kind,
        frames=setup.frames,
        fps=order.settings.fps,
        width_px=order.settings.width_px,
        height_px=order.settings.height_px,
        seed=order.series.seed,
        language=order.settings.language if setup.kind is not Kind.SHOT or setup.lines else "",
        series_title=order.series.title,
        cast=(),
        episode_number=order.script.number,
        opens_film=index == 0,
    )
    if setup.kind not in STAGED:
        return _card(common, plan, index)
    _, scene, written = next(item for item in order.script.shots() if item[2].id == setup.shot_id)
    shot = _introducing(heeded(written), setup, order.series.characters)
    return replace(
        common,
        cast=_known(order.series.characters, shot),
        shot=shot,
        part=setup.part,
        parts=setup.parts,
        treatment=covered(
            treatments(order.script), setup.shot_number - 1, setup.part, setup.parts, cast=len(shot.cast)
        ),
        location=order.series.location(scene.location_id),
        time=scene.time,
        weather=scene.weather,
        lines=_spoken(plan, setup, shot),
        heading=shot.action if setup.kind is Kind.CHAPTER else "",
    )


def _introducing(shot: Shot, setup: Setup, characters: tuple[Character, ...]) -> Shot:
    """The shot with those on screen whom a narrator names over an empty place: who is told of is seen."""
    if shot.cast or shot.framing is not Framing.ESTABLISHING:
        return shot
    told = [line for line in shot.lines if line.speaker == NARRATOR]
    here = {placed.line_id for placed in setup.lines}
    named = named_in(" ".join(line.text for line in told if line.id in here), characters)
    first = next((number for number, line in enumerate(told) if line.id in here), 0)
    if first and (not named or told[first].text.startswith("…")):
        # “… a girl with long hair”: of whom the line before spoke last.
        before = named_in(" ".join(line.text for line in told[:first]), characters)[-1:]
        named = before + [one for one in named if one not in before]
    sides = ((Place.CENTRE, Angle.FRONT),) if len(named) < 2 else _SIDES
    cast = (Staging(character_id=one.id, place=at, angle=to) for one, (at, to) in zip(named, sides, strict=False))
    return replace(shot, cast=tuple(cast))


def _known(characters: tuple[Character, ...], shot: Shot) -> tuple[Character, ...]:
    """Those that painters have to keep apart here: each is drawn unlike all before it."""
    here = {staging.character_id for staging in shot.cast} | {line.speaker for line in shot.lines}
    last = max((number for number, one in enumerate(characters, start=1) if one.id in here), default=0)
    return characters[:last]


def _spoken(plan: Plan, setup: Setup, shot: Shot) -> tuple[SpokenLine, ...]:
    lines = {line.id: line for line in shot.lines}
    return tuple(
        SpokenLine(line=lines[placed.line_id], voiced=plan.line_voice(placed.line_id), start_frame=placed.start_frame)
        for placed in setup.lines
    )


def _card(common: SetupBrief, plan: Plan, index: int) -> SetupBrief:
    script = plan.order.script
    place, words = _place_nearby(plan, index), wording(common.language)
    common = replace(
        common,
        treatment=Treatment(framing=Framing.ESTABLISHING),
        location=plan.order.series.location(place.location_id) if place else None,
        time=place.time if place else TimeOfDay.NIGHT,
        weather=place.weather if place else Weather.CLEAR,
    )
    match common.kind:
        case Kind.RECAP:
            return replace(common, heading=words.previously, text=script.recap)
        case Kind.TITLE:
            return replace(common, heading=script.title, text=plan.order.series.title)
        case Kind.CLIFFHANGER:
            return replace(common, heading=words.to_be_continued, text=script.question)
        case _:
            roll = roll_in(plan.order.roll, common.language)
            return replace(common, roll=roll, label=label_in(plan.order.settings), heading=script.title)


def _place_nearby(plan: Plan, index: int) -> Scene | None:
    """The scene a card stands in: the one that follows it, or at the end the last."""
    shot_ids = [setup.shot_id for setup in [*plan.setups[index:], *reversed(plan.setups[:index])] if setup.shot_id]
    return next((scene for _, scene, shot in plan.order.script.shots() if shot.id in shot_ids[:1]), None)
