"""When episodes open by themselves: days of the week and a time of day in a time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from show.errors import InvalidInput

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIME = re.compile(r"\s*(\d{1,2})[:.h](\d{2})\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Days (0 is Monday) and minutes after midnight, by the clocks of `zone`; InvalidInput when one can't be."""

    days: tuple[int, ...]
    minute: int
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if not self.days or any(day not in range(7) for day in self.days):
            raise InvalidInput("A schedule needs at least one day of the week.")
        if not 0 <= self.minute < 24 * 60:
            raise InvalidInput("A time of day goes from 00:00 to 23:59.")
        zone_of(self.zone)

    def next_after(self, moment: float) -> float:
        """The first opening later than that moment, both in Unix seconds.

        A time that the clocks skip in spring is an hour later that day; one that comes twice in autumn is its first.
        """
        zone = zone_of(self.zone)
        today = datetime.fromtimestamp(moment, zone).date()
        for ahead in range(9):
            day = today + timedelta(days=ahead)
            if day.weekday() not in self.days:
                continue
            clock = datetime(day.year, day.month, day.day, self.minute // 60, self.minute % 60, tzinfo=zone)
            if clock.timestamp() > moment:
                return clock.timestamp()
        raise AssertionError("unreachable: every day of the week comes within eight days")


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name; InvalidInput when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput("There is no such time zone. Choose one from the list, such as Europe/Berlin.") from error


def minute_of(text: str) -> int:
    """Minutes after midnight of a time such as 18:00; InvalidInput for anything else."""
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise InvalidInput("Write the time as hours and minutes, such as 18:00.")
    return int(match[1]) * 60 + int(match[2])
