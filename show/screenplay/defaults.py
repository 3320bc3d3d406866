"""Sensible choices for what a hand-written screenplay leaves open: beats, framings and staging."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from show.bible import NARRATOR, Series
from show.errors import InvalidScreenplay
from show.ids import CharacterId, LineId, LocationId, ShotId
from show.script import (
    Angle,
    Beat,
    Delivery,
    Emotion,
    Framing,
    Line,
    Move,
    Place,
    Shot,
    Staging,
    TimeOfDay,
    Transition,
    Weather,
)

LINES_PER_SHOT = 2
"""After so many lines without a new picture the hand-written script gets a new shot."""

_ARC = (Beat.HOOK, Beat.SETUP, Beat.RISE, Beat.TURN, Beat.TWIST, Beat.FALL, Beat.CLIFFHANGER)
_SPOKEN_FRAMINGS = (
    (Framing.MEDIUM, Move.HOLD),
    (Framing.CLOSE_UP, Move.PUSH_IN),
    (Framing.OVER_SHOULDER, Move.HOLD),
    (Framing.TWO_SHOT, Move.PAN_RIGHT),
)


@dataclass(slots=True, kw_only=True)
class LineDraft:
    """A line being read."""

    speaker: CharacterId | None
    cue: str
    line_number: int
    text: str = ""
    id: str = ""
    emotion: Emotion = Emotion.NEUTRAL
    strength: float = 0.6
    delivery: Delivery = Delivery.SPOKEN


@dataclass(slots=True, kw_only=True)
class ShotDraft:
    """A shot being read; `written` holds what its note said, and is None for a shot without a note."""

    written: Shot | None = None
    action: str = ""
    transition: Transition | None = None
    cast: list[Staging] = field(default_factory=list)
    lines: list[LineDraft] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class SceneDraft:
    """A scene being read. `place_name` is kept until it is known whether a note names the place."""

    place_name: str
    line_number: int
    location_id: LocationId | None = None
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    shots: list[ShotDraft] = field(default_factory=list)


class Finisher:
    """Turns drafts into shots: fresh ids where none is given or one is given twice, choices where none is made."""

    def __init__(self, series: Series, scenes: list[SceneDraft]) -> None:
        self._series = series
        self._total = sum(len(scene.shots) for scene in scenes)
        self._written_shots = [str(s.written.id) for scene in scenes for s in scene.shots if s.written]
        self._written_lines = [line.id for scene in scenes for s in scene.shots for line in s.lines if line.id]
        self._shot_ids: set[str] = set()
        self._line_ids: set[str] = set()
        self._number = 0

    def finish(self, draft: ShotDraft, *, opens_scene: bool) -> Shot:
        """The shot of this draft; call once for every shot, in order."""
        self._number += 1
        lines = tuple(self._line(line) for line in draft.lines)
        written = draft.written or self._invented(draft, opens_scene=opens_scene)
        shot_id = self._fresh(written.id, "s", self._shot_ids, self._written_shots)
        return Shot(
            id=ShotId(shot_id),
            beat=written.beat,
            framing=written.framing,
            move=written.move,
            transition=draft.transition or written.transition,
            mood=written.mood,
            action=draft.action,
            cast=tuple(draft.cast) if draft.written else written.cast,
            lines=lines,
            prop=written.prop,
            particles=written.particles,
            effects=written.effects,
            sound_words=written.sound_words,
            take=written.take,
            wish=written.wish,
        )

    def _line(self, draft: LineDraft) -> Line:
        if draft.speaker is None:
            names = ", ".join(character.name for character in self._series.characters) or "none yet"
            raise InvalidScreenplay(
                "There is no “{cue}” in the bible. Known are: {names}.",
                cue=draft.cue,
                names=names,
                line_number=draft.line_number,
            )
        line_id = self._fresh(draft.id, "l", self._line_ids, self._written_lines)
        return Line(
            id=LineId(line_id),
            speaker=draft.speaker,
            text=draft.text,
            emotion=draft.emotion,
            strength=draft.strength,
            delivery=draft.delivery,
        )

    def _fresh(self, wanted: str, letter: str, used: set[str], written: list[str]) -> str:
        chosen = wanted
        number = len(used)
        while not chosen or chosen in used:
            number += 1
            chosen = f"{letter}{number:02d}"
            if chosen in written:
                chosen = ""
        used.add(chosen)
        return chosen

    def _invented(self, draft: ShotDraft, *, opens_scene: bool) -> Shot:
        share = (self._number - 1) / max(1, self._total - 1)
        beat = _ARC[round(share * (len(_ARC) - 1))]
        if opens_scene and not draft.lines:
            framing, move = Framing.ESTABLISHING, Move.PUSH_IN
        elif draft.lines:
            framing, move = _SPOKEN_FRAMINGS[self._number % len(_SPOKEN_FRAMINGS)]
        else:
            framing, move = Framing.WIDE, Move.PAN_LEFT
        loudest = max(draft.lines, key=lambda line: line.emotion is not Emotion.NEUTRAL, default=None)
        return Shot(
            id=ShotId(""),
            beat=beat,
            framing=framing,
            move=move,
            mood=loudest.emotion if loudest else Emotion.NEUTRAL,
            cast=self._staged(draft),
        )

    def _staged(self, draft: ShotDraft) -> tuple[Staging, ...]:
        """Who speaks or is named in the action, at most two, facing each other."""
        speakers = [line.speaker for line in draft.lines if line.speaker not in (None, NARRATOR)]
        seen = [speaker for speaker in dict.fromkeys(speakers) if speaker is not None]
        for character in self._series.characters:
            if (
                character.id not in seen
                and character.name.strip()
                and re.search(rf"(?<!\w){re.escape(character.name)}(?!\w)", draft.action, re.IGNORECASE)
            ):
                seen.append(character.id)
        felt = {line.speaker: line.emotion for line in draft.lines}
        alone = [(Place.CENTRE, Angle.FRONT)]
        pair = [(Place.LEFT, Angle.THREE_QUARTER_RIGHT), (Place.RIGHT, Angle.THREE_QUARTER_LEFT)]
        stands = alone if len(seen) == 1 else pair
        return tuple(
            Staging(
                character_id=character_id,
                place=place,
                angle=angle,
                expression=felt.get(character_id, Emotion.NEUTRAL),
            )
            for character_id, (place, angle) in zip(seen, stands, strict=False)
        )
