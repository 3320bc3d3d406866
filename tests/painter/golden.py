"""The painter's golden pictures: `python -m tests.painter.golden` makes them anew when people shall look different."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.lookbook import PAPER, Take, picture
from renderer.crew.cels import Pixels
from show.script import Angle, Emotion, Framing, Pose
from tests.painter.gallery import keep

FOLDER = Path(__file__).with_name("golden")
HEIGHT_PX = 150

TAKES: dict[str, Take] = {
    "front": Take(look="a teen girl with long silver hair, violet eyes, sailor uniform, a red ribbon", name="Mio"),
    "turned": Take(
        look="a teen boy with messy brown hair, green eyes, blazer", name="Ren", angle=Angle.THREE_QUARTER_LEFT,
        expression=Emotion.RAGE, mouth="a", eyes="left",
    ),
    "aside": Take(
        look="a woman with a navy bob, freckles, a crimson coat", name="Emi", angle=Angle.PROFILE_RIGHT,
        pose=Pose.REACH, framing=Framing.WIDE, seen=(0.2, 0.0, 0.8, 1.0),
    ),
    "behind": Take(look="a man with short blond hair, a teal shirt", name="Kai", angle=Angle.BACK),
    "elder": Take(look="an old man with grey hair, a beard, a violet kimono", name="Taro", expression=Emotion.JOY),
    "child": Take(
        look="a little girl with pink twintails, dotted dress", name="Mei", expression=Emotion.FEAR, eyes="half",
        framing=Framing.WIDE, seen=(0.2, 0.2, 0.8, 1.0),
    ),
}  # fmt: skip


def drawn(name: str) -> Pixels:
    """A golden picture as it is drawn today: uint8 (150, W, 3)."""
    return np.asarray(picture(TAKES[name], HEIGHT_PX))


def main() -> None:
    """Draw them all anew."""
    for name in TAKES:
        keep(FOLDER, name, drawn(name), colours=240)
    print(f"{len(TAKES)} pictures over paper {PAPER} in {FOLDER}")


if __name__ == "__main__":
    main()
