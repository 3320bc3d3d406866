"""The director's rules over any script: neighbours differ, nothing lasts without a change, and the table is sound."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.director.brief import SetupBrief, brief_of
from renderer.director.camera import CHANGE_SECONDS, camera_of, punches_of
from renderer.director.light import air_of, light_of
from renderer.director.moves import MOVES, Span
from renderer.director.table import table
from renderer.director.treatment import PANELS_APART, treatments
from renderer.plan import Kind, Plan
from renderer.stage.lines import LINES
from renderer.stage.particles import HABITS
from renderer.stage.transitions import TRANSITIONS
from renderer.timeline import lay_out
from show.ids import LineId, ShotId
from show.script import Angle, Beat, Delivery, Emotion, Framing, Line, Move, Shot, Staging, Transition
from tests.renderer.test_timeline import MIRA, RIN, make_order, say

ACTIONS = ("", "She runs.", "Thunder rolls.", "He remembers that night.", "It explodes!", "He notices her.", "走る")

lines = st.builds(
    Line,
    id=st.just(LineId("l")),
    speaker=st.sampled_from((MIRA, RIN)),
    text=st.sampled_from(("No.", "I know this handwriting.", "Who wrote it? You, or the one before you, or nobody?")),
    emotion=st.sampled_from(Emotion),
    strength=st.floats(0, 1),
    delivery=st.sampled_from(Delivery),
)
shots = st.builds(
    Shot,
    id=st.just(ShotId("s")),
    beat=st.sampled_from(Beat),
    framing=st.sampled_from(Framing),
    move=st.sampled_from((Move.HOLD, Move.HOLD, Move.PUSH_IN, *Move)),
    transition=st.sampled_from(Transition),
    mood=st.sampled_from(Emotion),
    action=st.sampled_from(ACTIONS),
    cast=st.sampled_from(
        (
            (),
            (Staging(character_id=MIRA),),
            (Staging(character_id=MIRA), Staging(character_id=RIN)),
            (Staging(character_id=MIRA), Staging(character_id=RIN, angle=Angle.BACK)),
        )
    ),
    lines=st.lists(lines, max_size=4).map(tuple),
)


def numbered(written: list[Shot]) -> list[Shot]:
    count = itertools.count(1)
    return [
        replace(
            shot,
            id=ShotId(f"s{n}"),
            lines=tuple(replace(line, id=LineId(f"l{next(count)}")) for line in shot.lines),
        )
        for n, shot in enumerate(written, 1)
    ]


def planned(written: list[Shot], seconds: float) -> Plan:
    story = numbered(written)
    order = make_order(story, recap="Mira found a letter. " * 6, question="Who wrote it?")
    return lay_out(order, [say(line, seconds) for shot in story for line in shot.lines])


def briefs(plan: Plan) -> list[SetupBrief]:
    return [brief_of(plan, n) for n in range(len(plan.setups))]


scripts = st.lists(shots, min_size=2, max_size=9)


@settings(max_examples=40, deadline=None)
@given(written=scripts, seconds=st.floats(0.3, 9.0))
def test_no_two_neighbours_are_framed_and_moved_alike(written: list[Shot], seconds: float) -> None:
    seen = [brief for brief in briefs(planned(written, seconds)) if brief.kind is Kind.SHOT]
    for one, other in itertools.pairwise(seen):
        assert (one.framing, one.treatment.move) != (other.framing, other.treatment.move), (one.key, other.key)


@settings(max_examples=40, deadline=None)
@given(written=scripts, seconds=st.floats(0.3, 14.0))
def test_nothing_lasts_longer_than_four_seconds_without_a_change(written: list[Shot], seconds: float) -> None:
    for brief in briefs(planned(written, seconds)):
        if brief.kind is Kind.CREDITS:
            continue  # the roll moves all the time
        changes = [0, *(punch.frame for punch in punches_of(brief)), brief.frames]
        longest = max(later - earlier for earlier, later in itertools.pairwise(changes))
        assert longest <= CHANGE_SECONDS * brief.fps, brief.key
        shortest = min((later - earlier for earlier, later in itertools.pairwise(changes[1:])), default=99)
        assert shortest >= brief.fps, "a jump cut that is gone within a second is a fault in the film"


@settings(max_examples=30, deadline=None)
@given(written=scripts)
def test_a_direction_depends_on_the_script_and_not_on_how_long_it_is_spoken(written: list[Shot]) -> None:
    slow, quick = (
        [b.treatment for b in briefs(planned(written, seconds)) if b.kind is Kind.SHOT and b.part == 0]
        for seconds in (6.0, 0.4)
    )
    assert slow == quick


@settings(max_examples=30, deadline=None)
@given(written=scripts)
def test_split_screens_are_rare(written: list[Shot]) -> None:
    made = treatments(make_order(numbered(written)).script)
    split = [n for n, treatment in enumerate(made) if treatment.panels]
    assert all(later - earlier > PANELS_APART for earlier, later in itertools.pairwise(split))


@settings(max_examples=30, deadline=None)
@given(written=scripts, seconds=st.floats(0.3, 6.0))
def test_every_direction_can_be_carried_out(written: list[Shot], seconds: float) -> None:
    for brief in briefs(planned(written, seconds)):
        camera, light = camera_of(brief), light_of(brief)
        for frame in range(0, brief.frames, 7):
            assert 0.5 < camera.zoom.at(frame) * camera.dolly.at(frame) < 2.0
            assert 0.15 < camera.x.at(frame) < 0.85
            assert 0.5 < light.red.at(frame) < 1.5
        assert all(layer.kind in HABITS for layer in air_of(brief))


def test_the_table_names_only_what_the_stage_knows() -> None:
    rows = table()
    assert set(rows.framing) == {framing.value for framing in Framing}
    assert set(rows.emotion) == {emotion.value for emotion in Emotion}
    assert set(rows.transition_frames) == {kind.value for kind in Transition} - {"cut"} == set(TRANSITIONS)
    assert {move.value for move in Move} == set(MOVES)
    assert {rule.panels for rule in rows.rule} - {""} == set(rows.panels)
    assert {rule.lines for rule in rows.rule} - {None} <= set(LINES)
    assert set(rows.air) == {kind.value for kind in HABITS}


def test_every_framing_has_moves_enough_for_any_neighbours() -> None:
    # The set-up before and the shot after may both be framed alike: a third move must be left.
    assert all(len(set(row.moves)) >= 3 for row in table().framing.values())


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("frames", [1, 2, 30, 200])
def test_every_move_has_a_camera_for_any_length(move: Move, frames: int) -> None:
    camera = MOVES[move](Span(frames=frames, amount=0.7, first_word_frame=8))
    values = [camera.zoom.at(f) * camera.dolly.at(f) for f in range(frames)]
    assert 0.7 < min(values) <= max(values) < 1.7


def test_a_dolly_zoom_keeps_the_faces_size_from_start_to_end() -> None:
    camera = MOVES[Move.DOLLY_ZOOM](Span(frames=60))
    sizes = [camera.zoom.at(f) * camera.dolly.at(f) for f in range(60)]
    assert max(sizes) / min(sizes) < 1.02
    assert camera.zoom.at(59) < 0.75


@pytest.mark.parametrize(
    ("changes", "move"),
    [
        ({"action": "She runs for the stairs."}, Move.WHIP_PAN),
        ({"beat": Beat.TWIST, "mood": Emotion.SHOCK, "framing": Framing.CLOSE_UP}, Move.DOLLY_ZOOM),
        ({"framing": Framing.OVER_SHOULDER}, Move.RACK_FOCUS),
        ({"move": Move.TILT_UP, "action": "She runs for the stairs."}, Move.TILT_UP),
    ],
)
def test_an_action_a_beat_or_a_framing_chooses_the_move_unless_it_is_written(
    changes: dict[str, object], move: Move
) -> None:
    shot = replace(
        Shot(id=ShotId("s1"), beat=Beat.SETUP, framing=Framing.MEDIUM, cast=(Staging(character_id=MIRA),)),
        **changes,  # type: ignore[arg-type]
    )
    assert treatments(make_order([shot]).script)[0].move is move


def test_what_a_beat_and_a_mood_bring() -> None:
    twist = Shot(
        id=ShotId("s1"),
        beat=Beat.TWIST,
        framing=Framing.TWO_SHOT,
        mood=Emotion.SHOCK,
        cast=(Staging(character_id=MIRA), Staging(character_id=RIN)),
    )
    made = treatments(make_order([twist]).script)[0]
    assert (made.panels, made.negative, made.flash, made.shake) == ("duel", True, True, 0.6)
    calm = treatments(make_order([replace(twist, beat=Beat.SETUP, mood=Emotion.NEUTRAL)]).script)[0]
    assert (calm.panels, calm.negative, calm.flash, calm.shake) == ("", False, False, 0.0)
