"""Reels on paper: which set-ups of finished films are chosen, what is told between them, and that all of it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from renderer.director.brief import brief_of
from renderer.plan import Kind, VoicedLine
from renderer.reel_choice import CLIP_SECONDS, Source, candidates
from renderer.reel_plan import STORY_SECONDS, Reel, compose, narration
from renderer.soundtrack import music_cues
from renderer.timeline import lay_out
from show.bible import NARRATOR
from show.codec import dumps, loads
from show.credits import Roll
from show.ids import CharacterId, EpisodeId, LineId, LocationId, ShotId
from show.order import ProductionOrder
from show.reel import MOST_SOURCES, ReelKind, ReelOrder, ReelSource, appeal_of, chosen_sources
from show.script import Beat, Framing, Line, Move, Shot, Staging
from tests.renderer.small_film import REPLY_TO, SERIES, SETTINGS, small_order

LOGLINE = "A letter lands in the wrong hands. Nobody dares to open it. Then it opens itself."


def film(number: int, language: str = "en") -> ProductionOrder:
    script = small_order().script
    return replace(
        small_order(),
        script=replace(
            script,
            id=EpisodeId(f"e{number}"),
            number=number,
            title=f"Letter {number}",
            logline=LOGLINE,
            question="Who wrote it?",
            language=language,
        ),
    )


def voiced(line: Line, seconds: float = 1.5) -> VoicedLine:
    return VoicedLine(line_id=line.id, take="a" * 64, duration_seconds=seconds, words=(), phonemes=(), engine="test")


def an_order(count: int, kind: ReelKind = ReelKind.RECAP, language: str = "en") -> ReelOrder:
    films = [film(number, language) for number in range(1, count + 1)]
    return ReelOrder(
        id="r1",
        reply_to=replace(REPLY_TO, subject="moon-post-recap-1"),
        kind=kind,
        series=SERIES,
        sources=tuple(ReelSource(film=one, appeal=appeal_of(one.script, "Rin wrote it", {})) for one in films),
        roll=small_order().roll,
        settings=SETTINGS,
    )


def composed(order: ReelOrder, told_seconds: float = 2.0) -> Reel:
    sources = [
        Source(
            key=str(number) * 64,
            plan=lay_out(source.film, [voiced(line) for _, line in source.film.script.lines()]),
            appeal=source.appeal,
        )
        for number, source in enumerate(order.sources)
    ]
    return compose(order, sources, [voiced(line, told_seconds) for line in narration(order)])


def test_a_recap_tells_of_every_episode_and_ends_with_what_is_open() -> None:
    order = an_order(3)
    reel = composed(order)
    kinds = [setup.kind for setup in reel.plan.setups]
    assert kinds[0] is Kind.TITLE
    assert kinds[-2:] == [Kind.CLIFFHANGER, Kind.CREDITS]
    assert kinds.count(Kind.CHAPTER) == 3
    chapters = [n for n, kind in enumerate(kinds) if kind is Kind.CHAPTER]
    assert all(kinds[n + 1] is Kind.SHOT for n in chapters)
    assert [clip is None for clip in reel.clips] == [kind is not Kind.SHOT for kind in kinds]
    assert reel.plan.order.script.title == "Previously"
    starts = [setup.start_frame for setup in reel.plan.setups]
    assert starts == [sum(s.frames for s in reel.plan.setups[:n]) for n in range(len(starts))]
    assert loads(dumps(order), ReelOrder) == order


def test_a_reel_is_short_however_many_films_it_is_cut_from() -> None:
    for count in (1, 2, MOST_SOURCES):
        reel = composed(an_order(count))
        story = [s for s in reel.plan.setups if s.kind in (Kind.CHAPTER, Kind.SHOT)]
        assert sum(s.frames for s in story) / SETTINGS.fps <= STORY_SECONDS + 0.5
        assert all(s.frames / SETTINGS.fps <= CLIP_SECONDS for s in story if s.kind is Kind.SHOT)
    alone = [clip for clip in composed(an_order(1)).clips if clip is not None]
    assert 1 <= len(alone) <= 2, "a recap of one episode is no second premiere"


def test_what_the_ballot_decided_is_seen_again_before_what_nobody_chose() -> None:
    script = film(1).script
    loved = {ShotId("s1"): 4}
    plain, decided = appeal_of(script, "", {}), appeal_of(script, "Rin wrote it in the rain", {})
    assert decided["s2"] > plain["s2"]
    assert decided["s1"] == plain["s1"]
    assert appeal_of(script, "", loved)["s1"] > max(plain.values())
    retaken = script.with_shot(replace(script.shot(ShotId("s1")), take=3))
    assert appeal_of(retaken, "", {})["s1"] > plain["s1"]
    assert candidates(film(1), plain, 1) == {"s3"}


def test_the_narrator_says_as_much_as_there_is_time_for() -> None:
    few, many = narration(an_order(1))[0], narration(an_order(MOST_SOURCES))[0]
    assert few.text == LOGLINE
    assert few.speaker == NARRATOR
    assert len(many.text) < len(few.text)
    untold = replace(film(1), script=replace(film(1).script, logline=""))
    bare = replace(an_order(1), sources=(ReelSource(film=untold),))
    assert narration(bare)[0].text == "Letter 1"


def test_everything_that_is_heard_again_has_its_voice_and_its_place() -> None:
    old = replace(SERIES, locations=(replace(SERIES.locations[0], id=LocationId("old")),))
    order = an_order(2)
    first = order.sources[0].film
    scene = replace(first.script.scenes[0], location_id=LocationId("old"))
    moved = replace(first, series=old, script=replace(first.script, scenes=(scene,)))
    order = replace(order, sources=(replace(order.sources[0], film=moved), order.sources[1]), roll=Roll())
    plan = composed(order).plan
    ids = [line.id for _, line in plan.order.script.lines()]
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(one.line_id for one in plan.voiced)
    for _, scene, _ in plan.order.script.shots():
        plan.order.series.location(scene.location_id)
    assert plan.order.script.shot(plan.setups[-2].shot_id or ShotId("")).beat is Beat.TWIST
    assert music_cues(plan)[-1].end_seconds * SETTINGS.fps == plan.frames


def test_a_reel_speaks_the_language_of_its_newest_film() -> None:
    reel = composed(an_order(2, ReelKind.BEST, "ja"))
    assert reel.plan.order.script.title == "名場面集"
    assert reel.plan.order.settings.language == "ja"
    assert reel.plan.order.script.question == ""


def test_with_many_films_the_first_and_the_newest_are_chosen() -> None:
    assert chosen_sources([1, 2, 3]) == [0, 1, 2]
    many = chosen_sources(list(range(100)))
    assert len(many) == MOST_SOURCES
    assert (many[0], many[-1]) == (0, 99)


def a_film_of(looks: Sequence[tuple[Framing, Move]], loved: Mapping[int, int]) -> ReelSource:
    """A film of shots that look like this; its n-th shot is loved by so many."""
    written = film(1)
    shots = tuple(
        Shot(
            id=ShotId(f"s{number}"),
            beat=Beat.RISE,
            framing=framing,
            move=move,
            cast=(Staging(character_id=CharacterId("mira")),),
            lines=(Line(id=LineId(f"l{number}"), speaker=CharacterId("mira"), text="This letter came early."),),
        )
        for number, (framing, move) in enumerate(looks)
    )
    script = replace(written.script, scenes=(replace(written.script.scenes[0], shots=shots),))
    appeal = appeal_of(script, "", {ShotId(f"s{number}"): count for number, count in loved.items()})
    return ReelSource(film=replace(written, script=script), appeal=appeal)


def test_no_two_clips_side_by_side_are_framed_and_moved_alike() -> None:
    near, far = (Framing.CLOSE_UP, Move.PUSH_IN), (Framing.MEDIUM, Move.ORBIT)
    source = a_film_of([near, far, near, far, near, far, near, far], {0: 6, 2: 5, 4: 4, 6: 3})
    order = replace(an_order(1), sources=(source,))
    seen = [clip.index for clip in composed(order).clips if clip is not None]
    plan = lay_out(source.film, [voiced(line) for _, line in source.film.script.lines()])
    looks = [(one.framing, one.move) for one in (brief_of(plan, index).treatment for index in seen)]
    assert len(looks) >= 3
    assert near in looks
    assert all(one != other for one, other in pairwise(looks))


def test_a_chapter_moves_unlike_the_clips_beside_it() -> None:
    looks = [(Framing.WIDE, Move.PUSH_IN), (Framing.WIDE, Move.PAN_RIGHT)] * 3
    order = replace(an_order(2), sources=(a_film_of(looks, {0: 6}), a_film_of(looks, {1: 6})))
    reel = composed(order)
    plans = {str(n) * 64: lay_out(one.film, [voiced(line) for _, line in one.film.script.lines()])
             for n, one in enumerate(order.sources)}  # fmt: skip
    treated = [
        brief_of(plans[clip.plan], clip.index).treatment if clip is not None else brief_of(reel.plan, number).treatment
        for number, clip in enumerate(reel.clips)
        if reel.plan.setups[number].kind in (Kind.CHAPTER, Kind.SHOT)
    ]
    assert len(treated) > 4
    assert all((one.framing, one.move) != (other.framing, other.move) for one, other in pairwise(treated))
