"""The lookbook of the stage's effects: one HTML page with a clip and the docstring of each, and a picture strip."""

from __future__ import annotations

import html
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from benchmarks.samples import CATALOGUES, Room, sample
from renderer.crew.cels import Backdrop, Picture, Puppet
from renderer.crew.painter_house import HousePainter
from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.encode import SegmentQuality, render_segment
from renderer.lettering.caption import caption_sprites
from renderer.lettering.cards import chapter_plate, cliffhanger_card, recap_card, title_card
from renderer.lettering.credits import credits_roll
from renderer.lettering.sfx import sound_word
from renderer.stage.frames import iter_frames, to_rgb
from renderer.stage.registry import Family
from renderer.stage.scene import Pictures, ShotScene, at_size
from show.bible import Character, Location
from show.credits import Contribution, Deed, make_roll
from show.ids import CharacterId, LocationId, MemberId
from show.script import Angle, Delivery, Emotion, Framing, Pose, TimeOfDay, Weather

CLIP_PX = (360, 640)
_STRIP_PX = (108, 192)
_STRIP_FRAMES = 4
_STRIP: tuple[tuple[Family, str, tuple[int, ...]], ...] = (
    (Family.CAMERA, "dolly-zoom", (0, 20, 32, 47)),
    (Family.CAMERA, "rack-focus", (0, 12, 16, 30)),
    (Family.LIGHT, "lightning", (4, 8, 19, 28)),
    (Family.LIGHT, "rim", (0, 14, 20, 40)),
    (Family.LIGHT, "impact-frames", (8, 11, 20, 31)),
    (Family.PARTICLES, "petals", (0, 12, 24, 36)),
    (Family.LINES, "burst", (2, 4, 12, 40)),
    (Family.LINES, "screentone", (2, 4, 12, 40)),
    (Family.PANELS, "slide", (1, 4, 12, 40)),
    (Family.TRANSITIONS, "page-turn", (4, 8, 11, 15)),
    (Family.TRANSITIONS, "ink-wipe", (3, 6, 8, 11)),
    (Family.LETTERING, "slam", (10, 11, 13, 30)),
)
_MIRA = Character(id=CharacterId("mira"), name="Mira", look="a teen girl with long silver hair, sailor uniform")
_REN = Character(id=CharacterId("ren"), name="Ren", look="a teen boy with messy brown hair, blazer")


def room() -> Room:
    """The lookbook's property room, painted by the house."""
    pictures: dict[str, Puppet | Backdrop | Picture] = {
        "hero": _puppet(_MIRA, Emotion.RESOLVE, Angle.FRONT),
        "rival": _puppet(_REN, Emotion.SHOCK, Angle.THREE_QUARTER_LEFT),
        "place": _place("a street in the evening", TimeOfDay.NIGHT),
        "far": _place("a school roof", TimeOfDay.SUNSET),
        "sound": sound_word("DOOM", width_px=1080, seed=1),
        "card": title_card("Moon Post", "The Early Letter", 1, width_px=1080, height_px=1920),
        "title": title_card("Moon Post", "The Early Letter", 1, width_px=1080, height_px=1920),
        "recap": recap_card("Mira found a letter in her own hand, dated tomorrow.", width_px=1080, height_px=1920),
        "cliffhanger": cliffhanger_card("Who wrote the second letter?", width_px=1080, height_px=1920),
        "chapter": chapter_plate("The Early Letter", detail="Episode 1", width_px=1080, height_px=1920),
        "roll": credits_roll(
            make_roll([Contribution(member_id=MemberId(1), name="Kai", deed=Deed.PITCHED)]),
            title="Moon Post", episode_title="The Early Letter", number=1, label="Made by this community",
            width_px=1080,
        ),
    }  # fmt: skip
    words = ("This", "letter", "came", "early.")
    sprites = caption_sprites(
        words, width_px=1080, height_px=1920, colour="#9fd8ff", delivery=Delivery.SPOKEN, language="en"
    )
    return Room(pictures=pictures | {"page": sprites.page, "word": sprites.words[1]}, far_place="far")


def _puppet(who: Character, mood: Emotion, angle: Angle) -> Puppet:
    request = CharacterRequest(
        character=who, cast=(_MIRA, _REN), expression=mood, strength=0.9, angle=angle, pose=Pose.STAND,
        framing=Framing.MEDIUM, light_from_left=True, seed=1,
    )  # fmt: skip
    return HousePainter().puppet(request)


