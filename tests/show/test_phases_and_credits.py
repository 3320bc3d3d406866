"""The phases of an episode, the roll of credits, and changing one thing in a script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from show.credits import HEADINGS, Contribution, Deed, make_roll
from show.errors import CliffhangerError, InvalidScreenplay, NotFound, SceneError, WrongPhase
from show.ids import CharacterId, EpisodeId, LineId, LocationId, MemberId, SeriesId, ShotId
from show.script import Beat, Episode, Framing, Line, Scene, Shot
from show.writers_room import MOVES, SAYING, Phase, Step, advance


@given(st.sampled_from(Phase), st.sampled_from(Step))
def test_a_step_leads_on_or_is_refused_in_words(phase: Phase, step: Step) -> None:
    if (phase, step) in MOVES:
        assert advance(phase, step) is MOVES[phase, step]
    else:
        with pytest.raises(WrongPhase, match=str(SAYING[phase])):
            advance(phase, step)


@given(st.lists(st.sampled_from(Step), max_size=30))
def test_nothing_leads_out_of_the_end(steps: list[Step]) -> None:
    phase = Phase.PITCHING
    for step in steps:
        before = phase
        try:
            phase = advance(phase, step)
        except WrongPhase:
            assert phase is before
        if before in (Phase.PREMIERED, Phase.CANCELLED):
            assert phase is before


def test_an_episode_can_go_all_the_way_also_after_failing() -> None:
    phase = Phase.PITCHING
    for step in (
        Step.OPEN_BALLOT,
        Step.CLOSE_BALLOT,
        Step.FAIL,
        Step.RETRY_DRAFT,
        Step.DELIVER_DRAFT,
        Step.REDRAFT,
        Step.DELIVER_DRAFT,
        Step.DELIVER_DRAFT,
        Step.APPROVE,
        Step.FAIL,
        Step.RETRY_FILM,
        Step.PREMIERE,
    ):
        phase = advance(phase, step)
    assert phase is Phase.PREMIERED


def test_every_phase_can_be_put_into_words_and_every_step_is_of_use() -> None:
    assert set(SAYING) == set(Phase)
    assert {step for _, step in MOVES} == set(Step)


contributions = st.lists(
    st.builds(
        Contribution,
        member_id=st.integers(1, 5).map(MemberId),
        name=st.sampled_from(["Noor", "Kai", "Äda", "<@1>", ""]),
        deed=st.sampled_from(Deed),
    ),
    max_size=30,
)


@given(contributions)
def test_everyone_is_named_once_for_each_deed_in_the_order_of_the_roll(deeds: list[Contribution]) -> None:
    roll = make_roll(deeds)
    headings = [section.heading for section in roll.sections]
    assert headings == [heading for deed, heading in HEADINGS.items() if any(c.deed is deed for c in deeds)]
    for section in roll.sections:
        deed = next(deed for deed, heading in HEADINGS.items() if heading == section.heading)
        assert len(section.names) == len({c.member_id for c in deeds if c.deed is deed})


def test_the_first_name_a_member_had_stays() -> None:
    first = Contribution(member_id=MemberId(1), name="Noor", deed=Deed.VOTED)
    roll = make_roll([first, replace(first, name="Noor the Second"), replace(first, member_id=MemberId(2), name="Kai")])
    assert roll.sections[0].names == ("Noor", "Kai")
    assert make_roll([]).sections == ()
    assert set(HEADINGS) == set(Deed)


LINE = Line(id=LineId("l1"), speaker=CharacterId("mika"), text="It was open.")
SHOT = Shot(id=ShotId("s1"), beat=Beat.HOOK, framing=Framing.WIDE, lines=(LINE,))
EPISODE = Episode(
    id=EpisodeId("e1"),
    series_id=SeriesId("x"),
    number=3,
    title="Doors",
    scenes=(
        Scene(location_id=LocationId("roof"), shots=(SHOT, replace(SHOT, id=ShotId("s2"), lines=()))),
        Scene(location_id=LocationId("hall"), shots=(replace(SHOT, id=ShotId("s3"), lines=()),)),
    ),
)


def test_shots_are_numbered_through_the_whole_episode() -> None:
    assert [(n, scene.location_id, shot.id) for n, scene, shot in EPISODE.shots()] == [
        (1, "roof", "s1"),
        (2, "roof", "s2"),
        (3, "hall", "s3"),
    ]
    assert list(EPISODE.lines()) == [(1, LINE)]


def test_a_changed_line_makes_a_new_version_and_nothing_else() -> None:
    changed = EPISODE.with_line(replace(LINE, text="It was locked."))
    assert changed.version == 2
    assert [line.text for _, line in changed.lines()] == ["It was locked."]
    assert replace(changed.with_line(LINE), version=1) == EPISODE


def test_what_is_not_in_the_script_is_not_found() -> None:
    with pytest.raises(NotFound, match="episode 3"):
        EPISODE.shot(ShotId("s9"))
    with pytest.raises(NotFound, match="s9"):
        EPISODE.with_shot(replace(SHOT, id=ShotId("s9")))
    with pytest.raises(NotFound, match="l9"):
        EPISODE.with_line(replace(LINE, id=LineId("l9")))


def test_errors_say_where() -> None:
    assert str(InvalidScreenplay("no such place.", line_number=7)) == "Line 7: no such place."
    assert str(SceneError("too dark", shot="s1", layer="sky")) == "shot s1, layer sky: too dark"
    assert issubclass(SceneError, CliffhangerError)
