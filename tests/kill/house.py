"""A small house to end processes in: orders, and a renderer and a bot that can be started, killed and counted."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from show.bible import Series
from show.credits import Roll
from show.ids import ChannelId, EpisodeId, GuildId, SeriesId
from show.order import Brief, DraftOrder, FoundingOrder, ProductionOrder, ReplyTo
from show.script import Episode

PARTS = 6
"""How many parts a small order has, beside its two single steps and as many lines."""


def reply_to(guild: int, subject: str) -> ReplyTo:
    return ReplyTo(guild_id=GuildId(guild), channel_id=ChannelId(guild * 10), subject=subject)


def series(guild: int) -> Series:
    return Series(id=SeriesId(f"s{guild}"), guild_id=GuildId(guild), title="Rain", premise="It rains upwards.")


def founding(guild: int, order_id: str) -> FoundingOrder:
    return FoundingOrder(id=order_id, reply_to=reply_to(guild, f"s{guild}"), series=series(guild))


def draft(guild: int, order_id: str, twist: str = "", detail: str = "") -> DraftOrder:
    """A draft; the small renderer takes a twist for what shall go wrong."""
    brief = Brief(
        series=series(guild), episode_id=EpisodeId(order_id), episode_number=1, twist=twist, open_question=detail
    )
    return DraftOrder(id=order_id, reply_to=reply_to(guild, order_id), brief=brief)


def film(guild: int, order_id: str) -> ProductionOrder:
    return ProductionOrder(
        id=order_id, reply_to=reply_to(guild, order_id), series=series(guild), script=episode(guild), roll=Roll()
    )


def episode(guild: int) -> Episode:
    return Episode(id=EpisodeId(f"e{guild}"), series_id=SeriesId(f"s{guild}"), number=1, title="Up")


@dataclass
class House:
    """One folder with a queue, and the processes that share it."""

    folder: Path
    seconds: float = 0.2
    workers: int = 2
    url: str = ""
    """Of the queue's database; SQLite in the folder unless another is given."""
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.url = self.url or f"sqlite:///{self.folder}/queue.sqlite"

    def start(self, what: str) -> None:
        """Start "renderer" or "bot" and wait until it is at work."""
        ready = self.folder / f"{what}.ready"
        ready.unlink(missing_ok=True)
        log = (self.folder / f"{what}.log").open("ab")
        self.running[what] = subprocess.Popen(
            [
                *(sys.executable, "-m", f"tests.kill.small_{what}"),
                *(str(self.folder), str(self.seconds), str(self.workers), self.url),
            ],
            stdout=log,
            stderr=log,
        )
        log.close()
        self.until(ready.exists, f"the {what} to start")

    def kill(self, what: str, number: signal.Signals = signal.SIGKILL) -> int:
        """End it, by default at once; its exit status."""
        process = self.running.pop(what)
        process.send_signal(number)
        self.kills[what] += 1
        return process.wait(timeout=90)

    def restart(self, what: str) -> None:
        self.kill(what)
        self.start(what)

    def close(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()

    def lines(self, journal: str) -> list[str]:
        path = self.folder / journal
        return path.read_text().splitlines() if path.exists() else []

    def made(self) -> Counter[str]:
        """How often each take was finished."""
        return Counter(self.lines("made"))

    def posts(self, order_id: str) -> list[str]:
        """What members see of one order: the kind of post, the channel and what it says."""
        return [" ".join((line.split()[1], *line.split()[3:])) for line in self.channel() if f" {order_id} " in line]

    def channel(self) -> list[str]:
        """What members see: one line a message."""
        return self.lines("channel")

    def until(self, condition: Callable[[], object], what: str, seconds: float = 90.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                logs = "\n".join(path.read_text()[-3000:] for path in self.folder.glob("*.log"))
                raise AssertionError(f"Waited {seconds:.0f} s for {what}.\n{logs}")
            time.sleep(0.01)
