"""Contact sheets of the house painter's people and places (`--out`), a page of the stage's effects (`--effects`), and
how long fresh shots take to paint (`--speed`)."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks import places
from benchmarks.effects import write_page
from benchmarks.painting import report
from renderer.crew.cels import Puppet
from renderer.crew.house import vocabulary as words
from renderer.crew.house.puppet import assemble, paint_puppet
from renderer.crew.ports import CharacterRequest
from show.bible import Character, VoiceCasting
from show.ids import CharacterId
from show.script import Angle, Emotion, Framing, Pose

PAPER = (196, 206, 222)
COLOURS = ("silver", "brown", "blonde", "red", "navy", "black", "pink", "chestnut", "teal", "white")
BOYS_CUTS = ("spiky", "messy", "slick", "undercut", "curtain", "wolf", "bald")
NAMES = (
    "Aki", "Ren", "Sora", "Yui", "Kai", "Emi", "Taro", "Mei", "Jun", "Hana", "Rin", "Daichi", "Nao", "Saki", "Yuto",
    "Mika", "Goro", "Ami", "Shin", "Kiku", "Haru", "Leo", "Nana", "Ichi", "Fumi", "Ryo", "Asa", "Kenji", "Momo",
    "Otome", "Sho", "Ema", "Toru", "Miu", "Hiro", "Natsu", "Gen", "Rei", "Koto", "Ume", "Jiro", "Aya", "Kaze", "Yuki",
    "Ran", "Tetsu", "Mao", "Ken", "Suzu", "Isao",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One tile: who, how, and what part of the puppet is seen (left, top, right, bottom in shares)."""

    look: str
    name: str = "Mio"
    cast: tuple[Character, ...] = ()
    expression: Emotion = Emotion.NEUTRAL
    angle: Angle = Angle.FRONT
    pose: Pose = Pose.STAND
    framing: Framing = Framing.MEDIUM
    eyes: str = "open"
    mouth: str = "rest"
    seen: tuple[float, float, float, float] = (0.28, 0.0, 0.72, 0.42)


_FELT_BY = (
    ("a teen girl with a pink bob, violet eyes, sailor uniform", Angle.FRONT),
    ("a teen boy with messy navy hair, green eyes, hoodie", Angle.THREE_QUARTER_LEFT),
    ("a woman with wavy auburn hair, amber eyes, freckles, glasses, a coat", Angle.THREE_QUARTER_RIGHT),
    ("an old man with grey hair, blue eyes, a beard, kimono", Angle.FRONT),
)
BUST = (0.12, 0.02, 0.88, 0.72)
FIGURE = (0.2, 0.0, 0.8, 1.0)


def picture(take: Take, height_px: int) -> Image.Image:
    """The tile of a take over plain paper."""
    who = next((one for one in take.cast if one.name == take.name), None)
    who = who or Character(id=CharacterId(take.name.lower()), name=take.name, look=take.look)
    request = CharacterRequest(
        character=who,
        cast=take.cast or (who,),
        expression=take.expression,
        strength=0.9,
        angle=take.angle,
        pose=take.pose,
        framing=take.framing,
        light_from_left=True,
        seed=1,
    )
    return _flat(paint_puppet(request), take, height_px)


def _flat(puppet: Puppet, take: Take, height_px: int) -> Image.Image:
    pixels = assemble(puppet, eyes=take.eyes, mouth=take.mouth).astype(np.float32)
    over = pixels[..., :3] + np.array(PAPER, np.float32) * (1 - pixels[..., 3:] / 255)
    image = Image.fromarray(over.clip(0, 255).astype(np.uint8))
    left, top, right, bottom = take.seen
    image = image.crop(
        (int(left * image.width), int(top * image.height), int(right * image.width), int(bottom * image.height))
    )
    return image.resize((max(1, round(image.width * height_px / image.height)), height_px), Image.Resampling.LANCZOS)


