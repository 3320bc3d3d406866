"""An episode as written: scenes, shots, lines and the choices a director works from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from show.bible import NARRATOR
from show.errors import NotFound
from show.ids import CharacterId, EpisodeId, LineId, LocationId, SeriesId, ShotId


class Emotion(StrEnum):
    """What a face, a voice or a shot's light expresses."""

    NEUTRAL = "neutral"
    JOY = "joy"
    SORROW = "sorrow"
    RAGE = "rage"
    FEAR = "fear"
    TENDER = "tender"
    LOVE = "love"
    SHOCK = "shock"
    DREAD = "dread"
    SMUG = "smug"
    RESOLVE = "resolve"
    EXHAUSTED = "exhausted"
    EMBARRASSED = "embarrassed"
    DEADPAN = "deadpan"


class Delivery(StrEnum):
    """How loud a line is said."""

    SPOKEN = "spoken"
    WHISPER = "whisper"
    SHOUT = "shout"
    THOUGHT = "thought"


class Framing(StrEnum):
    """How much of the scene a shot shows."""

    ESTABLISHING = "establishing"
    WIDE = "wide"
    TWO_SHOT = "two-shot"
    OVER_SHOULDER = "over-shoulder"
    MEDIUM = "medium"
    CLOSE_UP = "close-up"
    EXTREME_CLOSE_UP = "extreme-close-up"
    INSERT = "insert"


class Move(StrEnum):
    """What the camera does during a shot."""

    HOLD = "hold"
    PUSH_IN = "push-in"
    PULL_OUT = "pull-out"
    PAN_LEFT = "pan-left"
    PAN_RIGHT = "pan-right"
    TILT_UP = "tilt-up"
    TILT_DOWN = "tilt-down"
    ORBIT = "orbit"
    HANDHELD = "handheld"
    CRASH_ZOOM = "crash-zoom"
    SHAKE = "shake"
    WHIP_PAN = "whip-pan"
    DOLLY_ZOOM = "dolly-zoom"
    RACK_FOCUS = "rack-focus"


class Transition(StrEnum):
    """How a shot takes over from the one before."""

    CUT = "cut"
    WHIP = "whip"
    FLASH = "flash"
    INK_WIPE = "ink-wipe"
    CROSS_ZOOM = "cross-zoom"
    IRIS = "iris"
    DISSOLVE = "dissolve"
    MATCH_CUT = "match-cut"
    PAGE_TURN = "page-turn"


class TimeOfDay(StrEnum):
    """When a scene plays."""

    DAWN = "dawn"
    DAY = "day"
    SUNSET = "sunset"
    NIGHT = "night"


class Weather(StrEnum):
    """What the air does in a scene."""

    CLEAR = "clear"
    CLOUDY = "cloudy"
    RAIN = "rain"
    SNOW = "snow"
    FOG = "fog"
    STORM = "storm"


class Beat(StrEnum):
    """A story step; music, light and cutting follow from it."""

    HOOK = "hook"
    SETUP = "setup"
    RISE = "rise"
    TURN = "turn"
    TWIST = "twist"
    FALL = "fall"
    CLIFFHANGER = "cliffhanger"


class Place(StrEnum):
    """Where in the frame a character stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Angle(StrEnum):
    """Which way a head is turned, from the viewer's side."""

    FRONT = "front"
    THREE_QUARTER_LEFT = "three-quarter-left"
    THREE_QUARTER_RIGHT = "three-quarter-right"
    PROFILE_LEFT = "profile-left"
    PROFILE_RIGHT = "profile-right"
    BACK = "back"


