"""The plan of a reel: which set-ups of finished films are seen again, in which order, and what a narrator tells."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from renderer.plan import Kind, PlacedLine, Plan, Setup, VoicedLine
from renderer.reel_choice import Source, look_of, picked_clips
from renderer.timeline import CLIFFHANGER_SECONDS, CREDITS_MIN_SECONDS, CREDITS_SECONDS_PER_LINE, TITLE_SECONDS
from renderer.wording import wording
from show.bible import NARRATOR, Character, Location, Series
from show.ids import CharacterId, EpisodeId, LineId, LocationId, ShotId
from show.order import ProductionOrder
from show.reel import ReelKind, ReelOrder
from show.script import (
    Angle,
    Beat,
    Delivery,
    Emotion,
    Episode,
    Framing,
    Line,
    Move,
    Place,
    Scene,
    Shot,
    Staging,
    Transition,
)

STORY_SECONDS = 42.0
"""Of chapters and clips together; title, question and roll come on top, so that a reel lasts under a minute and a bit
however many films it is cut from."""
NARRATION_LEAD_SECONDS = 0.35
NARRATION_TAIL_SECONDS = 0.45
LEAST_CHAPTER_SECONDS = 1.6
_WORDS_PER_SECOND = 2.5
_CHARACTERS_PER_WORD = 2.0
"""Of scripts without spaces, as members' languages are timed elsewhere."""
_TOLD_SHARE = 0.42
"""Of an episode's part of the story, what its narrator may take."""
_SENTENCE = re.compile(r"[^.!?…。！？]+[.!?…。！？]*")
_ARC = (Beat.SETUP, Beat.RISE, Beat.TURN)
_PLACES = (Place.LEFT, Place.RIGHT)
_CHAPTER_MOVES = (Move.PUSH_IN, Move.PAN_RIGHT, Move.PULL_OUT)
"""One more than the clips beside a chapter can have."""
_QUIET = frozenset({Emotion.NEUTRAL, Emotion.DREAD, Emotion.DEADPAN, Emotion.EMBARRASSED})
"""Moods that no reel is scored in: too little happens in them, or their heartbeat would never stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A set-up of the reel and where its picture comes from: a plan by its key, and the index in it."""

    plan: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """The plan, and for each of its set-ups the clip it is, None for those that are the reel's own."""

    plan: Plan
    clips: tuple[Clip | None, ...]


def narration(order: ReelOrder) -> tuple[Line, ...]:
    """What the narrator says of each source: as much of its logline as there is time for, else its title."""
    seconds = STORY_SECONDS / max(1, len(order.sources)) * _TOLD_SHARE
    return tuple(
        Line(
            id=LineId(f"told-{number}"),
            speaker=NARRATOR,
            text=_told(source.film.script, seconds),
            emotion=Emotion.RESOLVE,
            strength=0.4,
            delivery=Delivery.SPOKEN,
        )
        for number, source in enumerate(order.sources)
    )


def _told(script: Episode, seconds: float) -> str:
    told = ""
    for sentence in _SENTENCE.findall(script.logline):
        longer = f"{told} {sentence.strip()}".strip()
        if _spoken_seconds(longer) > seconds:
            break
        told = longer
    return told or script.title


def _spoken_seconds(text: str) -> float:
    unspaced = sum(ord(character) > 0x2E7F for character in text)
    return (len(text.split()) + unspaced / _CHARACTERS_PER_WORD) / _WORDS_PER_SECOND


def compose(order: ReelOrder, sources: Sequence[Source], told: Sequence[VoicedLine]) -> Reel:
    """The reel of these sources, which stand in the order of the story; `told` is each one's narration, as voiced."""
    fps = order.settings.fps
    chapters = [_chapter_frames(voiced, fps) for voiced in told]
    picked = picked_clips(sources, round(STORY_SECONDS * fps) - sum(chapters))
    script = _script(order, sources, picked)
    shots = {shot.id: shot for _, _, shot in script.shots()}
    row: list[tuple[Setup, Clip | None]] = [(_card(Kind.TITLE, TITLE_SECONDS, fps), None)]
    for number, (source, voiced) in enumerate(zip(sources, told, strict=True)):
        row.append((_chapter(number, voiced, chapters[number], fps, list(shots)), None))
        row += _clips(number, source, picked[number], list(shots))
    if script.question:
        row.append((_card(Kind.CLIFFHANGER, CLIFFHANGER_SECONDS, fps), None))
    if order.roll.sections:
        lines = sum(1 + len(section.names) for section in order.roll.sections) + 3
        row.append((_card(Kind.CREDITS, max(CREDITS_MIN_SECONDS, lines * CREDITS_SECONDS_PER_LINE), fps), None))
    start, placed = 0, []
    for setup, _ in row:
        placed.append(replace(setup, start_frame=start))
        start += setup.frames
    made = ProductionOrder(
        id=order.id,
        reply_to=order.reply_to,
        series=_series(order, sources),
        script=script,
        roll=order.roll,
        settings=replace(order.settings, language=script.language),
        seed=order.seed,
    )
    plan = Plan(order=made, voiced=(*told, *_voices_of(sources, picked)), setups=tuple(placed))
    return Reel(plan=plan, clips=tuple(clip for _, clip in row))


