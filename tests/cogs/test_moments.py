"""The menu of moments, for films with more shots than a menu holds."""

from __future__ import annotations

from dataclasses import replace

from cogs.reels.moments import Loved, telling_picks
from show.ids import ChannelId, EpisodeId, MessageId, ShotId
from show.script import Beat
from tests.stories import a_script, a_series


def test_of_a_long_films_shots_the_menu_has_those_that_are_loved_and_those_that_matter() -> None:
    script = a_script(a_series(), EpisodeId("moon-post-1-e1"))
    scene = script.scenes[0]
    hook = replace(scene.shots[0], lines=(), beat=Beat.SETUP)
    shots = tuple(replace(hook, id=ShotId(f"s{n}"), action=f"action {n}") for n in range(30))
    shots = (*shots[:29], replace(scene.shots[0], id=ShotId("s29"), beat=Beat.TWIST, action="action 29"))
    long = replace(script, scenes=(replace(scene, shots=shots),))
    place = {"thread_id": ChannelId(1), "premiere_id": MessageId(1), "message_id": MessageId(1)}
    held = Loved(episode_id=script.id, series=a_series(), script=long, counts={}, **place)
    assert len(telling_picks(held)) == 25
    assert [pick.value for pick in telling_picks(held)][-1] == "s29", "the twist comes last in the film, and is in"
    loved = telling_picks(replace(held, counts={ShotId("s27"): 1, ShotId("s28"): 2}))
    assert [pick.value for pick in loved][-3:] == ["s27", "s28", "s29"]