class Pose(StrEnum):
    """What arms and body do."""

    STAND = "stand"
    ARMS_CROSSED = "arms-crossed"
    POINT = "point"
    HAND_ON_CHEST = "hand-on-chest"
    FIST = "fist"
    REACH = "reach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """A character's part in a shot."""

    character_id: CharacterId
    place: Place = Place.CENTRE
    expression: Emotion = Emotion.NEUTRAL
    strength: float = 0.7
    angle: Angle = Angle.FRONT
    pose: Pose = Pose.STAND


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing said. `speaker` is a character of the bible or NARRATOR; `strength` is 0–1."""

    id: LineId
    speaker: CharacterId
    text: str
    emotion: Emotion = Emotion.NEUTRAL
    strength: float = 0.6
    delivery: Delivery = Delivery.SPOKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One camera set-up, from cut to cut.

    `action` says in words what is seen; `prop` names an object for an insert; `sound_words` are lettered
    into the picture; `effects` are sound effects by name; `take` counts retakes and `wish` is the last one's.
    """

    id: ShotId
    beat: Beat
    framing: Framing
    move: Move = Move.HOLD
    transition: Transition = Transition.CUT
    mood: Emotion = Emotion.NEUTRAL
    action: str = ""
    cast: tuple[Staging, ...] = ()
    lines: tuple[Line, ...] = ()
    prop: str = ""
    particles: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    sound_words: tuple[str, ...] = ()
    take: int = 1
    wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Shots in one place at one time."""

    location_id: LocationId
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    shots: tuple[Shot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A whole script. `version` counts the drafts; `twists` are the options of the next ballot."""

    id: EpisodeId
    series_id: SeriesId
    number: int
    title: str
    logline: str = ""
    recap: str = ""
    question: str = ""
    """What the cliffhanger leaves open; asked by the next ballot."""
    twists: tuple[str, ...] = ()
    scenes: tuple[Scene, ...] = ()
    version: int = 1
    language: str = "en"
    provenance: dict[str, str] = field(default_factory=dict)
    """Who wrote it: writer, model, seed."""

    def shots(self) -> Iterator[tuple[int, Scene, Shot]]:
        """Every shot in order, with its number (1-based over the whole episode) and its scene."""
        number = 0
        for scene in self.scenes:
            for shot in scene.shots:
                number += 1
                yield number, scene, shot

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Every line in order, with the number of its shot."""
        for number, _, shot in self.shots():
            for line in shot.lines:
                yield number, line

    def shot(self, shot_id: ShotId) -> Shot:
        """The shot of that id; NotFound when the script has none."""
        for _, _, shot in self.shots():
            if shot.id == shot_id:
                return shot
        raise NotFound("There is no shot “{shot_id}” in episode {number}.", shot_id=shot_id, number=self.number)

    def with_shot(self, changed: Shot) -> Episode:
        """This script with the shot of the same id replaced, as the next version."""
        self.shot(changed.id)
        scenes = tuple(
            replace(s, shots=tuple(changed if shot.id == changed.id else shot for shot in s.shots))
            for s in self.scenes
        )
        return replace(self, scenes=scenes, version=self.version + 1)

    def with_parts_exchanged(self, one: CharacterId, other: CharacterId) -> Episode:
        """This script with two characters playing each other's parts, as the next version.

        NotFound when `one` plays no part; `other` need not play one.
        """
        parts = {one: other, other: one}
        if one not in self.players():
            raise NotFound("“{one}” plays no part in episode {number}.", one=one, number=self.number)

        def recast(shot: Shot) -> Shot:
            cast = tuple(replace(s, character_id=parts.get(s.character_id, s.character_id)) for s in shot.cast)
            lines = tuple(replace(line, speaker=parts.get(line.speaker, line.speaker)) for line in shot.lines)
            return replace(shot, cast=cast, lines=lines)

        scenes = tuple(replace(s, shots=tuple(recast(shot) for shot in s.shots)) for s in self.scenes)
        return replace(self, scenes=scenes, version=self.version + 1)

    def players(self) -> tuple[CharacterId, ...]:
        """Who is seen or heard, each once, in order of appearance; a narrator's voice is not among them."""
        found: dict[CharacterId, None] = {}
        for _, _, shot in self.shots():
            found.update(dict.fromkeys(staging.character_id for staging in shot.cast))
            found.update(dict.fromkeys(line.speaker for line in shot.lines if line.speaker != NARRATOR))
        return tuple(found)

    def before(self, shot_id: ShotId) -> ShotId | None:
        """The shot that comes before one, None for the first; NotFound when the script has none of that id."""
        order = [shot.id for _, _, shot in self.shots()]
        if shot_id not in order:
            raise NotFound("There is no shot “{shot_id}” in episode {number}.", shot_id=shot_id, number=self.number)
        place = order.index(shot_id)
        return order[place - 1] if place else None

    def with_shot_after(self, shot_id: ShotId, after: ShotId | None) -> Episode:
        """This script with a shot moved behind another (None: to the very beginning), as the next version.

        It plays where its new neighbour plays; a scene that is left empty goes. NotFound when one of them is missing.
        """
        moved = self.shot(shot_id)
        if after is not None:
            self.shot(after)
        scenes = []
        for index, scene in enumerate(self.scenes):
            shots = [moved] if after is None and index == 0 else []
            for shot in scene.shots:
                shots += [] if shot.id == shot_id else [shot]
                shots += [moved] if shot.id == after else []
            if shots:
                scenes.append(replace(scene, shots=tuple(shots)))
        return replace(self, scenes=tuple(scenes), version=self.version + 1)

    def with_line(self, changed: Line) -> Episode:
        """This script with the line of the same id replaced, as the next version; NotFound when it has none."""
        for _, _, shot in self.shots():
            if any(line.id == changed.id for line in shot.lines):
                lines = tuple(changed if line.id == changed.id else line for line in shot.lines)
                return self.with_shot(replace(shot, lines=lines))
        raise NotFound("There is no line “{changed}” in episode {number}.", changed=changed.id, number=self.number)
