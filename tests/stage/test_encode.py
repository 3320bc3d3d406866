"""Segments join frame for frame, films carry sound and text, copies fit their limit."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from renderer.encode import (
    Chapter,
    SegmentQuality,
    Subtitle,
    fit_to_size,
    join_segments,
    mux,
    probe,
    render_segment,
)
from renderer.encode.mux import cover_of
from renderer.stage.layers import ParticleKind, ParticleLayer
from renderer.stage.scene import Camera, Pictures, ShotScene, at_size
from renderer.stage.tracks import hold
from show.errors import EncodeError, RenderError, SceneError
from tests.stage import scenes, wild


def lively(frames: int, shot: str) -> ShotScene:
    return scenes.scene(
        shot=shot,
        frames=frames,
        camera=Camera(handheld=hold(1.0)),
        layers=(*scenes.scene().layers, ParticleLayer(kind=ParticleKind.PETALS, count=60)),
    )


def tone(seconds: float) -> np.ndarray:
    time = np.arange(round(48_000 * seconds)) / 48_000
    return np.stack([0.3 * np.sin(2 * np.pi * 330 * time)] * 2, axis=1).astype(np.float32)


def presented(path: Path) -> list[Fraction]:
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        return sorted(p.pts * video.time_base for p in container.demux(video) if p.pts is not None)


@pytest.fixture(scope="module")
def segments(pictures: Pictures, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("segments")
    paths = [folder / f"{number}.mp4" for number in range(3)]
    for path, frames in zip(paths, (25, 1, 40), strict=True):
        render_segment(lively(frames, path.stem), pictures, path)
    return paths


@pytest.fixture(scope="module")
def master(segments: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("master")
    joined = join_segments(segments, folder / "joined.mp4")
    return mux(
        joined,
        tone(9.0),
        48_000,
        folder / "film.mp4",
        subtitles=[Subtitle(start_seconds=0.5, end_seconds=1.2, text="Nein — 違う")],
        language="ja",
        chapters=[Chapter(start_seconds=0, end_seconds=1, title="One")],
        metadata={"title": "Rooftop 1", "comment": "made by machines"},
    )


def test_a_segment_says_what_it_is(pictures: Pictures, tmp_path: Path) -> None:
    told: list[int] = []
    facts = render_segment(lively(10, "a"), pictures, tmp_path / "a.mp4", on_frame=told.append)
    assert told == list(range(1, 11))
    assert (facts.frames, facts.shown, facts.width_px, facts.height_px) == (10, 10, 144, 256)
    seen = probe(facts.path)
    assert (seen.frames, seen.fps, seen.video_codec, seen.bt709_limited) == (10, 24.0, "h264", True)
    assert seen.size_bytes == facts.size_bytes


def test_joined_segments_have_every_frame_at_its_time(segments: list[Path], tmp_path: Path) -> None:
    joined = join_segments(segments, tmp_path / "joined.mp4")
    assert presented(joined) == [Fraction(number, 24) for number in range(66)]
    with av.open(str(joined)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 66
    assert probe(joined).video_seconds == pytest.approx(66 / 24)


def test_an_animatic_of_odd_length_keeps_the_films_time(pictures: Pictures, tmp_path: Path) -> None:
    paths = [tmp_path / "a.mp4", tmp_path / "b.mp4"]
    for path, frames in zip(paths, (9, 12), strict=True):
        render_segment(at_size(lively(frames, path.stem), 72, 128, 12), pictures, path, quality=SegmentQuality.ANIMATIC)
    joined = join_segments(paths, tmp_path / "joined.mp4")
    starts = [0, 2, 4, 6, 8, 9, 11, 13, 15, 17, 19]
    assert presented(joined) == [Fraction(number, 24) for number in starts]
    assert probe(joined).video_seconds == pytest.approx(21 / 24)


def test_equal_scenes_give_segments_that_look_the_same(pictures: Pictures, tmp_path: Path) -> None:
    seen = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.mp4"
        render_segment(at_size(lively(8, "same"), 540, 960, 24), pictures, path)
        with av.open(str(path)) as container:
            seen.append([frame.to_ndarray(format="gray").astype(int) for frame in container.decode(video=0)])
    # Not byte for byte: x264's macroblock tree reads memory it never wrote, and quantises a block otherwise.
    assert len(seen[0]) == len(seen[1]) == 8
    assert all(np.abs(one - other).mean() < 1.0 for one, other in zip(*seen, strict=True))


@pytest.mark.parametrize("quality", [SegmentQuality.FILM, SegmentQuality.FINE])
def test_segments_of_several_rate_factors_join(pictures: Pictures, tmp_path: Path, quality: SegmentQuality) -> None:
    paths = [tmp_path / f"{crf}.mp4" for crf in (24, 33)]
    for path, crf in zip(paths, (24, 33), strict=True):
        render_segment(lively(6, "same"), pictures, path, quality=quality, crf=crf)
    assert paths[0].stat().st_size > paths[1].stat().st_size
    joined = join_segments(paths, tmp_path / "joined.mp4")
    assert presented(joined) == [Fraction(number, 24) for number in range(12)]
    with av.open(str(joined)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 12


def test_segments_encoded_unlike_do_not_join(segments: list[Path], pictures: Pictures, tmp_path: Path) -> None:
    render_segment(at_size(lively(4, "small"), 72, 128, 24), pictures, tmp_path / "small.mp4")
    with pytest.raises(EncodeError, match="other options"):
        join_segments([segments[0], tmp_path / "small.mp4"], tmp_path / "joined.mp4")
    assert not (tmp_path / "joined.mp4").exists()


def test_a_stopped_segment_leaves_nothing_behind(pictures: Pictures, tmp_path: Path) -> None:
    told: list[int] = []
    with pytest.raises(RenderError, match="s9"):
        render_segment(
            lively(24, "s9"), pictures, tmp_path / "a.mp4", on_frame=told.append, should_stop=lambda: len(told) >= 3
        )
    assert told == [1, 2, 3]
    assert list(tmp_path.iterdir()) == []


def test_the_film_has_sound_text_chapters_and_its_index_in_front(master: Path) -> None:
    facts = probe(master)
    assert facts.faststart
    assert facts.audio_codec == "aac"
    assert facts.audio_seconds == pytest.approx(facts.video_seconds, abs=0.05)
    assert facts.subtitles == 1
    with av.open(str(master)) as container:
        assert container.metadata["title"] == "Rooftop 1"
        assert container.metadata["comment"] == "made by machines"
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["One"]
        texts = [bytes(packet)[2:].decode() for packet in container.demux(subtitles=0) if packet.size > 2]
        assert texts == ["Nein — 違う"]


def test_sound_is_where_it_was_put(segments: list[Path], tmp_path: Path) -> None:
    samples = np.zeros((48_000, 2), np.float32)
    samples[24_000:24_600] = 0.8
    joined = join_segments(segments, tmp_path / "joined.mp4")
    film = mux(joined, samples, 48_000, tmp_path / "film.mp4")
    with av.open(str(film)) as container:
        audio = container.streams.audio[0]
        frames = [(float(f.pts * audio.time_base), f.to_ndarray()) for f in container.decode(audio)]
    loudest = max(frames, key=lambda one: np.abs(one[1]).max())
    assert loudest[0] == pytest.approx(0.5, abs=0.03)


def lines_of(path: Path) -> list[tuple[int | None, int | None, str]]:
    with av.open(str(path)) as container:
        return [(p.pts, p.duration, bytes(p)[2:].decode()) for p in container.demux(subtitles=0) if p.size > 2]


@pytest.mark.parametrize("share", [0.95, 0.8, 0.5, 0.35])
def test_a_copy_fits_its_limit_within_two_per_cent_and_holds_what_the_master_does(
    master: Path, tmp_path: Path, share: float
) -> None:
    limit = int(master.stat().st_size * share)
    copy = fit_to_size(master, limit, tmp_path / "copy.mp4")
    assert 0.98 * limit <= copy.stat().st_size <= limit
    facts = probe(copy)
    assert facts.frames == 66
    assert facts.video_seconds == pytest.approx(66 / 24, abs=0.05)
    assert facts.audio_codec == "aac"
    assert facts.faststart
    assert facts.bt709_limited
    assert lines_of(copy) == lines_of(master)
    with av.open(str(copy)) as container:
        # The sound, too, whether it was copied or encoded anew.
        tracks = (*container.streams.audio, *container.streams.subtitles)
        assert [track.metadata.get("language") for track in tracks] == ["jpn", "jpn"]
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["One"]
        assert (container.metadata["title"], container.metadata["comment"]) == ("Rooftop 1", "made by machines")
    assert list(tmp_path.iterdir()) == [copy]


@pytest.mark.parametrize("bytes_of_cover", [600, 40_000])
def test_a_copy_keeps_its_cover_where_there_is_room(segments: list[Path], tmp_path: Path, bytes_of_cover: int) -> None:
    jpeg = BytesIO()
    Image.new("RGB", (16, 16), "#336699").save(jpeg, "JPEG")
    cover = jpeg.getvalue() + b"\0" * bytes_of_cover
    film = mux(join_segments(segments, tmp_path / "joined.mp4"), tone(2.75), 48_000, tmp_path / "a.mp4", cover=cover)
    assert cover_of(film) == cover
    limit = int(film.stat().st_size * 0.7)
    copy = fit_to_size(film, limit, tmp_path / "copy.mp4")
    assert cover_of(copy) == (cover if bytes_of_cover < 1000 else b"")
    assert copy.stat().st_size <= limit
    assert probe(copy).frames == 66


@pytest.mark.parametrize("limit", [1, 700, 2_000, 4_000, 6_000, 9_000, 13_000, 21_000, 10**9])
def test_no_limit_is_ever_passed(pictures: Pictures, tmp_path: Path, limit: int) -> None:
    """Films of a single frame, too: a copy under the limit, or a clear no."""
    film = mux(
        render_segment(at_size(lively(1, "one"), 360, 640, 24), pictures, tmp_path / "one.mp4").path,
        tone(1.0), 48_000, tmp_path / "film.mp4",
    )  # fmt: skip
    copy = tmp_path / "copy.mp4"
    try:
        fit_to_size(film, limit, copy)
    except EncodeError:
        assert limit < film.stat().st_size
        assert not copy.exists()
    else:
        assert copy.stat().st_size <= limit


def test_a_film_that_fits_is_left_as_it_is(master: Path, tmp_path: Path) -> None:
    copy = fit_to_size(master, master.stat().st_size, tmp_path / "copy.mp4")
    assert copy.read_bytes() == master.read_bytes()


def test_a_limit_for_no_film_is_refused(master: Path, tmp_path: Path) -> None:
    with pytest.raises(EncodeError, match="fit"):
        fit_to_size(master, 3000, tmp_path / "copy.mp4")


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"no film at all")
    with pytest.raises(EncodeError, match=r"film\.mp4"):
        probe(tmp_path / "film.mp4")


def test_any_scene_that_can_be_staged_becomes_a_segment(tmp_path: Path) -> None:
    room, filmed = wild.stocked(), 0
    for seed in (9, 27, 202, 223, 249, *range(400, 430)):
        scene, quality = wild.Wild(seed).scene(), list(SegmentQuality)[seed % 3]
        try:
            facts = render_segment(scene, room, tmp_path / "a.mp4", quality=quality)
        except SceneError:
            continue
        assert probe(facts.path).frames == facts.shown
        filmed += 1
    assert filmed > 8


@pytest.mark.parametrize("size", [(16, 16), (22, 34), (16, 2160), (2160, 16)])
def test_frames_of_any_size_are_encoded(size: tuple[int, int], pictures: Pictures, tmp_path: Path) -> None:
    facts = render_segment(scenes.scene(frames=2, width_px=size[0], height_px=size[1]), pictures, tmp_path / "a.mp4")
    assert (probe(facts.path).width_px, probe(facts.path).height_px) == size
