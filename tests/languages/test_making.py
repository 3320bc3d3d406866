"""What is being made in other languages: suggestions and moves are kept as facts and told where they are read."""

from __future__ import annotations

import pytest

from cogs.drafts.suggesting import suggestion_words
from cogs.languages import catalogue, speaking
from cogs.queue.line import Entry, queue_words
from cogs.queue.moving import MOVED
from cogs.queue.views import MAKING, SAYING, WORK, Subject, failure_words
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, MessageId
from show.order import Stage
from show.texts import kept, text, told_again
from storage.queue import Move, OrderState, Waiting
from storage.records import Booking, BookingState, Member, OrderKind
from storage.revisions import Failure
from storage.suggestions import Suggestion, SuggestionKind, SuggestionState, Wish

KAI = Member(id=MemberId(1), name="Kai")


@pytest.fixture(autouse=True)
def whispered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A German in which every sentence is whispered, whatever the catalogue has by now."""
    german = catalogue("de")
    monkeypatch.setattr(german, "gettext", lambda text: f"pst: {text}")


def suggestion(kind: SuggestionKind, seen: str, wanted: str) -> Suggestion:
    return Suggestion(
        id=1,
        episode_id=EpisodeId("moon-post-1-e1"),
        wish=Wish(kind=kind, subject="s2", seen=seen, text=wanted),
        member=KAI,
        state=SuggestionState.OPEN,
        decided_by="",
        backers=(),
        needed=2,
        channel_id=ChannelId(1),
        message_id=MessageId(2),
    )


def failed(kind: OrderKind) -> Booking:
    return Booking(
        id="moon-post-1-e1-draft-1",
        kind=kind,
        subject="moon-post-1-e1",
        guild_id=GuildId(1),
        channel_id=ChannelId(1),
        member_id=KAI.id,
        document="",
        state=BookingState.FAILED,
        booked_at=0.0,
        settled_at=1.0,
        progress_message_id=MessageId(0),
        failure=told_again(kept(text("{name} called it off.", name="{Kai}"))),
    )


def test_a_suggested_move_is_told_in_the_rooms_language():
    moved = kept(text("Shot {number} after shot {after}", number=2, after=4))
    found = suggestion(SuggestionKind.REORDER, kept(text("Shot {number} in its place", number=2)), moved)
    assert "~~Shot 2 in its place~~\n**Shot 2 after shot 4**" in suggestion_words(found)
    with speaking("de"):
        assert "~~pst: Shot 2 in its place~~\n**pst: Shot 2 after shot 4**" in suggestion_words(found)


def test_a_suggested_line_is_the_members_own_words_and_nobody_elses():
    template = kept(text("No episode {number}.", number=3))
    with speaking("de"):
        words = suggestion_words(suggestion(SuggestionKind.LINE, "Then don't {open} it.", template))
    assert "~~Then don't {open} it.~~" in words
    assert "No episode 3." not in words


def test_a_suggestion_from_before_reads_as_it_was_written():
    found = suggestion(SuggestionKind.RECAST, "Mira plays the part of Mira", "Rin {sic} plays the part of Mira")
    assert "**Rin {sic} plays the part of Mira**" in suggestion_words(found)


def test_who_moved_an_order_is_told_in_the_language_of_whoever_looks():
    moved = told_again(kept(text(MOVED[Move.UP].template, member="Hoshino", reason="{} first")))
    waiting = Waiting(
        order_id="o1",
        kind="draft",
        guild_id=GuildId(1),
        subject="moon-post-1-e1",
        state=OrderState.WAITING,
        place=2,
        since_seconds=0.0,
    )
    entry = Entry(
        waiting=waiting,
        subject=Subject(title="Moon Post", episode=1),
        own_before=1,
        others_before=0,
        usual_seconds=90.0,
        member_id=None,
        moved=moved,
    )
    words = queue_words([entry], 0)
    assert "**Moon Post · Episode 1** · the draft" in words
    assert words.endswith("usually 1 min 30 s · moved up by Hoshino: {} first")
    with speaking("de"):
        assert queue_words([entry], 0).endswith("pst: moved up by Hoshino: {} first")


def test_a_failure_of_no_series_is_the_rooms():
    words = failure_words(Failure(booking=failed(OrderKind.SKETCH), title="", episode=None))
    assert words.startswith("-# For the room\n## This did not work out: a picture for the room\n{Kai} called it off.")


def test_everything_that_is_made_and_every_stage_has_words():
    assert set(WORK) == set(MAKING) == set(OrderKind)
    assert set(SAYING) == set(Stage)
