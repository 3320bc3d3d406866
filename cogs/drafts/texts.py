"""A script as people read it on a phone, what changed between two versions, and the lines and shots to pick from."""

from __future__ import annotations

from cogs.picking import Pick
from cogs.words import CHOICE_LIMIT, clip, label, safe
from show.bible import NARRATOR, Series
from show.errors import NotFound
from show.ids import CharacterId, LineId, LocationId, ShotId
from show.script import Delivery, Episode, Scene

MANNER = {
    Delivery.WHISPER: " (whispers)",
    Delivery.SHOUT: " (shouts)",
    Delivery.THOUGHT: " (thinks)",
    Delivery.SPOKEN: "",
}


def speaker(series: Series, id: CharacterId) -> str:
    """A speaker's name, whoever it is."""
    if id == NARRATOR:
        return "Narrator"
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
    more = "\n-# … the whole script is in the file below."
    parts: list[str] = []
    number, used = 0, 0
    for scene in script.scenes:
        for index, shot in enumerate(scene.shots):
            number += 1
            lines = [_heading(series, scene)] if index == 0 else []
            lines.append(f"-# {number} · {safe(shot.action or shot.framing.value)}")
            lines += [
                f"**{safe(speaker(series, line.speaker))}**{MANNER[line.delivery]}: {safe(line.text)}"
                for line in shot.lines
            ]
            block = "\n".join(lines)
            if used + len(block) + 1 > limit - len(more):
                return "\n".join(parts) + more
            parts.append(block)
            used += len(block) + 1
    return "\n".join(parts)


def _heading(series: Series, scene: Scene) -> str:
    weather = "" if scene.weather.value == "clear" else f", {scene.weather.value}"
    return f"### {safe(place(series, scene.location_id))} · {scene.time.value}{weather}"


def changes(before: Episode, after: Episode, series: Series) -> list[str]:
    """What a new version changed, one line a change; empty when nothing a reader would see."""
    old_lines = {line.id: line for _, line in before.lines()}
    old_shots = {shot.id: shot for _, _, shot in before.shots()}
    found = [*_recast(before, after, series), *_moved(before, after)]
    for number, _, shot in after.shots():
        earlier = old_shots.get(shot.id)
        if earlier is None:
            found.append(f"Shot {number} is new.")
            continue
        if shot.take > earlier.take:
            wish = f": “{safe(clip(shot.wish, 120))}”" if shot.wish else ""
            found.append(f"Shot {number}, take {shot.take}{wish}")
        for line in shot.lines:
            was = old_lines.get(line.id)
            if was is not None and was.text != line.text:
                found.append(f"Shot {number}: ~~{safe(clip(was.text, 120))}~~ → {safe(clip(line.text, 120))}")
    return found


def _recast(before: Episode, after: Episode, series: Series) -> list[str]:
    """Whose part is played by whom now."""
    pairs: dict[tuple[CharacterId, CharacterId], None] = {}
    old = {shot.id: shot for _, _, shot in before.shots()}
    for _, _, shot in after.shots():
        was = old.get(shot.id)
        if was is None or len(was.cast) != len(shot.cast) or len(was.lines) != len(shot.lines):
            continue
        pairs.update({(a.character_id, b.character_id): None for a, b in zip(was.cast, shot.cast, strict=True)})
        pairs.update({(a.speaker, b.speaker): None for a, b in zip(was.lines, shot.lines, strict=True)})
    return [f"{safe(speaker(series, b))} plays the part of {safe(speaker(series, a))}." for a, b in pairs if a != b]


def _moved(before: Episode, after: Episode) -> list[str]:
    """Which shots stand elsewhere: the fewest that explain the new order."""
    old = {shot.id: number for number, _, shot in before.shots()}
    kept = [(number, shot.id) for number, _, shot in after.shots() if shot.id in old]
    stayed = _longest_rise([old[id] for _, id in kept])
    return [f"Shot {old[id]} is shot {number} now." for number, id in kept if old[id] not in stayed]


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
            description=label(f"Shot {number} · {speaker(series, line.speaker)}", CHOICE_LIMIT),
        )
        for number, line in script.lines()
    ]


def shot_picks(series: Series, script: Episode) -> list[Pick]:
    """Every shot of a script, to pick one to be made anew."""
    picks = []
    for number, scene, shot in script.shots():
        where = place(series, scene.location_id)
        picks.append(
            Pick(
                value=shot.id,
                label=label(f"{number} · {shot.action or shot.framing.value}", CHOICE_LIMIT),
                description=label(f"{where} · {shot.framing.value} · take {shot.take}", CHOICE_LIMIT),
            )
        )
    return picks


def line_text(script: Episode, id: LineId) -> str:
    """The text of a line; NotFound when the script has none of that id."""
    for _, line in script.lines():
        if line.id == id:
            return line.text
    raise NotFound("That line is not in the script any more.")


def shot_number(script: Episode, id: ShotId) -> int:
    """The number of a shot; NotFound when the script has none of that id."""
    for number, _, shot in script.shots():
        if shot.id == id:
            return number
    raise NotFound("That shot is not in the script any more.")
