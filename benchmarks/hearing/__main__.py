"""Judges hear three episodes, every emotion, every language and dubs; captions and mouths are held against the sound.

python -m benchmarks.hearing [episodes] [emotions] [languages] [dubs] [captions] [--judges FOLDER] [--home FOLDER]
    [--json FILE]

The judges (faster-whisper, pocketsphinx, DNSMOS) live in an environment of their own, made on first use in the folder
`--judges` (about 700 MB); whatever was said before is kept in `--home`. Needs no network after that.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.hearing import dubs, placed, spoken, typeset
from benchmarks.hearing.episodes import PITCHES, context_in, performed, written
from benchmarks.hearing.heard import heard_episode, job_of
from renderer.crew.ports import Samples
from show.order import FilmSettings

SECTIONS = ("episodes", "emotions", "languages", "dubs", "captions")
_REQUIREMENTS = Path(__file__).with_name("requirements.txt")


class Bench:
    """The judges' environment, and a folder for what they are given."""

    def __init__(self, folder: Path, home: Path) -> None:
        self._python = folder / "bin" / "python"
        self._scratch = home / "judged"
        self._scratch.mkdir(parents=True, exist_ok=True)
        if not self._python.exists():
            print(f"Setting the judges up in {folder} (once; a few minutes) …", flush=True)
            venv.create(folder, with_pip=True)
            install = [str(self._python), "-m", "pip", "install", "-q", "-r", str(_REQUIREMENTS)]
            subprocess.run(install, check=True)

    def sound(self, name: str, samples: Samples) -> str:
        """The path of a sound, mono at 16 kHz, as the judges read it."""
        path = self._scratch / f"{name}.npy"
        np.save(path, samples)
        return str(path)

    def judge(self, job: dict[str, Any]) -> dict[str, Any]:
        """The judges' answer to a job (see `judges`)."""
        asked, answered = self._scratch / "job.json", self._scratch / "answer.json"
        asked.write_text(json.dumps(job), "utf-8")
        command = [str(self._python), str(Path(__file__).with_name("judges.py")), str(asked), str(answered)]
        subprocess.run(command, check=True)
        answer: dict[str, Any] = json.loads(answered.read_text("utf-8"))
        return answer


def episodes(bench: Bench, home: Path) -> list[dict[str, Any]]:
    """Every episode's word error rate, how far its captions lie from the aligner, and its mouths."""
    context = context_in(home)
    made = [performed(*written(pitch, context), FilmSettings(), context) for pitch in PITCHES]
    jobs = [job_of(number, episode, bench.sound) for number, episode in enumerate(made)]
    job = {key: [item for one in jobs for item in one[key]] for key in ("hear", "align")}
    answer = bench.judge(job)
    results, at = [], 0
    for number, (episode, one) in enumerate(zip(made, jobs, strict=True)):
        spans = answer["align"][at : at + len(one["align"])]
        at += len(one["align"])
        results.append(heard_episode(episode, answer["hear"][number], spans, one["align"]))
    return results


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hearing", description=__doc__)
    parser.add_argument("sections", nargs="*", help=f"some of {', '.join(SECTIONS)}; all of them when left out")
    parser.add_argument("--judges", type=Path, default=Path(".cliffhanger") / "judges", help="the judges' environment")
    parser.add_argument("--home", type=Path, default=Path(".cliffhanger") / "hearing", help="where takes are kept")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parsed = parser.parse_args()
    wished = parsed.sections or list(SECTIONS)
    if unknown := sorted(set(wished) - set(SECTIONS)):
        sys.exit(f"There is no section “{unknown[0]}”; known are {', '.join(SECTIONS)}.")
    bench = None if wished == ["captions"] else Bench(parsed.judges.absolute(), parsed.home.absolute())
    figures: dict[str, Any] = {}
    if "captions" in wished:
        figures["captions"] = {"lines": 200, "faults": typeset.faults(200)} | placed.faces(parsed.home.absolute())
    if bench is not None:
        if "episodes" in wished:
            figures["episodes"] = episodes(bench, parsed.home.absolute())
        if "emotions" in wished:
            figures["emotions"] = spoken.emotions(bench.sound, bench.judge, parsed.home.absolute())
        if "languages" in wished:
            figures["languages"] = spoken.languages(bench.sound, bench.judge, parsed.home.absolute())
        if "dubs" in wished:
            figures["dubs"] = dubs.dubs(bench.sound, bench.judge, parsed.home.absolute())
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    if parsed.json is not None:
        parsed.json.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
