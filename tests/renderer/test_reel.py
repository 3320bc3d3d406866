"""A real recap of two small films, one of which is gone from the takes; and the same again through the queue."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import av
import pytest

from renderer.__main__ import DirectRunner
from renderer.encode import probe
from renderer.plan import Kind, Plan
from renderer.pool import Pool
from renderer.production import make_film
from renderer.reel import make_reel
from renderer.workshop import WorkshopOptions
from show.codec import loads
from show.credits import Contribution, Deed, Roll, make_roll
from show.ids import EpisodeId, LineId, MemberId
from show.order import FilmResult, MediaRef, ProductionOrder, Progress, Stage
from show.reel import ReelKind, ReelOrder, ReelSource, appeal_of
from storage.media import MediaStore
from storage.queue import Orders, OrderState, post_id
from tests.renderer.processes import until
from tests.renderer.small_film import REPLY_TO, SERIES, small_order
from tests.renderer.small_film import SETTINGS as SMALL

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = replace(SMALL, width_px=90, height_px=160, fps=12)
TOLD = {1: "A letter lands in the wrong hands.", 2: "Rin reads it aloud."}
VOTED = {1: ("Kai", "Mio"), 2: ("Mio", "Ren")}
pytestmark = pytest.mark.timeout(300)


@dataclass
class House:
    """A home folder with the first of two films, and what was made in it."""

    home: Path
    told: list[Progress] = field(default_factory=list)
    before: set[Path] = field(default_factory=set)
    after: set[Path] = field(default_factory=set)
    """Segments among the takes, before the recap and after it."""
    recap: FilmResult | None = None

    @property
    def options(self) -> WorkshopOptions:
        return WorkshopOptions(
            media_url=f"file://{self.home / 'media'}",
            takes_folder=str(self.home / "takes"),
            cache_folder=str(self.home / "cache"),
        )

    def path(self, ref: MediaRef) -> Path:
        return MediaStore(self.options.media_url).local_path(ref)

    def segments(self) -> set[Path]:
        return set((self.home / "takes" / "segment").glob("*/*.mp4"))

    def media(self) -> set[Path]:
        return {path for path in (self.home / "media").rglob("*") if path.is_file()}

    def plan(self, order_id: str) -> Plan:
        """A reel's plan, as it lies among the takes."""
        texts = (path.read_text(encoding="utf-8") for path in (self.home / "takes" / "plan").glob("*/*.json"))
        plans = [loads(text, Plan) for text in texts]
        return next(plan for plan in plans if plan.order.id == order_id)


def a_film(number: int) -> ProductionOrder:
    """The small film's first shot or its last, without a roll: it is the reel's that is looked at."""
    script = small_order().script
    (scene,) = script.scenes
    shots = tuple(
        replace(shot, lines=tuple(replace(line, id=LineId(f"{line.id}-{number}")) for line in shot.lines))
        for shot in (scene.shots[:1] if number == 1 else scene.shots[2:])
    )
    return replace(
        small_order(SETTINGS),
        id=f"film-{number}",
        roll=Roll(),
        script=replace(
            script,
            id=EpisodeId(f"e{number}"),
            number=number,
            title=f"Letter {number}",
            logline=TOLD[number],
            question="Who are you?" if number == 2 else "",
            scenes=(replace(scene, shots=shots),),
        ),
    )


def a_recap(id: str) -> ReelOrder:
    """Of both films, with everybody of both in its roll, as the library merges them."""
    voted = [Contribution(member_id=MemberId(ord(n[0])), name=n, deed=Deed.VOTED) for i in VOTED for n in VOTED[i]]
    films = [a_film(number) for number in TOLD]
    return ReelOrder(
        id=id,
        reply_to=replace(REPLY_TO, subject="moon-post-recap-1"),
        kind=ReelKind.RECAP,
        series=SERIES,
        sources=tuple(ReelSource(film=film, appeal=appeal_of(film.script, "", {})) for film in films),
        roll=make_roll(voted),
        settings=SETTINGS,
    )


