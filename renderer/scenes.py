"""`python -m renderer.scenes order.json FOLDER`: the scene descriptions of a film, to be read, changed and played.

One file a set-up, `03-s2.json`, and `play.txt` with the line that plays each; pictures stay among the takes of
`--home`, where a film that was made before left them. What is missing is said and painted first; a voice of the
operator's own is named as it was for the film.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from renderer.at_home import add_options, workshop_options
from renderer.director.brief import brief_of
from renderer.director.direct import direct
from renderer.plan import Plan
from renderer.recording import record, speech_request
from renderer.stage.description import written
from renderer.timeline import lay_out
from renderer.workshop import Workshop
from show.codec import loads
from show.errors import CliffhangerError
from show.order import ProductionOrder


def plan_of_order(order: ProductionOrder, workshop: Workshop) -> Plan:
    """The film's plan, from its lines as they were said."""
    voice = workshop.voice(order.settings)
    lines = [line for _, _, shot in order.script.shots() for line in shot.lines]
    requests = [speech_request(line, order.series, order.settings) for line in lines]
    voiced = [record(line, request, voice, workshop.takes) for line, request in zip(lines, requests, strict=True)]
    return lay_out(order, voiced)


def write_scenes(plan: Plan, workshop: Workshop, folder: Path) -> list[Path]:
    """Every set-up's description into the folder, and how to play it; returns the descriptions."""
    art = workshop.art(plan.order.settings)
    folder.mkdir(parents=True, exist_ok=True)
    paths, lines = [], []
    for number, setup in enumerate(plan.setups):
        brief = brief_of(plan, number)
        name = f"{number + 1:02}-{re.sub(r'[^A-Za-z0-9]+', '-', setup.key).strip('-')}"
        path = folder / f"{name}.json"
        path.write_text(written(direct(brief, art.pictures(brief))), encoding="utf-8")
        pictures = [os.fspath(file.resolve()) for file in art.files(brief)]
        command = ["python", "-m", "renderer.stage", path.name, *pictures, "--out", f"{name}.mp4"]
        lines.append(shlex.join(command))
        paths.append(path)
    (folder / "play.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0, or 1 with a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m renderer.scenes", description=__doc__)
    parser.add_argument("order", type=Path, help="a ProductionOrder as JSON")
    parser.add_argument("folder", type=Path, help="where to write the descriptions")
    add_options(parser)
    parsed = parser.parse_args(arguments)
    try:
        order = loads(parsed.order.read_text(encoding="utf-8"), ProductionOrder)
        workshop = Workshop(workshop_options(parsed))
        made = write_scenes(plan_of_order(order, workshop), workshop, parsed.folder)
    except (OSError, UnicodeDecodeError) as error:
        print(f"{parsed.order} can't be read, or {parsed.folder} not written: {error}", file=sys.stderr)
        return 1
    except CliffhangerError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{parsed.folder}: {len(made)} scenes; play.txt says how to play them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
