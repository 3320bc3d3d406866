"""The director's table, read once from `table.toml`: rows of conditions and what follows from them."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from renderer.stage.layers import LinesKind, ParticleKind
from renderer.stage.scene import Corner, Opening
from show.codec import from_plain
from show.script import Beat, Delivery, Emotion, Framing, Move, Transition, Weather

_FILE = Path(__file__).with_name("table.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Where a mood takes the picture by the end of a shot."""

    red: float = 1.0
    green: float = 1.0
    blue: float = 1.0
    lift: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    vignette: float = 0.22
    bloom: float = 0.12
    rays: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RimRow:
    """The edge of light on characters."""

    colour: str = "#ffffff"
    strength: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingRow:
    """`amount` scales the camera's way; `moves` are tried in order when two shots would look alike."""

    amount: float
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmotionRow:
    """What a mood does to light, air and the operator's hand."""

    grade: Grade
    rim: RimRow = field(default_factory=RimRow)
    air: tuple[ParticleKind, ...] = ()
    close_air: tuple[ParticleKind, ...] = ()
    handheld: float = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions (all that are given must hold) and, in the same row, what follows."""

    beats: tuple[Beat, ...] = ()
    emotions: tuple[Emotion, ...] = ()
    framings: tuple[Framing, ...] = ()
    moves: tuple[Move, ...] = ()
    transitions: tuple[Transition, ...] = ()
    weathers: tuple[Weather, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    words: tuple[str, ...] = ()
    people: int = 0

    move: tuple[Move, ...] = ()
    """Tried in order: the first that the shot before doesn't make."""
    transition: Transition | None = None
    panels: str = ""
    lines: LinesKind | None = None
    shake: float = 0.0
    negative: bool = False
    flash: bool = False
    lightning: bool = False
    screentone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
    """One panel of a split screen."""

    corners: tuple[Corner, Corner, Corner, Corner]
    opening: Opening
    start_seconds: float
    framing: Framing = Framing.CLOSE_UP
    from_left: bool = True
    lines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutRow:
    """A split screen; its panels open in this order."""

    windows: tuple[WindowRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The whole table."""

    framing: dict[str, FramingRow]
    emotion: dict[str, EmotionRow]
    rule: tuple[Rule, ...]
    transition_frames: dict[str, int]
    panels: dict[str, LayoutRow]
    air: dict[str, int]


@functools.cache
def table() -> Table:
    """The table of the house; InvalidDocument names the row that doesn't fit."""
    read: Table = from_plain(tomllib.loads(_FILE.read_text(encoding="utf-8")), Table, "table.toml")
    return read
