"""What the table makes of a script: framing, move, transition and accents of every shot, neighbours compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from renderer.director.table import Rule, table
from renderer.director.wishes import heeded
from show.script import Angle, Emotion, Episode, Framing, Move, Scene, Shot, Transition

PANELS_APART = 5
"""Shots from one split screen to the next: a page that is all splash panels has none."""
_STILL_WORDS = 6
"""A camera that holds still may do so for a line of so many words, no longer."""
_STILL_MOODS = (Emotion.DEADPAN,)
"""Moods that live on a camera that does nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """How one shot is staged; what is empty does not happen."""

    framing: Framing = Framing.MEDIUM
    move: Move = Move.PUSH_IN
    transition: Transition = Transition.CUT
    panels: str = ""
    lines: str = ""
    shake: float = 0.0
    negative: bool = False
    flash: bool = False
    lightning: bool = False
    screentone: bool = False


def treatments(script: Episode) -> tuple[Treatment, ...]:
    """One for every shot of the script, in order. They depend on the script alone, never on how long it is spoken."""
    made: list[Treatment] = []
    since_panels = PANELS_APART
    for _, scene, written in script.shots():
        before = made[-1] if made else None
        treatment = _treated(heeded(written), scene, before, panels=since_panels >= PANELS_APART)
        since_panels = 0 if treatment.panels else since_panels + 1
        made.append(treatment)
    return tuple(made)


def covered(made: Sequence[Treatment], number: int, part: int, parts: int, cast: int) -> Treatment:
    """The treatment of a shot's n-th set-up: the first as decided, then closer and back, never twice alike."""
    whole = made[number]
    if part == 0:
        return whole
    after = made[number + 1] if number + 1 < len(made) and part == parts - 1 else None
    taken = [covered(made, number, part - 1, parts, cast)] + ([after] if after else [])
    framing = covered_framing(whole.framing, part, cast)
    move = next(
        (m for m in _turned(table().framing[framing].moves, part) if not _alike(framing, m, taken)), Move.PUSH_IN
    )
    return Treatment(framing=framing, move=move)


def covered_framing(written: Framing, part: int, cast: int) -> Framing:
    """The framing of a shot's n-th set-up: the first as written, then closer, then back."""
    if part == 0:
        return written
    closer = {
        Framing.ESTABLISHING: Framing.WIDE,
        Framing.WIDE: Framing.MEDIUM,
        Framing.TWO_SHOT: Framing.CLOSE_UP,
        Framing.OVER_SHOULDER: Framing.CLOSE_UP,
        Framing.MEDIUM: Framing.CLOSE_UP,
        Framing.CLOSE_UP: Framing.MEDIUM,
        Framing.EXTREME_CLOSE_UP: Framing.CLOSE_UP,
        Framing.INSERT: Framing.CLOSE_UP,
    }
    return closer[written] if part % 2 else (Framing.CLOSE_UP if cast < 2 else Framing.TWO_SHOT)


def _treated(shot: Shot, scene: Scene, before: Treatment | None, *, panels: bool) -> Treatment:
    rows = [rule for rule in table().rule if _applies(rule, shot, scene)]
    wished = shot.take > 1
    move = shot.move if wished else _move(shot, rows, before)
    treatment = Treatment(
        framing=shot.framing,
        move=move,
        transition=next((row.transition for row in rows if row.transition is not None), shot.transition),
        panels=next((row.panels for row in rows if row.panels), "") if panels else "",
        lines=next((row.lines for row in rows if row.lines is not None), ""),
        shake=next((row.shake for row in rows if row.shake), 0.0),
        negative=any(row.negative for row in rows),
        flash=any(row.flash for row in rows),
        lightning=any(row.lightning for row in rows),
        screentone=any(row.screentone for row in rows),
    )
    if move is Move.WHIP_PAN and not treatment.lines:
        treatment = replace(treatment, lines="speed")
    return treatment


def _move(shot: Shot, rows: Sequence[Rule], before: Treatment | None) -> Move:
    """The move as written or as a row has it; another when the shot before was framed and moved alike."""
    asked = [move for row in rows for move in row.move]
    moves = table().framing[shot.framing].moves
    still = len(" ".join(line.text for line in shot.lines).split()) <= _STILL_WORDS or shot.mood in _STILL_MOODS
    written = [shot.move] if shot.move is not Move.HOLD or still else []
    if shot.framing is not Framing.OVER_SHOULDER and len(shot.cast) < 1:
        asked = [move for move in asked if move is not Move.RACK_FOCUS]
    taken = [before] if before is not None else []
    return next(move for move in (*asked, *written, *moves) if not _alike(shot.framing, move, taken))


def _alike(framing: Framing, move: Move, taken: Sequence[Treatment]) -> bool:
    return any((other.framing, other.move) == (framing, move) for other in taken)


def _turned(moves: tuple[Move, ...], by: int) -> Iterator[Move]:
    """The moves from the n-th on, and round: so that a long talk does not push in at every cut."""
    yield from (*moves[by % len(moves) :], *moves[: by % len(moves)])


def _applies(rule: Rule, shot: Shot, scene: Scene) -> bool:
    seen = [staging for staging in shot.cast if staging.angle is not Angle.BACK or rule.panels == ""]
    return (
        (not rule.beats or shot.beat in rule.beats)
        and (not rule.emotions or shot.mood in rule.emotions)
        and (not rule.framings or shot.framing in rule.framings)
        and (not rule.moves or shot.move in rule.moves)
        and (not rule.transitions or shot.transition in rule.transitions)
        and (not rule.weathers or scene.weather in rule.weathers)
        and (not rule.deliveries or any(line.delivery in rule.deliveries for line in shot.lines))
        and (not rule.words or _says(shot.action, rule.words))
        and len(seen) >= rule.people
    )


def _says(action: str, beginnings: tuple[str, ...]) -> bool:
    text = action.lower()
    return any(re.search(rf"\b{re.escape(beginning)}", text) for beginning in beginnings)
