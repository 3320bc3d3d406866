"""A crowd on the sandbox: interactions a second, the bot's time to acknowledge, and a thousand voters in ten seconds.

python -m benchmarks.sandbox [--members 10,100,1000] [--bots hello,studio] [--voters 1000] [--json FILE]

Each member acts once in `--pace` seconds on average: half of it votes, the rest commands and forms. "flat out" is a
few members without any pause, to see where it ends. Rate limits are relaxed, but not in the storm of votes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table

from benchmarks.crowd import Account, Crowd
from benchmarks.stand import BOTS, Cost, Stand
from bot.processes import Troupe
from sandbox.errors import WaitTimeout
from sandbox.told import Message

FLAT_OUT_MEMBERS = 16
STORM_SECONDS = 10.0
DOUBLE_CLICKERS = 10
"""Every so many'th voter presses twice at once."""
BALLOT_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the result."""

    bot: str
    what: str
    account: Account
    cost: Cost
    load: float

    def plain(self) -> dict[str, Any]:
        """For the JSON file: seconds, and milliseconds of processor time an interaction."""
        count, account, cost = max(1, len(self.account.acknowledged)), self.account, self.cost
        return {
            "bot": self.bot,
            "what": self.what,
            "interactions": len(account.acknowledged),
            "per_second": round(account.per_second, 1),
            "ack_median_seconds": round(account.quantile(0.5), 4),
            "ack_p99_seconds": round(account.quantile(0.99), 4),
            "ack_max_seconds": round(account.quantile(1.0), 4),
            "bot_cpu_ms": round(cost.bot / count * 1000, 2),
            "sandbox_cpu_ms": round(cost.sandbox / count * 1000, 2),
            "crowd_cpu_ms": round(cost.crowd / count * 1000, 2),
            "other_cores_busy": round(cost.others / cost.seconds, 2),
            "load_average": round(self.load, 2),
            "acts": dict(account.acts),
            "errors": dict(account.errors),
        }


@asynccontextmanager
async def standing(name: str, members: int, *, strict: bool, state: str) -> AsyncIterator[tuple[Stand, Crowd, Message]]:
    """A fresh sandbox with that bot, so many members and the message with buttons."""
    connector = aiohttp.TCPConnector(limit=0)
    with tempfile.TemporaryDirectory() as home, Troupe() as troupe:
        stand = Stand(troupe, Path(home), strict=strict, state=state)
        async with aiohttp.ClientSession(connector=connector) as session:
            crowd = await stand.crowded(session, members)
            yield stand, crowd, await BOTS[name](stand, crowd.community)


async def evenings(name: str, options: argparse.Namespace) -> list[Line]:
    """Crowds of each size at their pace, then a few members flat out."""
    found = []
    async with standing(name, max(options.members), strict=False, state=options.state) as (stand, crowd, target):
        runs = [(count, options.pace, f"{count} members") for count in options.members]
        if options.flat_out:
            runs.append((min(FLAT_OUT_MEMBERS, max(options.members)), 0.0, "flat out"))
        for count, pace, what in runs:
            meter = stand.meter()
            account = await crowd.evening(count, target, options.seconds, pace)
            found.append(Line(bot=name, what=what, account=account, cost=meter.cost(), load=os.getloadavg()[0]))
    return found


async def storm(options: argparse.Namespace) -> tuple[Line, dict[str, Any]]:
    """All voters within ten seconds, under Discord's rate limits; then the ballot against what they pressed."""
    voters = options.voters
    async with standing("studio", voters, strict=True, state=options.state) as (stand, crowd, target):
        meter = stand.meter()
        account = await crowd.storm(voters, target, STORM_SECONDS, lambda n: 1 + (n % DOUBLE_CLICKERS == 0))
        cost = meter.cost()
        # On a machine that is too busy some votes are written down after their members stopped waiting.
        shown = True
        try:
            await crowd.community.wait_until(target, lambda m: f"{voters} votes so far" in m.text, BALLOT_SECONDS)
        except WaitTimeout:
            shown = False
        counted, distinct = stand.votes()
        verdict = {
            "voters": voters,
            "presses": len(account.acknowledged) + sum(account.errors.values()),
            "members_in_the_ballot": distinct,
            "each_counted_once_as_pressed": counted == crowd.expected(voters, target),
            "shown_in_the_message": shown,
        }
    what = f"{voters} voters in {STORM_SECONDS:g} s"
    return Line(bot="studio", what=what, account=account, cost=cost, load=os.getloadavg()[0]), verdict


def print_lines(lines: Sequence[Line]) -> None:
    """The figures as a table."""
    table = Table(title="Acknowledgements: from the interaction sent to the bot's answer received, in milliseconds")
    for name in ("bot", "crowd", "acts/s", "median", "p99", "max", "bot CPU", "sandbox CPU", "errors", "others busy"):
        table.add_column(name, justify="left" if name in ("bot", "crowd") else "right")
    for line in lines:
        told = line.plain()
        seconds = (told[f"ack_{key}_seconds"] for key in ("median", "p99", "max"))
        table.add_row(
            line.bot,
            line.what,
            f"{told['per_second']:.1f}",
            *(f"{1000 * one:.0f}" for one in seconds),
            f"{told['bot_cpu_ms']:.1f} ms",
            f"{told['sandbox_cpu_ms']:.1f} ms",
            str(sum(line.account.errors.values())),
            f"{told['other_cores_busy']:.2f}",
        )
    console = Console(width=max(120, Console().width))
    console.print(table)
    for line in lines:
        for words, count in line.account.errors.most_common(5):
            console.print(f"{line.bot}, {line.what}: {count} × {words}", highlight=False)


def _sizes(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def parser() -> argparse.ArgumentParser:
    """The command line's options."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.sandbox", description=(__doc__ or "").splitlines()[0])
    made.add_argument("--members", type=_sizes, default=[10, 100, 1000], help="sizes of the crowd")
    made.add_argument("--bots", type=lambda text: text.split(","), default=list(BOTS), help="hello, studio")
    made.add_argument("--pace", type=float, default=10.0, help="seconds between two acts of a member, on average")
    made.add_argument("--seconds", type=float, default=15.0, help="how long each crowd acts")
    made.add_argument("--voters", type=int, default=1000, help="voters in the storm; 0 leaves it out")
    made.add_argument("--no-flat-out", dest="flat_out", action="store_false", help="leave the last run out")
    made.add_argument("--state", choices=("memory", "file"), default="memory", help="where the sandbox keeps its state")
    made.add_argument("--json", type=Path, default=None, help="where to write the figures")
    return made


async def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All runs that were asked for; prints as it goes."""
    lines = [line for name in options.bots if options.members != [0] for line in await evenings(name, options)]
    verdict: dict[str, Any] = {}
    if options.voters:
        line, verdict = await storm(options)
        lines.append(line)
    print_lines(lines)
    for key, value in verdict.items():
        print(f"{key.replace('_', ' ')}: {value}")
    return {"lines": [line.plain() for line in lines], "storm": verdict}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 when a vote was lost or counted twice."""
    options = parser().parse_args(arguments)
    figures = asyncio.run(measure(options))
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    good = figures["storm"].get("each_counted_once_as_pressed", True)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
