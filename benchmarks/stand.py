"""A stand to measure on: the sandbox and one bot as processes of their own, and what each costs in processor time."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks.crowd import ROOM, Crowd
from bot.processes import Part, Troupe
from bot.settings import child_environment
from sandbox.control import Community
from sandbox.told import Message
from show.bible import Series
from show.ids import GuildId, MemberId
from storage.database import connect, transact
from storage.library import Library, series_id
from storage.records import SeriesState

START_SECONDS = 60.0
BALLOT_MINUTES = 600
IDEAS = ("sea", "clock tower", "violin", "school roof", "letter")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Processor seconds of each part over a stretch of time, and of everything else on the machine."""

    seconds: float
    sandbox: float
    bot: float
    crowd: float
    others: float


class Meter:
    """Reads processor time; `cost` is what was spent since it was made."""

    def __init__(self, sandbox: int, bot: int) -> None:
        self._pids = (sandbox, bot, os.getpid())
        self._began = time.perf_counter()
        self._at_first = self._read()

    def _read(self) -> list[float]:
        return [*(_process_seconds(pid) for pid in self._pids), _machine_seconds()]

    def cost(self) -> Cost:
        sandbox, bot, crowd, machine = (now - then for now, then in zip(self._read(), self._at_first, strict=True))
        return Cost(
            seconds=time.perf_counter() - self._began,
            sandbox=sandbox,
            bot=bot,
            crowd=crowd,
            others=max(0.0, machine - sandbox - bot - crowd),
        )


def _process_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _machine_seconds() -> float:
    fields = [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / _TICKS


class Stand:
    """A running sandbox with a bot, a crowd before it, and the message whose buttons the crowd presses."""

    def __init__(self, troupe: Troupe, folder: Path, *, strict: bool, state: str) -> None:
        self._troupe = troupe
        self.folder = folder
        self._pids: dict[str, int] = {}
        ready = folder / "sandbox.json"
        flags = () if strict else ("--relaxed-rate-limits",)
        kept = "memory" if state == "memory" else str(folder / "guild.sqlite")
        arguments = ("sandbox", "--port", "0", "--ready-file", str(ready), "--members", "0", "--state", kept, *flags)
        self._start("sandbox", arguments, child_environment())
        troupe.wait(ready.exists, "Starting the sandbox", START_SECONDS)
        told = json.loads(ready.read_text())
        self.url, self.token, self.guild_id = str(told["url"]), str(told["token"]), str(told["guild_id"])

    def _start(self, name: str, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
        self._pids[name] = self._troupe.start(
            Part(name=name, arguments=arguments, environment=environment, log=self.folder / f"{name}.log")
        )

    def meter(self) -> Meter:
        return Meter(self._pids["sandbox"], self._pids["bot"])

    async def start_hello(self, guild: Community) -> Message:
        """The smallest bot; hands back its message with buttons."""
        self._start("bot", ("benchmarks.hello_bot", self.url, self.token), child_environment())
        await guild.wait_online(START_SECONDS, commands=5)
        member = await guild.member("Hoshino")
        return await (await member.slash("open")).final()

    async def start_studio(self, guild: Community) -> Message:
        """The real bot with a running ballot of five options; hands back the ballot's message."""
        environment = child_environment(
            home=str(self.folder), discord_api_base=self.url, discord_token=self.token, queue_url="", media_url=""
        )
        self._start("bot", ("bot", "bot"), environment)
        await guild.wait_online(START_SECONDS, commands=5)
        admin = await guild.member("Hoshino", admin=True)
        await (await admin.slash("studio setup")).final()
        self._library(lambda library: _found(library, GuildId(int(self.guild_id)), MemberId(int(admin.id))))
        for number, idea in enumerate(IDEAS):
            member = await guild.member(f"Author {number}")
            await (await member.slash("pitch", {"idea": f"It began with the {idea}"}, channel=ROOM)).final()
        ballot = await guild.wait_for(ROOM, lambda m: "Vote E" in m.labels, START_SECONDS)
        # Pitched enough, it opened by itself.
        return ballot

    def _library(self, work: Callable[[Library], None]) -> None:
        db = connect(self.folder / "library.sqlite")
        try:
            transact(db, lambda inner: work(Library(inner)))
        finally:
            db.conn.close()

    def votes(self) -> tuple[Counter[str], int]:
        """How many votes the library holds for each button, and how many members they are of."""
        base = sqlite3.connect(f"file:{self.folder / 'library.sqlite'}?mode=ro", uri=True)
        try:
            rows = base.execute("SELECT option_key, member_id FROM votes").fetchall()
        finally:
            base.close()
        return Counter(f"Vote {key.upper()}" for key, _ in rows), len({member for _, member in rows})

    async def crowded(self, session: aiohttp.ClientSession, count: int) -> Crowd:
        crowd = Crowd(self.url, session, self.guild_id)
        await crowd.gather(count)
        return crowd


def _found(library: Library, guild: GuildId, founder: MemberId) -> None:
    """A series at its first episode, without the renderer that would think up its characters."""
    now = time.time()
    series = Series(
        id=series_id(guild, "Benchmark", now), guild_id=guild, title="Benchmark", premise="Everybody votes at once."
    )
    library.add_series(series, founder, now)
    library.save_series(series, SeriesState.OPEN)
    library.add_episode(series.id, 1, now)


Starting = Callable[[Stand, Community], Awaitable[Message]]
BOTS: dict[str, Starting] = {"hello": Stand.start_hello, "studio": Stand.start_studio}
