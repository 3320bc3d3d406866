"""The screenplay: what is printed reads back equal; what people write by hand is read with sense."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from show.bible import NARRATOR, Character, Location, Series
from show.errors import InvalidScreenplay
from show.ids import CharacterId, EpisodeId, GuildId, LineId, LocationId, SeriesId, ShotId
from show.screenplay import from_fountain, to_fountain
from show.script import (
    Angle,
    Beat,
    Delivery,
    Emotion,
    Episode,
    Framing,
    Line,
    Move,
    Place,
    Pose,
    Scene,
    Shot,
    Staging,
    TimeOfDay,
    Transition,
    Weather,
)

HOSTILE = (
    "",
    " ",
    "[[shot beat=hook]]",
    "]]",
    "@everyone",
    ".hidden",
    ">CUT TO:",
    "> centred <",
    "!",
    "(whisper)",
    "~song",
    "INT. HOUSE - DAY",
    "int. house",
    "EXT",
    "MIKA",
    "MIKA (V.O.)",
    "NARRATOR",
    "CUT TO:",
    "one\ntwo",
    "a\r\nb",
    "\\n",
    "\\",
    "\\0",
    "/* out */",
    "*bold* _under_",
    "# section",
    "= synopsis",
    "===",
    "Title: x",
    "ROOF - NIGHT - RAIN",
    "A – B",
    "שלום עולם",
    "\u202eevil\u2028line\u0085",
    "👩‍👩‍👧 家 の 中",
    "x^",
    "#3#",
    "ß",
    "İ",
    "tab\tin",
    '"quoted" = value',
)
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=24), st.just("He never came back."))


def characters(number: int) -> st.SearchStrategy[tuple[Character, ...]]:
    return st.lists(words, min_size=number, max_size=number).map(
        lambda names: tuple(Character(id=CharacterId(f"c{n}"), name=name, look="") for n, name in enumerate(names))
    )


def places(number: int) -> st.SearchStrategy[tuple[Location, ...]]:
    return st.lists(words, min_size=number, max_size=number).map(
        lambda names: tuple(Location(id=LocationId(f"p{n}"), name=name, look="") for n, name in enumerate(names))
    )


serieses = st.builds(
    Series,
    id=st.just(SeriesId("series")),
    guild_id=st.just(GuildId(1)),
    title=words,
    premise=words,
    characters=characters(3),
    locations=places(2),
)
strengths = st.floats(0, 1, allow_nan=False)
speakers = st.sampled_from(["c0", "c1", "c2", str(NARRATOR), "nobody [x]"]).map(CharacterId)
lines = st.builds(
    Line,
    id=st.just(LineId("")),
    speaker=speakers,
    text=words,
    emotion=st.sampled_from(Emotion),
    strength=strengths,
    delivery=st.sampled_from(Delivery),
)
stagings = st.builds(
    Staging,
    character_id=speakers,
    place=st.sampled_from(Place),
    expression=st.sampled_from(Emotion),
    strength=strengths,
    angle=st.sampled_from(Angle),
    pose=st.sampled_from(Pose),
)
few_words = st.lists(words, max_size=2).map(tuple)
shots = st.builds(
    Shot,
    id=st.just(ShotId("")),
    beat=st.sampled_from(Beat),
    framing=st.sampled_from(Framing),
    move=st.sampled_from(Move),
    transition=st.sampled_from(Transition),
    mood=st.sampled_from(Emotion),
    action=words,
    cast=st.lists(stagings, max_size=2).map(tuple),
    lines=st.lists(lines, max_size=2).map(tuple),
    prop=words,
    particles=few_words,
    effects=few_words,
    sound_words=few_words,
    take=st.integers(1, 99),
    wish=words,
)
scenes = st.builds(
    Scene,
    location_id=st.sampled_from(["p0", "p1", "else where"]).map(LocationId),
    time=st.sampled_from(TimeOfDay),
    weather=st.sampled_from(Weather),
    shots=st.lists(shots, max_size=3).map(tuple),
)


def numbered(episode: Episode) -> Episode:
    """Give every shot and line an id of its own."""
    scenes = tuple(
        replace(
            scene,
            shots=tuple(
                replace(
                    shot,
                    id=ShotId(f"e {s}.{n}"),
                    lines=tuple(replace(line, id=LineId(f"{s}/{n}/{k}")) for k, line in enumerate(shot.lines)),
                )
                for n, shot in enumerate(scene.shots)
            ),
        )
        for s, scene in enumerate(episode.scenes)
    )
    return replace(episode, scenes=scenes)


episodes = st.builds(
    Episode,
    id=words.map(EpisodeId),
    series_id=words.map(SeriesId),
    number=st.integers(1, 500),
    title=words,
    logline=words,
    recap=words,
    question=words,
    twists=st.lists(words, max_size=3).map(tuple),
    scenes=st.lists(scenes, min_size=1, max_size=3).map(tuple),
    version=st.integers(1, 50),
    language=words,
    provenance=st.dictionaries(words, words, max_size=2),
).map(numbered)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(episodes, serieses)
def test_what_is_printed_reads_back_equal(episode: Episode, series: Series) -> None:
    assert from_fountain(to_fountain(episode, series), series) == episode


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(words, max_size=12).map("\n".join)))
@example("Title: x\nnot a key")
@example("MIKA\n")
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(InvalidScreenplay):
        assert from_fountain(text, SERIES).scenes


SERIES = Series(
    id=SeriesId("roof"),
    guild_id=GuildId(1),
    title="The Roof",
    premise="A door on the roof.",
    characters=(
        Character(id=CharacterId("mika"), name="Mika", look="teen girl"),
        Character(id=CharacterId("ren"), name="Ren", look="teen boy"),
        Character(id=CharacterId("hana"), name="花", look="old woman"),
    ),
    locations=(
        Location(id=LocationId("roof"), name="School Roof", look="school roof"),
        Location(id=LocationId("class"), name="Classroom 2-B", look="classroom"),
    ),
)

BY_HAND = """Title: The Door
Author: two members

