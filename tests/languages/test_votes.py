"""Votes in other languages: what is kept is no sentence, and what is shown is put together where it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from cogs.ballots.pictures import chart_of
from cogs.ballots.questions import question_of
from cogs.languages import catalogue, speaking, spoken
from cogs.schedules import schedule_words
from show.ballot import Ballot, Method, Option, Rules, Vote, tally
from show.errors import NotAllowed
from show.ids import BallotId, MemberId
from show.schedule import Schedule
from show.texts import kept, told_again
from storage.database import Database
from storage.story import NEXT_QUESTION


def ballot(question: str, method: Method = Method.SINGLE) -> Ballot:
    options = tuple(Option(key=key, text=f"road {key}") for key in "abc")
    return Ballot(
        id=BallotId("b1"), question=question, options=options, opens_at=0.0, closes_at=60.0, rules=Rules(method=method)
    )


@pytest.fixture
def whispered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A German in which every sentence is whispered, whatever the catalogue has by now."""
    german = catalogue("de")
    monkeypatch.setattr(german, "gettext", lambda text: f"pst: {text}")


async def test_the_library_works_in_the_language_of_who_asks(tmp_path: Path):
    async with Database(tmp_path / "library.sqlite") as database:
        with speaking("ja"):
            assert await database.run(lambda db: spoken()) == "ja"
        assert await database.run(lambda db: spoken()) == "en"


def test_days_of_the_week_are_named_in_the_language_that_is_spoken():
    weekly = Schedule(days=(4, 0), minute=18 * 60, zone="Europe/Berlin")
    assert schedule_words(weekly) == "every Monday and Friday at 18:00 (Europe/Berlin)"
    assert schedule_words(Schedule(days=tuple(range(7)), minute=5)) == "every day at 00:05 (UTC)"
    with speaking("de"):
        assert "Montag und Freitag" in schedule_words(weekly)


@pytest.mark.usefixtures("whispered")
def test_the_houses_question_is_translated_and_a_scripts_is_left_as_it_is_written():
    ours, theirs = ballot(str(NEXT_QUESTION)), ballot("Wer schrieb {den} Brief?")
    with speaking("de"):
        assert question_of(ours) == "pst: What happens next?"
        assert question_of(theirs) == "Wer schrieb {den} Brief?"
    assert question_of(ours) == "What happens next?"


@pytest.mark.usefixtures("whispered")
def test_why_a_vote_was_declined_is_kept_for_every_language():
    with pytest.raises(NotAllowed) as declined:
        Rules(least_account_days=7).check_age(None, None, 0.0)
    assert told_again(kept(declined.value.text)).said(catalogue("de").gettext).startswith("pst: Accounts vote here")


@pytest.mark.usefixtures("whispered")
def test_a_chart_brings_its_words_and_says_whose_they_are():
    asked = ballot(str(NEXT_QUESTION), Method.RANKED)
    choices = [("a",), ("a",), ("b",), ("b",), ("c", "b")]
    votes = [Vote(member_id=MemberId(n), choice=choice, cast_at=1.0) for n, choice in enumerate(choices)]
    with speaking("de"):
        chart = chart_of(asked, tally(asked, votes), "Moon Post")
    assert chart.language == "de"
    assert (chart.title, chart.drops_out) == ("pst: What happens next?", "pst: drops out")
    assert chart.headings == ("pst: Round 1", "pst: Round 2")