def _chapter_frames(voiced: VoicedLine, fps: int) -> int:
    seconds = NARRATION_LEAD_SECONDS + voiced.duration_seconds + NARRATION_TAIL_SECONDS
    return math.ceil(max(LEAST_CHAPTER_SECONDS, seconds) * fps)


def _card(kind: Kind, seconds: float, fps: int) -> Setup:
    return Setup(key=kind.value, kind=kind, start_frame=0, frames=math.ceil(seconds * fps))


def _chapter(number: int, voiced: VoicedLine, frames: int, fps: int, shots: Sequence[ShotId]) -> Setup:
    shot = ShotId(f"told-{number}")
    start = round(NARRATION_LEAD_SECONDS * fps)
    line = PlacedLine(line_id=voiced.line_id, start_frame=start, frames=math.ceil(voiced.duration_seconds * fps))
    return Setup(
        key=f"chapter-{number + 1}",
        kind=Kind.CHAPTER,
        start_frame=0,
        frames=frames,
        shot_number=shots.index(shot) + 1,
        shot_id=shot,
        lines=(line,),
    )


def _clips(number: int, source: Source, indices: Sequence[int], shots: Sequence[ShotId]) -> list[tuple[Setup, Clip]]:
    """The set-ups of one film that are seen again. The first of a shot begins it, whatever part of it that was."""
    found: list[tuple[Setup, Clip]] = []
    begun: set[ShotId] = set()
    for index in indices:
        setup = source.plan.setups[index]
        shot = ShotId(_within(number, setup.shot_id or ""))
        lines = tuple(replace(line, line_id=LineId(_within(number, line.line_id))) for line in setup.lines)
        again = replace(
            setup,
            key=f"{number + 1}.{setup.key}",
            shot_number=shots.index(shot) + 1,
            shot_id=shot,
            lines=lines,
            part=int(shot in begun),
            parts=1 + int(shot in begun),
        )
        begun.add(shot)
        found.append((again, Clip(plan=source.key, index=index)))
    return found


def _within(number: int, id: str) -> str:
    """An id of one source among those of all."""
    return f"{number}.{id}"


