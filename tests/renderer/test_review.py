"""Films that are bad on purpose are found out; a good one passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import pytest
from scipy.ndimage import uniform_filter1d

from renderer import art
from renderer.art import ArtDepartment
from renderer.crew.painter_house import HousePainter
from renderer.encode import join_segments, mux
from renderer.encode.hardware import video_stream
from renderer.lettering.caption import CaptionSprites, caption_sprites
from renderer.loudness import integrated_lufs
from renderer.plan import Plan, VoicedLine
from renderer.review import look_over, passed, watch
from renderer.takes import Takes, take_key
from renderer.timeline import lay_out
from show.errors import EncodeError, ReviewFailed
from show.order import ReviewReport
from tests.renderer.small_film import SETTINGS, small_order, small_script
from tests.renderer.test_timeline import say

RATE_HZ = 48_000
FPS = SETTINGS.fps
LINE_SECONDS = 1.5
Pixels = np.ndarray
Sound = np.ndarray


@dataclass
class Cut:
    """A film in the raw: luma of every frame, uint8 (frames, height, width), and stereo sound."""

    luma: Pixels
    sound: Sound
    fps: int = FPS

    def seconds(self, first: float, last: float) -> Sound:
        """A view of the sound from one second to another."""
        return self.sound[round(first * RATE_HZ) : round(last * RATE_HZ)]

    def level(self) -> None:
        """Bring it to the loudness of a film."""
        self.sound *= np.float32(10 ** ((-14 - integrated_lufs(self.sound, RATE_HZ)) / 20))


@pytest.fixture(scope="module")
def plan() -> Plan:
    script = small_script()
    scene = script.scenes[0]
    script = replace(script, scenes=(replace(scene, shots=scene.shots[1:]),))
    order = replace(small_order(), script=script, roll=replace(small_order().roll, sections=()))
    voiced: list[VoicedLine] = [say(line, LINE_SECONDS) for _, line in script.lines()]
    return lay_out(order, voiced)


@pytest.fixture
def cut(plan: Plan) -> Cut:
    """Stripes that wander, and noise as loud as a film is."""
    rows, columns = np.mgrid[: SETTINGS.height_px, : SETTINGS.width_px].astype(np.float32)
    phases = np.arange(plan.frames, dtype=np.float32)[:, None, None] * 0.2
    luma = (128 + 60 * np.sin((rows + columns) / 15 + phases)).astype(np.uint8)
    noise = np.random.default_rng(1).uniform(-1, 1, (plan.frames * RATE_HZ // FPS, 2)).astype(np.float32)
    # Without the treble that AAC leaves out.
    noise = uniform_filter1d(noise, 8, axis=0)
    cut = Cut(luma, noise)
    cut.level()
    return cut


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory) -> ArtDepartment:
    """Paints people and places once for all reviews here; where captions stand depends on their faces."""
    return ArtDepartment(HousePainter(), Takes(tmp_path_factory.mktemp("art") / "takes"))


@pytest.fixture
def review(plan: Plan, department: ArtDepartment, tmp_path: Path) -> Callable[..., ReviewReport]:
    def reviewed(cut: Cut, copy_bytes: int = 1000) -> ReviewReport:
        segments = [take_key(["segment", index]) for index in range(len(plan.setups))]
        return look_over(encoded(cut, tmp_path), plan, copy_bytes, segments, department)

    return reviewed


def encoded(cut: Cut, folder: Path) -> Path:
    """The film as the house encodes it."""
    segment, silent, path = folder / "segment.mp4", folder / "silent.mp4", folder / "film.mp4"
    _, height, width = cut.luma.shape
    with av.open(str(segment), "w", format="mp4") as container:
        options = {"preset": "ultrafast", "crf": "22"}
        stream = video_stream(container, width, height, cut.fps, 1, options)
        grey = np.full((height // 2, width), 128, np.uint8)
        for number, luma in enumerate(cut.luma):
            picture = av.VideoFrame.from_ndarray(np.concatenate((luma, grey)), format="nv12")
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    join_segments([segment], silent)
    return mux(silent, cut.sound, RATE_HZ, path)


def test_a_good_film_passes(cut: Cut, review: Callable[..., ReviewReport], plan: Plan) -> None:
    report = passed(review(cut))
    assert report.findings == ()
    assert report.planned_seconds == pytest.approx(plan.frames / FPS, abs=0.001)
    assert (report.width_px, report.height_px) == (SETTINGS.width_px, SETTINGS.height_px)
    assert report.loudness_lufs == pytest.approx(-14, abs=0.5)
    assert report.facts["shots"] == 2


def test_a_black_stretch_is_found_where_it_is(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    cut.luma[2 * FPS : 3 * FPS] = 16
    assert review(cut).findings == ("black from 2.00 s to 3.00 s",)


def test_a_blink_of_black_is_an_effect(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    cut.luma[2 * FPS : 2 * FPS + FPS // 2] = 16
    assert review(cut).findings == ()


def test_a_frozen_stretch_is_found(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    cut.luma[FPS : 4 * FPS] = cut.luma[FPS]
    (finding,) = review(cut).findings
    # The encoder takes some frames to settle on a picture that stands still.
    first, last = (float(part.split()[0]) for part in finding.removeprefix("frozen from ").split(" s to "))
    assert 1.0 <= first <= 1.5
    assert last == 4.0


def test_a_line_that_is_not_heard_is_found_by_its_name(
    cut: Cut, review: Callable[..., ReviewReport], plan: Plan
) -> None:
    setup = next(setup for setup in plan.setups if setup.lines)
    start = (setup.start_frame + setup.lines[0].start_frame) / FPS
    cut.seconds(start - 0.1, start + LINE_SECONDS + 0.1)[:] = 0
    cut.level()
    (finding,) = review(cut).findings
    assert finding.startswith("silence (")
    assert finding.endswith(f"where line {setup.lines[0].line_id} of {setup.key} is spoken")


def test_a_silence_where_nobody_speaks_is_allowed(cut: Cut, review: Callable[..., ReviewReport], plan: Plan) -> None:
    title = plan.setups[0]
    assert not title.lines
    cut.seconds(0.1, title.frames / FPS)[:] = 0
    cut.level()
    assert review(cut).findings == ()


def test_clipped_sound_is_found(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    burst = cut.seconds(1.0, 1.03)
    burst[:] = np.sign(np.sin(np.arange(len(burst)) / 20))[:, None]
    (finding,) = review(cut).findings
    assert finding.startswith("the sound clips: true peak ")


@pytest.mark.parametrize("decibels", [-3.0, -0.8, 1.6])
def test_a_film_too_soft_or_too_loud_is_found(cut: Cut, review: Callable[..., ReviewReport], decibels: float) -> None:
    cut.sound *= np.float32(10 ** (decibels / 20))
    (finding,) = review(cut).findings
    assert finding.startswith("loudness is -1")


def test_sound_that_a_single_speaker_swallows_is_found(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    cut.sound = np.stack([cut.sound[:, 0], -cut.sound[:, 0]], axis=1)
    (finding,) = review(cut).findings
    assert finding.startswith("a telephone with one speaker loses ")


def test_a_film_of_the_wrong_length_is_found(cut: Cut, review: Callable[..., ReviewReport], plan: Plan) -> None:
    planned = plan.frames / FPS
    cut.luma = cut.luma[:-FPS]
    picture, sound = review(cut).findings
    assert picture == f"it is {planned - 1:.2f} s long, planned were {planned:.2f} s"
    assert sound.startswith("its sound is ")


def test_a_sound_that_ends_early_is_found(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    cut.sound = cut.sound[: -RATE_HZ // 2]
    (finding,) = review(cut).findings
    assert finding.startswith("its sound is ")


def test_another_size_and_another_pace_are_found(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    cut.luma = np.ascontiguousarray(cut.luma[:, :310, :170])
    (finding,) = review(cut).findings
    assert finding == "it is 170×310, ordered was 180×320"
    cut.fps = 25
    assert "it runs at 25.000 frames a second, not 24" in review(cut).findings


def test_a_copy_too_large_to_post_is_found(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    limit = SETTINGS.upload_limit_bytes
    assert review(cut, limit).findings == ()
    assert review(cut, limit + 1).findings == (f"the copy has {limit + 1} bytes, more than the {limit} allowed",)


@pytest.mark.parametrize(("wider", "higher"), [(4, 1), (1, 24)])
def test_a_caption_outside_the_safe_area_is_found(
    cut: Cut,
    review: Callable[..., ReviewReport],
    monkeypatch: pytest.MonkeyPatch,
    wider: int,
    higher: int,
) -> None:
    def too_big(*arguments: object, **options: object) -> CaptionSprites:
        drawn = caption_sprites(*arguments, **options)  # type: ignore[arg-type]
        pixels = drawn.page.pixels.repeat(wider, axis=1).repeat(higher, axis=0)
        return replace(drawn, page=replace(drawn.page, pixels=pixels))

    monkeypatch.setattr(art, "caption_sprites", too_big)
    # As with any other lettering, captions that were drawn before are not taken.
    monkeypatch.setattr(art, "LETTERING_VERSION", f"{art.LETTERING_VERSION} {wider}x{higher}")
    findings = review(cut).findings
    assert len(findings) == 2
    assert findings[0] == "the caption “I wrote it.” of 01a leaves the safe area"


def test_a_film_with_findings_may_not_be_shown(cut: Cut, review: Callable[..., ReviewReport]) -> None:
    with pytest.raises(ReviewFailed, match="did not pass") as failed:
        passed(review(cut, 10**9))
    assert len(failed.value.findings) == 1


def test_a_film_without_sound_or_in_pieces_can_not_be_played(cut: Cut, tmp_path: Path) -> None:
    path = encoded(cut, tmp_path)
    with pytest.raises(EncodeError, match="can't be played"):
        watch(tmp_path / "silent.mp4")
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(EncodeError, match="can't be played"):
        watch(path)
