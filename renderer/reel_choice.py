"""Which set-ups of finished films a reel shows again: the most appealing that fit, no two alike side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from renderer.director.brief import brief_of
from renderer.plan import Kind, Plan
from show.ids import ShotId
from show.order import ProductionOrder
from show.script import Framing, Move

CLIP_SECONDS = 6.5
"""A set-up longer than this is seen again only where an episode has nothing shorter."""
SHARE_OF_FILM = 0.5
"""Of a film's story at most, so that a recap of one episode is no second premiere."""
_LATER_PART = 0.75
"""What another part of a shot is worth that is seen already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A finished film laid out again; `key` is its plan's among the takes."""

    key: str
    plan: Plan
    appeal: dict[str, float]


def candidates(film: ProductionOrder, appeal: dict[str, float], most: int) -> frozenset[ShotId]:
    """The shots of a film among which a reel chooses: the most appealing, the earlier first where they are equal."""
    ranked = sorted(film.script.shots(), key=lambda item: (-appeal.get(item[2].id, 0.0), item[0]))
    return frozenset(shot.id for _, _, shot in ranked[:most])


def look_of(source: Source, index: int) -> tuple[Framing, Move]:
    """How a set-up of a film was framed and moved."""
    treatment = brief_of(source.plan, index).treatment
    return treatment.framing, treatment.move


def picked_clips(sources: Sequence[Source], frames: int) -> list[list[int]]:
    """Of each source the indices of the set-ups that are seen again, in their order; `frames` is the room for all.

    No two that come one after the other are framed and moved alike.
    """
    picked: list[list[int]] = [[] for _ in sources]
    looks = [{index: look_of(source, index) for index in _worthy(source)} for source in sources]
    left = frames
    for number, source in enumerate(sources):
        best = _best(source, left / (len(sources) - number))
        if best is not None:
            picked[number].append(best)
            left -= source.plan.setups[best].frames
    while True:
        wanted = [
            (_value(source, index, picked[number]), -number, -index)
            for number, source in enumerate(sources)
            for index in _worthy(source)
            if index not in picked[number]
            and source.plan.setups[index].frames <= min(left, _room(source, picked[number]))
            and not _repeats(looks[number], index, picked[number])
        ]
        if not wanted:
            return [sorted(indices) for indices in picked]
        _, number, index = max(wanted)
        picked[-number].append(-index)
        left -= sources[-number].plan.setups[-index].frames


def _best(source: Source, frames: float) -> int | None:
    """The set-up that has to be seen of a film: the best that is short enough, else the shortest; None for none."""
    worthy = _worthy(source)
    fitting = [index for index in worthy if source.plan.setups[index].frames <= frames]
    if not fitting:
        return min(worthy, key=lambda index: source.plan.setups[index].frames, default=None)
    return max(fitting, key=lambda index: (_value(source, index, ()), -index))


def _worthy(source: Source) -> list[int]:
    """Set-ups that a reel may show: of shots that were chosen from, and short where there are any."""
    found = [
        index
        for index, setup in enumerate(source.plan.setups)
        if setup.kind is Kind.SHOT and setup.shot_id is not None and setup.shot_id in source.appeal
    ]
    fps = source.plan.order.settings.fps
    return [index for index in found if source.plan.setups[index].frames <= CLIP_SECONDS * fps] or found


def _value(source: Source, index: int, others: Sequence[int]) -> float:
    """How much a set-up is worth: its shot's appeal, most of it where the shot ends."""
    setup = source.plan.setups[index]
    value = source.appeal.get(setup.shot_id or "", 0.0)
    if setup.part < setup.parts - 1 or any(source.plan.setups[n].shot_id == setup.shot_id for n in others):
        value *= _LATER_PART
    return value if setup.lines else value * 0.5


def _room(source: Source, picked: Sequence[int]) -> float:
    """Frames of a film that may still be shown."""
    setups = source.plan.setups
    whole = sum(setup.frames for setup in setups if setup.kind is Kind.SHOT)
    return whole * SHARE_OF_FILM - sum(setups[index].frames for index in picked)


def _repeats(looks: Mapping[int, tuple[Framing, Move]], index: int, picked: Sequence[int]) -> bool:
    """Whether a set-up would come right before or after one that looks the same."""
    before = max((n for n in picked if n < index), default=None)
    after = min((n for n in picked if n > index), default=None)
    return any(looks[n] == looks[index] for n in (before, after) if n is not None)
