"""A script as people read it on a phone, what changed between two versions, and the lines and shots to pick from."""

from __future__ import annotations

from dataclasses import replace

from cogs.languages import _, said
from cogs.picking import Pick
from cogs.words import CHOICE_LIMIT, clip, label, safe
from show.bible import NARRATOR, Series
from show.errors import NotFound
from show.ids import CharacterId, LineId, LocationId, ShotId
from show.moderation import screen
from show.script import Delivery, Episode, Framing, Line, Scene, Shot, TimeOfDay, Weather
from show.texts import text
from storage.records import DraftState

DRAFT_STATES = {
    DraftState.MAKING: text("being made"),
    DraftState.TABLED: text("on the table"),
    DraftState.SUPERSEDED: text("superseded"),
    DraftState.APPROVED: text("approved"),
}
"""What became of a version of a script."""
FRAMINGS = {
    Framing.ESTABLISHING: text("establishing"),
    Framing.WIDE: text("wide"),
    Framing.TWO_SHOT: text("two-shot"),
    Framing.OVER_SHOULDER: text("over-shoulder"),
    Framing.MEDIUM: text("medium"),
    Framing.CLOSE_UP: text("close-up"),
    Framing.EXTREME_CLOSE_UP: text("extreme close-up"),
    Framing.INSERT: text("insert"),
}
"""How much a shot shows, in film people's words."""
TIMES = {
    TimeOfDay.DAWN: text("dawn"),
    TimeOfDay.DAY: text("day"),
    TimeOfDay.SUNSET: text("sunset"),
    TimeOfDay.NIGHT: text("night"),
}
WEATHERS = {
    Weather.CLOUDY: text("cloudy"),
    Weather.RAIN: text("rain"),
    Weather.SNOW: text("snow"),
    Weather.FOG: text("fog"),
    Weather.STORM: text("storm"),
}
"""What the air does, where it is worth a word."""


def speaker(series: Series, id: CharacterId) -> str:
    """A speaker's name, whoever it is."""
    if id == NARRATOR:
        return _("Narrator")
    try:
        return series.character(id).name
    except NotFound:
        return str(id)


def place(series: Series, id: LocationId) -> str:
    """A place's name."""
    try:
        return series.location(id).name
    except NotFound:
        return str(id)


def script_words(series: Series, script: Episode, limit: int) -> str:
    """The script in Discord's mark-up: a heading a scene, numbered shots, bold speakers.

    Cut at a whole shot when it does not fit in `limit` characters; the end then says so.
    """
    more = "\n" + _("-# … the whole script is in the file below.")
    parts: list[str] = []
    number, used = 0, 0
    for scene in script.scenes:
        for index, shot in enumerate(scene.shots):
            number += 1
            lines = [_heading(series, scene)] if index == 0 else []
            lines.append(f"-# {number} · {safe(shot.action or said(FRAMINGS[shot.framing]))}")
            lines += [_spoken(series, line) for line in shot.lines]
            block = "\n".join(lines)
            if used + len(block) + 1 > limit - len(more):
                return "\n".join(parts) + more
            parts.append(block)
            used += len(block) + 1
    return "\n".join(parts)


def _heading(series: Series, scene: Scene) -> str:
    weather = f", {said(WEATHERS[scene.weather])}" if scene.weather in WEATHERS else ""
    return f"### {safe(place(series, scene.location_id))} · {said(TIMES[scene.time])}{weather}"


def _spoken(series: Series, line: Line) -> str:
    who, words = safe(speaker(series, line.speaker)), safe(line.text)
    if line.delivery is Delivery.WHISPER:
        return _("**{speaker}** (whispers): {line}", speaker=who, line=words)
    if line.delivery is Delivery.SHOUT:
        return _("**{speaker}** (shouts): {line}", speaker=who, line=words)
    if line.delivery is Delivery.THOUGHT:
        return _("**{speaker}** (thinks): {line}", speaker=who, line=words)
    return f"**{who}**: {words}"


def told_before(script: Episode, rating: str) -> Episode:
    """An overtaken version with nothing of a line that may not be told (any more) but that there was one."""
    told = script
    for _number, line in script.lines():
        if not screen(line.text, rating).allowed:
            told = told.with_line(replace(line, text="…"))
    return replace(told, version=script.version)


