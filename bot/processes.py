"""Bot, renderer and sandbox as processes: started, watched, measured and ended together."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from show.errors import CliffhangerError

STOP_SECONDS = 12.0
"""How long a process may take to put its work down before it is ended the hard way."""


class ProcessFailed(CliffhangerError):
    """A process ended, or did not come up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One process of the troupe: `python -m` module and arguments, and its log."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path


class Troupe:
    """A context in which processes run; leaving it ends them all, and SIGTERM leaves it (on the main thread)."""

    def __init__(self) -> None:
        self._before: Any = None
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._parts: dict[str, Part] = {}
        self._peaks: dict[str, int] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGTERM, _leave)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._before is not None:
            signal.signal(signal.SIGTERM, self._before)

    def start(self, part: Part) -> int:
        """Start (or start again) a process, whose output goes to the end of its log. Returns its process id."""
        part.log.parent.mkdir(parents=True, exist_ok=True)
        with part.log.open("ab") as log:
            self._running[part.name] = subprocess.Popen(
                [sys.executable, "-m", *part.arguments],
                env=dict(part.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._parts[part.name] = part
        return self._running[part.name].pid

    def ended(self) -> list[str]:
        """Names of the processes that are no longer there."""
        return [name for name, process in self._running.items() if process.poll() is not None]

    def check(self) -> None:
        """ProcessFailed, with the end of its log, when one is no longer there."""
        for name in self.ended():
            raise ProcessFailed(
                "The {name} stopped unexpectedly. Its log {log} ends:\n{tail}",
                name=name,
                log=self._parts[name].log,
                tail=self.tail(name),
            )

    def revive(self, name: str) -> None:
        self.start(self._parts[name])

    def tail(self, name: str, lines: int = 12) -> str:
        log = self._parts[name].log
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(no log)"

    def wait(self, ready: Callable[[], bool], what: str, seconds: float) -> None:
        """Wait until `ready()`; ProcessFailed when a process ends or the time runs out."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                tails = "\n".join(f"[{name}] {self.tail(name, 6)}" for name in self._running)
                raise ProcessFailed(
                    "{what} took longer than {seconds:.0f} s.\n{tails}", what=what, seconds=seconds, tails=tails
                )
            time.sleep(0.1)

    def measure(self) -> dict[str, int]:
        """Peak resident memory so far, in bytes, of each process with its children (where /proc is to be had)."""
        for name, process in self._running.items():
            peak = sum(_peak_bytes(pid) for pid in _family(process.pid))
            self._peaks[name] = max(self._peaks.get(name, 0), peak)
        return dict(self._peaks)

    def stop(self) -> None:
        """Ask all to stop; end those that don't within STOP_SECONDS."""
        for process in self._running.values():
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _leave(number: int, frame: object) -> NoReturn:
    """Without this a SIGTERM would end the parent alone, and what it started would go on for nobody."""
    raise SystemExit(128 + number)


def _family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = status.read_text().rsplit(")", 1)[1].split()
            children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    family = [pid]
    for member in family:
        family += children.get(member, [])
    return family


def _peak_bytes(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
