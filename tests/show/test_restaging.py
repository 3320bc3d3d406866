"""A script whose parts are exchanged and whose shots are moved."""

from __future__ import annotations

import pytest

from show.errors import NotFound
from show.ids import CharacterId, EpisodeId, LocationId, ShotId
from show.script import Beat, Episode, Framing, Scene, Shot
from tests.stories import a_script, a_series

SERIES = a_series()
SCRIPT = a_script(SERIES, EpisodeId("moon-post-1-e1"))


def script(*scenes: str) -> Episode:
    """An episode with a scene for each word and a shot for each letter."""
    made = tuple(
        Scene(
            location_id=LocationId(f"place{n}"),
            shots=tuple(Shot(id=ShotId(letter), beat=Beat.RISE, framing=Framing.WIDE) for letter in word),
        )
        for n, word in enumerate(scenes)
    )
    return Episode(id=SCRIPT.id, series_id=SERIES.id, number=1, title="Letters", scenes=made)


def letters(episode: Episode) -> list[str]:
    return ["".join(shot.id for shot in scene.shots) for scene in episode.scenes]


@pytest.mark.parametrize(
    ("shot", "after", "expected"),
    [
        ("a", "b", ["bac", "de"]),
        ("c", None, ["cab", "de"]),
        ("a", "d", ["bc", "dae"]),
        ("e", "a", ["aebc", "d"]),
        ("e", None, ["eabc", "d"]),
    ],
)
def test_a_shot_stands_behind_another_and_plays_where_that_plays(shot, after, expected):
    moved = script("abc", "de").with_shot_after(ShotId(shot), after and ShotId(after))
    assert letters(moved) == expected
    assert moved.version == 2


def test_an_empty_scene_goes():
    moved = script("a", "bc").with_shot_after(ShotId("a"), ShotId("c"))
    assert letters(moved) == ["bca"]
    assert moved.scenes[0].location_id == "place1"


def test_a_shot_that_is_gone_is_told():
    with pytest.raises(NotFound):
        script("ab").with_shot_after(ShotId("x"), None)
    with pytest.raises(NotFound):
        script("ab").with_shot_after(ShotId("a"), ShotId("x"))
    with pytest.raises(NotFound):
        script("ab").before(ShotId("x"))


def test_parts_exchanged_twice_are_as_they_were():
    mira, rin = CharacterId("mira"), CharacterId("rin")
    assert SCRIPT.players() == (mira, rin)
    once = SCRIPT.with_parts_exchanged(mira, rin)
    assert [line.speaker for _, line in once.lines()] == ["rin", "mira", "rin"]
    assert [s.character_id for s in once.shot(ShotId("s2")).cast] == ["rin"]
    assert once.with_parts_exchanged(mira, rin).scenes == SCRIPT.scenes
    with pytest.raises(NotFound):
        SCRIPT.with_parts_exchanged(CharacterId("nobody"), mira)
