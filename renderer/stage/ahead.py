"""Frames drawn on a thread of their own, one ahead of whoever encodes them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import numpy as np

from renderer.stage.frames import Frame, Nv12

_AHEAD = 1
"""Frames that wait: one is encoded meanwhile and one drawn, so three copies do."""


class _Stopped(Exception):
    """Nobody takes the frames any more."""


@contextmanager
def drawn_ahead(frames: Iterator[Frame]) -> Iterator[Iterator[Frame]]:
    """The same frames in the same order, each drawn while the one before is looked at; raises what drawing raises.

    `pixels` are good until the next frame is asked for. Drawing has ended when the context ends.
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
            for frame in _copied(frames):
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


def _copied(frames: Iterator[Frame]) -> Iterator[Frame]:
    """Every frame in pixels of its own, those of three frames in turn; a repeated one keeps those of the one before."""
    copies: list[Nv12] = []
    turn = 0
    for frame in frames:
        if not copies:
            copies = [np.empty_like(frame.pixels) for _ in range(_AHEAD + 2)]
        if not frame.repeated:
            turn = (turn + 1) % len(copies)
            copies[turn][...] = frame.pixels
        yield replace(frame, pixels=copies[turn])
