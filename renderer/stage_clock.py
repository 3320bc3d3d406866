"""How long the stages of an order took, by the steps' own clocks, and the film that its last steps made."""

from __future__ import annotations

from collections.abc import Sequence

from renderer.runner import Payload
from show.codec import from_plain
from show.order import FilmResult, MediaRef, ReviewReport, Stage, StageTime
from show.script import Episode


class StageClock:
    """The span of each stage, from the start of its first step to the end of its last."""

    def __init__(self) -> None:
        self._spans: dict[Stage, tuple[float, float]] = {}

    def took(self, stage: Stage, results: Sequence[Payload]) -> None:
        """Note when steps of a stage ran; steps that came from the cache took next to nothing."""
        spans = [(result["started"], result["ended"]) for result in results]
        spans += [self._spans[stage]] if stage in self._spans else []
        if spans:
            self._spans[stage] = (min(start for start, _ in spans), max(end for _, end in spans))

    def stage_times(self) -> tuple[StageTime, ...]:
        """The stages that ran, in the order in which they were first noted."""
        return tuple(StageTime(stage=s, seconds=round(b - a, 2)) for s, (a, b) in self._spans.items())


def film_of(script: Episode, cut: Payload, review: Payload, clock: StageClock) -> FilmResult:
    """The film that the steps "cut" and "review" answered with."""
    return FilmResult(
        script=script,
        master=from_plain(cut["master"], MediaRef),
        copy=from_plain(cut["copy"], MediaRef),
        cover=from_plain(cut["cover"], MediaRef),
        subtitles=tuple(from_plain(item, MediaRef) for item in cut["subtitles"]),
        report=from_plain(review["report"], ReviewReport),
        stage_times=clock.stage_times(),
    )
