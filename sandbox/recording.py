"""A recorded day: the file it is kept in, one JSON object a line, read with suspicion.

The first line says what the file is, `file` lines hold uploaded files, every other line is one act of a member in the
order they began, and the last line says what stood in the channels at the end. Nothing in it is a snowflake: people,
channels and roles go by name, messages by how they came to be, so that it can be replayed on any fresh guild.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from sandbox.errors import RecordingError
from sandbox.told import File
from sandbox.wire import Json

KIND, VERSION = "sandbox recording", 1
MOST_ACTS = 200_000
MOST_LINE_BYTES = 48 * 2**20
"""The largest upload that any guild takes, in base64, fits in a line."""
MOST_SECONDS = 366 * 24 * 3600.0
MOST_CHARACTERS = 100
"""Of a member's name."""
KEPT_CHARACTERS = 200
"""Of the first line of an answer."""
_MENTION = re.compile(r"(<(?:@[!&]?|#|a?:\w+:))\d+(?=>)")

FILE, CHOSEN = "@file", "@chosen"
"""In a value: an uploaded file by its mark, and what was chosen from an autocomplete's list, by its name."""

# What each act tells beside who did it and when; a field that ends in "?" may be left out.
_PLACE = (str, dict)
FIELDS: dict[str, dict[str, Any]] = {
    "join": {"admin?": bool, "roles?": list},
    "leave": {"how?": str},
    "roles": {"roles": list},
    "speak": {"locale": str},
    "slash": {"channel": _PLACE, "command": str, "options?": dict},
    "context": {"channel": _PLACE, "command": str, "target": dict},
    "press": {"message": dict, "button": dict},
    "choose": {"message": dict, "menu": int, "values": list},
    "submit": {"form": int, "values": list},
    "say": {"channel": _PLACE, "content": str, "files?": list, "reply_to?": dict},
    "edit": {"message": dict, "content": str},
    "delete": {"message": dict},
    "react": {"message": dict, "emoji": str, "add": bool},
    "vote": {"message": dict, "answers": list},
    "post": {"channel": _PLACE, "wish": dict},
    "thread": {"message": dict, "name": str},
    "skip": {"seconds": (int, float)},
    "end poll": {"message": dict},
    "add channel": {"wish": dict},
    "add role": {"wish": dict},
}
NOBODY = ("skip", "end poll", "add channel", "add role")
"""Acts of whoever runs the guild, not of a member."""


@dataclass(slots=True, kw_only=True)
class Act:
    """Something a member did: `number` from 1, `at` and `ended` in seconds since the recording began.

    `ended` is when the first answer came, `filled` when a deferred one was filled in. `saw` holds the `outcome` and
    the first line of its `text`; `stood` is how many messages of the application the act's channel held by then.
    """

    number: int
    at: float
    by: str
    do: str
    what: Json
    guild: str = ""
    ended: float | None = None
    filled: float | None = None
    saw: dict[str, str] = field(default_factory=dict)
    stood: int | None = None

    @property
    def settled(self) -> float | None:
        """When everybody could know what came of it; None when nothing did."""
        return self.filled if self.filled is not None else self.ended

    def line(self) -> Json:
        """The act as a line of the file."""
        told: Json = {"act": self.number, "at": round(self.at, 3), "by": self.by, "do": self.do, **self.what}
        for key, seconds in (("ended", self.ended), ("filled", self.filled)):
            if seconds is not None:
                told[key] = round(seconds, 3)
        extras = {"guild": self.guild, "saw": self.saw, "stood": self.stood}
        return told | {key: value for key, value in extras.items() if value not in ("", {}, None)}


