"""The art department: requests in, pictures out, each painted once and kept among the takes."""

from __future__ import annotations

from pathlib import Path

from renderer.crew.cels import Picture
from renderer.crew.ports import BackdropRequest, CharacterRequest, Painter, PropRequest
from renderer.director.brief import SetupBrief
from renderer.director.direct import DIRECTOR_VERSION
from renderer.director.requests import (
    PAINTED_HEIGHT_PX,
    PAINTED_WIDTH_PX,
    ArtRequest,
    CaptionRequest,
    CardRequest,
    CreditsRequest,
    SoundWordRequest,
    shop,
    word_key,
)
from renderer.lettering.caption import caption_sprites
from renderer.lettering.cards import chapter_plate, cliffhanger_card, recap_card, title_card
from renderer.lettering.credits import credits_roll
from renderer.lettering.sfx import sound_word
from renderer.pictures import Painted, load_pictures, save_pictures
from renderer.plan import Kind
from renderer.takes import Takes, take_key
from show.script import Emotion

LETTERING_VERSION = "7"
"""Raised whenever equal lettering requests are drawn differently."""

_SOUND_COLOURS = {
    Emotion.RAGE: "#ff5a3c",
    Emotion.DREAD: "#b9ff6a",
    Emotion.FEAR: "#c6d8ff",
    Emotion.LOVE: "#ff8fc0",
    Emotion.SORROW: "#9fc4ff",
}


class ArtDepartment:
    """One painter and the letterer, over a folder of takes."""

    def __init__(self, painter: Painter, takes: Takes) -> None:
        self._painter = painter
        self.takes = takes

    def paint(self, brief: SetupBrief) -> None:
        """Make sure that everything a set-up needs is painted."""
        for key, request in requests_of(brief).items():
            # Whether it is whole is found out by whoever opens it; most of a film's pictures nobody will.
            if not self.takes.has("art", self._take_key(key, request)):
                self._take(key, request)

    def pictures(self, brief: SetupBrief) -> dict[str, Painted]:
        """Everything a set-up needs, by key; painted now if it isn't yet."""
        pictures: dict[str, Painted] = {}
        for key, request in requests_of(brief).items():
            pictures.update(self.painted(key, request))
        return pictures

    def painted(self, key: str, request: ArtRequest) -> dict[str, Painted]:
        """What one request gives, by key: the picture itself, and for a caption its words.

        Pixels stay in the take's file until they are looked at, so nothing is kept open between steps.
        """
        return load_pictures(self._take(key, request))

    def files(self, brief: SetupBrief) -> list[Path]:
        """The files of everything a set-up needs, as `load_pictures` reads them; painted now if it isn't yet."""
        return [self._take(key, request) for key, request in requests_of(brief).items()]

    def version(self) -> str:
        """Changes whenever equal briefs would look different."""
        return f"{self._painter.name} {self._painter.version} lettering {LETTERING_VERSION} director {DIRECTOR_VERSION}"

    def _take_key(self, key: str, request: ArtRequest) -> str:
        painted_by = f"{self._painter.name} {self._painter.version}"
        if not isinstance(request, (CharacterRequest, BackdropRequest, PropRequest)):
            painted_by = f"lettering {LETTERING_VERSION}"
        return take_key([key, painted_by])

    def _take(self, key: str, request: ArtRequest) -> Path:
        def write(path: Path) -> None:
            save_pictures(path, self._make(key, request))

        return self.takes.make("art", self._take_key(key, request), ".npz", write)

    def _make(self, key: str, request: ArtRequest) -> dict[str, Painted]:
        match request:
            case CharacterRequest():
                return {key: self._painter.puppet(request)}
            case BackdropRequest():
                return {key: self._painter.backdrop(request)}
            case PropRequest():
                return {key: self._painter.prop(request)}
            case CaptionRequest():
                return _captions(key, request)
            case SoundWordRequest():
                colour = _SOUND_COLOURS.get(request.mood, "#ffd34d")
                return {key: sound_word(request.text, width_px=PAINTED_WIDTH_PX, seed=request.seed, colour=colour)}
            case CreditsRequest():
                return {key: _credits(request)}
            case CardRequest():
                return {key: _card(request)}


def requests_of(brief: SetupBrief) -> dict[str, ArtRequest]:
    """All requests of a set-up and of the one its transition shows."""
    requests = shop(brief).all()
    if brief.outgoing is not None:
        requests.update(shop(brief.outgoing).all())
    return requests


def _captions(key: str, request: CaptionRequest) -> dict[str, Painted]:
    sprites = caption_sprites(
        request.words,
        width_px=PAINTED_WIDTH_PX,
        height_px=PAINTED_HEIGHT_PX,
        colour=request.colour,
        delivery=request.delivery,
        language=request.language,
        emotion=request.emotion,
        strength=request.strength,
    )
    # Page and words both stand in the frame's coordinates; the stage takes their difference.
    lit = {word_key(key, number): word for number, word in enumerate(sprites.words)}
    return {key: sprites.page, **lit}


def _card(request: CardRequest) -> Picture:
    width, height = PAINTED_WIDTH_PX, PAINTED_HEIGHT_PX
    if request.kind is Kind.TITLE:
        return title_card(
            request.series_title,
            request.heading,
            request.episode_number,
            width_px=width,
            height_px=height,
            language=request.language,
        )
    if request.kind is Kind.CHAPTER:
        episode, _, title = request.heading.partition(" · ")
        return chapter_plate(title, width_px=width, height_px=height, detail=episode)
    if request.kind is Kind.CLIFFHANGER:
        return cliffhanger_card(request.text, heading=request.heading, width_px=width, height_px=height)
    return recap_card(request.text, heading=request.heading, width_px=width, height_px=height)


def _credits(request: CreditsRequest) -> Picture:
    return credits_roll(
        request.roll,
        title=request.series_title,
        episode_title=request.episode_title,
        number=request.episode_number,
        label=request.label,
        language=request.language,
        width_px=PAINTED_WIDTH_PX,
    )
