"""How much of what the sandbox accepts and sends stands before Discord's own description, with the real bot talking.

python -m benchmarks.fidelity [--openapi PATH] [--json FILE]

Without PATH the description (`openapi.json` of discord/discord-api-spec) is looked for beside the repository, in
shared/discord. 1 when something breaks the description and is no known exception.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.fidelity.conversation import cliffhanger_journal
from benchmarks.fidelity.deviations import DEVIATIONS, EVENT, REQUEST, RESPONSE
from benchmarks.fidelity.document import Document, beside
from benchmarks.fidelity.judge import Report, judge


async def measure(document: Document | None) -> Report:
    """Judge the bot's whole conversation."""
    return judge(await cliffhanger_journal(), document)


def summary(report: Report) -> str:
    """The report in a sentence."""
    tallies = [(*report.tally(what), what) for what in (REQUEST, RESPONSE, EVENT)]
    return ", ".join(f"{passing} of {all_} {what}s" for passing, all_, what in tallies) + " pass"


def print_report(report: Report, console: Console) -> None:
    """The sentence, the exceptions with their reasons, and every problem."""
    console.print(summary(report), highlight=False)
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
    report = asyncio.run(measure(Document(options.openapi)))
    print_report(report, Console())
    if options.json is not None:
        options.json.write_text(json.dumps(report.to_json(), indent=1) + "\n", encoding="utf-8")
    return 1 if report.problems() else 0


if __name__ == "__main__":
    raise SystemExit(main())
