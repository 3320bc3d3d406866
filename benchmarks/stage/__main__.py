"""One table of what the stage is to reach: against the encoder, against others, in an episode, in copies that fit.

python -m benchmarks.stage [--only heavy,peers,mixed,episode,copies] [--frames 72] [--rounds 8]
                           [--movielite PYTHON_EXE] [--json FILE]

The figures of a group are measured in turns within one run at 1080×1920. movielite pins libraries older than ours:
name the interpreter of a virtual environment that has it (`python -m venv lite && lite/bin/pip install movielite`).
Ends with 1 when a target was missed. All groups take some twelve minutes on two idle cores.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.stage import episodes, mixed, peers
from benchmarks.stage.heavy import compositor_ms, film
from benchmarks.stage.scenes import heavy, property_room
from benchmarks.stage.table import Figures, Group, as_table, missed, ratio
from renderer.pictures import save_pictures
from renderer.stage.kernel import kernel
from renderer.stage.scene import Pictures
from renderer.stage.staging import Stage


def measure_heavy(room: Pictures, folder: Path, frames: int, rounds: int, kinds: Sequence[str]) -> Figures:
    """The heavy scene, medians of rounds that take turns; what is compared is compared within a round."""
    pictures, found = folder / "room.npz", dict[str, list[float]]()
    save_pictures(pictures, dict(room))
    for number in range(rounds):
        turn = {"compositor_ms": compositor_ms(room, frames)}
        # Who goes first takes turns too: a machine that grows slower would favour one of them.
        for kind in kinds if number % 2 else reversed(kinds):
            turn |= film(kind, pictures, frames, folder)
        if "encoder" in kinds:
            turn["film_of_encoder"] = ratio(turn["film_fps_by_processor"], turn["encoder_fps_by_processor"])
            turn["film_of_encoder_by_the_clock"] = ratio(turn["film_fps"], turn["encoder_fps"])
        for key, value in turn.items():
            found.setdefault(key, []).append(value)
    return {key: statistics.median(values) for key, values in found.items()}


def measure_peers(room: Pictures, folder: Path, frames: int, python: Path | None) -> Figures:
    """Everybody else on the heavy scene, each between two of ours."""
    stage = Stage(heavy(room, max(frames, peers.MOVIELITE_FRAMES)), room)
    figures: Figures = {}
    ours: list[Figures] = []
    others: dict[str, Callable[[], tuple[float, float]]] = {
        "moviepy": lambda: peers.measured(peers.MOVIEPY_FRAMES, peers.moviepy(stage, folder)),
        "ffmpeg": lambda: peers.measured(peers.FFMPEG_FRAMES, peers.ffmpeg(stage, folder)),
    }
    if python is not None:
        others["movielite"] = lambda: peers.movielite(stage, folder, python)
    for name, run in others.items():
        ours.append(measure_heavy(room, folder, frames, 1, ["film"]))
        figures[f"{name}_fps"], figures[f"{name}_fps_by_processor"] = run()
    ours.append(measure_heavy(room, folder, frames, 1, ["film"]))
    for end in ("fps", "fps_by_processor"):
        mine = statistics.median(one[f"film_{end}"] for one in ours)
        for name in others:
            key = f"film_of_{name}" + ("" if end == "fps" else "_by_processor")
            figures[key] = ratio(mine, figures[f"{name}_{end}"])
    return figures


def measure(groups: Sequence[Group], frames: int, rounds: int, python: Path | None, say: Console) -> Figures:
    """All figures of these groups."""
    figures, drawn = Figures(), {Group.HEAVY, Group.PEERS, Group.MIXED} & set(groups)
    room = property_room() if drawn else {}
    for group in groups:
        say.print(f"[dim]{group} …[/]")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            match group:
                case Group.HEAVY:
                    figures |= measure_heavy(room, folder, frames, rounds, ["encoder", "film"])
                case Group.PEERS:
                    figures |= measure_peers(room, folder, frames, python)
                case Group.MIXED:
                    figures |= mixed.measure(room, folder)
                case Group.EPISODE:
                    figures |= episodes.measure_episode(folder)
                case Group.COPIES:
                    figures |= episodes.measure_copies(folder)
    return figures


def found_movielite() -> Path | None:
    """The interpreter of a virtual environment called `movielite` beside ours, if there is one."""
    beside = Path(__file__).parents[2] / ".movielite" / "bin" / "python"
    return beside if beside.exists() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stage", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default=",".join(Group), help=f"groups, of {', '.join(Group)}")
    parser.add_argument("--frames", type=int, default=72, help="of the heavy scene")
    parser.add_argument("--rounds", type=int, default=8, help="of the heavy scene")
    parser.add_argument("--movielite", type=Path, default=found_movielite(), help="an interpreter that has movielite")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(arguments)
    groups = [Group(name) for name in chosen.only.split(",")]
    console = Console()
    if Group.PEERS in groups and chosen.movielite is None:
        console.print("movielite is absent: name an interpreter that has it with --movielite.")
    figures = measure(groups, chosen.frames, chosen.rounds, chosen.movielite, console)
    title = f"The stage: {kernel().name}, {os.cpu_count()} cores, {platform.machine()}"
    console.print(as_table(figures, groups, title))
    if chosen.json:
        facts: dict[str, Any] = {key: round(value, 4) for key, value in figures.items()}
        facts |= {"kernel": kernel().name, "cores": os.cpu_count(), "machine": platform.machine()}
        facts["missed"] = missed(figures, groups)
        chosen.json.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return 1 if missed(figures, groups) else 0


if __name__ == "__main__":
    raise SystemExit(main())