def _place(look: str, time: TimeOfDay) -> Backdrop:
    location = Location(id=LocationId(look.replace(" ", "-")), name=look, look=look)
    request = BackdropRequest(
        location=location, time=time, weather=Weather.CLEAR, mood=Emotion.NEUTRAL, framing=Framing.TWO_SHOT,
        width_px=1080, height_px=1920, seed=3,
    )  # fmt: skip
    return HousePainter().backdrop(request)


def write_page(out: Path) -> Path:
    """A page `index.html` with a folder of clips and the strip `effects.jpg`; returns the page."""
    props = room()
    clips = out / "clips"
    shutil.rmtree(clips, ignore_errors=True)
    clips.mkdir(parents=True)
    sections = []
    for catalogue in CATALOGUES:
        figures = []
        for name in catalogue:
            clip = clips / f"{catalogue.family}-{name}.mp4"
            scene = at_size(sample(catalogue.family, name, props), *CLIP_PX, 24)
            render_segment(scene, props.pictures, clip, quality=SegmentQuality.FILM)
            figures.append(_figure(name, catalogue.words(name), f"clips/{clip.name}"))
            print(f"{catalogue.family}: {name}")
        sections.append(f"<h2>{catalogue.family.value.title()}</h2>\n<div>{''.join(figures)}</div>")
    page = out / "index.html"
    page.write_text(_PAGE.replace("<!-- sections -->", "\n".join(sections)), encoding="utf-8")
    strip(props).save(out / "effects.jpg", quality=80, optimize=True)
    return page


def strip(props: Room) -> Image.Image:
    """Twelve effects in four frames each, for the documentation."""
    wide, high = _STRIP_PX
    rows = -(-len(_STRIP) // 3)
    sheet = Image.new("RGB", (3 * (wide * _STRIP_FRAMES + 12) - 12, rows * (high + 22)), (24, 20, 34))
    for number, (family, name, frames) in enumerate(_STRIP):
        left, top = number % 3 * (wide * _STRIP_FRAMES + 12), number // 3 * (high + 22)
        seen = _elsewhere(props) if number % 2 else props
        scene = at_size(sample(family, name, seen), wide * 2, high * 2, 24)
        for n, picture in enumerate(_frames(scene, seen.pictures, frames)):
            tile = Image.fromarray(picture).resize(_STRIP_PX, Image.Resampling.LANCZOS)
            sheet.paste(tile, (left + n * wide, top + 20))
        ImageDraw.Draw(sheet).text((left + 2, top + 4), f"{family.value}: {name}", fill=(235, 230, 245))
    return sheet


def _elsewhere(props: Room) -> Room:
    """The other hero in the other place: a strip of one picture is no strip."""
    at = props.pictures
    swapped = {"hero": at["rival"], "rival": at["hero"], "place": at["far"], "far": at["place"]}
    return replace(props, pictures={**at, **swapped})


def _frames(scene: ShotScene, pictures: Pictures, wanted: tuple[int, ...]) -> list[npt.NDArray[np.uint8]]:
    """Some frames of a scene, its transition included, as uint8 (H, W, 3)."""
    found = []
    for frame in iter_frames(scene, pictures):
        if frame.index in wanted:
            found.append(to_rgb(frame.pixels.copy()))
        if frame.index >= max(wanted):
            break
    return found


def _figure(name: str, words: str, clip: str) -> str:
    return (
        f'<figure><video src="{html.escape(clip)}" width="180" height="320" muted loop playsinline preload="metadata">'
        f"</video><figcaption><b>{html.escape(name)}</b> {html.escape(words)}</figcaption></figure>\n"
    )


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The stage's effects</title>
<style>
body { background: #18141f; color: #ece8f4; font: 15px/1.5 system-ui, sans-serif; margin: 2rem; }
div { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; width: 180px; }
video { border-radius: 6px; display: block; background: #000; }
figcaption { font-size: 13px; margin-top: .4rem; }
b { color: #ffd34d; display: block; }
</style>
<h1>The stage's effects</h1>
<p>One module each; the words are its docstring. A clip plays while it is on the screen.</p>
<!-- sections -->
<script>
const seen = new IntersectionObserver(entries => {
  for (const entry of entries) entry.isIntersecting ? entry.target.play() : entry.target.pause();
});
document.querySelectorAll("video").forEach(video => seen.observe(video));
</script>
</html>
"""
