"""From an episode to Fountain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from show.bible import NARRATOR, Location, Series
from show.screenplay import values
from show.screenplay.marks import cue, cue_index, escape, note, place_index, quoted, unescape
from show.script import Delivery, Emotion, Episode, Line, Move, Scene, Shot, Staging, Transition, Weather

_INDOORS = re.compile(
    r"\b(room|class|bedroom|kitchen|caf[eé]|hospital|throne|hall|ship|train|library|office|shop|house|"
    r"apartment|lab|corridor|attic|cellar|basement|indoors|inside|bar|theatre|studio|gym)",
    re.IGNORECASE,
)
_READS_AS_ACTION = re.compile(r"(?!(?:int|ext|est|i/e)[. /])[^\W_].*[a-z].*(?<!TO:)\Z", re.IGNORECASE)


def to_fountain(episode: Episode, series: Series) -> str:
    """The episode as Fountain: readable as a script, with everything else in notes.

    `from_fountain` gives back an equal episode; names of people and places are taken from `series`.
    """
    lines = [*_title_page(episode, series), ""]
    for scene in episode.scenes:
        lines.extend(_scene(scene, series))
    return "\n".join(lines).rstrip("\n") + "\n"


def _title_page(episode: Episode, series: Series) -> Iterator[str]:
    yield f"Title: {escape(episode.title)}"
    if series.title:
        yield f"Series: {escape(series.title)}"
    yield f"Episode: {episode.number}"
    yield f"Draft: {episode.version}"
    for key, text in (
        ("Logline", episode.logline),
        ("Previously", episode.recap),
        ("Question", episode.question),
    ):
        if text:
            yield f"{key}: {escape(text)}"
    if episode.twists:
        yield "Twists:"
        yield from (f"    {escape(twist)}" for twist in episode.twists)
    yield f"Language: {escape(episode.language)}"
    yield f"Episode id: {escape(episode.id)}"
    yield f"Series id: {escape(episode.series_id)}"
    if episode.provenance:
        yield "Provenance:"
        yield from (f"    key={quoted(key)} value={quoted(v)}" for key, v in episode.provenance.items())


def _scene(scene: Scene, series: Series) -> Iterator[str]:
    location = next((place for place in series.locations if place.id == scene.location_id), None)
    heading = _heading(scene, location)
    yield heading
    read_back, _, _ = values.heading(heading)
    if place_index(series).get(read_back.strip().casefold()) != scene.location_id:
        yield note("scene", [("location", scene.location_id)])
    yield ""
    for shot in scene.shots:
        yield from _shot(shot, series)


def _heading(scene: Scene, location: Location | None) -> str:
    name = location.name if location else str(scene.location_id)
    indoors = _INDOORS.search(f"{name} {location.look if location else ''}")
    parts = [escape(name.upper(), more="#"), scene.time.value.upper()]
    if scene.weather is not Weather.CLEAR:
        parts.append(scene.weather.value.upper())
    return ("INT. " if indoors else "EXT. ") + " - ".join(parts)


def _shot(shot: Shot, series: Series) -> Iterator[str]:
    yield note("shot", _shot_pairs(shot))
    for staging in shot.cast:
        yield note("cast", _cast_pairs(staging))
    yield ""
    if shot.action:
        action = escape(shot.action)
        yield action if _READS_AS_ACTION.match(action) and action != action.upper() else "!" + action
        yield ""
    for line in shot.lines:
        yield from _line(line, series)


def _shot_pairs(shot: Shot) -> Iterator[tuple[str, str]]:
    yield "id", shot.id
    yield "beat", shot.beat
    yield "framing", shot.framing
    if shot.move is not Move.HOLD:
        yield "move", shot.move
    if shot.transition is not Transition.CUT:
        yield "transition", shot.transition
    if shot.mood is not Emotion.NEUTRAL:
        yield "mood", shot.mood
    if shot.prop:
        yield "prop", shot.prop
    for key, items in (
        ("particle", shot.particles),
        ("effect", shot.effects),
        ("word", shot.sound_words),
    ):
        yield from ((key, item) for item in items)
    if shot.take != 1:
        yield "take", str(shot.take)
    if shot.wish:
        yield "wish", shot.wish


def _cast_pairs(staging: Staging) -> Iterator[tuple[str, str]]:
    yield "who", staging.character_id
    yield "place", staging.place
    yield "expression", staging.expression
    yield "strength", repr(staging.strength)
    yield "angle", staging.angle
    yield "pose", staging.pose


def _line(line: Line, series: Series) -> Iterator[str]:
    heading = cue(series, line.speaker)
    apart = line.speaker == NARRATOR or line.delivery is Delivery.THOUGHT
    yield f"{heading} (V.O.)" if apart else heading
    manner = [line.emotion.value] if line.emotion is not Emotion.NEUTRAL else []
    if line.delivery is not Delivery.SPOKEN:
        manner.append(line.delivery.value)
    if manner:
        yield f"({', '.join(manner)})"
    yield escape(line.text)
    pairs = [("id", str(line.id)), ("strength", repr(line.strength))]
    read_back = unescape(heading.removeprefix("@")).strip().casefold()
    if cue_index(series).get(read_back) != line.speaker:
        pairs += [("speaker", line.speaker), ("delivery", line.delivery)]
    yield note("line", pairs)
    yield ""
