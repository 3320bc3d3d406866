"""The demo's programme on the terminal: acts as a checklist, what is being made now, and events that scroll above."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

BAR_COLUMNS = 28
REFRESH_HZ = 8.0

_MAKING = re.compile(
    r"Making (?P<what>[^*\n]+)\**\n[▰▱]+ (?:(?P<percent>\d+) %\n(?:-# )?(?P<facts>[^\n]+)|(?P<waiting>[^\n]+))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the bot's progress message says: what is made, how far it is (0 to 100), and the facts beside the bar."""

    what: str
    percent: int
    facts: str

    @property
    def stage(self) -> str:
        """The first fact: who is at work."""
        return self.facts.split(" · ")[0]


def read_work(text: str) -> Work | None:
    """A progress message as Work; None for any other message, and once it is done."""
    found = _MAKING.search(text)
    if found is None:
        return None
    facts = found["facts"] or found["waiting"]
    return Work(what=found["what"].strip(), percent=int(found["percent"] or 0), facts=facts.strip())


class Programme:
    """A context that shows the acts. On a terminal it redraws itself; elsewhere it prints few plain lines."""

    def __init__(self, console: Console, acts: Sequence[str]) -> None:
        self._console = console
        self.seconds: dict[str, float] = {}
        """How long each finished act took."""
        self._acts = tuple(acts)
        self._began: dict[str, float] = {}
        self._work: Work | None = None
        self._spinner = Spinner("dots", style="cyan")
        self._live = Live(
            console=console,
            get_renderable=self._drawn,
            refresh_per_second=REFRESH_HZ,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work = None
        self._live.stop()

    def begin(self, act: str) -> None:
        """An act begins."""
        self._began[act] = time.monotonic()
        if not self._console.is_terminal:
            self._console.print(f"{act} …", highlight=False)

    def end(self, act: str) -> None:
        """An act is over, well or not."""
        self.seconds[act] = time.monotonic() - self._began[act]
        self._work = None

    def tell(self, text: str) -> None:
        """Something happened; it stays above the checklist."""
        self._console.print(Text(f"  • {text}"), soft_wrap=not self._console.is_terminal)

    def show(self, work: Work | None) -> None:
        """What is being made now. Without a terminal one line a stage is told, not every per cent."""
        before, self._work = self._work, work
        if work is None or self._console.is_terminal:
            return
        if before is None or (before.what, before.stage) != (work.what, work.stage):
            self._console.print(Text(f"    {work.what}: {work.stage} ({work.percent} %)"))

    def _drawn(self) -> RenderableType:
        table = Table.grid(padding=(0, 1))
        table.add_column(width=1)
        table.add_column(min_width=max(len(act) for act in self._acts))
        table.add_column(justify="right", min_width=7)
        table.add_column()
        for act in self._acts:
            table.add_row(*self._row(act))
        return table

    def _row(self, act: str) -> tuple[RenderableType, ...]:
        if act in self.seconds:
            return Text("✓", "green"), Text(act), Text(f"{self.seconds[act]:.1f} s", "dim"), ""
        if act not in self._began:
            return "", Text(act, "dim"), "", ""
        running = Text(f"{time.monotonic() - self._began[act]:.0f} s", "cyan")
        return self._spinner, Text(act, "bold"), running, self._bar() if self._work else ""

    def _bar(self) -> RenderableType:
        work = self._work
        if work is None:
            return ""
        bar = Table.grid(padding=(0, 1))
        bar.add_row(
            ProgressBar(total=100, completed=work.percent, width=BAR_COLUMNS),
            Text(f"{work.percent:>3} %"),
            Text(f"{work.what}: {work.facts}", "dim", no_wrap=True, overflow="ellipsis"),
        )
        return bar
