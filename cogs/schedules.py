"""How schedules read: on which days and at what time, in the language that is spoken."""

from __future__ import annotations

from babel.dates import get_day_names

from cogs.languages import _, listed, spoken
from show.schedule import Schedule


def schedule_words(schedule: Schedule) -> str:
    """When something opens, to stand behind a verb: every Friday at 18:00 (Europe/Berlin)."""
    time = f"{schedule.minute // 60:02}:{schedule.minute % 60:02}"
    if len(set(schedule.days)) == 7:
        return _("every day at {time} ({zone})", time=time, zone=schedule.zone)
    names = get_day_names(locale=spoken())
    days = listed([names[day] for day in sorted(set(schedule.days))])
    return _("every {days} at {time} ({zone})", days=days, time=time, zone=schedule.zone)
