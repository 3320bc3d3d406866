"""Wording without Discord: harmless texts, bars, durations, and messages that stay within their limits."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import discord
import pytest
from discord import app_commands
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.ballots.buttons import vote_words
from cogs.ballots.results import closed_words, winner_words
from cogs.ballots.views import BallotView
from cogs.desk import name_of
from cogs.drafts.buttons import LinePicker
from cogs.drafts.forms import EditModal, RetakeModal
from cogs.drafts.texts import changes, line_picks, script_words, shot_picks
from cogs.drafts.views import DraftView, Shown
from cogs.intake import admit
from cogs.languages import listed, speaking
from cogs.pace import Pace
from cogs.premieres.views import credit_words
from cogs.queue.views import progress_words
from cogs.replies import sentence
from cogs.series.views import BibleView, SeriesModal
from cogs.words import bar, clip, duration, label, safe
from renderer.wording import roll_in
from show.ballot import Ballot, Option, Rules, Vote, tally
from show.credits import FORMER, HEADINGS, NAMELESS, Deed, Roll, RollSection
from show.errors import InvalidInput, NotAllowed, Refused
from show.ids import BallotId, ChannelId, EpisodeId, GuildId, LineId, MemberId, MessageId, ShotId
from show.moderation import clean
from show.order import Progress, Stage
from show.script import Line, Shot
from show.texts import Text
from show.writers_room import Phase
from storage.ballots import number_options
from storage.records import BallotRecord, Booking, BookingState, Draft, DraftState, EpisodeRecord, OrderKind
from tests.stories import a_draft, a_script, a_series

SERIES = a_series()
EPISODE = EpisodeRecord(
    id=EpisodeId("moon-post-1-e1"),
    series_id=SERIES.id,
    number=1,
    phase=Phase.DRAFT,
    twist="The post office is alive",
    version=1,
)
RULES = Rules()
SCRIPT = a_script(SERIES, EPISODE.id)


def text_of(view: discord.ui.LayoutView) -> int:
    return view.content_length()


@pytest.mark.parametrize(
    ("hostile", "never"),
    [
        ("**bold** and ||spoiler||", "**"),
        ("@everyone look", "@everyone"),
        ("<@1234> and <@&99>", "<@"),
        ("[click](https://evil.example)", "\n["),
        ("https://evil.example/x", "https://"),
        ("</privacy forget:12>", "</"),
        ("# heading", "\n# "),
        ("`code`", " `"),
    ],
)
def test_members_words_do_nothing_in_a_message(hostile, never):
    assert never not in f"\n{safe(hostile)}".replace("\\*\\*", "").replace("\\`", "")


def test_a_bar_a_duration_a_list():
    assert bar(0.5, 4) == "▰▰▱▱"
    assert bar(7, 4) == "▰▰▰▰"
    assert [duration(s) for s in (9.4, 75, 3600, 5400, 3 * 86400)] == [
        "9 s",
        "1 min 15 s",
        "1 h",
        "1 h 30 min",
        "3 days",
    ]
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert label("  a\n b ") == "a b"
    assert clip("abcdef", 4) == "abc…"


def with_lines(count: int, length: int):
    shots = tuple(
        Shot(
            id=ShotId(f"s{n}"),
            beat=SCRIPT.scenes[0].shots[0].beat,
            framing=SCRIPT.scenes[0].shots[0].framing,
            action="x" * length,
            lines=(Line(id=LineId(f"l{n}"), speaker=SERIES.characters[0].id, text="y" * length),),
        )
        for n in range(count)
    )
    return replace(SCRIPT, scenes=(replace(SCRIPT.scenes[0], shots=shots),))


@pytest.mark.parametrize(("count", "length"), [(1, 10), (60, 240), (126, 240)])
def test_a_draft_of_any_length_fits_a_message_and_its_menus(count, length):
    script = with_lines(count, length)
    draft = Draft(
        episode_id=EPISODE.id,
        version=2,
        state=DraftState.TABLED,
        script=script,
        result=a_draft(script),
        channel_id=ChannelId(1),
        message_id=MessageId(2),
    )
    shown = Shown(storyboard="storyboard.png", animatic="animatic.mp4", script="script.fountain")
    view = DraftView(draft, SERIES, "t" * 500, shown, before=SCRIPT, note="Superseded by version 3")
    assert text_of(view) <= 4000
    assert view.total_children_count <= 40
    picker = LinePicker(draft, SERIES)
    assert picker.total_children_count <= 40
    assert all(1 <= len(row.children[0].item.options) <= 25 for row in picker.children[1:])
    modal = RetakeModal(EPISODE.id, 2, shot_picks(SERIES, script))
    assert 2 <= len(modal.children) <= 5


def test_a_script_reads_like_one_and_says_where_the_rest_is():
    words = script_words(SERIES, SCRIPT, 3000)
    assert "### School roof · day" in words
    assert "**Rin**: Then don't open it." in words
    assert "whole script" not in words
    assert "the whole script is in the file" in script_words(SERIES, with_lines(40, 200), 1000)


def test_changes_name_what_a_reader_would_see():
    line = next(line for _, line in SCRIPT.lines())
    edited = SCRIPT.with_line(replace(line, text="This is from never."))
    assert changes(SCRIPT, edited, SERIES) == ["Shot 1: ~~This letter is from tomorrow.~~ → This is from never."]
    shot = SCRIPT.shot(ShotId("s2"))
    again = SCRIPT.with_shot(replace(shot, take=2, wish="closer"))
    assert changes(SCRIPT, again, SERIES) == ["Shot 2, take 2: “closer”"]
    assert changes(SCRIPT, SCRIPT, SERIES) == []


def test_menus_say_who_speaks_in_which_shot():
    assert [p.description for p in line_picks(SERIES, SCRIPT)] == [
        "Shot 1 · Mira",
        "Shot 1 · Rin",
        "Shot 2 · Mira",
    ]
    assert EditModal(EPISODE.id, 1, LineId("l1"), "x" * 999).children[0].component.default == "x" * 240


def a_ballot(texts, closed=None, quorum=1):
    options = number_options([Option(key="", text=text, author="Kai") for text in texts])
    ballot = Ballot(
        id=BallotId("b"), question="q" * 900, options=options, opens_at=0.0, closes_at=60.0, quorum=quorum
    )
    return BallotRecord(
        ballot=ballot,
        episode_id=EPISODE.id,
        channel_id=ChannelId(1),
        message_id=MessageId(2),
        closed_at=closed,
        winner_key="a" if closed else "",
    )


@given(st.lists(st.text(max_size=600), min_size=2, max_size=5))
@example(["*" * 600] * 5)
@example(["@" * 600] * 5)
def test_any_ballot_fits_a_message(texts):
    record = a_ballot(texts)
    view = BallotView(record, tally(record.ballot, []), EPISODE, "t" * 60)
    assert view.total_children_count <= 40
    assert text_of(view) <= 4000


def test_a_closed_ballot_has_no_buttons_and_marks_the_winner():
    record = a_ballot(["one", "two"], closed=60.0)
    view = BallotView(record, tally(record.ballot, []), EPISODE, "Moon Post")
    kinds = [type(child).__name__ for child in view.walk_children()]
    assert "Section" not in kinds
    assert any("🏆" in getattr(child, "content", "") for child in view.walk_children())


def vote(member: int, key: str) -> Vote:
    return Vote(member_id=MemberId(member), choice=(key,), cast_at=float(member))


def test_the_announcement_says_how_it_was_decided():
    ballot = a_ballot(["one", "two", "three"]).ballot
    assert "2 of 3 votes" in winner_words(tally(ballot, [vote(1, "a"), vote(2, "b"), vote(3, "b")]), 1, RULES)
    assert "the lot fell on" in winner_words(tally(ballot, [vote(1, "a"), vote(2, "b")]), 1, RULES)
    assert "Nobody voted" in winner_words(tally(ballot, []), 1, RULES)
    few = replace(ballot, quorum=5)
    assert "Fewer than 5 voted" in winner_words(tally(few, [vote(1, "c")]), 5, RULES)
    assert "1 voter" in closed_words(tally(ballot, [vote(1, "c")]))


def test_a_voter_reads_what_the_vote_was_and_is():
    record = a_ballot(["one", "two"])
    assert "counts for **A**" in vote_words(record.ballot, "a", ())
    assert "moved from **A** to **B**" in vote_words(record.ballot, "b", ("a",))
    assert "stands" in vote_words(record.ballot, "b", ("b",))


def a_booking(state: BookingState = BookingState.PLACED) -> Booking:
    return Booking(
        id="x-film-1",
        kind=OrderKind.FILM,
        subject="x",
        guild_id=GuildId(1),
        channel_id=ChannelId(1),
        member_id=MemberId(1),
        document="",
        state=state,
        booked_at=100.0,
        settled_at=None if state is BookingState.PLACED else 175.0,
        progress_message_id=MessageId(0),
        failure=Text(""),
    )


def test_progress_in_words():
    progress = Progress(stage=Stage.FRAMES, fraction=0.42, shots_done=3, shots_total=12, seconds_left=97.0)
    words = progress_words(a_booking(), "Moon Post", progress, None)
    assert "42 %" in words
    assert "3 of 12 shots" in words
    assert "about 1 min 30 s left" in words
    nearly = replace(progress, seconds_left=95.0)
    assert progress_words(a_booking(), "Moon Post", nearly, None) == words
    assert "2 orders ahead" in progress_words(a_booking(), "Moon Post", None, 3)
    assert "in 1 min 15 s" in progress_words(a_booking(BookingState.DONE), "Moon Post", None, None)


def test_credits_fit_however_many_took_part():
    roll = Roll(
        sections=tuple(
            RollSection(heading=f"h{n}", names=tuple(f"member {k}" for k in range(500))) for n in range(7)
        )
    )
    assert len(credit_words(roll)) <= 1800
    assert credit_words(Roll()) != ""


def test_a_bible_of_many_fits_a_message():
    crowd = replace(
        SERIES,
        premise="p" * 600,
        characters=tuple(replace(SERIES.characters[0], look="l" * 500, role="r" * 90) for _ in range(30)),
        locations=SERIES.locations * 30,
    )
    view = BibleView(crowd, EPISODE, opening=True)
    assert text_of(view) <= 4000
    assert SeriesModal("t", "p" * 20).title == "A new series"


def test_only_our_own_errors_speak():
    assert sentence(NotAllowed("No."), "x") == "No."
    assert "`x`" in sentence(RuntimeError("secret"), "x")
    assert "secret" not in sentence(RuntimeError("secret"), "x")
    command = app_commands.Command(name="a", description="b", callback=_nothing)
    wrapped = app_commands.CommandInvokeError(command, NotAllowed("No."))
    wrapped.__cause__ = NotAllowed("No.")
    assert sentence(wrapped, "x") == "No."


async def _nothing(interaction: discord.Interaction) -> None: ...


def test_members_texts_are_measured_cleaned_and_screened():
    assert admit("  a  tale ", rating="teen", limit=20, what="It") == "a tale"
    with pytest.raises(InvalidInput, match="empty"):
        admit(" \n ", rating="teen", limit=20, what="It")
    with pytest.raises(InvalidInput, match="too long"):
        admit("x" * 21, rating="teen", limit=20, what="It")
    with pytest.raises(Refused) as refused:
        admit("mail me at a.b@example.org", rating="teen", limit=80, what="It")
    assert "example" not in str(refused.value)
    assert refused.value.reason == "e-mail"


async def test_a_hundred_wishes_are_few_edits_and_the_last_state_is_shown():
    pace, shown, state = Pace(0.05), [], 0

    async def draw() -> None:
        shown.append(state)

    for n in range(100):
        state = n
        pace.soon("ballot", draw)
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.15)
    assert shown[-1] == 99
    assert len(shown) < 10
    await pace.close()


async def test_a_redraw_that_fails_does_not_stop_the_next():
    pace, shown = Pace(0.01), []

    async def broken() -> None:
        raise OSError("no network")

    async def fine() -> None:
        shown.append(1)

    pace.soon("ballot", broken)
    await asyncio.sleep(0.005)
    pace.soon("ballot", fine)
    await asyncio.sleep(0.05)
    assert shown == [1]
    await pace.close()


def test_who_has_no_name_is_called_what_they_are_in_the_readers_language():
    roll = Roll(sections=(RollSection(heading=HEADINGS[Deed.VOTED], names=("Kai", NAMELESS, FORMER)),))
    earlier = Roll(sections=(replace(roll.sections[0], names=("Kai", "a member", "a former member")),))
    with speaking("de"):
        assert "Kai, ein Mitglied, ein früheres Mitglied" in credit_words(roll)
        # What earlier releases kept in English is told as well.
        assert safe("a member") == clip("a member", 40) == "ein Mitglied"
    assert label(f"{NAMELESS} & Kai") == "a member & Kai"
    film = roll_in(roll, "ja-JP").sections[0].names
    assert film == ("Kai", "メンバー", "元メンバー")
    assert roll_in(earlier, "ja-JP").sections[0].names == film
    # Nobody can call themselves so.
    assert clean(f"x{NAMELESS}{FORMER}", 9) == "x"


def test_somebody_whose_name_may_not_be_shown_bears_none():
    assert name_of(SimpleNamespace(display_name="kill yourself")) == NAMELESS
    assert name_of(SimpleNamespace(display_name=" Kai ")) == "Kai"
    assert name_of(SimpleNamespace(display_name="\u3164")) == NAMELESS
