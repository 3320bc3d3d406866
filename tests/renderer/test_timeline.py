"""How voiced lines become set-ups in integer frames."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from renderer.crew.ports import WordTiming
from renderer.director.brief import brief_of
from renderer.plan import Kind, Plan, VoicedLine
from renderer.timeline import COVERAGE_SECONDS, lay_out
from show.bible import Character, Location, Series
from show.credits import Contribution, Deed, Roll, make_roll
from show.ids import (
    ChannelId,
    CharacterId,
    EpisodeId,
    GuildId,
    LineId,
    LocationId,
    MemberId,
    SeriesId,
    ShotId,
)
from show.order import FilmSettings, ProductionOrder, ReplyTo
from show.script import Beat, Episode, Framing, Line, Scene, Shot, Staging, Transition

MIRA, RIN = CharacterId("mira"), CharacterId("rin")
ROOF = LocationId("roof")


def make_order(
    shots: Sequence[Shot], *, recap: str = "", question: str = "", roll: Roll | None = None
) -> ProductionOrder:
    """An order for these shots in one place with two people."""
    series = Series(
        id=SeriesId("s"),
        guild_id=GuildId(1),
        title="Moon Post",
        premise="Letters arrive early.",
        seed=7,
        characters=(
            Character(id=MIRA, name="Mira", look="short silver hair, hoodie"),
            Character(id=RIN, name="Rin", look="long red hair, school uniform"),
        ),
        locations=(Location(id=ROOF, name="School roof", look="a school roof"),),
    )
    script = Episode(
        id=EpisodeId("e"),
        series_id=series.id,
        number=1,
        title="Dawn",
        recap=recap,
        question=question,
        scenes=(Scene(location_id=ROOF, shots=tuple(shots)),),
    )
    return ProductionOrder(
        id="o",
        reply_to=ReplyTo(guild_id=GuildId(1), channel_id=ChannelId(2), subject="e"),
        series=series,
        script=script,
        roll=roll or Roll(),
        settings=FilmSettings(),
    )


def make_shot(number: int, lines: Sequence[Line] = (), **changes: object) -> Shot:
    """A two-shot of both, changed as told."""
    shot = Shot(
        id=ShotId(f"s{number}"),
        beat=Beat.SETUP,
        framing=Framing.TWO_SHOT,
        cast=(Staging(character_id=MIRA), Staging(character_id=RIN)),
        lines=tuple(lines),
    )
    return replace(shot, **changes)  # type: ignore[arg-type]


def make_line(number: int, speaker: CharacterId = MIRA) -> Line:
    return Line(id=LineId(f"l{number}"), speaker=speaker, text="I know this handwriting.")


def say(line: Line, seconds: float) -> VoicedLine:
    words = line.text.split()
    step = seconds / len(words)
    timings = tuple(WordTiming(text=w, start_seconds=n * step, end_seconds=(n + 1) * step) for n, w in enumerate(words))
    return VoicedLine(
        line_id=line.id, take="0" * 64, duration_seconds=seconds, words=timings, phonemes=(), engine="none"
    )


def lay(shots: Sequence[Shot], seconds: float = 1.5, **changes: object) -> Plan:
    order = make_order(shots, **changes)  # type: ignore[arg-type]
    return lay_out(order, [say(line, seconds) for shot in shots for line in shot.lines])


@given(lengths=st.lists(st.floats(0.2, 9.0), min_size=1, max_size=7))
def test_setups_stand_back_to_back_and_hold_their_lines(lengths: list[float]) -> None:
    lines = [make_line(n) for n in range(len(lengths))]
    order = make_order([make_shot(1, lines)], question="Who wrote it?")
    plan = lay_out(order, [say(line, length) for line, length in zip(lines, lengths, strict=True)])
    frame = 0
    for setup in plan.setups:
        assert setup.start_frame == frame
        assert setup.frames > 0
        frame += setup.frames
        end = 0
        for placed in setup.lines:
            assert placed.start_frame >= end
            end = placed.start_frame + placed.frames
        assert end <= setup.frames
    assert frame == plan.frames
    assert [p.line_id for s in plan.setups for p in s.lines] == [line.id for line in lines]


def test_long_dialogue_is_covered_from_several_sides() -> None:
    lines = [make_line(n, MIRA if n % 2 else RIN) for n in range(4)]
    plan = lay([make_shot(1, lines)], seconds=2.5)
    setups = [s for s in plan.setups if s.kind is Kind.SHOT]
    assert len(setups) == 4
    assert all(s.frames / 24 < COVERAGE_SECONDS + 1 for s in setups)
    framings = [brief_of(plan, n).framing for n, s in enumerate(plan.setups) if s.kind is Kind.SHOT]
    assert all(a is not b for a, b in itertools.pairwise(framings))


def test_cards_frame_the_story() -> None:
    roll = make_roll([Contribution(member_id=MemberId(1), name="Kai", deed=Deed.PITCHED)])
    hook = make_shot(1, [make_line(1)], beat=Beat.HOOK)
    plan = lay([hook, make_shot(2, [make_line(2)])], recap="Mira found a letter.", question="Who?", roll=roll)
    kinds = [s.kind for s in plan.setups]
    assert kinds == [Kind.RECAP, Kind.SHOT, Kind.TITLE, Kind.SHOT, Kind.CLIFFHANGER, Kind.CREDITS]


def test_no_question_and_nobody_to_thank_means_no_cards_for_them() -> None:
    kinds = [s.kind for s in lay([make_shot(1, [make_line(1)])]).setups]
    assert kinds == [Kind.TITLE, Kind.SHOT]


def test_the_twist_is_framed_by_silence() -> None:
    plain = lay([make_shot(1, [make_line(1)])]).setups[-1]
    twist = lay([make_shot(1, [make_line(1)], beat=Beat.TWIST)]).setups[-1]
    assert twist.lines[0].start_frame > plain.lines[0].start_frame
    assert twist.frames > plain.frames


def test_a_changed_line_changes_only_its_own_shot() -> None:
    shots = [make_shot(n, [make_line(n)]) for n in range(1, 5)]
    before = lay(shots)
    changed = [replace(s, lines=(replace(s.lines[0], text="No."),)) if n == 1 else s for n, s in enumerate(shots)]
    order = make_order(changed)
    after = lay_out(order, [say(line, 0.4 if line.text == "No." else 1.5) for s in changed for line in s.lines])
    same = [brief_of(before, n) == brief_of(after, n) for n in range(len(before.setups))]
    assert same == [True, True, False, True, True]


def test_a_transition_shows_the_set_up_before_and_no_further() -> None:
    shots = [make_shot(n, [make_line(n)], transition=Transition.DISSOLVE) for n in range(1, 4)]
    brief = brief_of(lay(shots), 3)
    assert brief.outgoing is not None
    assert brief.outgoing.outgoing is None
    assert brief.outgoing.shot is not None
    assert brief.outgoing.shot.id == "s2"
