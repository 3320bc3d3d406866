"""The command line: exit codes and sentences, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import PREFIX, TOKEN_HELP, Settings
from show.codec import dumps
from show.credits import Roll
from show.ids import ChannelId, EpisodeId
from show.order import FilmSettings, ProductionOrder, ReplyTo
from tests.stories import GUILD, a_script, a_series, with_bible

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path):
    """No settings from outside, no .env, a home of its own."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.setenv(PREFIX + "HOME", str(tmp_path / "home"))


def cliffhanger(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], env=environment, capture_output=True, text=True, timeout=60
    )


def an_order() -> ProductionOrder:
    """A production order as the bot writes it."""
    series = with_bible(a_series())
    return ProductionOrder(
        id="o1",
        reply_to=ReplyTo(guild_id=GUILD, channel_id=ChannelId(1), subject="e1"),
        series=series,
        script=a_script(series, EpisodeId("e1")),
        roll=Roll(),
        settings=FilmSettings(),
        seed=1,
    )


@pytest.mark.parametrize("command", ["up", "bot"])
def test_without_a_token_the_bot_says_how_to_get_one(command, capsys):
    assert main([command]) == 1
    assert capsys.readouterr().err.strip() == TOKEN_HELP


def test_a_wrong_setting_ends_every_command_with_one_sentence():
    run = cliffhanger("doctor", CLIFFHANGER_WORKERS="dozens")
    assert run.returncode == 1
    assert run.stderr.startswith("CLIFFHANGER_WORKERS can't be used: ")
    assert run.stderr.count("\n") == 1
    assert "dozens" not in run.stderr + run.stdout


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("cliffhanger ")


def test_an_unknown_command_lists_the_known_ones(capsys):
    with pytest.raises(SystemExit) as end:
        main(["dance"])
    assert end.value.code == 2
    words = capsys.readouterr().err
    assert all(name in words for name in ("demo", "try", "up", "bot", "renderer", "render", "doctor"))


def test_the_doctor_is_content_with_a_house_in_order_and_tells_no_secret(monkeypatch, capsys):
    monkeypatch.setenv(PREFIX + "DISCORD_TOKEN", "s3cr3t")
    assert main(["doctor"]) == 0
    words = capsys.readouterr().out
    assert "BAD" not in words
    assert "s3cr3t" not in words
    assert all(thing in words for thing in ("token", "writer", "voices", "fonts", "kernel", "queue", "disk"))


def test_the_doctor_does_without_a_token_but_not_without_voices(monkeypatch, capsys):
    monkeypatch.setenv(PREFIX + "VOICES", "kazoo")
    assert main(["doctor"]) == 1
    words = capsys.readouterr().out
    assert any(line.startswith("[BAD] voices") for line in words.splitlines())
    assert any(line.startswith("[-- ] token") for line in words.splitlines())


def test_orders_that_cannot_be_read_are_told_in_a_sentence(tmp_path, capsys):
    whole = json.loads(dumps(an_order()))
    newer = {**whole, "cliffhanger": 999}
    cut = {**whole, "body": {k: v for k, v in whole["body"].items() if k != "script"}}
    broken = {
        "empty.json": b"",
        "prose.json": b"Once upon a time",
        "list.json": b"[1, 2]",
        "bytes.json": b"\xff\xfe\x00\x80",
        "newer.json": json.dumps(newer).encode(),
        "cut.json": json.dumps(cut).encode(),
    }
    for name, content in broken.items():
        (tmp_path / name).write_bytes(content)
    for name in (*broken, "missing.json"):
        film = tmp_path / "film.mp4"
        assert main(["render", str(tmp_path / name), str(film)]) == 1, name
        words = capsys.readouterr().err
        assert words.strip(), name
        assert "Traceback" not in words
        assert not film.exists()


def test_orders_that_cannot_be_read_end_the_process_with_one(tmp_path):
    (tmp_path / "order.json").write_text("{")
    run = cliffhanger("render", str(tmp_path / "order.json"), str(tmp_path / "film.mp4"))
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert run.stderr.strip()
