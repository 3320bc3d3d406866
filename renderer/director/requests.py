"""Which pictures a set-up needs: requests to the painter and to the letterer, each with a key of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from renderer.captions import CaptionPage, CaptionWord, caption_pages, phrased
from renderer.crew.ports import BackdropRequest, CharacterRequest, PropRequest
from renderer.cues import shown_words
from renderer.director.brief import SetupBrief
from renderer.director.light import light_from_left
from renderer.director.table import table
from renderer.plan import STAGED, Kind
from show.bible import NARRATOR
from show.codec import digest
from show.credits import Roll
from show.script import Angle, Delivery, Emotion, Framing, Move, Place, Staging

PAINTED_WIDTH_PX = 1080
PAINTED_HEIGHT_PX = 1920
"""Pictures are painted for the master's frame; animatics and small films scale the same pictures."""

SOUND_WORDS_A_SHOT = 2
_SHALLOW = (Framing.OVER_SHOULDER, Framing.MEDIUM, Framing.CLOSE_UP)
"""Framings whose places painters put out of focus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionRequest:
    """One page of captions with its words."""

    words: tuple[str, ...]
    colour: str
    delivery: Delivery
    language: str
    emotion: Emotion = Emotion.NEUTRAL
    strength: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRequest:
    """A card's lettering on a clear ground."""

    kind: Kind
    series_title: str
    heading: str
    text: str
    episode_number: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditsRequest:
    """The roll as one tall picture."""

    series_title: str
    episode_title: str
    episode_number: int
    roll: Roll
    label: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundWordRequest:
    """A lettered sound."""

    text: str
    mood: Emotion
    seed: int


