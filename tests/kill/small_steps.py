"""Small steps for tests: takes that need a moment, noise on every channel, and all the ways to go wrong."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from renderer.takes import take_key
from renderer.workshop import StepContext
from show.errors import CrewUnavailable, InvalidScreenplay, ReviewFailed

Payload = dict[str, Any]
HELD: list[bytes] = []


def echo(payload: Payload, context: StepContext) -> Payload:
    return {
        "payload": payload,
        "pid": os.getpid(),
        "media_url": context.workshop.options.media_url,
        "core_to_spare": context.core_to_spare,
    }


def nap(payload: Payload, context: StepContext) -> Payload:
    started = context.clock()
    parts = payload.get("parts", 5)
    for part in range(parts):
        context.report(part / parts)
        time.sleep(payload["seconds"] / parts)
    return {"started": started, "ended": context.clock()}


def hold(payload: Payload, context: StepContext) -> Payload:
    """Memory that is never given back."""
    HELD.append(b"x" * payload["bytes"])
    return {"pid": os.getpid()}


def noise(payload: Payload, context: StepContext) -> Payload:
    print("a library prints")
    os.write(1, b"and one writes past Python\n")
    subprocess.run(["echo", "and so does a child"], check=True)
    read = subprocess.run(["cat"], capture_output=True, check=True).stdout
    print("warning", file=sys.stderr)
    return {"child_read": len(read)}


def leave(payload: Payload, context: StepContext) -> Payload:
    """Leaves something for afterwards: a nap, noted at its end, a failure, or the end of the process."""

    def later() -> None:
        time.sleep(payload.get("seconds", 0.0))
        while not Path(payload.get("gate", ".")).exists():
            time.sleep(0.01)
        if payload.get("how") == "fail":
            raise ZeroDivisionError("afterwards")
        if payload.get("how") == "die":
            os.kill(os.getpid(), 9)
        journal(payload["note"], "done")

    context.afterwards(later)
    return {"pid": os.getpid()}


def fail(payload: Payload, context: StepContext) -> Payload:
    kind = payload["kind"]
    if kind == "screenplay":
        raise InvalidScreenplay("A name is missing.", line_number=3)
    if kind == "review":
        raise ReviewFailed("The film did not pass.", findings=("black", "silent"))
    if kind == "unavailable":
        raise CrewUnavailable("The voice is hoarse.", retry_after_seconds=7.5)
    if kind == "not json":
        return {"result": object()}
    raise ZeroDivisionError("deep inside")


def hoarse(payload: Payload, context: StepContext) -> Payload:
    """Unavailable as often as asked, by dying or by saying so, then well again."""
    journal(payload["note"], "tried")
    tried = len(Path(payload["note"]).read_text().splitlines())
    if tried <= payload["times"]:
        if tried % 2:
            os.kill(os.getpid(), 9)
        raise CrewUnavailable("The voice is hoarse.", retry_after_seconds=0.1)
    return {"tried": tried}


def die(payload: Payload, context: StepContext) -> Payload:
    if payload["how"] == "segfault":
        ctypes.string_at(0)
    if payload["how"] == "exit":
        os._exit(7)
    os.kill(os.getpid(), 9)
    return {}


def spawn(payload: Payload, context: StepContext) -> Payload:
    child = subprocess.Popen(["sleep", "60"])
    note = Path(payload["note"])
    unnamed = note.with_name(f"{note.name}.part")
    unnamed.write_text(f"{os.getpid()} {child.pid}")
    # Whoever sees the note finds both in it.
    unnamed.rename(note)
    time.sleep(60)
    return {}


def take(payload: Payload, context: StepContext) -> Payload:
    """A take that needs a moment; the journal notes every one that was made and kept, each time it was."""
    started = context.clock()
    key = take_key(payload["spec"])
    made = False

    def write(path: Path) -> None:
        nonlocal made
        time.sleep(payload["seconds"])
        path.write_text(key)
        made = True

    path = context.workshop.takes.make("part", key, ".txt", write)
    if made:
        journal(payload["journal"], f"made {key}")
    return {"key": key, "name": path.name, "started": started, "ended": context.clock()}


def journal(path: str, line: str) -> None:
    """Add a line in one write: it is there whole or not at all."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, f"{line}\n".encode())
    finally:
        os.close(descriptor)


STEPS = {
    "echo": echo,
    "nap": nap,
    "hold": hold,
    "noise": noise,
    "leave": leave,
    "fail": fail,
    "hoarse": hoarse,
    "die": die,
    "spawn": spawn,
    "take": take,
    "say": take,
    "part": take,
}
