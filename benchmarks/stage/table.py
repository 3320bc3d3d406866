"""The table: every figure with its target, met or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.table import Table


class Group(StrEnum):
    """What is measured together; each takes a few minutes on two cores."""

    HEAVY = "heavy"
    PEERS = "peers"
    MIXED = "mixed"
    EPISODE = "episode"
    COPIES = "copies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. With `least` or `most` it has a target; without, it stands there to be compared with."""

    figure: str
    key: str
    least: float | None = None
    most: float | None = None

    def target(self) -> str:
        """As it is printed."""
        bounds = [f"≥ {self.least:g}" if self.least is not None else "", f"≤ {self.most:g}" if self.most else ""]
        return " ".join(filter(None, bounds))

    def is_met(self, value: float) -> bool | None:
        """Whether a value reaches the target; None when there is none."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


ROWS: dict[Group, tuple[Row, ...]] = {
    Group.HEAVY: (
        Row(figure="film ÷ encoder alone, processor time, heavy scene", key="film_of_encoder", least=0.75),
        Row(figure="  by the clock", key="film_of_encoder_by_the_clock"),
        Row(figure="  film, frames a second, two processes", key="film_fps"),
        Row(figure="compositor alone, heavy scene, one core (ms a frame)", key="compositor_ms", most=10.0),
        Row(figure="peak memory of a process filming it (MiB)", key="film_peak_mib", most=512.0),
    ),
    Group.PEERS: (
        Row(figure="film ÷ moviepy 2, by the clock", key="film_of_moviepy", least=35.0),
        Row(figure="  by processor time", key="film_of_moviepy_by_processor"),
        Row(figure="film ÷ ffmpeg filter graph, by the clock", key="film_of_ffmpeg", least=7.0),
        Row(figure="  by processor time", key="film_of_ffmpeg_by_processor"),
        Row(figure="film ÷ movielite, by the clock", key="film_of_movielite", least=3.5),
        Row(figure="  by processor time", key="film_of_movielite_by_processor"),
    ),
    Group.MIXED: (
        Row(figure="mixed episode of 36 s, picture and sound (× real time)", key="mixed_real_time", least=2.2),
        Row(figure="  by processor time, two cores", key="mixed_real_time_by_processor"),
    ),
    Group.EPISODE: (
        Row(figure="one changed line of a 36 s episode ÷ the whole", key="changed_share", most=0.15),
        Row(figure="  by processor time", key="changed_cpu_share"),
        Row(figure="animatic of a 45 s episode (s)", key="animatic_seconds", most=8.0),
        Row(figure="peak memory of a process that films (MiB)", key="frames_peak_mib", most=512.0),
        Row(figure="  that speaks", key="voices_peak_mib"),
        Row(figure="  that mixes", key="sound_peak_mib"),
    ),
    Group.COPIES: (
        Row(figure="best copy for 10 MiB, VMAF", key="best_vmaf", least=92.0),
        Row(figure="  share of the limit", key="best_share", least=0.98, most=1.0),
        Row(figure="  seconds for 60 s, on top of the master", key="best_seconds", most=130.0),
        Row(figure="quick copy for 10 MiB, VMAF", key="quick_vmaf"),
        Row(figure="  share of the limit", key="quick_share", most=1.0),
        Row(figure="  seconds for 60 s, all frames", key="quick_seconds"),
        Row(figure="master, VMAF", key="master_vmaf"),
        Row(figure="  MB", key="master_mb"),
    ),
}

Figures = dict[str, float]
"""What was measured, by the rows' keys; one that could not be is missing."""


def ratio(ours: float, theirs: float) -> float:
    """How many times as fast we are; 0 where nothing was measured."""
    return ours / theirs if theirs > 0.0 else 0.0


def missed(figures: Mapping[str, float], groups: Sequence[Group]) -> list[str]:
    """The keys of all targets of these groups that were not met; one not measured is."""
    rows = [row for group in groups for row in ROWS[group]]
    return [row.key for row in rows if row.target() and not (row.key in figures and row.is_met(figures[row.key]))]


def as_table(figures: Mapping[str, float], groups: Sequence[Group], title: str) -> Table:
    """For a terminal."""
    table = Table("figure", "measured", "to reach", "", title=title)
    for group in groups:
        for row in ROWS[group]:
            value = figures.get(row.key)
            shown = "not measured" if value is None else f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
            met = None if value is None else row.is_met(value)
            table.add_row(row.figure, shown, row.target(), {True: "yes", False: "NO", None: ""}[met])
        table.add_section()
    return table
