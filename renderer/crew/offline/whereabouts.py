"""Where and when the scenes of an episode play."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from renderer.crew.offline.stock import Module, ShotPlan, read_json
from show.bible import Location, Series
from show.errors import InvalidInput
from show.moderation import clean
from show.script import TimeOfDay, Weather

_CLOCK = (TimeOfDay.DAWN, TimeOfDay.DAY, TimeOfDay.SUNSET, TimeOfDay.NIGHT)
_INDOORS = re.compile(
    r"room|kitchen|caf[eé]|hospital|throne|hall|ship|\btrain\b|library|office|shop|apartment|corridor|\bbar\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenePlan:
    """Shots of the stock in one place at one time, in one wording."""

    location: Location
    time: TimeOfDay
    weather: Weather
    shots: tuple[ShotPlan, ...]
    version: int
    words: dict[str, str]
    outdoors: bool


class Whereabouts:
    """Gives every scene its place, time and weather; time only moves on."""

    def __init__(self, series: Series, rng: random.Random) -> None:
        if not series.locations:
            raise InvalidInput("This series has no places yet; its first ones have to be made before an episode.")
        self._locations = series.locations
        self._random = rng
        self._last: ScenePlan | None = None
        self._weather = rng.choice((Weather.CLEAR, Weather.CLEAR, Weather.CLOUDY, Weather.RAIN, Weather.FOG))

    def scene(self, module: Module, version: int, shots: tuple[ShotPlan, ...], *, stay: bool = False) -> ScenePlan:
        """The scene of a module; `stay` keeps to the place and time of the scene before."""
        last = self._last
        if stay and last is not None:
            location, time = last.location, last.time
        else:
            location, time = self._place(module), self._time(module)
        if module.weather is not None:
            self._weather = module.weather
        outdoors = not _INDOORS.search(f"{location.name} {location.look}")
        plan = ScenePlan(
            location=location,
            time=time,
            weather=self._weather,
            shots=shots,
            version=version,
            words={
                "place": clean(location.name, 48) or "somewhere",
                "daypart": self._random.choice(read_json("lexicon")["daypart"][time.value]),
            },
            outdoors=outdoors,
        )
        self._last = plan
        return plan

    def _place(self, module: Module) -> Location:
        last = self._last.location if self._last else None
        free = [place for place in self._locations if place is not last] or list(self._locations)
        for places in (free, self._locations):
            fitting = [place for wanted in module.where for place in places if self.fits(place, wanted)]
            if fitting:
                return fitting[0]
        return self._random.choice(free)

    @staticmethod
    def fits(place: Location, wanted: str) -> bool:
        """Whether a place is of the wanted kind, by its name or look."""
        return re.search(rf"\b{wanted}", f"{place.name} {place.look}", re.IGNORECASE) is not None

    def _time(self, module: Module) -> TimeOfDay:
        if self._last is None:
            return module.time or self._random.choice((TimeOfDay.DAWN, TimeOfDay.DAY, TimeOfDay.SUNSET))
        at = _CLOCK.index(self._last.time)
        if module.time is not None:
            return module.time
        return _CLOCK[min(at + self._random.choice((0, 1)), len(_CLOCK) - 1)]