def _script(order: ReelOrder, sources: Sequence[Source], picked: Sequence[Sequence[int]]) -> Episode:
    """What is heard and seen, as one script: the sound, the captions and the chapters follow from it."""
    lines = narration(order)
    mood, total = _mood(sources, picked), sum(len(indices) for indices in picked)
    scenes: list[Scene] = []
    done = 0
    for number, source in enumerate(sources):
        film, seen = source.plan.order, [source.plan.setups[index] for index in picked[number]]
        before = Shot(
            id=ShotId(f"told-{number}"),
            beat=Beat.SETUP,
            framing=Framing.WIDE,
            move=_chapter_move(sources, picked, number),
            mood=mood,
            action=_heading(film.script),
            cast=_company(film.script),
            lines=(lines[number],),
        )
        shots: list[tuple[Scene | None, Shot]] = [(None, before)]
        for setup in seen:
            _, scene, shot = next(item for item in film.script.shots() if item[2].id == setup.shot_id)
            done += 1
            last = done == total
            beat = Beat.TWIST if last else _ARC[min(len(_ARC) - 1, (done - 1) * len(_ARC) // max(1, total - 1))]
            shots.append((scene, _again(number, shot, setup, mood, beat)))
        scenes += _scenes(shots, film.script)
    newest = sources[-1].plan.order.script
    return Episode(
        id=EpisodeId(order.reply_to.subject),
        series_id=order.series.id,
        number=0,
        title=_title(order.kind, newest.language),
        logline=" ".join(line.text for line in lines)[:400],
        question=newest.question if order.kind is ReelKind.RECAP else "",
        scenes=tuple(scenes),
        language=newest.language,
        provenance={"reel": order.kind.value, **newest.provenance},
    )


def _chapter_move(sources: Sequence[Source], picked: Sequence[Sequence[int]], number: int) -> Move:
    """How a chapter moves: unlike the clips before and after it."""
    beside = [(n, picked[n][end]) for n, end in ((number - 1, -1), (number, 0)) if n >= 0 and picked[n]]
    looks = [look_of(sources[n], index) for n, index in beside]
    return next(move for move in _CHAPTER_MOVES if (Framing.WIDE, move) not in looks)


def _company(script: Episode) -> tuple[Staging, ...]:
    """Who an episode is about: those who are seen most often, side by side."""
    seen = Counter(staging.character_id for _, _, shot in script.shots() for staging in shot.cast)
    stagings = {staging.character_id: staging for _, _, shot in script.shots() for staging in shot.cast}
    about = [character for character, _ in seen.most_common(len(_PLACES))]
    places = _PLACES[: len(about)] if len(about) > 1 else (Place.CENTRE,)
    return tuple(
        replace(stagings[one], place=place, angle=Angle.FRONT) for one, place in zip(about, places, strict=True)
    )


def _title(kind: ReelKind, language: str) -> str:
    words = wording(language)
    return words.previously if kind is ReelKind.RECAP else words.best_of


def _heading(script: Episode) -> str:
    return f"{wording(script.language).episode.format(script.number)} · {script.title}"


def _again(number: int, shot: Shot, setup: Setup, mood: Emotion, beat: Beat) -> Shot:
    """A shot as a reel has it: only what this set-up says is heard, and it begins with a cut."""
    heard = {line.line_id for line in setup.lines}
    lines = tuple(replace(line, id=LineId(_within(number, line.id))) for line in shot.lines if line.id in heard)
    return replace(
        shot,
        id=ShotId(_within(number, shot.id)),
        lines=lines,
        mood=mood,
        beat=beat,
        transition=Transition.CUT,
        effects=shot.effects if setup.part == 0 else (),
    )


def _scenes(shots: Sequence[tuple[Scene | None, Shot]], script: Episode) -> list[Scene]:
    """Shots by the places they play in; a narrator speaks where the first of them does."""
    scenes: list[Scene] = []
    first = next((scene for scene, _ in shots if scene is not None), script.scenes[0])
    for found, shot in shots:
        scene = found or first
        last = scenes[-1] if scenes else None
        if last is not None and (last.location_id, last.time, last.weather) == (
            scene.location_id,
            scene.time,
            scene.weather,
        ):
            scenes[-1] = replace(last, shots=_with(last.shots, shot))
        else:
            scenes.append(replace(scene, shots=(shot,)))
    return scenes


def _with(shots: tuple[Shot, ...], shot: Shot) -> tuple[Shot, ...]:
    """The shots with another; of one that is there already, with its lines."""
    for number, there in enumerate(shots):
        if there.id == shot.id:
            joined = replace(there, lines=(*there.lines, *shot.lines), beat=shot.beat)
            return (*shots[:number], joined, *shots[number + 1 :])
    return (*shots, shot)


def _mood(sources: Sequence[Source], picked: Sequence[Sequence[int]]) -> Emotion:
    """What the music is of: the mood most of the clips are in."""
    moods: Counter[Emotion] = Counter()
    for source, indices in zip(sources, picked, strict=True):
        for index in indices:
            setup = source.plan.setups[index]
            if setup.shot_id is not None:
                moods[source.plan.order.script.shot(setup.shot_id).mood] += setup.frames
    ranked = [mood for mood, _ in sorted(moods.items(), key=lambda item: (-item[1], item[0])) if mood not in _QUIET]
    return ranked[0] if ranked else Emotion.RESOLVE


def _voices_of(sources: Sequence[Source], picked: Sequence[Sequence[int]]) -> list[VoicedLine]:
    return [
        replace(source.plan.line_voice(line.line_id), line_id=LineId(_within(number, line.line_id)))
        for number, source in enumerate(sources)
        for index in picked[number]
        for line in source.plan.setups[index].lines
    ]


def _series(order: ReelOrder, sources: Sequence[Source]) -> Series:
    """The newest bible with whoever and whatever place earlier films had besides."""
    bibles = [*(source.plan.order.series for source in sources), order.series]
    people: dict[CharacterId, Character] = {one.id: one for bible in bibles for one in bible.characters}
    places: dict[LocationId, Location] = {one.id: one for bible in bibles for one in bible.locations}
    return replace(order.series, characters=tuple(people.values()), locations=tuple(places.values()))
