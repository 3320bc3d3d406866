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


_Drawn = queue.Queue[Frame | BaseException | None]
"""Frames, then None, or what went wrong instead."""


class _Stopped(Exception):
    """Nobody takes the frames any more."""


@contextmanager
def drawn_ahead(frames: Iterator[Frame]) -> Iterator[Iterator[Frame]]:
    """The same frames in the same order, each drawn while the one before is looked at; raises what drawing raises.

    `pixels` are good until the next frame is asked for. Drawing has ended when the context ends.
    """
    drawn: _Drawn = queue.Queue(_AHEAD)
    stopped = threading.Event()
    artist = threading.Thread(target=_draw, args=(frames, drawn, stopped), name="drawing", daemon=True)
    artist.start()
    try:
        yield _taken(drawn)
    finally:
        stopped.set()
        while artist.is_alive():
            # It may wait for room to put down a frame.
            try:
                drawn.get_nowait()
            except queue.Empty:
                artist.join(0.01)


def _draw(frames: Iterator[Frame], drawn: _Drawn, stopped: threading.Event) -> None:
    try:
        for frame in _copied(frames):
            _put(frame, drawn, stopped)
        _put(None, drawn, stopped)
    except _Stopped:
        return
    except BaseException as problem:
        with suppress(_Stopped):
            _put(problem, drawn, stopped)


def _put(what: Frame | BaseException | None, drawn: _Drawn, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            return drawn.put(what, timeout=0.5)
        except queue.Full:
            continue
    raise _Stopped


def _taken(drawn: _Drawn) -> Iterator[Frame]:
    while (frame := drawn.get()) is not None:
        if isinstance(frame, BaseException):
            raise frame
        yield frame


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
