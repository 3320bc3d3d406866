"""Takes: every intermediate of a film, kept under the hash of what it was made from, so that it is made once."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from show.codec import digest
from show.errors import RenderError
from storage.media import sync_folder

_KIND = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_KEY = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"(\.[a-z0-9]{1,8})?")
_INCOMING = ".incoming-"
_LOCK = ".lock-"
_LEFTOVER_SECONDS = 24 * 3600.0
_IN_USE_SECONDS = 3600.0


class TakeStatus(StrEnum):
    """Whether what a spec asks for is there. Computed from hashes, never stored."""

    CURRENT = "current"
    MISSING = "missing"


class NotKept(Exception):
    """A take is missing, and whoever asked does not want it made."""


def take_key(spec: Any) -> str:
    """The key of what this spec makes: a dataclass or JSON's own types, the adapter's version among them."""
    return digest(spec)


class Takes:
    """A folder of takes, shared by any number of processes on one machine.

    A take is a file `kind/ab/<key>.<sha256 of its bytes><suffix>`: its name tells what it was made from and what
    must be in it, so one rename puts it there whole or not at all, and a damaged one counts as missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._checked: dict[Path, tuple[int, int]] = {}

    def get(self, kind: str, key: str) -> Path | None:
        """The take of that key, its bytes checked, or None."""
        folder = self._folder(kind, key)
        for path in sorted(folder.glob(f"{key}.*")):
            if self._is_whole(path):
                # The time of change is the time of last use, which is what `trim` goes by.
                with contextlib.suppress(OSError):
                    os.utime(path)
                return path
        return None

    def has(self, kind: str, key: str) -> bool:
        """Whether there is such a take, be it whole or damaged: quick, for what is opened later or not at all."""
        return any(self._folder(kind, key).glob(f"{key}.*"))

    def status(self, kind: str, key: str) -> TakeStatus:
        """Whether the take of that key is there and whole."""
        return TakeStatus.MISSING if self.get(kind, key) is None else TakeStatus.CURRENT

    def make(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """The take of that key; if it is missing, `write` makes it in the file it is given.

        Of two processes that want the same one, the second waits for the first. Raises what `write` raises, and
        RenderError when it leaves no file.
        """
        found = self.get(kind, key)
        if found is not None:
            return found
        folder = self._folder(kind, key)
        if not _SUFFIX.fullmatch(suffix):
            raise RenderError("“{suffix}” is no ending for a take.", suffix=suffix)
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / f"{_LOCK}{key}"):
            for leftover in folder.glob(f"*{_INCOMING}{key}*"):
                # Of a process that was ended in the middle: whoever holds the lock is the only one at it.
                leftover.unlink(missing_ok=True)
            return self.get(kind, key) or self._make(folder, key, suffix, write)

    def make_text(self, kind: str, key: str, suffix: str, told: Callable[[], str]) -> str:
        """The text of the take of that key; if it is missing, `told` says it."""
        return self.make(kind, key, suffix, lambda path: _write(path, told())).read_text("utf-8")

    @property
    def kept(self) -> Takes:
        """The same folder for whoever only looks: where a take is missing, its `make` raises NotKept."""
        return _Kept(self.folder)

    def trim(self, max_bytes: int, *, keep_seconds: float = _IN_USE_SECONDS) -> int:
        """Remove those longest unused until all others fit; what was used in the last `keep_seconds` stays.

        Also clears what crashes left behind. Returns the number of bytes removed.
        """
        now = time.time()
        takes: list[tuple[float, int, Path]] = []
        for path in self.folder.glob("*/*/*") if self.folder.is_dir() else ():
            with contextlib.suppress(OSError):
                facts = path.stat()
                if path.name.startswith((_INCOMING, f".{_INCOMING}", _LOCK)):
                    if now - facts.st_mtime > _LEFTOVER_SECONDS:
                        path.unlink()
                else:
                    takes.append((facts.st_mtime, facts.st_size, path))
        excess = sum(size for _, size, _ in takes) - max_bytes
        removed = 0
        for used, size, path in sorted(takes):
            if removed >= excess or now - used < keep_seconds:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                removed += size
        return removed

    def _make(self, folder: Path, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        incoming = folder / f"{_INCOMING}{key}-{uuid.uuid4().hex[:8]}{suffix}"
        try:
            write(incoming)
            try:
                with incoming.open("rb") as made:
                    sha256 = hashlib.file_digest(made, "sha256").hexdigest()
                    os.fsync(made.fileno())
                path = folder / f"{key}.{sha256}{suffix}"
                os.replace(incoming, path)
                sync_folder(folder)
                self._note(path, path.stat())
            except OSError as exc:
                raise RenderError("A take could not be kept; is the disk full? {exc}", exc=exc) from exc
            return path
        finally:
            with contextlib.suppress(OSError):
                incoming.unlink(missing_ok=True)

    def _folder(self, kind: str, key: str) -> Path:
        if not _KIND.fullmatch(kind) or not _KEY.fullmatch(key):
            raise RenderError("“{kind}/{key}” can't name a take.", kind=kind, key=key)
        return self.folder / kind / key[:2]

    def _is_whole(self, path: Path) -> bool:
        try:
            facts = path.stat()
            # Hashed once a process: names and sizes of what this process already saw are enough.
            if self._checked.get(path) == (facts.st_ino, facts.st_size):
                return True
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return False
        if path.name.split(".")[1] != sha256:
            return False
        self._note(path, facts)
        return True

    def _note(self, path: Path, facts: os.stat_result) -> None:
        """Remember a take as whole: its bytes were hashed by this process."""
        self._checked[path] = (facts.st_ino, facts.st_size)


class _Kept(Takes):
    """Takes that nobody adds to."""

    def make(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """The take of that key, or NotKept."""
        found = self.get(kind, key)
        if found is None:
            raise NotKept
        return found


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file; the system lets it go when this process ends in whatever way."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Whoever held it removed it; a lock on a file without a name keeps nobody out.
            if _is_there(path, descriptor):
                try:
                    yield
                finally:
                    with contextlib.suppress(OSError):
                        path.unlink()
                return
        finally:
            os.close(descriptor)


def _is_there(path: Path, descriptor: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except OSError:
        return False
