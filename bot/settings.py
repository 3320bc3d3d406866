"""The environment, read once and here only: `.env` and variables become frozen Settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from renderer.workshop import WorkshopOptions
from show.errors import SettingsError
from show.order import FilmSettings, Fit

PREFIX = "CLIFFHANGER_"

TOKEN_HELP = (
    "There is no Discord token yet: create an application at https://discord.com/developers/applications, copy the "
    "token from its Bot page and put CLIFFHANGER_DISCORD_TOKEN=… into the file .env (or play without one: make try)."
)


class Settings(BaseSettings):
    """Every setting there is; each stands in `.env.example` with one line of explanation."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    discord_token: SecretStr = SecretStr("")
    discord_api_base: str = ""
    home: Path = Path(".cliffhanger")
    queue_url: str = Field(default="", repr=False)
    media_url: str = Field(default="", repr=False)
    writer: Literal["offline", "openai"] = "offline"
    openai_base_url: str = "https://api.openai.com/v1"
    openai_api_key: SecretStr = SecretStr("")
    openai_model: str = "gpt-4.1-mini"
    moderation_base_url: str = "https://api.openai.com/v1"
    moderation_api_key: SecretStr = SecretStr("")
    moderation_model: str = "omni-moderation-latest"
    painter: Literal["house"] = "house"
    voices: Annotated[str, NoDecode] = "kokoro,espeak"
    kokoro_model: str = ""
    speech_base_url: str = ""
    speech_api_key: SecretStr = SecretStr("")
    speech_model: str = "gpt-4o-mini-tts"
    speech_voices: Annotated[str, NoDecode] = ""
    piper_voice: str = ""
    music_folder: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
    workers: int = Field(default=0, ge=0, le=256)
    target_seconds: int = Field(default=38, ge=20, le=180)
    width_px: int = Field(default=1080, ge=180, le=2160, multiple_of=4)
    fit: Literal["quick", "best"] = "quick"
    encoder: Literal["auto", "x264"] = "auto"
    ballot_minutes: float = Field(default=1440.0, gt=0, le=60 * 24 * 14)
    progress_seconds: float = Field(default=3.0, ge=1.0, le=60.0)
    watch_url: str = ""
    watch_host: str = "127.0.0.1"
    watch_port: int = Field(default=0, ge=0, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def folder(self) -> Path:
        """Where everything lives; made when first asked for. SettingsError when that can't be."""
        try:
            path = self.home.expanduser().resolve()
            path.mkdir(parents=True, exist_ok=True)
        except (OSError, RuntimeError) as exc:
            reason = getattr(exc, "strerror", None) or "there is no such place"
            raise SettingsError(
                "{prefix}HOME can't be used: {why}. Name a folder that can be written to.", prefix=PREFIX, why=reason
            ) from exc
        return path

    @property
    def database(self) -> Path:
        return self.folder / "library.sqlite"

    @property
    def queue(self) -> str:
        """DBOS's database: SQLite in the home folder, or any URL it takes."""
        return self.queue_url or f"sqlite:///{self.folder / 'queue.sqlite'}"

    @property
    def media(self) -> str:
        return self.media_url or f"file://{self.folder / 'media'}"

    @property
    def worker_count(self) -> int:
        return self.workers or os.cpu_count() or 1

    def token(self) -> str:
        """The bot's token; SettingsError says in one sentence how to get one."""
        token = self.discord_token.get_secret_value().strip()
        if not token:
            raise SettingsError(TOKEN_HELP)
        return token

    def workshop(self) -> WorkshopOptions:
        """What the workers need to know."""
        return WorkshopOptions(
            media_url=self.media,
            takes_folder=str(self.folder / "takes"),
            cache_folder=str(self.folder / "cache"),
            openai_base_url=self.openai_base_url,
            openai_api_key=self.openai_api_key.get_secret_value(),
            openai_model=self.openai_model,
            kokoro_model=self.kokoro_model,
            speech_base_url=self.speech_base_url,
            speech_api_key=self.speech_api_key.get_secret_value(),
            speech_model=self.speech_model,
            speech_voices=_listed(self.speech_voices),
            piper_voice=self.piper_voice,
            music_folder=self.music_folder,
            encoder=self.encoder,
        )

    def film(self) -> FilmSettings:
        """How films are made unless a series says otherwise; 9:16 at the given width."""
        return FilmSettings(
            width_px=self.width_px,
            height_px=self.width_px * 16 // 9 // 2 * 2,
            fit=Fit(self.fit),
            writer=self.writer,
            painter=self.painter,
            voices=_listed(self.voices),
            language=self.language,
        )


def _listed(names: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name.strip() for name in names.split(",") if name.strip())


def read_settings() -> Settings:
    """Settings from the environment and `.env`; SettingsError names the variable that is wrong, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError("{name} can't be used: {first}. See .env.example.", name=name, first=first['msg']) from None


def child_environment(**changes: str) -> dict[str, str]:
    """This process's environment for a child, with settings changed: `home="/x"` becomes CLIFFHANGER_HOME."""
    environment = dict(os.environ)
    environment.update({PREFIX + name.upper(): value for name, value in changes.items()})
    return environment
