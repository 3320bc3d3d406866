"""A small real film from an order to the files that are posted, and what one changed line makes anew."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import shlex
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition
from PIL import Image

from renderer import scenes
from renderer.__main__ import DirectRunner, main
from renderer.encode import decoded_sound, probe
from renderer.pool import Pool
from renderer.production import make_draft, make_film
from renderer.stage.__main__ import main as play
from renderer.stage.description import read
from renderer.stage.layers import CaptionLayer, PuppetLayer
from renderer.workshop import WorkshopOptions
from show.codec import dumps
from show.order import Brief, DraftOrder, DraftResult, FilmResult, Fit, MediaRef, ProductionOrder, Progress, Stage
from show.script import Delivery
from storage.media import MediaStore
from tests.renderer.small_film import REPLY_TO, RIN, SERIES, SETTINGS, line, small_order

CHANGED = line(3, RIN, "I wrote it, in the rain.", Delivery.WHISPER)
TIMEOUT_SECONDS = 300
pytestmark = pytest.mark.timeout(TIMEOUT_SECONDS)


@dataclass
class Studio:
    """A home folder, and everything that was made in it."""

    home: Path
    order: ProductionOrder
    told: list[Progress] = field(default_factory=list)
    made: list[dict[str, set[Path]]] = field(default_factory=list)
    """Takes by kind: those there after each film."""
    first: FilmResult | None = None
    second: FilmResult | None = None
    fresh: Path | None = None
    """The second film made from nothing, in a home of its own."""
    draft: DraftResult | None = None
    tight: dict[Fit, FilmResult] = field(default_factory=dict)
    """The first film again, under a limit that its master does not meet."""
    limit_bytes: int = 0

    @property
    def options(self) -> WorkshopOptions:
        return WorkshopOptions(
            media_url=f"file://{self.home / 'media'}",
            takes_folder=str(self.home / "takes"),
            cache_folder=str(self.home / "cache"),
        )

    def path(self, ref: MediaRef) -> Path:
        return MediaStore(self.options.media_url).local_path(ref)

    def count_takes(self) -> None:
        folder = self.home / "takes"
        self.made.append({kind.name: set(kind.glob("*/*")) for kind in folder.iterdir()})

    def new(self, kind: str) -> int:
        """How many takes of a kind the second film made."""
        return len(self.made[1][kind] - self.made[0][kind])


async def _shoot(studio: Studio) -> None:
    pool = Pool(2, studio.options)
    runner = DirectRunner(pool, studio.told.append)
    try:
        studio.first = await make_film(studio.order, runner)
        studio.count_takes()
        rewritten = replace(studio.order, script=studio.order.script.with_line(CHANGED))
        studio.second = await make_film(rewritten, runner)
        studio.count_takes()
        brief = Brief(series=SERIES, episode_id=studio.order.script.id, episode_number=1, seed=studio.order.seed)
        order = DraftOrder(id="d1", reply_to=REPLY_TO, brief=brief, script=studio.order.script, settings=SETTINGS)
        studio.draft = await make_draft(order, runner)
        studio.limit_bytes = studio.first.master.size_bytes * 3 // 4
        for fit in Fit:
            settings = replace(SETTINGS, fit=fit, upload_limit_bytes=studio.limit_bytes)
            studio.tight[fit] = await make_film(replace(studio.order, settings=settings), runner)
    finally:
        await pool.close()
    elsewhere = Studio(home=studio.home / "elsewhere", order=rewritten)
    # Only what was said comes along: eSpeak hisses its whispers by chance, another time each time.
    shutil.copytree(studio.home / "takes" / "line", elsewhere.home / "takes" / "line")
    pool = Pool(2, elsewhere.options)
    try:
        fresh = await make_film(rewritten, DirectRunner(pool, elsewhere.told.append))
        studio.fresh = elsewhere.path(fresh.master)
    finally:
        await pool.close()


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A film, the same with one line changed, and a draft of the first script; made once for all tests here."""
    home = tmp_path_factory.mktemp("studio")
    made = Studio(home=home, order=small_order())
    asyncio.run(_shoot(made))
    yield made
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def film(studio: Studio) -> FilmResult:
    assert studio.first is not None
    return studio.first


@pytest.fixture
def draft(studio: Studio) -> DraftResult:
    assert studio.draft is not None
    return studio.draft


def test_the_film_stands_its_own_review(film: FilmResult) -> None:
    assert film.report.findings == ()
    assert film.report.facts["shots"] == 3
    assert film.report.loudness_lufs == pytest.approx(-14.0, abs=0.5)
    assert film.report.seconds == pytest.approx(film.report.planned_seconds, abs=0.1)


def test_the_film_is_h264_and_aac_of_the_ordered_size_and_length(studio: Studio, film: FilmResult) -> None:
    facts = probe(studio.path(film.master))
    assert (facts.video_codec, facts.audio_codec) == ("h264", "aac")
    assert (facts.width_px, facts.height_px, facts.fps) == (SETTINGS.width_px, SETTINGS.height_px, SETTINGS.fps)
    assert facts.video_seconds == pytest.approx(film.report.planned_seconds, abs=0.01)
    assert facts.audio_seconds == pytest.approx(facts.video_seconds, abs=0.05)
    assert facts.faststart
    assert facts.bt709_limited
    assert facts.subtitles == 1