async def _cut(house: House) -> None:
    pool = Pool(1, house.options)
    try:
        await make_film(a_film(1), DirectRunner(pool, lambda _: None))
        house.before = house.segments()
        house.recap = await make_reel(a_recap("recap"), DirectRunner(pool, house.told.append))
        house.after = house.segments()
    finally:
        await pool.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = tmp_path_factory.mktemp("reel")
    made = House(home=home)
    asyncio.run(_cut(made))
    yield made
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def recap(house: House) -> FilmResult:
    assert house.recap is not None
    return house.recap


def test_a_recap_plays_as_long_as_planned_and_stands_its_review(house: House, recap: FilmResult) -> None:
    assert recap.report.findings == ()
    assert recap.report.seconds == pytest.approx(recap.report.planned_seconds, abs=0.1)
    assert recap.report.loudness_lufs == pytest.approx(-14.0, abs=0.5)
    assert recap.copy.size_bytes <= SETTINGS.upload_limit_bytes
    facts, plan = probe(house.path(recap.master)), house.plan("recap")
    assert (facts.width_px, facts.height_px, facts.fps) == (SETTINGS.width_px, SETTINGS.height_px, SETTINGS.fps)
    assert facts.frames == plan.frames
    assert facts.audio_seconds == pytest.approx(facts.video_seconds, abs=0.05)
    with av.open(str(house.path(recap.master))) as container:
        assert sum(1 for _ in container.decode(video=0)) == plan.frames
    ends = [told.stage for told in house.told]
    assert list(dict.fromkeys(ends)) == [Stage.VOICES, Stage.FRAMES, Stage.CUT, Stage.REVIEW]


def test_a_recap_films_only_what_is_its_own_or_gone(house: House) -> None:
    plan = house.plan("recap")
    kinds = [setup.kind for setup in plan.setups]
    own = [kind for kind in kinds if kind is not Kind.SHOT]
    assert own == [Kind.TITLE, Kind.CHAPTER, Kind.CHAPTER, Kind.CLIFFHANGER, Kind.CREDITS]
    shown = [setup.shot_id for setup in plan.setups if setup.kind is Kind.SHOT]
    gone = [shot for shot in shown if shot == "1.s3"]
    assert 0 < len(gone) < len(shown)
    assert house.before <= house.after
    assert len(house.after - house.before) == len(own) + len(gone)


def test_captions_of_a_recap_hold_its_narration_and_its_clips(house: House, recap: FilmResult) -> None:
    text = house.path(recap.subtitles[2]).read_text(encoding="utf-8").replace("\n", " ")
    lines = [line.text for _, line in recap.script.lines()]
    assert set(TOLD.values()) < set(lines)
    assert all(line in text for line in lines)
    assert probe(house.path(recap.master)).subtitles == 1


def test_everybody_of_both_films_is_in_the_credits_once(house: House) -> None:
    plan = house.plan("recap")
    assert [name for section in plan.order.roll.sections for name in section.names] == ["Kai", "Mio", "Ren"]
    assert plan.setups[-1].kind is Kind.CREDITS


async def test_the_same_reel_is_cut_through_the_queue_and_left_for_the_bot(house: House) -> None:
    order, media = a_recap("again"), house.media()
    environment = dict(os.environ, PYTHONPATH=str(ROOT), CLIFFHANGER_HOME=str(house.home), CLIFFHANGER_WORKERS="1")
    orders = await Orders.connect(f"sqlite:///{house.home / 'queue.sqlite'}")
    command = [sys.executable, "-m", "bot", "renderer"]
    before, log = house.segments(), (house.home / "renderer.log").open("wb")
    process = subprocess.Popen(command, env=environment, cwd=house.home, stdout=log, stderr=log)
    try:
        await orders.place(order)

        def told() -> str:
            return (house.home / "renderer.log").read_text(encoding="utf-8", errors="replace")

        assert await until(lambda: process.poll() is not None or "again is done." in told(), 240), told()
        # The log has it a moment before the queue does.
        deadline = time.monotonic() + 60
        while await orders.state(order.id) is not OrderState.DONE and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        assert await orders.state(order.id) is OrderState.DONE, told()
        assert await orders.state(post_id(order.id)) is OrderState.WAITING
        # Another process makes the very same film of it, and films nothing for it.
        assert house.plan(order.id).frames == house.plan("recap").frames
        assert house.segments() == before
        assert house.media() == media
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        log.close()
        await orders.close()
