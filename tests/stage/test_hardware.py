"""NVIDIA's encoder is used when it is seen to work, and only then; all shots of a film are encoded alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renderer.encode import hardware
from renderer.encode.hardware import Encoder, choose, chosen_encoder, nvenc_options, works
from renderer.encode.segments import _CEL
from renderer.footage import SOUND, Camera
from renderer.runner import Payload
from show.order import FilmSettings
from tests.renderer.test_footage import PLAN
from tests.renderer.test_footage import Encoder as Filmed


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "_PROBE_SIZE", (320, 576))


def x264(crf: int) -> dict[str, str]:
    return {"preset": "veryfast", "crf": str(crf), "x264-params": _CEL}


def test_an_encoder_works_when_it_gives_back_what_it_was_given() -> None:
    assert works(Encoder.X264, x264)


def test_an_encoder_whose_segments_would_not_join_does_not_work() -> None:
    assert not works(Encoder.X264, lambda crf: x264(crf) | {"x264-params": f"ref={1 + crf % 3}"})


def test_an_encoder_that_spoils_the_picture_does_not_work() -> None:
    assert not works(Encoder.X264, lambda crf: x264(51) | {"x264-params": f"{_CEL}:qpmin=51"})


def test_an_encoder_that_can_not_be_opened_does_not_work() -> None:
    assert not works(Encoder.X264, lambda crf: {"preset": "no such preset"})


def test_the_real_probe_says_yes_or_no_without_an_error() -> None:
    assert choose(lambda: works(Encoder.NVENC, nvenc_options)) in Encoder


def test_a_failing_probe_means_x264(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(lambda: True) is Encoder.NVENC
    monkeypatch.setattr(hardware, "works", lambda encoder, options: False)
    chosen_encoder.cache_clear()
    assert chosen_encoder() is Encoder.X264
    chosen_encoder.cache_clear()


async def test_all_shots_of_a_film_have_one_encoder_and_scouts_have_x264() -> None:
    class Watching(Filmed):
        seen: list[Payload] = []

        def part(self, payload: Payload) -> Payload:
            self.seen.append(payload)
            return super().part(payload)

    async def hear(share: float, shots_done: int) -> None:
        """Nobody listens."""

    plan = replace(PLAN, encoder="h264_nvenc")
    runner = Watching(1.3)
    await Camera(plan, runner, hear).film(replace(FilmSettings(), upload_limit_bytes=8 * 2**20))
    shots = [payload for payload in runner.seen if payload["index"] != SOUND]
    assert {payload["encoder"] for payload in shots if payload["quality"] == "film"} == {"h264_nvenc"}
    assert {payload["encoder"] for payload in shots if payload["quality"] == "animatic"} == {""}
