"""The questions of ballots: those the house asks are said in each language, those of a script as they are written."""

from __future__ import annotations

from cogs.languages import said
from show.ballot import Ballot
from storage.story import FIRST_QUESTION, NEXT_QUESTION

OURS = {str(question): question for question in (FIRST_QUESTION, NEXT_QUESTION)}


def question_of(ballot: Ballot) -> str:
    """What a ballot asks."""
    ours = OURS.get(ballot.question)
    return ballot.question if ours is None else said(ours)
