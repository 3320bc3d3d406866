"""The stage's golden frames: `python -m tests.stage.golden` makes them anew when an effect shall look different."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.samples import CARDS, CATALOGUES, Room, moment, sample
from renderer.crew.cels import Backdrop, Group, Part, PartKind, Picture, Pixels, Puppet
from renderer.stage.frames import iter_frames, to_rgb
from renderer.stage.registry import Catalogue, Family
from renderer.stage.scene import at_size
from tests.stage import paper

FOLDER = Path(__file__).with_name("golden")
TILE_PX = (90, 160)
_COLUMNS = 8
_PAINTED = 480


def room(height: int = _PAINTED) -> Room:
    """The property room in paper, without a letter in it: typefaces differ from machine to machine."""
    k = height / _PAINTED
    hero = actor(paper.puppet(int(375 * k)), k)
    return Room(
        pictures={
            "hero": hero,
            "rival": recoloured(hero),
            "place": paper.place(height),
            "far": dusk(paper.place(height)),
            "card": Picture(pixels=plate(int(220 * k), int(120 * k))),
            "sound": Picture(pixels=plate(int(150 * k), int(60 * k))),
            "page": Picture(pixels=plate(int(180 * k), int(24 * k)), x_px=int(45 * k), y_px=int(330 * k)),
            "word": Picture(pixels=paper.box(int(50 * k), int(24 * k), "#ffe14a", 6 * k), x_px=int(80 * k),
                            y_px=int(330 * k)),
            "roll": Picture(pixels=stripes(int(220 * k), int(500 * k))),
            **{name: Picture(pixels=plate(int(200 * k), int((60 + 30 * n) * k))) for n, name in enumerate(CARDS)},
        },
        painted_height_px=height,
        far_place="far",
    )  # fmt: skip


def actor(puppet: Puppet, k: float = 1.0) -> Puppet:
    """The paper puppet with brows, glances and a scarf."""
    eyes = next(part for part in puppet.parts if part.kind is PartKind.EYES)
    still = eyes.variants["open"]
    glances = {
        name: replace(still, x_px=still.x_px + way) for name, way in (("left", int(-9 * k)), ("right", int(9 * k)))
    }
    brow = paper.box(int(70 * k), max(2, int(4 * k)), "#3a2352", 2 * k)
    brows = {
        name: Picture(pixels=brow, x_px=int(78 * k), y_px=int(y * k))
        for name, y in (("rest", 116), ("up", 106), ("down", 121))
    }
    end = Picture(pixels=paper.box(int(26 * k), int(130 * k), "#c8384e", 12 * k), x_px=int(130 * k), y_px=int(205 * k))
    scarf = Part(name="scarf", kind=PartKind.CLOTH, group=Group.BODY, sway=8.0 * k, variants={"rest": end})
    parts = tuple(replace(p, variants=p.variants | glances) if p is eyes else p for p in puppet.parts)
    front = Part(name="brows", kind=PartKind.BROWS, group=Group.HEAD, variants=brows)
    return replace(puppet, parts=(*parts, scarf, front))


def recoloured(puppet: Puppet) -> Puppet:
    def other(picture: Picture) -> Picture:
        return replace(picture, pixels=np.ascontiguousarray(picture.pixels[..., [2, 0, 1, 3]]))

    parts = [replace(p, variants={name: other(v) for name, v in p.variants.items()}) for p in puppet.parts]
    return replace(puppet, parts=tuple(parts))


def dusk(place: Backdrop) -> Backdrop:
    planes = [replace(p, pixels=np.ascontiguousarray(p.pixels[..., [2, 1, 0, 3]])) for p in place.planes]
    return replace(place, planes=tuple(planes))


def plate(width: int, height: int) -> Pixels:
    """A bright card in a dark edge."""
    card, edge = paper.box(width, height, "#1a1526", height / 15), max(1, height // 20)
    inner = paper.box(width - 2 * edge, height - 2 * edge, "#ffcf5a", height / 24)
    middle = card[edge : height - edge, edge : width - edge]
    middle[:] = np.where(inner[..., 3:] > 127, inner, middle)
    return card


def stripes(width: int, height: int) -> Pixels:
    roll = np.zeros((height, width, 4), np.uint8)
    step = max(4, height // 15)
    for number, row in enumerate(range(0, height, step)):
        reach = int(width * (0.14 + number * 0.17 % 0.32))
        roll[row : row + step // 3, width // 2 - reach : width // 2 + reach] = 255
    return roll


def tile(family: Family, name: str, props: Room) -> np.ndarray:
    """The frame at which an effect is best seen, uint8 (160, 90, 3)."""
    wanted = moment(family, name)
    for frame in iter_frames(at_size(sample(family, name, props), *TILE_PX, 24), props.pictures):
        if frame.index == wanted:
            return to_rgb(frame.pixels)
    raise AssertionError(f"{name} has no frame {wanted}")


def kept(catalogue: Catalogue[object]) -> dict[str, np.ndarray]:
    """The golden frames of a family by name."""
    sheet = np.asarray(Image.open(FOLDER / f"{catalogue.family}.png").convert("RGB"))
    wide, high = TILE_PX
    places = {name: (n // _COLUMNS * high, n % _COLUMNS * wide) for n, name in enumerate(sorted(catalogue))}
    return {name: sheet[top : top + high, left : left + wide] for name, (top, left) in places.items()}


def make(catalogue: Catalogue[object], props: Room) -> None:
    """Draw a family's sheet."""
    wide, high = TILE_PX
    names = sorted(catalogue)
    sheet = np.zeros((-(-len(names) // _COLUMNS) * high, min(_COLUMNS, len(names)) * wide, 3), np.uint8)
    for n, name in enumerate(names):
        top, left = n // _COLUMNS * high, n % _COLUMNS * wide
        sheet[top : top + high, left : left + wide] = tile(catalogue.family, name, props)
    FOLDER.mkdir(exist_ok=True)
    Image.fromarray(sheet).save(FOLDER / f"{catalogue.family}.png", optimize=True)


if __name__ == "__main__":
    for each in CATALOGUES:
        make(each, room())
        print(FOLDER / f"{each.family}.png")
