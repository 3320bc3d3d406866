"""Memory of a worker process: how much it ever held, and giving back to the system what nobody uses any more."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import gc
import platform
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""glibc's numbers for mallopt (malloc.h)."""
_LARGE_BYTES = 1024 * 1024
_KEPT_BYTES = 32 * 1024 * 1024


def peak_bytes() -> int:
    """The most memory this process held at once, in bytes, ever or since `forget_peak`."""
    if sys.platform == "linux":
        # getrusage's figure starts at what the parent held when it made this process.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def forget_peak() -> None:
    """Have `peak_bytes` count from now on, where the system lets a process say so."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            # 5 resets the high-water mark of what is resident (proc(5)).
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def held_bytes() -> int:
    """The memory this process holds now, in bytes; 0 where the system doesn't tell."""
    if sys.platform != "linux":
        return 0
    # Pages: the whole, then those in memory (proc(5)).
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def return_large_blocks() -> None:
    """Have every block of a megabyte and more come from the system and go back to it when it is freed.

    Left alone, glibc takes ever larger ones from its heap, where a freed picture leaves a hole that stays.
    """
    library = _glibc()
    if library is not None:
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        library.mallopt(_M_TRIM_THRESHOLD, _LARGE_BYTES)


@contextlib.contextmanager
def large_blocks_kept() -> Iterator[None]:
    """Have freed blocks of up to 32 MiB, glibc's most, stay for the next that is asked for, until the context ends.

    For work that asks for hundreds of equal ones: a third of the time of a mix went into pages that the system cleared.
    """
    library = _glibc()
    if library is None:
        yield
        return
    library.mallopt(_M_MMAP_THRESHOLD, _KEPT_BYTES)
    library.mallopt(_M_TRIM_THRESHOLD, 8 * _KEPT_BYTES)
    try:
        yield
    finally:
        return_large_blocks()
        give_back()


def give_back() -> None:
    """Collect what is unreachable and return free pages to the system."""
    gc.collect()
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@functools.cache
def _glibc() -> ctypes.CDLL | None:
    """The C library where it is GNU's; others return memory by themselves or not at all."""
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None
