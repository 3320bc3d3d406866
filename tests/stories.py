"""Small scripts, series and results for tests of the room."""

from __future__ import annotations

from dataclasses import replace

from show.bible import Character, Location, Series
from show.ids import CharacterId, EpisodeId, GuildId, LineId, LocationId, MemberId, SeriesId, Sha256, ShotId
from show.order import DraftResult, FilmResult, MediaRef, ReviewReport, Stage, StageTime
from show.script import Beat, Episode, Framing, Line, Scene, Shot, Staging
from storage.records import GuildSettings, Member

GUILD = GuildId(1001)
SETTINGS = GuildSettings(
    guild_id=GUILD,
    room_channel_id=2001,
    premieres_channel_id=2002,
    log_channel_id=2003,
    approver_role_id=3001,
)
ANNA = Member(id=MemberId(51), name="Anna")
BEN = Member(id=MemberId(52), name="Ben")
CLEO = Member(id=MemberId(53), name="Cleo")

MIRA = Character(
    id=CharacterId("mira"), name="Mira", look="short silver hair, yellow raincoat", role="courier"
)
RIN = Character(id=CharacterId("rin"), name="Rin", look="long red hair, school uniform", role="rival")
ROOF = Location(id=LocationId("roof"), name="School roof", look="a school roof at dusk, water tanks")


def with_bible(series: Series) -> Series:
    """The series with two people and a place."""
    return replace(series, characters=(MIRA, RIN), locations=(ROOF,))


def a_series(guild: GuildId = GUILD) -> Series:
    """A founded series."""
    return with_bible(
        Series(id=SeriesId("moon-post-1"), guild_id=guild, title="Moon Post", premise="Letters arrive early.")
    )


def a_script(series: Series, episode: EpisodeId, number: int = 1, version: int = 1) -> Episode:
    """Two shots, three lines, two twists."""
    lines = (
        Line(id=LineId("l1"), speaker=MIRA.id, text="This letter is from tomorrow."),
        Line(id=LineId("l2"), speaker=RIN.id, text="Then don't open it."),
    )
    shots = (
        Shot(
            id=ShotId("s1"),
            beat=Beat.HOOK,
            framing=Framing.TWO_SHOT,
            action="Mira holds up an envelope.",
            cast=(Staging(character_id=MIRA.id), Staging(character_id=RIN.id)),
            lines=lines,
        ),
        Shot(
            id=ShotId("s2"),
            beat=Beat.CLIFFHANGER,
            framing=Framing.CLOSE_UP,
            action="The seal breaks by itself.",
            cast=(Staging(character_id=MIRA.id),),
            lines=(Line(id=LineId("l3"), speaker=MIRA.id, text="It has my handwriting."),),
        ),
    )
    return Episode(
        id=episode,
        series_id=series.id,
        number=number,
        title="The Early Letter",
        logline="A courier gets a letter she has not written yet.",
        question="Who wrote the letter?",
        twists=("Mira's older self", "Rin, to save her", "The post office itself"),
        scenes=(Scene(location_id=ROOF.id, shots=shots),),
        version=version,
    )


def a_ref(name: str = "x.png", media_type: str = "image/png", size_bytes: int = 10) -> MediaRef:
    """A reference to bytes nobody keeps."""
    return MediaRef(sha256=Sha256("a" * 64), size_bytes=size_bytes, media_type=media_type, name=name)


def a_draft(
    script: Episode, storyboard: MediaRef | None = None, animatic: MediaRef | None = None
) -> DraftResult:
    """A draft of a script."""
    return DraftResult(
        script=script,
        storyboard=storyboard or a_ref("storyboard.png"),
        animatic=animatic or a_ref("animatic.mp4", "video/mp4"),
        seconds=31.5,
        stage_times=(
            StageTime(stage=Stage.WRITING, seconds=1.0),
            StageTime(stage=Stage.PAINTING, seconds=2.0),
        ),
    )


def a_film(script: Episode, copy: MediaRef | None = None, cover: MediaRef | None = None) -> FilmResult:
    """A finished film of a script."""
    film = copy or a_ref("film.mp4", "video/mp4", 1000)
    return FilmResult(
        script=script,
        master=film,
        copy=film,
        cover=cover or a_ref("cover.png"),
        subtitles=(),
        report=ReviewReport(
            seconds=32.0,
            planned_seconds=32.0,
            width_px=1080,
            height_px=1920,
            loudness_lufs=-14.0,
            true_peak_dbtp=-1.2,
            size_bytes=film.size_bytes,
        ),
    )
