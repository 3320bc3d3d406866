"""How much of what the sandbox accepts and sends stands before Discord's own description, with the real bot talking.

python -m benchmarks.fidelity [--openapi PATH] [--json FILE]

Without PATH the description (`openapi.json` of discord/discord-api-spec) is looked for beside the repository, in
shared/discord. 1 when something breaks the description and is no known exception.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.fidelity.conversation import cliffhanger_journal
from benchmarks.fidelity.deviations import DEVIATIONS, EVENT, REQUEST, RESPONSE
from benchmarks.fidelity.document import Document, beside
from benchmarks.fidelity.judge import Report, judge
from benchmarks.fidelity.tour import ROUTES, tour_journal


async def measure(document: Document | None) -> dict[str, Report]:
    """Judge the bot's whole evening, and a tour of every route that the sandbox serves."""
    return {
        "the bot's evening": judge(await cliffhanger_journal(), document),
        "a tour of every route": judge(await tour_journal(), document),
    }


def summary(report: Report) -> str:
    """The report in a sentence."""
    tallies = [(*report.tally(what), what) for what in (REQUEST, RESPONSE, EVENT)]
    return ", ".join(f"{passing} of {all_} {what}s" for passing, all_, what in tallies) + " pass"


def together(reports: Iterable[Report]) -> Report:
    """All that was judged, as one report."""
    return Report([check for one in reports for check in one.checks])


def unused_routes(report: Report) -> list[str]:
    """The routes of the sandbox that nobody used: a new one belongs into the tour."""
    return sorted(" ".join(one) for one in ROUTES - report.routes())


def print_reports(reports: dict[str, Report], console: Console) -> None:
    """The sentences, the exceptions with their reasons, and every problem."""
    for part, each in reports.items():
        console.print(f"{part}: {summary(each)}", highlight=False, soft_wrap=True)
    report = together(reports.values())
    console.print(f"together: {summary(report)}", style="bold", highlight=False)
    unused = unused_routes(report)
    used = len(ROUTES) - len(unused)
    console.print(f"{used} of {len(ROUTES)} routes of the sandbox were used", *unused, highlight=False)
    needed = report.needed()
    table = Table("exception", "times", "reason", title="Known exceptions")
    for one in DEVIATIONS:
        if one.name in needed:
            table.add_row(one.name, str(needed[one.name]), one.reason)
    console.print(table)
    for problem in report.problems():
        console.print(problem, markup=False, highlight=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the conversation and tell how it stands."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fidelity", description=__doc__.split("\n")[0])
    parser.add_argument("--openapi", type=Path, default=beside(), help="Discord's description, openapi.json")
    parser.add_argument("--json", type=Path, help="write the report here")
    options = parser.parse_args(arguments)
    if options.openapi is None or not options.openapi.is_file():
        parser.error("Discord's description is not there: name it with --openapi (discord/discord-api-spec has it).")
    reports = asyncio.run(measure(Document(options.openapi)))
    print_reports(reports, Console())
    report = together(reports.values())
    if options.json is not None:
        told = report.to_json() | {"parts": {name: one.to_json() for name, one in reports.items()}}
        told["routes"] = {"of": len(ROUTES), "unused": unused_routes(report)}
        options.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 1 if report.problems() else 0


if __name__ == "__main__":
    raise SystemExit(main())
