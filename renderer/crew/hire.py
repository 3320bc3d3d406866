"""Who is hired for a film: names in the settings become members of the crew, once a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from renderer.crew.ports import Musician, Painter, Voice, Writer
from renderer.stems import Keep, fresh
from show.errors import SettingsError
from show.order import FilmSettings

if TYPE_CHECKING:
    from renderer.crew.voices import Choir

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechServer:
    """A server that speaks OpenAI's speech API; `voices` are its voices' names when they aren't OpenAI's."""

    base_url: str
    api_key: str = field(default="", repr=False)
    model: str
    voices: tuple[str, ...] = ()


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
        speech: SpeechServer | None = None,
        piper_voice: str = "",
        music_folder: str = "",
        voice_threads: int = 1,
        keep: Keep = fresh,
    ) -> None:
        self._cache_folder = cache_folder
        self._openai = (openai_base_url, openai_api_key, openai_model)
        self._kokoro_model = kokoro_model
        self._speech = speech
        self._piper_voice = piper_voice
        self._music_folder = music_folder
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
            raise SettingsError("There is no painter called “{painter}”; known is: house.", painter=settings.painter)
        from renderer.crew.painter_house import HousePainter

        return self._once("painter house", HousePainter)

    def voice(self, settings: FilmSettings) -> Voice:
        """All engines of the settings behind one voice, tried in their order."""
        return self._choir(settings)

    def first_speaker(self, settings: FilmSettings) -> str:
        """The name of the engine that is the first to speak the settings' language, "" when none does."""
        return self._choir(settings).first_speaker(settings.language)

    def _choir(self, settings: FilmSettings) -> Choir:
        from renderer.crew.voices import Choir

        return self._once(f"voice {settings.voices}", lambda: Choir([self._engine(n) for n in settings.voices]))

    def dismiss_voices(self) -> bool:
        """Send the voices home: a loaded one holds as much as a shot in all its pictures. Whether any was here."""
        voices = [name for name in self._hired if name.startswith("voice ")]
        for name in voices:
            del self._hired[name]
        return bool(voices)

    def _engine(self, name: str) -> Voice:
        # Each loads what it needs for itself: a tenth to a quarter of a second that the first line would wait for.
        match name:
            case "kokoro":
                from renderer.crew.voice_kokoro import KokoroVoice

                official = Path(self._kokoro_model) if self._kokoro_model else None
                return KokoroVoice(self._cache_folder, model_path=official, threads=self._voice_threads)
            case "espeak":
                from renderer.crew.voice_espeak import EspeakVoice

                return EspeakVoice()
            case "edge":
                from renderer.crew.voice_edge import EdgeVoice

                return EdgeVoice()
            case "openai":
                return self._speech_of_a_server()
            case "piper":
                return self._piper()
        raise SettingsError(
            "There is no voice engine called “{name}”; known are kokoro, espeak, edge, openai and piper.", name=name
        )

    def _speech_of_a_server(self) -> Voice:
        from renderer.crew.voice_openai import OpenAISpeech

        server = self._speech
        if server is None or not server.base_url:
            raise SettingsError("The voice engine “openai” needs a server; set CLIFFHANGER_SPEECH_BASE_URL.")
        return OpenAISpeech(base_url=server.base_url, api_key=server.api_key, model=server.model, voices=server.voices)

    def _piper(self) -> Voice:
        from renderer.crew.voice_piper import PiperVoice

        if not self._piper_voice:
            raise SettingsError("The voice engine “piper” needs a voice file; set CLIFFHANGER_PIPER_VOICE.")
        return PiperVoice(Path(self._piper_voice).expanduser(), threads=self._voice_threads)

    def musician(self, settings: FilmSettings) -> Musician:
        """The musician by name; SettingsError when there is none of that name."""
        if settings.musician != "house":
            raise SettingsError(
                "There is no musician called “{musician}”; known is: house.", musician=settings.musician
            )
        from renderer.crew.musician_house import HouseMusician
        from renderer.crew.score.library import MusicLibrary

        folder = Path(self._music_folder).expanduser() if self._music_folder else None
        return self._once(
            "musician house", lambda: HouseMusician(self._keep, MusicLibrary(folder) if folder is not None else None)
        )

    def _once(self, name: str, hire: Callable[[], T]) -> T:
        if name not in self._hired:
            self._hired[name] = hire()
        return cast(T, self._hired[name])
