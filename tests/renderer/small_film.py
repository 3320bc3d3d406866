"""An order for a film of three shots in a small picture, for tests that make the real thing."""

from __future__ import annotations

from show.bible import Character, Location, Series, VoiceCasting
from show.credits import Contribution, Deed, make_roll
from show.ids import ChannelId, CharacterId, EpisodeId, GuildId, LineId, LocationId, MemberId, SeriesId, ShotId
from show.order import FilmSettings, ProductionOrder, ReplyTo
from show.script import Beat, Delivery, Emotion, Episode, Framing, Line, Move, Place, Scene, Shot, Staging, TimeOfDay

MIRA, RIN = CharacterId("mira"), CharacterId("rin")
ROOF = LocationId("roof")
REPLY_TO = ReplyTo(guild_id=GuildId(1), channel_id=ChannelId(2), subject="e1")
SERIES = Series(
    id=SeriesId("moon-post"),
    guild_id=GuildId(1),
    title="Moon Post",
    premise="Letters arrive early.",
    seed=7,
    characters=(
        Character(
            id=MIRA,
            name="Mira",
            look="short silver hair, hoodie",
            colour="#9fd8ff",
            voice=VoiceCasting(gender="female", age="teen", seed=1),
        ),
        Character(
            id=RIN,
            name="Rin",
            look="long red hair, school uniform",
            colour="#ffb3c7",
            voice=VoiceCasting(gender="male", seed=2),
        ),
    ),
    locations=(Location(id=ROOF, name="School roof", look="a school roof, water tanks"),),
)
SETTINGS = FilmSettings(width_px=180, height_px=320, voices=("espeak",))


def small_order(settings: FilmSettings = SETTINGS) -> ProductionOrder:
    """Three shots, four lines, a title and a roll that names one member."""
    return ProductionOrder(
        id="o1",
        reply_to=REPLY_TO,
        series=SERIES,
        script=small_script(),
        roll=make_roll([Contribution(member_id=MemberId(1), name="Kai", deed=Deed.PITCHED)]),
        settings=settings,
        seed=7,
    )


def small_script() -> Episode:
    return Episode(
        id=EpisodeId("e1"),
        series_id=SERIES.id,
        number=1,
        title="The Early Letter",
        scenes=(Scene(location_id=ROOF, time=TimeOfDay.SUNSET, shots=_shots()),),
        provenance={"writer": "test"},
    )


def line(number: int, speaker: CharacterId, text: str, delivery: Delivery = Delivery.SPOKEN) -> Line:
    return Line(id=LineId(f"l{number}"), speaker=speaker, text=text, delivery=delivery)


def _shots() -> tuple[Shot, ...]:
    mira = Staging(character_id=MIRA, place=Place.LEFT, expression=Emotion.FEAR)
    rin = Staging(character_id=RIN, place=Place.RIGHT)
    return (
        Shot(
            id=ShotId("s1"),
            beat=Beat.SETUP,
            framing=Framing.TWO_SHOT,
            move=Move.PUSH_IN,
            action="Mira holds up an envelope.",
            cast=(mira, rin),
            lines=(line(1, MIRA, "This letter came early."), line(2, RIN, "Burn it now.")),
        ),
        Shot(
            id=ShotId("s2"),
            beat=Beat.TURN,
            framing=Framing.CLOSE_UP,
            move=Move.PULL_OUT,
            cast=(rin,),
            lines=(line(3, RIN, "I wrote it.", Delivery.WHISPER),),
            effects=("thunder",),
        ),
        Shot(
            id=ShotId("s3"),
            beat=Beat.CLIFFHANGER,
            framing=Framing.MEDIUM,
            move=Move.HANDHELD,
            cast=(mira,),
            lines=(line(4, MIRA, "Then who are you?"),),
        ),
    )