FADE IN:

EXT. SCHOOL ROOF - NIGHT - RAIN

Rain hammers the door.
Mika waits under it.

MIKA (V.O.)
(scared)
It was *never* locked. [[check this]]

REN
(whispering)
Then why
did you knock?

SMASH CUT TO:

int. classroom 2-b - morning

/* a scene we dropped
REN
Gone.
*/
@花
Both of you. Home.
"""


def test_a_script_written_by_hand_gets_shots_beats_and_staging() -> None:
    episode = from_fountain(BY_HAND, SERIES, episode_id=EpisodeId("e1"), number=4)
    assert (episode.title, episode.number, episode.id) == ("The Door", 4, "e1")
    first, second = episode.scenes
    assert (first.location_id, first.time, first.weather) == ("roof", TimeOfDay.NIGHT, Weather.RAIN)
    assert (second.location_id, second.time) == ("class", TimeOfDay.DAY)
    opening = first.shots[0]
    assert opening.action == "Rain hammers the door. Mika waits under it."
    assert opening.beat is Beat.HOOK
    said = [line for _, line in episode.lines()]
    assert [line.text for line in said] == [
        "It was never locked.",
        "Then why did you knock?",
        "Both of you. Home.",
    ]
    assert (said[0].delivery, said[0].emotion) == (Delivery.THOUGHT, Emotion.FEAR)
    assert said[1].delivery is Delivery.WHISPER
    assert second.shots[0].transition is Transition.FLASH
    assert [s.character_id for s in opening.cast] == ["mika", "ren"]
    assert second.shots[-1].beat is Beat.CLIFFHANGER
    ids = [shot.id for _, _, shot in episode.shots()]
    assert len(set(ids)) == len(ids)
    assert from_fountain(to_fountain(episode, SERIES), SERIES) == episode


def test_an_edited_line_keeps_its_id_and_everything_around_it() -> None:
    episode = from_fountain(BY_HAND, SERIES)
    edited = to_fountain(episode, SERIES).replace("Then why did you knock?", "Who taught you to knock?")
    back = from_fountain(edited, SERIES)
    _, old = list(episode.lines())[1]
    assert back == replace(
        episode,
        scenes=replace(
            episode.with_line(replace(old, text="Who taught you to knock?")), version=episode.version
        ).scenes,
    )


def test_a_shot_pasted_twice_gets_ids_of_its_own() -> None:
    shot = "[[shot id=s01 beat=hook framing=wide]]\n\nREN\nHello?\n[[line id=l01]]\n\n"
    episode = from_fountain("EXT. SCHOOL ROOF - DAY\n\n" + shot * 2, SERIES)
    assert len({shot.id for _, _, shot in episode.shots()}) == 2
    assert len({line.id for _, line in episode.lines()}) == 2


@pytest.mark.parametrize(
    ("text", "line_number", "saying"),
    [
        ("", None, "no scene"),
        ("Rain.", 1, "before the first scene"),
        ("\n\nEXT. THE MOON - DAY\n\nDust.", 3, "School Roof"),
        ("EXT. SCHOOL ROOF - DAY\n\nBATMAN\nHello.", 3, "Mika"),
        ("EXT. SCHOOL ROOF - DAY\n\n[[shot beat=hook framing=sideways]]", 3, "close-up"),
        ("EXT. SCHOOL ROOF - DAY\n\n[[shot beat=hook framing=wide take=many]]", 3, "whole number"),
        ("EXT. SCHOOL ROOF - DAY\n[[cast who=mika]]", 2, "note before it"),
        ("EXT. SCHOOL ROOF - DAY\n[[line id=x]]", 2, "directly under"),
        ("Title: A\nEpisode: three\n\nEXT. SCHOOL ROOF", 2, "whole number"),
        ("Title: A\nand more", 2, "empty line"),
    ],
)
def test_what_can_not_be_read_is_told_with_its_line(text: str, line_number: int | None, saying: str) -> None:
    with pytest.raises(InvalidScreenplay, match=saying) as caught:
        from_fountain(text, SERIES)
    assert caught.value.line_number == line_number


def test_a_novel_is_refused_unread() -> None:
    with pytest.raises(InvalidScreenplay, match="longer"):
        from_fountain("x" * 200_001, SERIES)
