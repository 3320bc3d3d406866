"""The offline writer's craft: length, variety, English without seams, and members' words at the heart of it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace

import pytest

from renderer.crew.offline.assembly import PAUSE_SECONDS, SILENT_SHOT_SECONDS, WORDS_PER_SECOND
from renderer.crew.offline.engine import SITUATIONS
from renderer.crew.offline.genres import GENRES, genre_of
from renderer.crew.offline.stock import Module, idea_shots, modules, read_json, thread_shots
from renderer.crew.writer_offline import OfflineWriter
from show.bible import NARRATOR, Series
from show.errors import Refused
from show.ids import EpisodeId, SeriesId
from show.moderation import screen_all, texts_of_episode
from show.order import Brief, Idea
from show.script import Angle, Beat, Emotion, Episode, Framing, Place
from tests.writers.desk import brief_for, new_series

PREMISES = {
    "mystery": "Every photo of the class of 1999 has one face too many.",
    "romance": "Two pen pals fall in love without knowing they sit side by side in class.",
    "fantasy": "A blacksmith's daughter must forge a sword for the king who burned her village",
    "sci-fi": "The last crew of a dying starship receives a signal from home.",
    "horror": "Every night at 3:33 the hospital counts one patient too many.",
    "slice-of-life": "Three friends try to save a tiny café by the sea.",
    "action": "A thief named Kenji is pulled back in for one heist.",
}
IDEAS = ("what if the cat can talk", "a red door", "Somebody knows the song")


def serial(
    genre: str, *, episodes: int = 10, seed: int = 4, ideas: tuple[str, ...] = ()
) -> tuple[Series, list[Episode]]:
    """A series told on from cliffhanger to cliffhanger; each next twist is the first option of the ballot."""
    writer = OfflineWriter()
    given = new_series(id=SeriesId(f"{genre}-1"), genre=genre, premise=PREMISES[genre], title="Test", seed=seed)
    series = writer.found(given)
    told: list[Episode] = []
    twist, question = "", ""
    for number in range(1, episodes + 1):
        episode = writer.write(
            Brief(
                series=series,
                episode_id=EpisodeId(f"e{number}"),
                episode_number=number,
                twist=twist,
                ideas=tuple(Idea(text=text, author="Noor") for text in ideas),
                previously=tuple(episode.logline for episode in told),
                open_question=question,
            )
        )
        told.append(episode)
        twist, question = episode.twists[0], episode.question
    return series, told


@pytest.fixture(scope="module", params=GENRES)
def told(request: pytest.FixtureRequest) -> tuple[Series, list[Episode]]:
    return serial(request.param)


def seconds_of(episode: Episode) -> float:
    silent = sum(1 for _, _, shot in episode.shots() if not shot.lines)
    words = sum(len(line.text.split()) for _, line in episode.lines())
    pauses = sum(1 for _ in episode.lines()) * PAUSE_SECONDS
    return words / WORDS_PER_SECOND + pauses + silent * SILENT_SHOT_SECONDS


def test_ten_episodes_have_the_shape_of_an_episode(told: tuple[Series, list[Episode]]) -> None:
    for episode in told[1]:
        shots = [shot for _, _, shot in episode.shots()]
        said = [line for _, line in episode.lines()]
        assert 10 <= len(shots) <= 14
        assert 14 <= len(said) <= 24
        assert 2 <= len(episode.scenes) <= 4
        assert 38 <= seconds_of(episode) <= 72
        assert all(len(line.text.split()) <= 16 for line in said)
        assert [beat for beat in Beat if beat in {shot.beat for shot in shots}] == [
            beat for beat, _ in itertools.groupby(sorted((s.beat for s in shots), key=list(Beat).index))
        ]
        order = [list(Beat).index(shot.beat) for shot in shots]
        assert order == sorted(order)
        assert sum(line.speaker == NARRATOR for line in said) <= 4
        assert len({line.text for line in said}) == len(said)


def test_ten_episodes_hardly_repeat_a_line_and_no_story(told: tuple[Series, list[Episode]]) -> None:
    lines = Counter(line.text for episode in told[1] for _, line in episode.lines())
    repeated = {text for text, count in lines.items() if count > 1}
    assert len(repeated) <= 0.04 * len(lines), repeated
    assert len({episode.title for episode in told[1]}) == len(told[1])
    assert len({episode.question for episode in told[1]}) >= 8


SEAMS = (
    (r"[{}]", "a slot left open"),
    (r"\s{2,}|^\s|\s$", "stray space"),
    (r"\s[,;:?!]|\s\.(?!\.\.)", "space before a mark"),
    (r"[,;:]\.|[?!]\.|\.[,;]|,,|(?<!\.)\.\.(?!\.)|\.{4,}", "doubled marks"),
    (r"\b[Aa] [aeiouAEIO]\w|\b[Aa]n [^aeiouhAEIOUH“\d]", "wrong article"),
    (r"\bthey (?:is|was|has|does)\b|\b(?:he|she) (?:are|were|have)\b(?! you)", "wrong verb"),
    (r"\b(\w+) \1\b(?<!that that)(?<!had had)", "doubled word"),
)
DOUBLED_ON_PURPOSE = re.compile(r"\b(no|wait|very|now|name|counts?)\b", re.IGNORECASE)


def test_english_has_no_seams(told: tuple[Series, list[Episode]]) -> None:
    for episode in told[1]:
        for text in (*texts_of_episode(episode), *episode.twists):
            for pattern, fault in SEAMS:
                match = re.search(pattern, text)
                if match and not (fault == "doubled word" and DOUBLED_ON_PURPOSE.search(match.group())):
                    pytest.fail(f"{fault}: {text!r}")
        for _, line in episode.lines():
            assert line.text[0] in "…“." or line.text[0] == line.text[0].upper(), line.text


def test_everything_told_may_be_shown(told: tuple[Series, list[Episode]]) -> None:
    for episode in told[1]:
        verdict = screen_all(texts_of_episode(episode), "everyone")
        assert verdict.allowed, verdict.reason


def test_pictures_vary_and_the_twist_is_close(told: tuple[Series, list[Episode]]) -> None:
    for episode in told[1]:
        shots = [shot for _, _, shot in episode.shots()]
        for before, after in itertools.pairwise(shots):
            assert (before.framing, before.move) != (after.framing, after.move)
        twist = [shot for shot in shots if shot.beat is Beat.TWIST]
        assert any(shot.framing in (Framing.EXTREME_CLOSE_UP, Framing.CLOSE_UP) for shot in twist)
        assert len({shot.framing for shot in shots}) >= 5
        assert sum(bool(shot.effects) for shot in shots) >= 3
    props = [{shot.prop for _, _, shot in episode.shots() if shot.prop} for episode in told[1]]
    assert sum(bool(shown) for shown in props) >= 8


def test_people_face_each_other_and_close_ups_face_us(told: tuple[Series, list[Episode]]) -> None:
    for episode in told[1]:
        for _, _, shot in episode.shots():
            if len(shot.cast) == 2:
                left, right = sorted(shot.cast, key=lambda staging: staging.place is Place.RIGHT)
                assert (left.place, right.place) == (Place.LEFT, Place.RIGHT)
                assert left.angle in (Angle.THREE_QUARTER_RIGHT, Angle.BACK)
                assert right.angle in (Angle.THREE_QUARTER_LEFT, Angle.BACK)
            if shot.framing in (Framing.CLOSE_UP, Framing.EXTREME_CLOSE_UP):
                assert [staging.angle for staging in shot.cast] in ([Angle.FRONT], [])
            assert len(shot.cast) <= 2


def test_nobody_jumps_sides_within_a_scene(told: tuple[Series, list[Episode]]) -> None:
    for episode in told[1]:
        for scene in episode.scenes:
            for before, after in itertools.pairwise(s for s in scene.shots if len(s.cast) == 2):
                pairs = [{s.character_id: s.place for s in shot.cast} for shot in (before, after)]
                if pairs[0].keys() == pairs[1].keys():
                    assert pairs[0] == pairs[1]


def test_the_ballot_s_answer_is_told_and_its_question_asked(told: tuple[Series, list[Episode]]) -> None:
    for before, after in itertools.pairwise(told[1]):
        spoken = " ".join(line.text for _, line in after.lines())
        first = before.twists[0].split()[-1].strip(".")
        assert first in spoken
        assert before.question.split()[-1].strip("?") in spoken
        assert before.logline in after.recap


@pytest.mark.parametrize("twist", ["The moon is an egg", "a secret twin", "What if nobody is awake?", "月が落ちる"])
def test_a_twist_of_any_kind_is_heard_in_the_twist_beat(founded: Series, twist: str) -> None:
    episode = OfflineWriter().write(brief_for(founded, twist=twist, ideas=()))
    heard = " ".join(line.text for _, _, shot in episode.shots() if shot.beat is Beat.TWIST for line in shot.lines)
    assert twist.casefold().strip("?") in heard.casefold()


def test_who_is_accused_confesses_in_the_first_person(founded: Series) -> None:
    friend = founded.characters[1]
    episode = OfflineWriter().write(brief_for(founded, twist=f"{friend.name} stole the violin"))
    said = {line.text: line.speaker for _, line in episode.lines()}
    assert said["I stole the violin."] == friend.id


def test_nobody_tells_a_secret_about_themselves_as_if_of_another(founded: Series) -> None:
    for n, one in enumerate(founded.characters):
        other = founded.characters[(n + 1) % len(founded.characters)]
        twist = f"{one.name} and {other.name} have the same mother"
        episode = OfflineWriter().write(brief_for(founded, twist=twist))
        (line,) = [line for _, line in episode.lines() if "same mother" in line.text]
        assert line.speaker not in (one.id, other.id) or line.text.startswith("“")


def test_a_long_twist_is_split_where_one_breathes(founded: Series) -> None:
    twist = (
        "The headmaster has known about the door since the summer of the fire and has been sending one pupil "
        "through it every year"
    )
    episode = OfflineWriter().write(brief_for(founded, twist=twist))
    halves = [line.text for _, line in episode.lines() if "headmaster" in line.text or "every year" in line.text]
    assert len(halves) == 2
    assert halves[0].endswith("…")
    assert halves[1].startswith("…")


@pytest.mark.parametrize("idea", IDEAS)
def test_a_pitched_idea_is_spoken_in_its_words(founded: Series, idea: str) -> None:
    episode = OfflineWriter().write(brief_for(founded, ideas=(Idea(text=idea, author="Noor"),)))
    spoken = " ".join(line.text for _, line in episode.lines()).casefold()
    assert idea.casefold() in spoken


def test_the_premise_opens_the_first_episode(founded: Series) -> None:
    episode = OfflineWriter().write(brief_for(founded))
    opening = " ".join(line.text for number, line in episode.lines() if number <= 3)
    assert "finds a door on the school roof" in opening


def test_people_of_the_premise_are_cast(founded: Series) -> None:
    mika = founded.characters[0]
    assert mika.name == "Mika"
    assert "shy violinist" in mika.look
    friends = OfflineWriter().found(new_series(premise="Three friends, Nao, Bea and Tom, try to save a café in Kyoto."))
    assert [c.name for c in friends.characters][:3] == ["Nao", "Bea", "Tom"]
    assert "Kyoto" not in [c.name for c in friends.characters]


def test_one_whom_the_premise_describes_without_a_name_leads() -> None:
    series = OfflineWriter().found(new_series(premise="A blacksmith's daughter must forge a sword for a cruel king."))
    lead = series.characters[0]
    assert lead.voice.gender == "female"
    assert "blacksmith's daughter" in lead.look


def test_a_look_of_the_premise_is_kept() -> None:
    premise = "Noa, a tired postman with short green hair, delivers letters to the dead."
    noa = OfflineWriter().found(new_series(premise=premise)).characters[0]
    assert noa.name == "Noa"
    assert noa.look.count(" hair") == 1
    assert "short green hair" in noa.look


def test_a_secret_about_someone_s_own_is_told_to_their_face(founded: Series) -> None:
    episode = OfflineWriter().write(brief_for(founded, twist="Mika's teacher wrote the letters"))
    assert "Your teacher wrote the letters." in [line.text for _, line in episode.lines()]


def test_a_cast_looks_different_and_both_genders_speak() -> None:
    for genre in GENRES:
        series = OfflineWriter().found(new_series(genre=genre, premise="", title=genre))
        hair = [re.search(r"with (.+?) hair", c.look) for c in series.characters]
        assert len({match.group(1) for match in hair if match}) == len(series.characters)
        assert {c.voice.gender for c in series.characters} >= {"female", "male"}


def test_another_seed_gives_another_draft(founded: Series) -> None:
    writer = OfflineWriter()
    drafts = [writer.write(brief_for(founded, seed=seed)) for seed in range(6)]
    spoken = {tuple(line.text for _, line in draft.lines()) for draft in drafts}
    assert len(spoken) == 6


@pytest.mark.parametrize("target", [20, 30, 45, 60])
def test_the_target_decides_the_length(founded: Series, target: int) -> None:
    episode = OfflineWriter().write(brief_for(founded, target_seconds=target))
    shots = sum(1 for _ in episode.shots())
    assert shots == max(8, min(14, round(target / 3.5)))
    assert seconds_of(episode) >= min(target, 40) - 10


@pytest.mark.parametrize("cast", [1, 2, 3, 5])
def test_any_size_of_cast_can_play(founded: Series, cast: int) -> None:
    people = (*founded.characters, replace(founded.characters[0], id="extra", name="Extra"))[:cast]  # type: ignore[arg-type]
    series = replace(founded, characters=people, locations=founded.locations[: min(cast, 4)])
    for number in range(1, 8):
        episode = OfflineWriter().write(brief_for(series, episode_number=number, twist=""))
        ids = {c.id for c in people}
        assert {s.character_id for _, _, shot in episode.shots() for s in shot.cast} <= ids


def test_a_bible_with_an_unfit_name_is_refused(founded: Series) -> None:
    bad = replace(founded.characters[0], name="Kys")
    series = replace(founded, characters=(bad, *founded.characters[1:]))
    with pytest.raises(Refused):
        OfflineWriter().write(brief_for(series))


ALL_MODULES = modules(
    *SITUATIONS, "openings", "openings_more", "pickups", "pickups_more", "reveals", "reveals_more", "endings"
)


@pytest.mark.parametrize("module", ALL_MODULES, ids=lambda module: module.id)
def test_every_scene_of_the_stock_is_whole(module: Module) -> None:
    known = {*GENRES, "any"}
    assert module.genres <= known
    versions = module.versions
    for shot in module.shots:
        assert set(shot.cast) <= set("ABC")
        for spoken in shot.say:
            assert len(spoken.wordings) in (0, 1, versions), f"{module.id}: {spoken.wordings}"
            for wording in spoken.wordings:
                assert len(wording.split()) <= 15, wording
                assert wording[-1] in ".!?…—'", wording
                assert screen_all([wording], "everyone").allowed, wording
    assert len({module.id for module in ALL_MODULES}) == len(ALL_MODULES)


def test_the_stock_asks_only_for_what_exists() -> None:
    from renderer.effects import EFFECTS

    particles = {"petals", "rain", "snow", "embers", "dust", "fireflies"}
    plans = [shot for module in ALL_MODULES for shot in module.shots] + list(thread_shots())
    plans += [shot for kind in ("clause", "question", "fragment") for shot in idea_shots(kind)]
    for plan in plans:
        assert set(plan.effects) <= set(EFFECTS), plan
        assert set(plan.particles) <= particles, plan
        assert plan.framing is not Framing.INSERT or plan.prop, plan


def test_every_face_can_be_described() -> None:
    for number in ("alone", "pair"):
        assert set(read_json("glances")[number]) == {emotion.value for emotion in Emotion}


@pytest.mark.parametrize(
    ("genre", "premise", "expected"),
    [
        ("Romance", "", "romance"),
        ("sci_fi", "", "sci-fi"),
        ("dark fantasy isekai", "", "fantasy"),
        ("", "A detective looks for a missing girl.", "mystery"),
        ("slice of life", "", "slice-of-life"),
        ("", "", "mystery"),
        ("ホラー", "A haunted school.", "horror"),
    ],
)
def test_a_genre_is_found_in_any_words(genre: str, premise: str, expected: str) -> None:
    assert genre_of(new_series(genre=genre, premise=premise, title="")) == expected