def test_every_frame_stands_on_the_grid_across_all_joins(studio: Studio, film: FilmResult) -> None:
    with av.open(str(studio.path(film.master))) as container:
        video = container.streams.video[0]
        packets = [packet for packet in container.demux(video) if packet.pts is not None]
        times = sorted(packet.pts * packet.time_base for packet in packets)
        # Read while the file is open: a stream's figures live in its container.
        average_rate = video.average_rate
    assert times == [Fraction(number, SETTINGS.fps) for number in range(len(times))]
    assert len(times) == round(film.report.planned_seconds * SETTINGS.fps)
    assert average_rate == SETTINGS.fps


def test_a_film_under_the_limit_is_its_own_copy(film: FilmResult) -> None:
    assert film.copy == film.master
    assert film.master.size_bytes < SETTINGS.upload_limit_bytes


def test_a_quick_film_is_posted_under_the_limit(studio: Studio, film: FilmResult) -> None:
    quick = studio.tight[Fit.QUICK]
    assert quick.copy.size_bytes <= studio.limit_bytes < film.master.size_bytes
    assert quick.report.findings == ()


def test_the_best_copy_leaves_the_master_as_it_is(studio: Studio, film: FilmResult) -> None:
    best = studio.tight[Fit.BEST]
    assert best.master == film.master
    assert best.copy.size_bytes <= studio.limit_bytes
    facts, master = probe(studio.path(best.copy)), probe(studio.path(film.master))
    assert (facts.frames, facts.width_px, facts.audio_codec) == (master.frames, master.width_px, "aac")
    assert facts.audio_seconds == pytest.approx(master.audio_seconds, abs=0.01)


def test_the_cover_lies_in_the_file_and_is_not_taken_for_the_film(studio: Studio, film: FilmResult) -> None:
    with av.open(str(studio.path(film.master))) as container:
        pictures = [stream for stream in container.streams.video if stream.disposition & Disposition.attached_pic]
        assert [stream.codec_context.name for stream in pictures] == ["mjpeg"]
        assert container.streams.video[0] not in pictures
        spoken = [*container.streams.audio, *container.streams.subtitles]
        assert [stream.metadata["language"] for stream in spoken] == ["eng", "eng"]


def test_the_file_says_what_it_is_and_that_a_machine_made_it(studio: Studio, film: FilmResult) -> None:
    with av.open(str(studio.path(film.master))) as container:
        told = dict(container.metadata)
    assert told["title"] == "Moon Post 1: The Early Letter"
    assert SETTINGS.label in told["comment"]
    assert "espeak" in told["comment"].lower()
    assert "writer: test" in told["comment"]


def test_subtitles_hold_every_line_while_it_is_spoken(studio: Studio, film: FilmResult) -> None:
    assert [ref.name.rsplit(".", 1)[1] for ref in film.subtitles] == ["srt", "vtt", "txt"]
    srt, vtt, txt = (studio.path(ref).read_text(encoding="utf-8") for ref in film.subtitles)
    cues = [block.split("\n", 2) for block in srt.strip().split("\n\n")]
    spans = [[_seconds(side) for side in times.split(" --> ")] for _, times, _ in cues]
    assert [int(number) for number, _, _ in cues] == list(range(1, len(cues) + 1))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert spans[-1][1] <= film.report.seconds
    for text in (srt, vtt, txt):
        words = re.sub(r"<[\d:.]+>", "", text).replace("\n", " ")
        for _, said in film.script.lines():
            assert said.text in words
    assert vtt.startswith("WEBVTT")


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.strip().replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def test_the_cover_is_an_upright_picture(studio: Studio, film: FilmResult) -> None:
    with Image.open(BytesIO(studio.path(film.cover).read_bytes())) as cover:
        assert cover.format == "PNG"
        assert cover.height > cover.width
        assert len(set(cover.convert("L").resize((16, 16)).getdata())) > 20


def test_progress_only_grows_through_the_stages_and_counts_the_shots(studio: Studio) -> None:
    ends = [n for n, told in enumerate(studio.told) if told.stage is Stage.REVIEW]
    first = studio.told[: ends[0] + 1]
    fractions = [told.fraction for told in first]
    assert fractions == sorted(fractions)
    stages = list(dict.fromkeys(told.stage for told in first))
    assert stages == [Stage.VOICES, Stage.PAINTING, Stage.FRAMES, Stage.CUT, Stage.REVIEW]
    assert first[-1].shots_done == first[-1].shots_total == 5


def assert_alike(one: Path, other: Path) -> None:
    """The same film to every eye and ear: x264 gives no promise of equal bytes for equal frames."""
    with av.open(str(one)) as first, av.open(str(other)) as second:
        pairs = zip(first.decode(video=0), second.decode(video=0), strict=True)
        grey = [[one.to_ndarray(format="gray").astype(int) for one in pair] for pair in pairs]
    assert max(np.abs(first - second).mean() for first, second in grey) < 1.0
    sound, again = decoded_sound(one)[0], decoded_sound(other)[0]
    assert sound.shape == again.shape
    assert np.abs(sound - again).max() < 1e-3


