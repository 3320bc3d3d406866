"""Frames drawn before whoever encodes them asks for them: some in a row, or on a thread of their own."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from renderer.stage.frames import Frame

IN_A_ROW = 4
"""Drawn one after another before they are encoded: what drawing looks at stays near the processor meanwhile, and it
takes 0.91 of the time."""
_AHEAD = 1
KEPT_AHEAD = _AHEAD + 2
"""One frame waits, one is encoded meanwhile and one drawn."""


class _Stopped(Exception):
    """Nobody takes the frames any more."""


def drawn_in_a_row(frames: Iterator[Frame]) -> Iterator[Frame]:
    """The same frames in the same order, `IN_A_ROW` drawn at once, of which so many must be kept."""
    while some := list(itertools.islice(frames, IN_A_ROW)):
        yield from some


@contextmanager
def drawn_ahead(frames: Iterator[Frame]) -> Iterator[Iterator[Frame]]:
    """The same frames in the same order, each drawn while the one before is looked at; raises what drawing raises.

    `KEPT_AHEAD` of them must be kept: `pixels` are good until the next frame is asked for. Drawing has ended when the
    context ends.
    """
    handover = _Handover()
    artist = threading.Thread(target=handover.draw, args=(frames,), name="drawing", daemon=True)
    artist.start()
    try:
        yield handover.taken()
    finally:
        handover.stop()
        artist.join()


class _Handover:
    """Where one thread puts down frames and another takes them."""

    def __init__(self) -> None:
        self._drawn: queue.Queue[Frame | BaseException | None] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()

    def draw(self, frames: Iterator[Frame]) -> None:
        """Put all frames down, then nothing more; what goes wrong is put down in their place."""
        try:
            for frame in frames:
                self._put(frame)
            self._put(None)
        except _Stopped:
            return
        except BaseException as problem:
            with suppress(_Stopped):
                self._put(problem)

    def taken(self) -> Iterator[Frame]:
        """The frames, as they are put down."""
        while (frame := self._drawn.get()) is not None:
            if isinstance(frame, BaseException):
                raise frame
            yield frame

    def stop(self) -> None:
        """Have whoever draws stop at the next frame."""
        self._stopped.set()
        with suppress(queue.Empty):
            # It may wait for room to put one down.
            self._drawn.get_nowait()

    def _put(self, what: Frame | BaseException | None) -> None:
        if not self._stopped.is_set():
            self._drawn.put(what)
        if self._stopped.is_set():
            raise _Stopped

