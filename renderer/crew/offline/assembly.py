"""Assembly: plans of the stock become scenes, shots and lines, cut to length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from renderer.crew.offline import clauses
from renderer.crew.offline.company import Company
from renderer.crew.offline.direction import (
    Blocking,
    in_frame,
    in_the_air,
    staged,
    strength_of,
    varied,
)
from renderer.crew.offline.stock import ShotPlan, Source, Spoken, read_json
from renderer.crew.offline.whereabouts import ScenePlan
from show.bible import NARRATOR
from show.ids import CharacterId, EpisodeId, LineId, SeriesId, ShotId
from show.script import (
    Beat,
    Delivery,
    Emotion,
    Episode,
    Framing,
    Line,
    Scene,
    Shot,
    Staging,
    Transition,
)

WORDS_PER_SECOND = 2.7
"""Speech of the house's voices at their usual pace."""
PAUSE_SECONDS = 0.35
SILENT_SHOT_SECONDS = 1.6
FEWEST_SHOTS, MOST_SHOTS = 8, 14
SECONDS_PER_SHOT = 3.5
LEEWAY_SECONDS = 5.0
_PAIRED = (Framing.TWO_SHOT, Framing.OVER_SHOULDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The words an episode is built around."""

    company: Company
    premise: tuple[str, ...]
    question: str
    twist: tuple[str, ...]


def assemble(plans: list[ScenePlan], draft: Draft, target_seconds: float) -> Episode:
    """The scenes with their shots; title and ids of the episode are the caller's."""
    scenes = [_scene(plan, draft) for plan in plans]
    scenes = _joined(scenes)
    _shorten(scenes, target_seconds)
    _merge(scenes, max(FEWEST_SHOTS, min(MOST_SHOTS, round(target_seconds / SECONDS_PER_SHOT))))
    flat = varied([shot for _, shots in scenes for shot in _blocked(_reframed(shots))])
    _open_scenes(scenes, flat)
    flat = [shot if shot.action else replace(shot, action=_seen(shot, draft.company, n)) for n, shot in enumerate(flat)]
    flat = numbered(flat)
    built = []
    for scene, shots in scenes:
        built.append(replace(scene, shots=tuple(flat[: len(shots)])))
        flat = flat[len(shots) :]
    return Episode(id=EpisodeId(""), series_id=SeriesId(""), number=1, title="", scenes=tuple(built))


Built = tuple[Scene, list[Shot]]
OPTIONAL = LineId("optional")
"""Marks a line that may go when the episode is too long; real ids are given at the end."""


def _scene(plan: ScenePlan, draft: Draft) -> Built:
    company = draft.company.with_words(**plan.words)
    scene = Scene(location_id=plan.location.id, time=plan.time, weather=plan.weather)
    shots = [_shot(shot, plan, replace(draft, company=company)) for shot in plan.shots]
    return scene, shots


def _shot(plan: ShotPlan, scene: ScenePlan, draft: Draft) -> Shot:
    company = draft.company
    lines = tuple(line for spoken in plan.say for line in _lines(spoken, plan, scene.version, draft))
    people = [company.player(role).id for role in plan.cast or ([plan.on] if plan.on else [])]
    people += [line.speaker for line in lines]
    if not plan.cast and plan.framing in (*_PAIRED, Framing.WIDE):
        secret = plan.on in ("S", "L") or any(spoken.role in ("S", "L") for spoken in plan.say)
        people += [company.player(role).id for role in ("SL" if secret else "AB")]
    prop = company.words["object"] if plan.prop == "PROP" else plan.prop
    see = plan.see[scene.version % len(plan.see)] if plan.see else ""
    return Shot(
        id=ShotId(""),
        beat=plan.beat,
        framing=plan.framing,
        move=plan.move,
        transition=plan.transition,
        mood=plan.mood,
        action=company.fill(see),
        cast=tuple(Staging(character_id=person) for person in in_frame(plan.framing, people)),
        lines=lines,
        prop=prop,
        particles=in_the_air(plan.particles, scene.weather, plan.framing, scene.outdoors),
        effects=plan.effects,
        sound_words=(plan.word,) if plan.word else (),
    )


def _reframed(shots: list[Shot]) -> list[Shot]:
    """The shots of a scene without two two-shots in a row: the second looks over a shoulder."""
    result: list[Shot] = []
    for shot in shots:
        again = result and result[-1].framing is shot.framing is Framing.TWO_SHOT
        if again and shot.lines and len(shot.cast) > 1:
            shot = replace(shot, framing=Framing.OVER_SHOULDER)
        result.append(shot)
    return result


def _blocked(shots: list[Shot]) -> list[Shot]:
    """The shots of a scene with everyone in their place, looking where they should."""
    blocking = Blocking()
    return [
        replace(
            shot,
            cast=staged(shot.framing, (s.character_id for s in shot.cast), shot.lines, shot.mood, blocking),
        )
        for shot in shots
    ]


def _seen(shot: Shot, company: Company, number: int) -> str:
    """What is seen in a shot that the stock leaves to the director: how the one or two in it look."""
    names = {player.id: player.name for player in company.players.values()}
    if not shot.cast:
        return ""
    first = next((line.speaker for line in shot.lines if line.speaker != NARRATOR), shot.cast[0].character_id)
    cast = sorted(shot.cast, key=lambda staging: staging.character_id != first)
    glances: dict[str, list[str]] = read_json("glances")["pair" if len(cast) > 1 else "alone"]
    choices = glances[cast[0].expression.value]
    named = dict(zip("XY", (names[staging.character_id] for staging in cast), strict=False))
    return company.with_words(**named).fill(choices[number % len(choices)])


def _lines(spoken: Spoken, plan: ShotPlan, version: int, draft: Draft) -> Iterator[Line]:
    """The line or lines of a plan; none for a question or premise that isn't there."""
    company = draft.company
    mark = OPTIONAL if spoken.optional else LineId("")
    if spoken.source is Source.STOCK:
        text = company.fill(spoken.wordings[version % len(spoken.wordings)])
        speaker = company.player(spoken.role).id
        yield _line(speaker, text, spoken.emotion, spoken.delivery, mark)
    elif spoken.source is Source.PREMISE:
        for text in draft.premise:
            yield _line(NARRATOR, text, Emotion.NEUTRAL, Delivery.SPOKEN, mark)
    elif spoken.source is Source.TWIST:
        for text in draft.twist:
            yield _line(company.player(spoken.role).id, text, plan.mood, Delivery.SPOKEN, mark)
    elif draft.question:
        named = company.named_in(draft.question)
        role = next((r for r in ("B" if "A" in named else "AB") if r not in named), "N")
        text = clauses.addressed(draft.question, company.player("A").name) if role == "B" else draft.question
        yield _line(company.player(role).id, text, Emotion.DREAD, Delivery.SPOKEN, mark)


def _line(speaker: CharacterId, text: str, emotion: Emotion, delivery: Delivery, mark: LineId) -> Line:
    return Line(
        id=mark,
        speaker=speaker,
        text=text,
        emotion=emotion,
        strength=strength_of(emotion, delivery),
        delivery=delivery,
    )


def _joined(scenes: list[Built]) -> list[Built]:
    """Neighbouring scenes in one place at one time are one scene."""
    result: list[Built] = []
    for scene, shots in scenes:
        if result and (result[-1][0].location_id, result[-1][0].time) == (scene.location_id, scene.time):
            result[-1][1].extend(shots)
        else:
            result.append((scene, shots))
    return result


def spoken_seconds(scenes: list[Built]) -> float:
    """About how long the scenes take when spoken."""
    total = 0.0
    for _, shots in scenes:
        for shot in shots:
            words = sum(len(line.text.split()) for line in shot.lines)
            total += words / WORDS_PER_SECOND + PAUSE_SECONDS * len(shot.lines)
            total += 0.0 if shot.lines else SILENT_SHOT_SECONDS
    return total


def _shorten(scenes: list[Built], target_seconds: float) -> None:
    """Drop optional lines, the last first, until the episode is about as long as wanted."""
    for _, shots in reversed(scenes):
        for n in reversed(range(len(shots))):
            for line in reversed(shots[n].lines):
                if line.id == OPTIONAL and spoken_seconds(scenes) > target_seconds + LEEWAY_SECONDS:
                    kept = tuple(other for other in shots[n].lines if other is not line)
                    shots[n] = replace(shots[n], lines=kept)


def _merge(scenes: list[Built], most: int) -> None:
    """Join shots of one exchange until there are few enough, starting with those that lose least."""
    while sum(len(shots) for _, shots in scenes) > most:
        candidates = [
            (_loss(shots[n], shots[n + 1]), s, n) for s, (_, shots) in enumerate(scenes) for n in range(len(shots) - 1)
        ]
        _, s, n = min(candidates)
        shots = scenes[s][1]
        shots[n : n + 2] = [_together(shots[n], shots[n + 1])]


def _loss(first: Shot, second: Shot) -> int:
    """How much is lost when two shots become one; pictures with a story of their own cost most."""
    loss = 3 * abs(list(Beat).index(first.beat) - list(Beat).index(second.beat))
    loss += 4 * (len(first.lines) + len(second.lines) > 3)
    for shot in (first, second):
        loss += 6 * (shot.framing in (Framing.INSERT, Framing.EXTREME_CLOSE_UP))
        loss += 7 * (shot.framing is Framing.ESTABLISHING)
        loss += 8 * (shot.beat in (Beat.TWIST, Beat.CLIFFHANGER))
    return loss


def _together(first: Shot, second: Shot) -> Shot:
    """Both shots as one: of one person it stays close, of two it becomes a two-shot."""
    lines = (*first.lines, *second.lines)
    base = first if len(first.cast) >= len(second.cast) else second
    speaking = [line.speaker for line in lines if line.speaker != NARRATOR]
    people = [*speaking, *(staging.character_id for staging in (*first.cast, *second.cast))]
    framing = base.framing
    if not set(speaking) <= {staging.character_id for staging in base.cast} and len(set(people)) > 1:
        framing = Framing.TWO_SHOT
    if framing is base.framing:
        people = [staging.character_id for staging in base.cast]
    cast = tuple(Staging(character_id=person) for person in in_frame(framing, people))
    return replace(
        base,
        framing=framing,
        cast=cast,
        action=f"{first.action} {second.action}".strip(),
        lines=lines,
        effects=tuple(dict.fromkeys((*first.effects, *second.effects)))[:3],
        sound_words=(*first.sound_words, *second.sound_words)[:1],
        prop=first.prop or second.prop,
        transition=first.transition,
    )


def _open_scenes(scenes: list[Built], flat: list[Shot]) -> None:
    """Give the first shot of every scene a transition with a reason: time dissolves, place is wiped or whipped."""
    at = 0
    before: Scene | None = None
    for scene, shots in scenes:
        if before is not None and shots:
            later = scene.time is not before.time
            lively = flat[at].mood in (Emotion.FEAR, Emotion.RAGE, Emotion.RESOLVE)
            change = Transition.DISSOLVE if later else Transition.WHIP if lively else Transition.INK_WIPE
            effects = flat[at].effects
            if change is Transition.WHIP and "whoosh" not in effects:
                effects = ("whoosh", *effects)
            flat[at] = replace(flat[at], transition=change, effects=effects)
        at += len(shots)
        before = scene


def numbered(shots: list[Shot]) -> list[Shot]:
    """The shots with fresh ids for themselves and their lines."""
    result = []
    spoken = 0
    for n, shot in enumerate(shots, 1):
        lines = []
        for line in shot.lines:
            spoken += 1
            lines.append(replace(line, id=LineId(f"l{spoken:02d}")))
        result.append(replace(shot, id=ShotId(f"s{n:02d}"), lines=tuple(lines)))
    return result
