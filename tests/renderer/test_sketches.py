"""Sketches: a sheet with what was not drawn, a voice, stills with letters, and the chart of a vote."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from renderer.charts import WIDTH_PX, draw_chart, stamp_letter
from renderer.sketches import make_sketch
from renderer.steps import STEPS
from renderer.workshop import StepContext, Workshop, WorkshopOptions
from show.bible import Character
from show.codec import to_plain
from show.errors import CrewError, CrewUnavailable
from show.ids import ChannelId, CharacterId, EpisodeId
from show.lexicon import with_pronunciation
from show.order import Brief, FilmSettings, ReplyTo
from show.sketch import Audition, Bar, Chart, Previews, Saying, SketchOrder, SketchResult, Translate
from show.translation import Translation
from tests.stories import GUILD, a_ref, a_script, a_series

SERIES = a_series()
HERE = ReplyTo(guild_id=GUILD, channel_id=ChannelId(1), subject="x")
YUKI = Character(id=CharacterId("yuki-1"), name="Yuki", look="long black hair, red scarf, glowing antlers")


class Direct:
    """Steps in this process."""

    def __init__(self, folder: Path) -> None:
        options = WorkshopOptions(
            media_url=f"file://{folder / 'media'}",
            takes_folder=str(folder / "takes"),
            cache_folder=str(folder / "cache"),
        )
        self.workshop = Workshop(options)

    async def run(self, step, payload):
        return STEPS[step](payload, StepContext(workshop=self.workshop, report=lambda _: None, clock=time.time))

    def image(self, ref):
        return Image.open(io.BytesIO(self.workshop.media.read(ref)))


@pytest.fixture
def espeak() -> FilmSettings:
    """A voice that is quick to load."""
    return FilmSettings(voices=("espeak",))


async def test_an_audition_is_drawn_and_heard_and_says_what_was_not_drawn(tmp_path, espeak):
    runner = Direct(tmp_path)
    wish = Audition(series=SERIES, character=YUKI, words="I kept this light.")
    result = await make_sketch(SketchOrder(id="a", reply_to=HERE, wish=wish, settings=espeak), runner)
    assert runner.image(result.pictures[0]).size == (1600, 1200)
    assert {"glowing", "antlers"} <= set(result.words)
    assert result.character is not None
    assert result.character.id == YUKI.id
    assert result.character.voice.voice
    samples = heard(runner, result.sounds[0])
    assert len(samples) > 24_000
    assert np.abs(samples).max() > 0.05


def heard(runner, ref) -> np.ndarray:
    with av.open(io.BytesIO(runner.workshop.media.read(ref))) as sound:
        return np.concatenate([frame.to_ndarray().ravel() for frame in sound.decode(audio=0)])


async def test_a_name_is_said_as_the_lexicon_has_it_in_the_language_that_was_asked_for(tmp_path, espeak):
    runner = Direct(tmp_path)
    long = with_pronunciation(SERIES, "Mira", "Mee-rah-rah-rah-rah-rah-rah")
    there = with_pronunciation(long, "Mira", "Mi-ra-ra-ra-ra-ra-ra", "es")
    sounds = []
    for series, language in (
        (SERIES, "en"),
        (long, "en"),
        (long, "es"),
        (there, "es"),
    ):
        wish = Saying(series=series, character=SERIES.characters[0], words="Mira. Mira!")
        order = SketchOrder(id="s", reply_to=HERE, wish=wish, settings=replace(espeak, language=language))
        result = await make_sketch(order, runner)
        assert result.pictures == ()
        sounds.append(heard(runner, result.sounds[0]))
    written, respelled, abroad, own = map(len, sounds)
    assert respelled > 1.5 * written
    assert abroad < respelled, "an English respelling is not read in Spanish"
    assert own > 1.5 * abroad


async def test_a_part_is_heard_in_voices_that_are_not_its_own(tmp_path, espeak):
    runner = Direct(tmp_path)
    wish = Saying(series=SERIES, character=SERIES.characters[0], words="So this is where it begins.", voices=3)
    result = await make_sketch(SketchOrder(id="v", reply_to=HERE, wish=wish, settings=espeak), runner)
    assert [sound.name for sound in result.sounds] == [f"{n}-mira-voice.m4a" for n in (1, 2, 3)]
    castings = [one.casting for one in result.voices]
    assert len(set(castings)) == 3
    assert SERIES.characters[0].voice not in castings
    unheard = SketchOrder(id="w", reply_to=HERE, wish=wish, settings=replace(espeak, language="zzz"))
    with pytest.raises(CrewError) as nobody:
        await make_sketch(unheard, runner)
    assert not isinstance(nobody.value, CrewUnavailable), "no waiting brings another voice"


async def test_a_voice_that_is_away_is_said_to_be_away(tmp_path, espeak, monkeypatch):
    def away(*_):
        raise CrewUnavailable("The server is away.", retry_after_seconds=9.0)

    monkeypatch.setattr("renderer.sketches.record", away)
    wish = Saying(series=SERIES, character=SERIES.characters[0], words="So this is where it begins.", voices=2)
    with pytest.raises(CrewUnavailable, match="away"):
        await make_sketch(SketchOrder(id="x", reply_to=HERE, wish=wish, settings=espeak), Direct(tmp_path))


async def test_a_writer_that_translates_is_asked_for_all_texts():
    asked = {}
    done = Translation(language="es", lines={"l1": "Sí."}, by="a model")

    class Writing:
        async def run(self, step, payload):
            asked.update(payload, step=step)
            return {"translation": to_plain(done)}

    script = a_script(SERIES, EpisodeId("e1"))
    wish = Translate(series=SERIES, script=script, language="es")
    result = await make_sketch(SketchOrder(id="t", reply_to=HERE, wish=wish), Writing())
    assert result == SketchResult(translation=done)
    assert (asked["step"], asked["language"]) == ("translate", "es")


class Mute:
    """A crew of a painter alone."""

    async def run(self, step, payload):
        if step == "voice_test":
            raise CrewUnavailable("Nobody is there.")
        return {"picture": to_plain(a_ref()), "character": payload["character"], "ignored": ["antlers"]}


async def test_without_a_voice_there_is_a_sheet_all_the_same():
    wish = Audition(series=SERIES, character=YUKI, words="Hello.")
    result = await make_sketch(SketchOrder(id="a", reply_to=HERE, wish=wish), Mute())
    assert (len(result.pictures), result.sounds, result.words) == (1, (), ("antlers",))


async def test_every_option_has_a_still_of_its_own(tmp_path):
    runner = Direct(tmp_path)
    brief = Brief(series=SERIES, episode_id=a_script(SERIES, "moon-post-1-e1").id, episode_number=1, seed=3)
    wish = Previews(brief=brief, twists=("Mira wrote the letter", "Rin burned the post office"))
    result = await make_sketch(SketchOrder(id="a", reply_to=HERE, wish=wish), runner)
    first, second = (np.asarray(runner.image(ref)) for ref in result.pictures)
    assert first.shape == second.shape == (960, 540, 3)
    assert [ref.name for ref in result.pictures] == ["option-a.png", "option-b.png"]
    assert (first != second).any()


def bars(*numbers: int, won: int = -1) -> tuple[Bar, ...]:
    return tuple(
        Bar(key="abcde"[n], text="x" * 300, number=number, won=n == won, out=number == 0)
        for n, number in enumerate(numbers)
    )


@pytest.mark.parametrize("rounds", [(), ((),), (bars(0, 0),), (bars(3, 2, 0, won=0),), (bars(3, 2, 1, 0, 9),) * 4])
def test_any_vote_can_be_drawn(rounds):
    pixels = draw_chart(Chart(title="T" * 300, rounds=rounds, notes=("",)))
    assert pixels.shape[1:] == (WIDTH_PX, 3)
    assert pixels.std() > 3


def test_a_longer_bar_is_more_votes():
    def lit(number: int) -> int:
        pixels = draw_chart(Chart(title="", rounds=((Bar(key="a", text="", number=number), *bars(0, 10)[1:]),)))
        return int((pixels[..., 2] > 200).sum())

    assert lit(1) < lit(5) < lit(9)


def test_a_letter_changes_the_corner_and_nothing_else():
    plain = np.full((960, 540, 3), 90, np.uint8)
    marked = stamp_letter(plain, "B")
    changed = (marked != plain).any(axis=2)
    assert changed[:140, :140].mean() > 0.4
    assert not changed[140:, :].any()
