"""What a worker needs around it to carry out steps: where things are kept and which crew to hire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from renderer.art import ArtDepartment
from renderer.crew.hire import Crew, SpeechServer
from renderer.crew.ports import Voice
from renderer.memory import give_back
from renderer.plan import Plan
from renderer.stems import kept_in
from renderer.takes import Takes
from show.order import FilmSettings
from storage.media import MediaStore


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopOptions:
    """Plain facts from the settings; travels to the workers as JSON and is never logged."""

    media_url: str = field(repr=False)
    takes_folder: str
    cache_folder: str
    openai_base_url: str = ""
    openai_api_key: str = field(default="", repr=False)
    openai_model: str = ""
    kokoro_model: str = ""
    """Path of an official Kokoro ONNX file; empty takes the one inside the packages."""
    speech_base_url: str = ""
    speech_api_key: str = field(default="", repr=False)
    speech_model: str = ""
    speech_voices: tuple[str, ...] = ()
    music_folder: str = ""
    """Folder of the operator's own licensed tracks."""
    piper_voice: str = ""
    """Path of a Piper voice file (.onnx, with its .onnx.json beside it)."""
    voice_threads: int = 2
    """Of one voice. Kokoro's samples are the same whatever their number; a line said alone is said in 0.6 of the time
    by two, and lines said by all workers at once take no longer."""
    encoder: str = "auto"
    """`auto` tries NVIDIA's and falls back to x264; `x264` doesn't try."""


class Workshop:
    """Stores opened from the options, once a process."""

    def __init__(self, options: WorkshopOptions, takes: Takes | None = None) -> None:
        self.options = options
        self.takes = takes or Takes(Path(options.takes_folder))
        self.plans: dict[str, Plan] = {}
        """The plan read last, by its key."""
        self._art: dict[str, ArtDepartment] = {}

    def art(self, settings: FilmSettings) -> ArtDepartment:
        """The art department under the painter of the settings; it keeps pictures open between steps.

        Voices and pictures are never held at once, lest a worker need the memory of both.
        """
        if self.crew.dismiss_voices():
            give_back()
        if settings.painter not in self._art:
            self._art[settings.painter] = ArtDepartment(self.crew.painter(settings), self.takes)
        return self._art[settings.painter]

    def voice(self, settings: FilmSettings) -> Voice:
        """The voices of the settings; pictures that are open are closed."""
        if self._art:
            self._art.clear()
            give_back()
        return self.crew.voice(settings)

    @cached_property
    def media(self) -> MediaStore:
        return MediaStore(self.options.media_url)

    @cached_property
    def archive(self) -> Workshop:
        """The same for whoever only looks what is there; voices and pictures of this one stay as they are."""
        other = Workshop(self.options, self.takes.kept)
        other.plans = self.plans
        return other

    @cached_property
    def cache_folder(self) -> Path:
        folder = Path(self.options.cache_folder)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @cached_property
    def crew(self) -> Crew:
        return Crew(
            cache_folder=self.cache_folder,
            openai_base_url=self.options.openai_base_url,
            openai_api_key=self.options.openai_api_key,
            openai_model=self.options.openai_model,
            kokoro_model=self.options.kokoro_model,
            speech=SpeechServer(
                base_url=self.options.speech_base_url,
                api_key=self.options.speech_api_key,
                model=self.options.speech_model,
                voices=self.options.speech_voices,
            ),
            piper_voice=self.options.piper_voice,
            music_folder=self.options.music_folder,
            voice_threads=self.options.voice_threads,
            keep=kept_in(self.takes),
        )


def at_once(what: Callable[[], object]) -> None:
    """Do it now: nobody waits for the step's answer alone."""
    what()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepContext:
    """What a step gets beside its payload. `report` takes a fraction from 0 to 1 of the step's own work."""

    workshop: Workshop
    report: Callable[[float], None]
    clock: Callable[[], float]
    """Seconds since the epoch."""
    core_to_spare: bool = False
    """Whether nobody waited for a core when this step began. What it makes is the same either way."""
    afterwards: Callable[[Callable[[], object]], None] = at_once
    """Takes what a later step will want and does not have to wait for: done once this one has been answered. Where it
    fails, whoever wants it does it again and says why."""
