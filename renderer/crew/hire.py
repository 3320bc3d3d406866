"""Who is hired for a film: names in the settings become members of the crew, once a process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from renderer.crew.ports import Musician, Painter, Voice, Writer
from renderer.stems import Keep, fresh
from show.errors import SettingsError
from show.order import FilmSettings

T = TypeVar("T")


class Crew:
    """The crew of one worker process; loading a voice takes seconds, so nobody is hired twice."""

    def __init__(
        self,
        *,
        cache_folder: Path,
        openai_base_url: str = "",
        openai_api_key: str = "",
        openai_model: str = "",
        kokoro_model: str = "",
        voice_threads: int = 1,
        keep: Keep = fresh,
    ) -> None:
        self._cache_folder = cache_folder
        self._openai = (openai_base_url, openai_api_key, openai_model)
        self._kokoro_model = kokoro_model
        self._voice_threads = voice_threads
        self._keep = keep
        self._hired: dict[str, object] = {}

    def writer(self, settings: FilmSettings) -> Writer:
        """The writer by name, the offline one behind it."""
        from renderer.crew.writers import make_writer

        base_url, api_key, model = self._openai
        return self._once(
            f"writer {settings.writer}",
            lambda: make_writer(settings.writer, base_url=base_url, api_key=api_key, model=model),
        )

    def painter(self, settings: FilmSettings) -> Painter:
        """The painter by name; SettingsError when there is none of that name."""
        if settings.painter != "house":
            raise SettingsError(f"There is no painter called “{settings.painter}”; known is: house.")
        from renderer.crew.painter_house import HousePainter

        return self._once("painter house", HousePainter)

    def voice(self, settings: FilmSettings) -> Voice:
        """All engines of the settings behind one voice, tried in their order."""
        from renderer.crew.voices import Choir

        return self._once(f"voice {settings.voices}", lambda: Choir([self._engine(n) for n in settings.voices]))

    def dismiss_voices(self) -> bool:
        """Send the voices home: a loaded one holds as much as a shot in all its pictures. Whether any was here."""
        voices = [name for name in self._hired if name.startswith("voice ")]
        for name in voices:
            del self._hired[name]
        return bool(voices)

    def _engine(self, name: str) -> Voice:
        from renderer.crew.voice_edge import EdgeVoice
        from renderer.crew.voice_espeak import EspeakVoice
        from renderer.crew.voice_kokoro import KokoroVoice

        match name:
            case "kokoro":
                official = Path(self._kokoro_model) if self._kokoro_model else None
                return KokoroVoice(self._cache_folder, model_path=official, threads=self._voice_threads)
            case "espeak":
                return EspeakVoice()
            case "edge":
                return EdgeVoice()
        raise SettingsError(f"There is no voice engine called “{name}”; known are kokoro, espeak and edge.")

    def musician(self, settings: FilmSettings) -> Musician:
        """The musician by name; SettingsError when there is none of that name."""
        if settings.musician != "house":
            raise SettingsError(f"There is no musician called “{settings.musician}”; known is: house.")
        from renderer.crew.musician_house import HouseMusician

        return self._once("musician house", lambda: HouseMusician(self._keep))

    def _once(self, name: str, hire: Callable[[], T]) -> T:
        if name not in self._hired:
            self._hired[name] = hire()
        return cast(T, self._hired[name])
