"""The environment: what it may say, what is told when it is wrong, and what is never told."""

from __future__ import annotations

import logging

import pytest

from bot.settings import PREFIX, TOKEN_HELP, Settings, child_environment, read_settings
from show.errors import SettingsError

SECRET = "s3cr3t-dont-tell"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path):
    """No settings from outside, no .env."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WRITER", "shakespeare-4711"),
        ("PAINTER", "rembrandt-4711"),
        ("WORKERS", "many-4711"),
        ("WORKERS", "4711"),
        ("WIDTH_PX", "471"),
        ("TARGET_SECONDS", "4711"),
        ("BALLOT_MINUTES", "-4711"),
        ("PROGRESS_SECONDS", "0.04711"),
        ("LANGUAGE", "english 4711"),
        ("LOG_LEVEL", "loud-4711"),
    ],
)
def test_a_wrong_value_is_told_by_its_name_and_never_by_itself(monkeypatch, name, value):
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    words = str(caught.value)
    assert words.startswith(f"{PREFIX}{name} can't be used: ")
    assert value not in words
    assert ".env.example" in words
    assert caught.value.__cause__ is None, "a traceback would show the value"


def test_without_a_token_one_sentence_says_how_to_get_one(monkeypatch):
    for token in ("", "   "):
        monkeypatch.setenv(PREFIX + "DISCORD_TOKEN", token)
        with pytest.raises(SettingsError) as caught:
            read_settings().token()
        assert str(caught.value) == TOKEN_HELP
    assert TOKEN_HELP.count(". ") == 0
    assert "make try" in TOKEN_HELP


def test_secrets_are_in_no_repr_and_no_log(monkeypatch, caplog):
    for name in ("DISCORD_TOKEN", "OPENAI_API_KEY", "SPEECH_API_KEY"):
        monkeypatch.setenv(PREFIX + name, SECRET)
    monkeypatch.setenv(PREFIX + "QUEUE_URL", f"postgresql://bot:{SECRET}@db/queue")
    monkeypatch.setenv(PREFIX + "MEDIA_URL", f"s3://key:{SECRET}@bucket")
    settings = read_settings()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").warning("%s %r %s %r", settings, settings, settings.workshop(), settings.film())
    assert caplog.records
    assert SECRET not in caplog.text
    assert settings.token() == SECRET
    assert settings.workshop().openai_api_key == SECRET


def test_the_dot_env_file_is_read_and_the_environment_wins(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text(f"{PREFIX}WIDTH_PX=360\n{PREFIX}LANGUAGE=ja\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv(PREFIX + "LANGUAGE", "fr")
    settings = read_settings()
    assert (settings.width_px, settings.language) == (360, "fr")


def test_films_are_upright_with_even_sides(monkeypatch):
    for width in (180, 360, 540, 720, 1080, 1440, 2160):
        monkeypatch.setenv(PREFIX + "WIDTH_PX", str(width))
        film = read_settings().film()
        assert film.height_px % 2 == 0
        assert film.height_px / film.width_px == pytest.approx(16 / 9, abs=0.01)


def test_voices_are_tried_in_the_order_given(monkeypatch):
    monkeypatch.setenv(PREFIX + "VOICES", " espeak, kokoro ,")
    assert read_settings().film().voices == ("espeak", "kokoro")


def test_everything_lives_in_the_home_folder_unless_told_otherwise(monkeypatch, tmp_path):
    home = tmp_path / "deep" / "home"
    monkeypatch.setenv(PREFIX + "HOME", str(home))
    settings = read_settings()
    assert settings.folder == home.resolve()
    assert home.is_dir()
    assert all(str(home) in place for place in (str(settings.database), settings.queue, settings.media))
    monkeypatch.setenv(PREFIX + "QUEUE_URL", "postgresql://db/queue")
    assert read_settings().queue == "postgresql://db/queue"


def test_a_home_that_is_no_folder_is_told_in_a_sentence(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(PREFIX + "HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(SettingsError, match=rf"{PREFIX}HOME can't be used"):
        _ = read_settings().folder


def test_a_child_gets_the_environment_with_changes(monkeypatch):
    monkeypatch.setenv(PREFIX + "LANGUAGE", "fr")
    environment = child_environment(home="elsewhere", width_px="360")
    assert environment[PREFIX + "LANGUAGE"] == "fr"
    assert (environment[PREFIX + "HOME"], environment[PREFIX + "WIDTH_PX"]) == ("elsewhere", "360")
    assert "PATH" in environment