@dataclass(slots=True, kw_only=True)
class Recording:
    """A recorded day. `files` are the uploads by the sha256 of their bytes, `stood` counts the application's messages
    in each channel at the end."""

    application: str = ""
    guild: str = ""
    acts: list[Act] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    stood: dict[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The lines of the file, without line ends."""
        yield _line({"kind": KIND, "version": VERSION, "application": self.application, "guild": self.guild})
        for mark, file in self.files.items():
            yield _line({"file": mark, "name": file.name, "base64": base64.b64encode(file.blob).decode()})
        for act in self.acts:
            yield _line(act.line())
        yield _line({"end": True, "stood": self.stood})

    def write(self, path: Path) -> None:
        """Write the file in one piece; RecordingError when that can't be."""
        scratch = path.with_name(path.name + ".part")
        try:
            with scratch.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(f"{line}\n" for line in self.lines())
            scratch.replace(path)
        except OSError as problem:
            raise RecordingError(f"{path} can't be written: {problem.strerror}. Name another file.") from problem


def _line(told: Json) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def mark_of(blob: bytes) -> str:
    """The name under which an uploaded file is kept."""
    return hashlib.sha256(blob).hexdigest()


def first_line(text: str) -> str:
    """What is kept of a text: no ids of the people and places it mentions."""
    return _MENTION.sub(r"\1", next(iter(text.strip().splitlines()), ""))[:KEPT_CHARACTERS]


# ---- reading


def read_recording(path: Path) -> Recording:
    """The recording in a file; RecordingError, with the line, for anything that is none."""
    try:
        with path.open("rb") as source:
            return parse(_lines_of(source))
    except OSError as problem:
        raise RecordingError(f"{path} can't be read: {problem.strerror}.") from problem


def _lines_of(source: IO[bytes]) -> Iterator[bytes]:
    while line := source.readline(MOST_LINE_BYTES + 1):
        if len(line) > MOST_LINE_BYTES:
            raise RecordingError(f"A line is longer than {MOST_LINE_BYTES >> 20} MiB: this is no recording.")
        yield line


def parse(lines: Iterable[bytes | str]) -> Recording:
    """The recording that these lines are; RecordingError names the line that is wrong."""
    made: Recording | None = None
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            told = _table(json.loads(raw))
            if made is None:
                made = _head(told)
            else:
                _take(made, told)
        except RecordingError as problem:
            raise RecordingError(f"Line {number} of the recording can't be used: {problem}.") from problem
        except (ValueError, RecursionError) as problem:
            raise RecordingError(f"Line {number} of the recording can't be used: it is no JSON.") from problem
    if made is None:
        raise RecordingError("The recording is empty.")
    return made


def _head(told: Json) -> Recording:
    if told.get("kind") != KIND:
        raise RecordingError(f"the first line should say that this is a {KIND}")
    if told.get("version") != VERSION:
        raise RecordingError(f"it is of version {told.get('version')!r}; this sandbox reads version {VERSION}")
    return Recording(application=str(told.get("application") or ""), guild=str(told.get("guild") or ""))


def _take(made: Recording, told: Json) -> None:
    if "file" in told:
        _take_file(made, told)
    elif told.get("end") is True:
        made.stood = {str(key): _count(value) for key, value in _table(told.get("stood") or {}).items()}
    else:
        made.acts.append(_act(made, told))


def _take_file(made: Recording, told: Json) -> None:
    try:
        blob = base64.b64decode(told.get("base64") or "", validate=True)
    except (binascii.Error, ValueError, TypeError) as problem:
        raise RecordingError("the file's base64 is broken") from problem
    if mark_of(blob) != told["file"]:
        raise RecordingError("the file's content is not what its sha256 says")
    made.files[str(told["file"])] = File(name=str(told.get("name") or "file")[:200], blob=blob)


def _act(made: Recording, told: Json) -> Act:
    number, do, by = len(made.acts) + 1, told.get("do"), told.get("by")
    if number > MOST_ACTS:
        raise RecordingError(f"there are more than {MOST_ACTS} acts")
    if not isinstance(do, str) or do not in FIELDS:
        raise RecordingError(f"nobody can do {do!r}; known are {', '.join(FIELDS)}")
    if not isinstance(by, str) or len(by) > MOST_CHARACTERS or (not by and do not in NOBODY):
        raise RecordingError("it does not say who did it (`by`, a member's name)")
    if told.get("act") != number:
        raise RecordingError(f"it should be act {number}, not {told.get('act')!r}")
    at = _seconds(told.get("at"))
    if made.acts and at < made.acts[-1].at:
        raise RecordingError("it began before the act above it")
    return Act(
        number=number,
        at=at,
        by=by,
        do=do,
        what=_what(made, told, do),
        guild=str(told.get("guild") or ""),
        ended=None if told.get("ended") is None else _seconds(told["ended"]),
        filled=None if told.get("filled") is None else _seconds(told["filled"]),
        saw={str(key): str(value) for key, value in _table(told.get("saw") or {}).items()},
        stood=None if told.get("stood") is None else _count(told["stood"]),
    )


def _what(made: Recording, told: Json, do: str) -> Json:
    """The fields that belong to what is done, each of the right kind, pointing only at what stands above."""
    found: Json = {}
    for wish, kind in FIELDS[do].items():
        key = wish.rstrip("?")
        if key not in told:
            if key == wish:
                raise RecordingError(f"`{key}` is missing")
            continue
        if not isinstance(told[key], kind) or (isinstance(told[key], bool) and kind is not bool):
            raise RecordingError(f"`{key}` is of the wrong kind")
        found[key] = told[key]
    if do == "skip":
        _seconds(found["seconds"])
    pointers = [found.get(key) or {} for key in ("message", "reply_to", "target")]
    for pointer in [*pointers, {"answer": found.get("form")}]:
        for key in ("answer", "said"):
            if pointer.get(key) is not None and not 0 < _count(pointer[key]) <= len(made.acts):
                raise RecordingError(f"it points at act {pointer[key]}, which does not stand above it")
    _check_files(made, found)
    return found


def _check_files(made: Recording, value: Any) -> None:
    """Every file that is named must have come before."""
    if isinstance(value, dict) and FILE in value and str(value[FILE]) not in made.files:
        raise RecordingError("it uses a file that does not stand above it")
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_files(made, one)


def _table(value: Any) -> Json:
    if not isinstance(value, dict):
        raise RecordingError("a JSON object was expected")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**9:
        raise RecordingError(f"{value!r} is no count")
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RecordingError(f"{value!r} is no number of seconds")
    if not 0 <= value <= MOST_SECONDS:
        raise RecordingError(f"{value!r} seconds lie outside the year that a recording may last")
    return float(value)