def test_a_changed_line_is_recorded_filmed_and_mixed_anew_and_nothing_else(studio: Studio) -> None:
    assert studio.new("line") == 1
    assert studio.new("segment") == 1
    assert studio.new("sound") == 1
    assert all(studio.made[0][kind] <= studio.made[1][kind] for kind in studio.made[0])
    assert studio.second is not None
    assert studio.second.report.findings == ()
    assert studio.second.master.sha256 != studio.first.master.sha256  # type: ignore[union-attr]
    # As if no picture and no sound of it had been there before.
    assert studio.fresh is not None
    assert_alike(studio.path(studio.second.master), studio.fresh)
    assert CHANGED.text in studio.path(studio.second.subtitles[2]).read_text(encoding="utf-8")


def test_a_draft_of_a_given_script_has_a_storyboard_and_an_animatic(studio: Studio, draft: DraftResult) -> None:
    assert draft.script == studio.order.script
    facts = probe(studio.path(draft.animatic))
    assert (facts.width_px, facts.height_px) == (SETTINGS.width_px, SETTINGS.height_px)
    assert (facts.video_codec, facts.audio_codec) == ("h264", "aac")
    assert facts.video_seconds == pytest.approx(draft.seconds, abs=0.1)
    assert facts.audio_seconds == pytest.approx(draft.seconds, abs=0.1)
    assert draft.seconds < studio.first.report.seconds  # type: ignore[union-attr]
    with Image.open(BytesIO(studio.path(draft.storyboard).read_bytes())) as sheet:
        assert sheet.format == "PNG"
        assert min(sheet.size) > 500


def test_the_command_line_makes_the_same_film_from_what_is_there(
    studio: Studio, film: FilmResult, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order, out = tmp_path / "order.json", tmp_path / "out.mp4"
    order.write_text(dumps(studio.order), encoding="utf-8")
    before = {path: path.stat().st_ino for path in (studio.home / "takes").rglob("*.mp4")}
    began = time.monotonic()
    assert main([os.fspath(order), os.fspath(out), "--home", os.fspath(studio.home), "--workers", "1"]) == 0
    assert out.read_bytes() == studio.path(film.master).read_bytes()
    assert {path: path.stat().st_ino for path in (studio.home / "takes").rglob("*.mp4")} == before
    assert time.monotonic() - began < TIMEOUT_SECONDS / 4
    assert "out.mp4: 13" in capsys.readouterr().out


def test_the_scenes_of_a_film_are_written_read_and_played_as_they_were_filmed(
    studio: Studio, film: FilmResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "order.json").write_text(dumps(studio.order), encoding="utf-8")
    before = {path: path.stat().st_ino for path in (studio.home / "takes").rglob("*.*")}
    assert scenes.main([str(tmp_path / "order.json"), str(tmp_path / "scenes"), "--home", str(studio.home)]) == 0
    assert {path: path.stat().st_ino for path in (studio.home / "takes").rglob("*.*")} == before, "nothing made anew"
    described = [read(path.read_text(encoding="utf-8")) for path in sorted((tmp_path / "scenes").glob("*.json"))]
    assert sum(scene.frames for scene in described) == round(film.report.seconds * 24)
    layers = [layer for scene in described for layer in scene.layers]
    mouths = [mouth for layer in layers if isinstance(layer, PuppetLayer) for mouth in layer.mouths]
    assert len(mouths) >= 12, "words' timings have become mouths"
    assert any(page.words for layer in layers if isinstance(layer, CaptionLayer) for page in layer.pages)
    monkeypatch.chdir(tmp_path / "scenes")
    line = (tmp_path / "scenes/play.txt").read_text(encoding="utf-8").splitlines()[1]
    play([*shlex.split(line)[3:], "--size", f"{SETTINGS.width_px}x{SETTINGS.height_px}"])
    (played,) = (tmp_path / "scenes").glob("02-*.mp4")
    first = described[0].frames
    with av.open(str(played)) as shot, av.open(str(studio.path(film.master))) as whole:
        filmed = [f.to_ndarray(format="gray") for f in whole.decode(video=0)][first : first + described[1].frames]
        again = [f.to_ndarray(format="gray") for f in shot.decode(video=0)]
    assert len(again) == len(filmed)
    assert all(np.abs(one.astype(int) - other).mean() < 3.0 for one, other in zip(again, filmed, strict=True))


def test_the_command_line_says_what_is_wrong_with_an_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = tmp_path / "order.json"
    order.write_text("{}", encoding="utf-8")
    assert main([os.fspath(order), os.fspath(tmp_path / "out.mp4"), "--home", os.fspath(tmp_path)]) == 1
    assert main([os.fspath(tmp_path / "none.json"), os.fspath(tmp_path / "out.mp4"), "--home", str(tmp_path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "none.json" in said[1]
