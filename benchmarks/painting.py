"""How long a fresh shot takes to paint in all its layers: a place and its people, by place and framing, in CPU time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial

from renderer.crew.house.places import SCENERY, paint_backdrop
from renderer.crew.house.puppet import paint_puppet
from renderer.crew.painter_house import HousePainter
from renderer.crew.ports import BackdropRequest, CharacterRequest
from show.bible import Character, Location
from show.ids import CharacterId, LocationId
from show.script import Angle, Emotion, Framing, Pose, TimeOfDay, Weather

FRAMINGS = (Framing.WIDE, Framing.MEDIUM, Framing.CLOSE_UP)
GOAL_SECONDS = 0.5
_CAST = (
    Character(id=CharacterId("mio"), name="Mio", look="a teen girl with long silver hair, sailor uniform"),
    Character(id=CharacterId("ren"), name="Ren", look="a teen boy with messy brown hair, a plaid shirt"),
)


def _cpu_seconds(paint: Callable[[int], object], rounds: int) -> float:
    """The least CPU time of a few rounds, each of another seed, so that nothing comes from a cache."""
    spent = []
    for seed in range(rounds):
        start = time.process_time()
        paint(seed)
        spent.append(time.process_time() - start)
    return min(spent)


def _place(kind: str, framing: Framing, seed: int) -> object:
    return paint_backdrop(
        BackdropRequest(
            location=Location(id=LocationId(f"{kind}-{seed}"), name=SCENERY[kind][1].split()[0], look=""),
            time=TimeOfDay.DAY, weather=Weather.CLEAR, mood=Emotion.NEUTRAL, framing=framing,
            width_px=1080, height_px=1920, seed=seed,
        )
    )  # fmt: skip


def _person(framing: Framing, seed: int) -> object:
    return paint_puppet(
        CharacterRequest(
            character=_CAST[seed % 2], cast=_CAST, expression=Emotion.RESOLVE, strength=0.8,
            angle=Angle.THREE_QUARTER_LEFT, pose=Pose.STAND, framing=framing, light_from_left=True, seed=seed,
        )
    )  # fmt: skip


def speed(kinds: Sequence[str] = (), rounds: int = 2) -> dict[str, object]:
    """CPU seconds of 1080×1920 shots by place and framing, of one person by framing, and the slowest shots."""
    _person(Framing.MEDIUM, 0)
    people = {framing.value: round(_cpu_seconds(partial(_person, framing), rounds), 3) for framing in FRAMINGS}
    places: dict[str, dict[str, float]] = {}
    for kind in kinds or SCENERY:
        places[kind] = {
            framing.value: round(_cpu_seconds(partial(_place, kind, framing), rounds), 3) for framing in FRAMINGS
        }
    shots = {
        f"{kind}, {framing}": round(spent + people[framing], 3)
        for kind, row in places.items()
        for framing, spent in row.items()
    }
    slow = sorted(((spent, shot) for shot, spent in shots.items() if spent > GOAL_SECONDS), reverse=True)
    return {
        "painter": HousePainter().version,
        "frame": "1080×1920, one person, one core",
        "goal_seconds": GOAL_SECONDS,
        "person_seconds": people,
        "place_seconds": places,
        "median_shot_seconds": sorted(shots.values())[len(shots) // 2],
        "slowest_shot_seconds": max(shots.values()),
        "over_the_goal": [f"{shot}: {spent:.2f} s" for spent, shot in slow],
    }


def report(kinds: Sequence[str] = ()) -> str:
    """The figures as JSON."""
    return json.dumps(speed(kinds), indent=2, ensure_ascii=False)
