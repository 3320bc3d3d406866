"""What the renderer's command lines have in common."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from renderer import __main__ as film
from renderer import scenes
from renderer.at_home import add_options, workshop_options
from renderer.workshop import WorkshopOptions
from show.codec import dumps
from tests.renderer.small_film import small_order

OWN = ["--piper-voice", "voice.onnx", "--kokoro-model", "kokoro.onnx", "--music-folder", "music"]


def parsed(*words: str) -> WorkshopOptions:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return workshop_options(parser.parse_args(words))


def test_a_command_line_names_the_house_and_what_is_the_operators_own(tmp_path: Path) -> None:
    options = parsed("--home", str(tmp_path), *OWN)
    assert (options.piper_voice, options.kokoro_model, options.music_folder) == ("voice.onnx", "kokoro.onnx", "music")
    assert (options.media_url, options.takes_folder) == (f"file://{tmp_path}/media", f"{tmp_path}/takes")
    assert parsed().piper_voice == ""


@pytest.mark.parametrize("command", [film, scenes], ids=["film", "scenes"])
def test_films_and_their_scenes_are_made_with_the_same_voices(
    command: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[WorkshopOptions] = []

    def stop(*arguments: object, **_: object) -> int:
        heard.extend(one for one in arguments if isinstance(one, WorkshopOptions))
        raise SystemExit(0)

    monkeypatch.setattr(command, "render_order" if command is film else "Workshop", stop)
    order = tmp_path / "order.json"
    order.write_text(dumps(small_order()), encoding="utf-8")
    with pytest.raises(SystemExit):
        command.main([str(order), str(tmp_path / "out"), "--home", str(tmp_path), *OWN])  # type: ignore[attr-defined]
    assert heard == [parsed("--home", str(tmp_path), *OWN)]
