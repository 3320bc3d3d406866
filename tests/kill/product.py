"""The real product to end processes in: the sandbox guild, and bot and renderer as an operator starts them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.control import Community
from storage.queue import Orders, OrderState

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = 5
TOKEN = "sandbox"

Files = dict[Path, int]


@dataclass
class Product:
    """One home folder, and the two processes that share it."""

    guild: Community
    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)
    finished: Files = field(default_factory=dict)
    """Every take that was ever seen whole, with its inode: one made again gets another."""
    made_again: int = 0

    async def start(self, what: str) -> None:
        """Start "bot" or "renderer"; the bot is waited for until it is online."""
        environment = dict(
            os.environ,
            PYTHONPATH=str(ROOT),
            CLIFFHANGER_HOME=str(self.folder),
            CLIFFHANGER_DISCORD_API_BASE=self.guild.url,
            CLIFFHANGER_DISCORD_TOKEN=TOKEN,
            CLIFFHANGER_WIDTH_PX="180",
            CLIFFHANGER_VOICES="espeak",
            CLIFFHANGER_TARGET_SECONDS="20",
            CLIFFHANGER_WORKERS="2",
            CLIFFHANGER_PROGRESS_SECONDS="1",
        )
        with (self.folder / f"{what}.log").open("ab") as log:
            command = [sys.executable, "-m", "bot", what]
            self.running[what] = subprocess.Popen(command, env=environment, cwd=self.folder, stdout=log, stderr=log)
        if what == "bot":
            await self.guild.wait_online(60, commands=COMMANDS)

    async def kill(self, what: str) -> None:
        """End it at once, in the middle of whatever it does."""
        process = self.running.pop(what)
        assert process.poll() is None, self.logs()
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.kills[what] += 1
        if what == "bot":
            await self.guild.wait(self._offline, 20, "the sandbox to notice")
        else:
            # Its workers hear of it by the end of their input.
            await asyncio.sleep(0.5)
            self.count()

    async def _offline(self) -> bool | None:
        return None if (await self.guild.state())["online"] else True

    def stop(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def takes(self, kind: str) -> int:
        """How many takes of a kind are finished."""
        return sum(1 for path in self.files() if path.parts[-3] == kind)

    def media(self) -> int:
        """How many files are among the media."""
        return sum(1 for path in (self.folder / "media").rglob("*") if path.is_file() and not path.name.startswith("."))

    def files(self) -> Files:
        whole = (path for path in (self.folder / "takes").glob("*/*/*") if not path.name.startswith("."))
        return {path: path.stat().st_ino for path in whole}

    def count(self) -> None:
        """Compare the takes with those seen before: one gone, replaced or there under two names was made again."""
        now = self.files()
        names = Counter((path.parts[-3], path.name.split(".")[0]) for path in now)
        self.made_again += sum(now.get(path) != inode for path, inode in self.finished.items())
        self.made_again += sum(many - 1 for many in names.values())
        self.finished = now

    async def until(self, condition: Callable[[], object], what: str, seconds: float = 120.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline or any(p.poll() is not None for p in self.running.values()):
                raise AssertionError(f"Waited for {what}.\n{self.logs()}")
            await asyncio.sleep(0.02)

    async def order(self, kind: str) -> str:
        """The id of the order of that kind that is being made."""
        async with self._orders() as orders:
            while True:
                found = [entry.order_id for entry in await orders.waiting() if entry.kind == kind]
                if found:
                    return found[0]
                await asyncio.sleep(0.1)

    async def until_order(self, order_id: str, state: OrderState, seconds: float = 240.0) -> None:
        """Until an order, or the post about it, has come so far."""
        deadline = time.monotonic() + seconds
        async with self._orders() as orders:
            while await orders.state(order_id) is not state:
                assert time.monotonic() < deadline, f"Waited for {order_id}.\n{self.logs()}"
                await asyncio.sleep(0.05)

    @contextlib.asynccontextmanager
    async def _orders(self) -> AsyncIterator[Orders]:
        orders = await Orders.connect(f"sqlite:///{self.folder / 'queue.sqlite'}")
        try:
            yield orders
        finally:
            await orders.close()

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in self.folder.glob("*.log"))