def changes(before: Episode, after: Episode, series: Series) -> list[str]:
    """What a new version changed, one line a change; empty when nothing a reader would see."""
    old_lines = {line.id: line for _, line in before.lines()}
    old_shots = {shot.id: shot for _, _, shot in before.shots()}
    found = [*_recast(before, after, series), *_moved(before, after)]
    for number, _scene, shot in after.shots():
        earlier = old_shots.get(shot.id)
        if earlier is None:
            found.append(_("Shot {number} is new.", number=number))
            continue
        if shot.take > earlier.take:
            found.append(_retaken(number, shot))
        for line in shot.lines:
            was = old_lines.get(line.id)
            if was is not None and was.text != line.text:
                old, new = safe(clip(was.text, 120)), safe(clip(line.text, 120))
                found.append(_("Shot {number}: ~~{before}~~ → {after}", number=number, before=old, after=new))
    return found


def _retaken(number: int, shot: Shot) -> str:
    if not shot.wish:
        return _("Shot {number}, take {take}", number=number, take=shot.take)
    wish = safe(clip(shot.wish, 120))
    return _("Shot {number}, take {take}: “{wish}”", number=number, take=shot.take, wish=wish)


def _recast(before: Episode, after: Episode, series: Series) -> list[str]:
    """Whose part is played by whom now."""
    pairs: dict[tuple[CharacterId, CharacterId], None] = {}
    old = {shot.id: shot for _, _, shot in before.shots()}
    for _number, _scene, shot in after.shots():
        was = old.get(shot.id)
        if was is None or len(was.cast) != len(shot.cast) or len(was.lines) != len(shot.lines):
            continue
        pairs.update({(a.character_id, b.character_id): None for a, b in zip(was.cast, shot.cast, strict=True)})
        pairs.update({(a.speaker, b.speaker): None for a, b in zip(was.lines, shot.lines, strict=True)})
    named = [(safe(speaker(series, a)), safe(speaker(series, b))) for a, b in pairs if a != b]
    return [_("{player} plays the part of {part}.", player=player, part=part) for part, player in named]


def _moved(before: Episode, after: Episode) -> list[str]:
    """Which shots stand elsewhere: the fewest that explain the new order."""
    old = {shot.id: number for number, _, shot in before.shots()}
    kept = [(number, shot.id) for number, _, shot in after.shots() if shot.id in old]
    stayed = _longest_rise([old[id] for _, id in kept])
    moved = [(old[id], number) for number, id in kept if old[id] not in stayed]
    return [_("Shot {before} is shot {number} now.", before=before, number=number) for before, number in moved]


def _longest_rise(numbers: list[int]) -> set[int]:
    """The longest rising part of a row of different numbers."""
    best: list[tuple[int, ...]] = []
    for number in numbers:
        before: tuple[int, ...] = ()
        for row in best:
            if row[-1] < number and len(row) > len(before):
                before = row
        best.append((*before, number))
    longest: tuple[int, ...] = max(best, key=len) if best else ()
    return set(longest)


def line_picks(series: Series, script: Episode) -> list[Pick]:
    """Every line of a script, to pick one to rewrite."""
    return [
        Pick(
            value=line.id,
            label=label(line.text, CHOICE_LIMIT),
            description=label(
                _("Shot {number} · {speaker}", number=number, speaker=speaker(series, line.speaker)), CHOICE_LIMIT
            ),
        )
        for number, line in script.lines()
    ]


def shot_picks(series: Series, script: Episode) -> list[Pick]:
    """Every shot of a script, to pick one to be made anew."""
    picks = []
    for number, scene, shot in script.shots():
        where, framing = place(series, scene.location_id), said(FRAMINGS[shot.framing])
        about = _("{place} · {framing} · take {take}", place=where, framing=framing, take=shot.take)
        picks.append(
            Pick(
                value=shot.id,
                label=label(f"{number} · {shot.action or framing}", CHOICE_LIMIT),
                description=label(about, CHOICE_LIMIT),
            )
        )
    return picks


def line_text(script: Episode, id: LineId) -> str:
    """The text of a line; NotFound when the script has none of that id."""
    for _number, line in script.lines():
        if line.id == id:
            return line.text
    raise NotFound("That line is not in the script any more.")


def shot_number(script: Episode, id: ShotId) -> int:
    """The number of a shot; NotFound when the script has none of that id."""
    for number, _scene, shot in script.shots():
        if shot.id == id:
            return number
    raise NotFound("That shot is not in the script any more.")