ArtRequest = (
    CharacterRequest | BackdropRequest | PropRequest | CaptionRequest | CardRequest | CreditsRequest | SoundWordRequest
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shopping:
    """Everything a set-up needs painted. Puppets stand in drawing order, first at the back."""

    backdrop: BackdropRequest | None = None
    puppets: tuple[tuple[Staging, CharacterRequest], ...] = ()
    panels: tuple[tuple[Staging, CharacterRequest], ...] = ()
    """Who is seen in the panels of a split screen, in the order in which they open."""
    prop: PropRequest | None = None
    pages: tuple[tuple[CaptionPage, CaptionRequest], ...] = ()
    sound_words: tuple[SoundWordRequest, ...] = ()
    card: CardRequest | None = None
    credits: CreditsRequest | None = None

    def all(self) -> dict[str, ArtRequest]:
        """Every request by its key."""
        requests: list[ArtRequest] = [request for _, request in (*self.puppets, *self.panels)]
        requests += [request for _, request in self.pages]
        requests += self.sound_words
        requests += [r for r in (self.backdrop, self.prop, self.card, self.credits) if r is not None]
        return {key_of(request): request for request in requests}


def key_of(request: ArtRequest) -> str:
    """Equal requests, equal key."""
    return f"{type(request).__name__.removesuffix('Request').lower()}-{digest(request)[:24]}"


def word_key(page_key: str, number: int) -> str:
    """The key of the n-th lit word (0-based) of a caption page."""
    return f"{page_key}/{number}"


def shop(brief: SetupBrief) -> Shopping:
    """What has to be painted for a set-up."""
    shopping = Shopping(backdrop=_backdrop(brief), pages=_pages(brief))
    if brief.kind is Kind.CREDITS and brief.roll is not None:
        credits = CreditsRequest(
            series_title=brief.series_title,
            episode_title=brief.heading,
            episode_number=brief.episode_number,
            language=brief.language,
            roll=brief.roll,
            label=brief.label,
        )
        return replace(shopping, credits=credits)
    if brief.kind not in STAGED or brief.shot is None:
        return replace(shopping, card=_card(brief))
    prop = None
    if brief.framing is Framing.INSERT and brief.shot.prop:
        prop = PropRequest(
            words=brief.shot.prop,
            time=brief.time,
            mood=brief.mood,
            width_px=900,
            height_px=900,
            seed=brief.seed,
        )
    words = brief.shot.sound_words[:SOUND_WORDS_A_SHOT] if brief.part == 0 else ()
    return replace(
        shopping,
        prop=prop,
        puppets=() if prop else tuple((s, _puppet(brief, s, brief.framing)) for s in on_screen(brief)),
        panels=_panels(brief),
        card=_card(brief) if brief.kind is Kind.CHAPTER else None,
        sound_words=tuple(SoundWordRequest(text=w, mood=brief.mood, seed=n) for n, w in enumerate(words)),
    )


def _card(brief: SetupBrief) -> CardRequest:
    return CardRequest(
        kind=brief.kind,
        series_title=brief.series_title,
        heading=brief.heading,
        text=brief.text,
        language=brief.language,
        episode_number=brief.episode_number,
    )


def on_screen(brief: SetupBrief) -> tuple[Staging, ...]:
    """Who is seen in the set-up, back to front."""
    cast = brief.shot.cast if brief.shot is not None else ()
    if not cast:
        return ()
    lead = next((s for s in cast if s.character_id in brief.speakers[:1]), cast[0])
    if brief.framing is not Framing.OVER_SHOULDER:
        cast = tuple(_facing(s) for s in cast)
        lead = _facing(lead)
    match brief.framing:
        case Framing.CLOSE_UP | Framing.EXTREME_CLOSE_UP | Framing.INSERT | Framing.MEDIUM:
            return (replace(lead, place=Place.CENTRE),)
        case Framing.OVER_SHOULDER:
            other = next((s for s in cast if s is not lead), None)
            if other is None:
                return (replace(lead, place=Place.CENTRE),)
            return (replace(lead, place=Place.LEFT), replace(other, place=Place.RIGHT, angle=Angle.BACK))
        case Framing.TWO_SHOT:
            return _side_by_side(cast[:2])
        case _:
            return _side_by_side(cast[:3])


def _facing(staging: Staging) -> Staging:
    """Somebody seen from behind over a shoulder turns round when the coverage changes sides."""
    if staging.angle is not Angle.BACK:
        return staging
    inwards = {Place.LEFT: Angle.THREE_QUARTER_RIGHT, Place.RIGHT: Angle.THREE_QUARTER_LEFT}
    return replace(staging, angle=inwards.get(staging.place, Angle.FRONT))


def _side_by_side(cast: tuple[Staging, ...]) -> tuple[Staging, ...]:
    """Nobody stands on anybody: those who share a place are spread over the free ones, in order."""
    if len({s.place for s in cast}) == len(cast):
        return cast
    places = {1: (Place.CENTRE,), 2: (Place.LEFT, Place.RIGHT)}.get(len(cast), (Place.LEFT, Place.RIGHT, Place.CENTRE))
    return tuple(replace(s, place=place) for s, place in zip(cast, places, strict=False))


def _panels(brief: SetupBrief) -> tuple[tuple[Staging, CharacterRequest], ...]:
    """One face a window: those who speak first, then the others; faces look at each other."""
    layout = table().panels.get(brief.treatment.panels)
    if layout is None or brief.shot is None:
        return ()
    cast = sorted(
        (_facing(staging) for staging in brief.shot.cast),
        key=lambda s: brief.speakers.index(s.character_id) if s.character_id in brief.speakers else len(brief.cast),
    )
    if len(cast) < len(layout.windows):
        return ()
    return tuple(
        (staging, _puppet(brief, staging, window.framing))
        for staging, window in zip(cast, layout.windows, strict=False)
    )


def _puppet(brief: SetupBrief, staging: Staging, framing: Framing) -> CharacterRequest:
    spoken = next((s.line for s in brief.lines if s.line.speaker == staging.character_id), None)
    expression, strength = staging.expression, staging.strength
    if spoken is not None and spoken.emotion is not Emotion.NEUTRAL:
        expression, strength = spoken.emotion, spoken.strength
    shot = brief.shot
    assert shot is not None  # only shots have a cast
    character = brief.character(staging.character_id)
    if character is None:
        raise KeyError(staging.character_id)
    return CharacterRequest(
        character=character,
        cast=brief.cast[: brief.cast.index(character) + 1],
        expression=expression,
        strength=round(strength, 2),
        angle=staging.angle,
        pose=staging.pose,
        framing=_puppet_framing(framing),
        light_from_left=light_from_left(brief),
        seed=brief.seed,
        take=shot.take,
    )


def _puppet_framing(framing: Framing) -> Framing:
    """Painters deliver eyes, busts, half and full figures; a shot takes the one that fills it."""
    return {
        Framing.TWO_SHOT: Framing.MEDIUM,
        Framing.OVER_SHOULDER: Framing.MEDIUM,
        Framing.INSERT: Framing.CLOSE_UP,
        Framing.ESTABLISHING: Framing.WIDE,
    }.get(framing, framing)


def _lens(brief: SetupBrief) -> Framing:
    """The framing that a place is painted for: sharp enough to be looked at when focus is pulled from it."""
    if brief.treatment.move is Move.RACK_FOCUS and brief.framing in _SHALLOW:
        return Framing.TWO_SHOT
    return brief.framing


def _backdrop(brief: SetupBrief) -> BackdropRequest | None:
    if brief.location is None:
        return None
    return BackdropRequest(
        location=brief.location,
        time=brief.time,
        weather=brief.weather,
        mood=brief.mood,
        framing=_lens(brief),
        width_px=PAINTED_WIDTH_PX,
        height_px=PAINTED_HEIGHT_PX,
        seed=brief.seed,
        take=brief.shot.take if brief.shot is not None else 1,
    )


def _pages(brief: SetupBrief) -> tuple[tuple[CaptionPage, CaptionRequest], ...]:
    words: list[CaptionWord] = []
    for spoken in brief.lines:
        character = brief.character(spoken.line.speaker)
        start = spoken.start_frame / brief.fps
        words += [
            CaptionWord(
                text=shown,
                start_seconds=start + word.start_seconds,
                end_seconds=start + word.end_seconds,
                speaker=character.name if character else "",
                colour=character.colour if character else "#ffffff",
                delivery=Delivery.THOUGHT if spoken.line.speaker == NARRATOR else spoken.line.delivery,
                emotion=spoken.line.emotion,
                strength=round(spoken.line.strength, 2),
            )
            for word, shown in zip(spoken.voiced.words, shown_words([w.text for w in spoken.voiced.words]), strict=True)
        ]
    return tuple((page, _caption(page, brief)) for page in caption_pages(phrased(words)))


def _caption(page: CaptionPage, brief: SetupBrief) -> CaptionRequest:
    return CaptionRequest(
        words=tuple(word.text for word in page.words),
        colour=page.words[0].colour,
        delivery=page.words[0].delivery,
        language=brief.language,
        emotion=page.words[0].emotion,
        strength=page.words[0].strength,
    )
