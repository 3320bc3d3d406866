"""Installs discord.js beside a checkout and runs the small bot in `discordjs/` against a sandbox."""

import asyncio
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sandbox.control import Community

SOURCE = Path(__file__).parent / "discordjs"
INSTALL_SECONDS, WAIT_SECONDS = 90.0, 30.0
Json = dict[str, Any]


class CannotInstall(Exception):
    """Node, npm or the packages are not to be had; the message says which."""


def installed(folder: Path) -> Path:
    """The folder with the locked packages, installed under `folder` unless they are there already."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise CannotInstall("Node.js with npm is not installed here.")
    lock = (SOURCE / "package-lock.json").read_bytes()
    kept = folder / hashlib.sha256(lock).hexdigest()[:16]
    if kept.is_dir():
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder))
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCE / name, fresh / name)
    _install(npm, fresh)
    with contextlib.suppress(OSError):  # another run was faster
        fresh.rename(kept)
    shutil.rmtree(fresh, ignore_errors=True)
    return kept


def _install(npm: str, folder: Path) -> None:
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1"]
    try:
        told = subprocess.run(
            [npm, "ci", *quiet], cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        shutil.rmtree(folder, ignore_errors=True)
        raise CannotInstall(f"npm did not fetch the packages within {INSTALL_SECONDS:g} s.") from None
    if told.returncode != 0:
        shutil.rmtree(folder, ignore_errors=True)
        raise CannotInstall(f"npm could not fetch the packages: {told.stderr.strip()[-400:]}")


class SecondBot:
    """The running discord.js bot: what it noted, in order, and a way to wait for a note."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.notes: list[Json] = []
        self._process = process
        self._news = asyncio.Condition()
        self._errors: list[str] = []
        self._readers = [asyncio.create_task(self._read_notes()), asyncio.create_task(self._read_errors())]

    async def _read_notes(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            async with self._news:
                self.notes.append(json.loads(line))
                self._news.notify_all()
        async with self._news:
            self.notes.append({"saw": "the end"})
            self._news.notify_all()

    async def _read_errors(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self._errors.append(line.decode(errors="replace"))

    def saw(self, what: str, **fields: Any) -> list[Json]:
        """The notes of that kind which have these fields."""
        wanted = {"saw": what, **fields}
        return [one for one in self.notes if wanted.items() <= one.items()]

    async def wait_for(self, what: str, **fields: Any) -> Json:
        """The first such note, once there is one."""

        def there() -> bool:
            return bool(self.saw(what, **fields) or self.saw("the end"))

        try:
            async with asyncio.timeout(WAIT_SECONDS), self._news:
                await self._news.wait_for(there)
        except TimeoutError:
            raise AssertionError(f"The bot never noted {what} {fields}; {self.story()}") from None
        found = self.saw(what, **fields)
        assert found, f"The bot ended before it noted {what} {fields}; {self.story()}"
        return found[0]

    def story(self) -> str:
        """All it noted and complained of, for a failing test."""
        return "\n".join([*map(json.dumps, self.notes[-20:]), *self._errors[-20:]])

    async def stop(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await asyncio.gather(*self._readers)


@contextlib.asynccontextmanager
async def running_second_bot(guild: Community, packages: Path) -> AsyncIterator[SecondBot]:
    """Start the bot against a sandbox, wait until it is ready, and stop it at the end."""
    process = await asyncio.create_subprocess_exec(
        "node",
        str(SOURCE / "bot.js"),
        guild.url,
        "sandbox",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"NODE_PATH": str(packages / "node_modules")},
    )
    bot = SecondBot(process)
    try:
        await bot.wait_for("ready")
        yield bot
    finally:
        await bot.stop()