def sheet(takes: Iterable[Take], columns: int, height_px: int) -> Image.Image:
    """Tiles in rows."""
    tiles = [picture(take, height_px) for take in takes]
    wide = max(tile.width for tile in tiles)
    rows = -(-len(tiles) // columns)
    whole = Image.new("RGB", (wide * columns, height_px * rows), PAPER)
    for n, tile in enumerate(tiles):
        whole.paste(tile, ((n % columns) * wide + (wide - tile.width) // 2, (n // columns) * height_px))
    return whole


def cuts() -> Iterator[Take]:
    """Every haircut from five sides."""
    spoken = {cut: cut_words[0] for cut, cut_words in words.CUTS.items()}
    for angle in (Angle.FRONT, Angle.THREE_QUARTER_RIGHT, Angle.THREE_QUARTER_LEFT, Angle.PROFILE_RIGHT, Angle.BACK):
        for n, cut in enumerate(words.CUTS):
            who = "boy" if cut in BOYS_CUTS else "girl"
            colour = COLOURS[n % len(COLOURS)]
            yield Take(look=f"a teen {who} with {spoken[cut]} {colour} hair, hoodie", name=f"N{n}", angle=angle)


def expressions() -> Iterator[Take]:
    """Every expression on a girl, a boy, a woman and an old man."""
    looks = ("a teen girl with long silver hair", "a teen boy with messy brown hair", "a woman with wavy auburn hair",
             "an old man with a beard")  # fmt: skip
    mouths = ("rest", "a", "i", "u", "e", "o", "closed")
    for row, look in enumerate(looks):
        for n, mood in enumerate(Emotion):
            mouth = mouths[(n + row) % 7] if row % 2 else "rest"
            yield Take(look=look, expression=mood, framing=Framing.CLOSE_UP, mouth=mouth, seen=(0.26, 0.08, 0.74, 0.6))


def outfits() -> Iterator[Take]:
    """Every outfit at full length, on her, on him, and from behind."""
    spoken = {outfit: outfit_words[0] for outfit, outfit_words in words.OUTFITS.items()}
    for who, angle in (("a woman", Angle.FRONT), ("a man", Angle.THREE_QUARTER_RIGHT), ("a teen girl", Angle.BACK)):
        for n, outfit in enumerate(words.OUTFITS):
            yield Take(
                look=f"{who} in a {spoken[outfit]}", name=f"W{n}", angle=angle, framing=Framing.WIDE, seen=FIGURE
            )


def poses() -> Iterator[Take]:
    """Every pose, and what each feeling does with hands that are free."""
    looks = ("a teen girl with long silver hair, sailor uniform", "a man in a suit", "a girl in a floral kimono",
             "a teen boy with messy hair and a striped tee")  # fmt: skip
    for look in looks:
        for pose in Pose:
            yield Take(look=look, pose=pose, framing=Framing.WIDE, seen=FIGURE)
        for n, mood in enumerate(Emotion):
            yield Take(look=look, expression=mood, name=f"N{n}", framing=Framing.WIDE, seen=FIGURE)


def worn_things() -> Iterator[Take]:
    """Everything that is worn or borne, from the front, turned and in profile."""
    for n, (extra, spoken) in enumerate(words.EXTRAS.items()):
        who = "a man" if extra in ("beard", "moustache", "stubble") else "a woman"
        for angle in (Angle.FRONT, Angle.THREE_QUARTER_LEFT, Angle.PROFILE_RIGHT):
            yield Take(look=f"{who} with a brown bob and an azure tee, {spoken[0]}", name=f"E{n}", angle=angle)


def prints() -> Iterator[Take]:
    """Every pattern on a tee, a dress, a kimono and a uniform."""
    for outfit in ("tee", "dress", "kimono", "blazer"):
        for n, spoken in enumerate(words.PATTERNS.values()):
            look = f"a woman with black hair and {COLOURS[n]} streaks, {spoken[0]} {outfit}"
            yield Take(look=look, name=f"{outfit}{n}", framing=Framing.WIDE, seen=FIGURE)


def casts() -> Iterator[Take]:
    """Ten casts that no words describe, five members each."""
    for row in range(10):
        cast = tuple(
            Character(
                id=CharacterId(name.lower()),
                name=name,
                look="",
                voice=VoiceCasting(seed=row, age=("teen", "teen", "adult", "child", "elder")[n]),
            )
            for n, name in enumerate(NAMES[row * 5 : row * 5 + 5])
        )
        for member in cast:
            yield Take(look="", name=member.name, cast=cast)


def best() -> Iterator[Take]:
    """A sheet for the documentation: sixteen people in the stock's words."""
    people = (
        ("a teen girl with long silver hair, violet eyes, sailor uniform and a red ribbon", Emotion.JOY, "a"),
        ("a teen boy with messy brown hair, green eyes, blazer", Emotion.RESOLVE, "rest"),
        ("a woman with wavy auburn hair, amber eyes, white lab coat, round glasses", Emotion.SMUG, "rest"),
        ("an old man with grey hair, a beard and a brown coat", Emotion.TENDER, "rest"),
        ("a little girl with pink twin-tails, blue hoodie", Emotion.EMBARRASSED, "rest"),
        ("a young man with slicked-back black hair, grey eyes, dark suit", Emotion.DEADPAN, "rest"),
        ("a woman with purple hime hair in a red kimono", Emotion.SORROW, "rest"),
        ("a boy with spiky red hair, golden eyes and a jacket", Emotion.RAGE, "a"),
        ("a nurse, a woman with a black bun and blue eyes", Emotion.TENDER, "i"),
        ("a young man with short blond hair, armour", Emotion.RESOLVE, "e"),
        ("a teen girl with bobbed navy hair, red eyes, dark cloak", Emotion.DREAD, "rest"),
        ("a girl with a ginger ponytail, freckles, denim jacket", Emotion.SHOCK, "o"),
    )
    angles = (Angle.FRONT, Angle.THREE_QUARTER_RIGHT, Angle.THREE_QUARTER_LEFT)
    for n, (look, mood, mouth) in enumerate(people):
        yield Take(
            look=look,
            name=f"P{n}",
            expression=mood,
            mouth=mouth,
            angle=angles[n % 3],
            framing=Framing.CLOSE_UP,
            seen=BUST,
        )


def wardrobe() -> Iterator[Take]:
    """A sheet for the documentation: outfits and patterns, men and women by turns."""
    dressed = (
        "a teen girl with long silver hair with pink tips, sailor uniform",
        "a man with a beard, armour",
        "a woman with a black bun, floral crimson kimono",
        "a teen boy with messy brown hair, green plaid blazer",
        "a witch with long violet hair",
        "a woman with wavy auburn hair, polka-dot dress, straw hat",
        "a man with slicked black hair, pinstriped navy suit, sunglasses",
        "a little girl with pink twintails, starry hoodie",
        "a nurse with a blonde braid",
        "an old man with a moustache and a brown coat, beret",
        "a teen girl with a teal bob, argyle jumper, headphones",
        "a boy with spiky red hair, camouflage jacket, goggles",
        "a scientist, a woman with curly black hair and glasses",
        "a fox girl with orange hair, wave-patterned kimono, fox mask",
        "a young man with blond hair and blue streaks, striped tee",
        "a queen with long golden hair, white dress, necklace",
        "a demon with violet skin, horns, black coat",
        "a ninja with a mask, black cloak",
        "a dark-skinned woman with white twin-buns, yellow checked shirt",
        "a samurai with a topknot, teal kimono",
    )
    for n, look in enumerate(dressed):
        yield Take(look=look, name=f"D{n}", framing=Framing.WIDE, seen=FIGURE,
                   angle=(Angle.FRONT, Angle.THREE_QUARTER_RIGHT, Angle.THREE_QUARTER_LEFT)[n % 3])  # fmt: skip


def feelings() -> Iterator[Take]:
    """A sheet for the documentation: every expression on four people."""
    mouths = ("rest", "a", "rest", "o", "rest", "i", "rest")
    for row, (look, angle) in enumerate(_FELT_BY):
        for n, mood in enumerate(Emotion):
            yield Take(look=look, expression=mood, angle=angle, framing=Framing.CLOSE_UP, seen=(0.22, 0.05, 0.78, 0.6),
                       mouth=mouths[n % 7] if row % 2 else "rest")  # fmt: skip


def gestures() -> Iterator[Take]:
    """A sheet for the documentation: what feelings do with heads and hands."""
    looks = (
        "a teen girl with long silver hair, plaid skirt",
        "a man with slicked black hair, navy suit",
        "a teen boy with messy brown hair, striped tee",
        "a woman with a ginger ponytail, floral dress",
    )
    for n in range(20):
        yield Take(look=looks[n % 4], name=f"G{n}", expression=tuple(Emotion)[(n * 5 + 1) % len(Emotion)],
                   framing=Framing.WIDE, seen=FIGURE)  # fmt: skip


SHEETS = {
    "characters": (best, 6, 370),
    "wardrobe": (wardrobe, 10, 430),
    "gestures": (gestures, 10, 430),
    "feelings": (feelings, 14, 180),
    "cuts": (cuts, 16, 260),
    "expressions": (expressions, 14, 260),
    "outfits": (outfits, 14, 520),
    "poses": (poses, 20, 520),
    "worn": (worn_things, 12, 270),
    "prints": (prints, 8, 520),
    "casts": (casts, 10, 230),
}


def main() -> None:
    """Paint the sheets named (all when none is) into a folder, film every effect for a page, or take the time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder that the sheets go to")
    parser.add_argument("--effects", type=Path, help="the folder that the page of effects goes to")
    parser.add_argument("--speed", action="store_true", help="print how long fresh shots take to paint, as JSON")
    parser.add_argument(
        "sheets", nargs="*", choices=[*SHEETS, *places.SHEETS, []], help="which sheets; all when none is named"
    )
    wanted = parser.parse_args()
    if wanted.effects is not None:
        print(write_page(wanted.effects))
    if wanted.speed:
        print(report())
    if wanted.out is None:
        if wanted.effects is None and not wanted.speed:
            parser.error("say what: --out for the sheets, --effects for the page of effects, --speed for figures")
        return
    wanted.out.mkdir(parents=True, exist_ok=True)
    for name in wanted.sheets or (*SHEETS, *places.SHEETS):
        start = time.perf_counter()
        if name in places.SHEETS:
            image = places.SHEETS[name]()
        else:
            takes, columns, height_px = SHEETS[name]
            image = sheet(takes(), columns, height_px)
        image.save(wanted.out / f"{name}.jpg", quality=86)
        print(f"{name}: {image.width}×{image.height} px in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
