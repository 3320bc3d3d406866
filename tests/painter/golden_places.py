"""Golden places and a golden page: `python -m tests.painter.golden_places` makes them anew when they shall change."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.places import Sight, seen
from renderer.crew.cels import Pixels
from renderer.manga.layout import Claim
from renderer.manga.pages import Panel, Said, Seen, storyboard_pages
from show.script import Delivery, Framing, TimeOfDay, Weather
from tests.painter.gallery import keep

FOLDER = Path(__file__).with_name("golden_places")
SIZE_PX = (108, 192)

SIGHTS: dict[str, Sight] = {
    "roof": Sight(kind="roof", time=TimeOfDay.SUNSET),
    "forest": Sight(kind="forest", time=TimeOfDay.DAY),
    "street": Sight(kind="street", time=TimeOfDay.NIGHT, weather=Weather.RAIN),
    "bedroom": Sight(kind="bedroom", time=TimeOfDay.NIGHT, framing=Framing.MEDIUM),
}
PAGE = "page"
NAMES = (*SIGHTS, PAGE)


def drawn(name: str) -> Pixels:
    """A golden picture as it is drawn today: uint8 (H, W, 3)."""
    return _page() if name == PAGE else np.asarray(seen(SIGHTS[name], SIZE_PX))


def _page() -> Pixels:
    """A page without a letter in it: typefaces differ from machine to machine."""
    slope = np.linspace(20, 250, 320)[:, None] + np.linspace(-60, 60, 180)[None, :]
    panels = []
    for number in range(5):
        picture = np.roll(slope, 60 * number, axis=0).clip(0, 255).astype(np.uint8)[..., None].repeat(3, axis=2)
        said = (Said(speaker="A", text="…", delivery=tuple(Delivery)[number % 4]),) if number else ()
        panels.append(
            Panel(
                number=number + 1,
                picture=picture,
                claim=Claim(weight=1.6 if number == 2 else 1.0),
                said=said,
                seen=(Seen(name="A", box=(0.3, 0.45, 0.6, 0.65)),),
                force=0.8 if number == 3 else 0.0,
            )
        )
    return storyboard_pages(panels, title="…", width_px=240)[0].pixels


def main() -> None:
    """Draw them all anew."""
    for name in NAMES:
        keep(FOLDER, name, drawn(name))


if __name__ == "__main__":
    main()
