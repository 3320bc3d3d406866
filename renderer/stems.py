"""Stems: pieces of a film's sound that don't change when others do, kept between mixes."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np

from renderer.synthesis import Track
from renderer.takes import Takes, take_key

Keep: TypeAlias = Callable[[list[object], Callable[[], Track]], Track]
"""Takes what a piece is made from (JSON's own types) and who makes it; gives the piece. Never write into it."""

_KIND = "stem"


def fresh(spec: list[object], make: Callable[[], Track]) -> Track:
    """Keeps nothing: every piece is made anew."""
    return make()


def kept_in(takes: Takes) -> Keep:
    """Keeps pieces among the takes."""

    def keep(spec: list[object], make: Callable[[], Track]) -> Track:
        def write(path: Path) -> None:
            with path.open("wb") as file:
                np.save(file, np.asarray(make(), np.float32))

        return np.asarray(np.load(takes.make(_KIND, take_key(spec), ".npy", write), allow_pickle=False), np.float32)

    return keep


def whole_steps(seconds: float, step_seconds: float) -> float:
    """The length rounded up, so that pieces of about one length are one piece, cut differently."""
    return math.ceil(round(seconds / step_seconds, 6)) * step_seconds
