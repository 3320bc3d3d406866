"""The command line: `python -m sandbox --port 0 --ready-file F` runs a sandbox until it is told to stop.

`python -m sandbox record` and `replay` take a day of a community from one sandbox to another.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from sandbox import day_commands, guilds
from sandbox.clock import Clock
from sandbox.keeping import Keeper
from sandbox.server import Sandbox, found
from sandbox.wire import Intent
from sandbox.world import Rules, World

_PRIVILEGED = {
    "members": Intent.GUILD_MEMBERS,
    "presences": Intent.GUILD_PRESENCES,
    "message_content": Intent.MESSAGE_CONTENT,
}
NAMES = ("Kai", "Mio", "Ren", "Sora", "Yuki", "Aoi", "Hana", "Taro", "Nao", "Emi", "Jun", "Rin")


def parser() -> argparse.ArgumentParser:
    """The command line's options."""
    made = argparse.ArgumentParser(prog="python -m sandbox", description="A Discord guild on your own machine.")
    made.add_argument("--port", type=int, default=8731, help="port on 127.0.0.1; 0 takes a free one")
    made.add_argument("--ready-file", type=Path, help="written as JSON with url, guild_id and token once it listens")
    made.add_argument("--state", default="memory", help="'memory', or a SQLite file that outlives the sandbox")
    made.add_argument("--guild-name", default="Sandbox guild")
    made.add_argument("--application", default="Bot", help="the name of the application under test")
    made.add_argument("--members", type=int, default=4, help="how many members the guild starts with")
    made.add_argument("--token", default="sandbox", help="the application's token")
    made.add_argument("--upload-limit-mib", type=float, default=10.0, help="the largest file, in MiB")
    made.add_argument("--privileged", default="", help=f"granted intents, of: {', '.join(_PRIVILEGED)}")
    made.add_argument("--relaxed-rate-limits", action="store_true", help="for load tests")
    return made


def rules_of(options: argparse.Namespace) -> Rules:
    """The rules that the command line asks for."""
    granted = Intent(0)
    for name in filter(None, options.privileged.split(",")):
        granted |= _PRIVILEGED[name.strip()]
    return Rules(
        token=options.token,
        privileged_intents=int(granted),
        upload_limit_bytes=int(options.upload_limit_mib * 2**20),
        strict_rate_limits=not options.relaxed_rate_limits,
    )


def make_world(options: argparse.Namespace, keeper: Keeper | None) -> World:
    """The world that was kept, or a new one as the command line describes it."""
    kept = keeper.load(Clock(), rules_of(options)) if keeper is not None else None
    if kept is not None:
        return kept
    world = found(options.guild_name, options.application, Clock(), rules_of(options))
    guild_id = next(iter(world.guilds))
    for number in range(options.members):
        name = NAMES[number % len(NAMES)] + (f" {number // len(NAMES) + 1}" if number >= len(NAMES) else "")
        guilds.add_member(world, guild_id, guilds.make_user(world, name)["id"])
    return world


async def run(options: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    keeper = None if options.state == "memory" else Keeper(Path(options.state))
    sandbox = Sandbox(make_world(options, keeper), keeper)
    try:
        url = await sandbox.start(options.port)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise SystemExit(f"Port {options.port} can't be had ({why}): choose another with --port.") from None
    ready = {
        "url": url,
        "guild_id": next(iter(sandbox.world.guilds)),
        "token": options.token,
        "pid": os.getpid(),
    }
    if options.ready_file is not None:
        scratch = options.ready_file.with_suffix(".part")
        scratch.write_text(json.dumps(ready))
        scratch.replace(options.ready_file)
    print(f"The sandbox guild is open at {url}", flush=True)
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    await stop.wait()
    await sandbox.stop()


def main() -> None:
    """Parse the command line and serve, or record or replay a day."""
    if sys.argv[1:2] and sys.argv[1] in day_commands.COMMANDS:
        raise SystemExit(day_commands.run(sys.argv[1:]))
    asyncio.run(run(parser().parse_args()))


if __name__ == "__main__":
    main()
