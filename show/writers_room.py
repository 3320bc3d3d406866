"""The phases of an episode, and which move leads from one to the next."""

from __future__ import annotations

from enum import StrEnum

from show.errors import WrongPhase
from show.texts import Text, text


class Phase(StrEnum):
    """Where an episode stands."""

    PITCHING = "pitching"
    VOTING = "voting"
    WRITING = "writing"
    DRAFT = "draft"
    RENDERING = "rendering"
    PREMIERED = "premiered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What moves an episode on."""

    OPEN_BALLOT = "open ballot"
    CLOSE_BALLOT = "close ballot"
    DELIVER_DRAFT = "deliver draft"
    REDRAFT = "redraft"
    APPROVE = "approve"
    PREMIERE = "premiere"
    FAIL = "fail"
    REOPEN = "reopen"
    """Its film may not be shown: the draft is on the table again."""
    RETRY_DRAFT = "retry draft"
    RETRY_FILM = "retry film"
    CANCEL = "cancel"


MOVES: dict[tuple[Phase, Step], Phase] = {
    (Phase.PITCHING, Step.OPEN_BALLOT): Phase.VOTING,
    (Phase.VOTING, Step.CLOSE_BALLOT): Phase.WRITING,
    (Phase.WRITING, Step.DELIVER_DRAFT): Phase.DRAFT,
    (Phase.DRAFT, Step.DELIVER_DRAFT): Phase.DRAFT,
    (Phase.DRAFT, Step.REDRAFT): Phase.WRITING,
    (Phase.DRAFT, Step.APPROVE): Phase.RENDERING,
    (Phase.RENDERING, Step.PREMIERE): Phase.PREMIERED,
    (Phase.WRITING, Step.FAIL): Phase.FAILED,
    (Phase.RENDERING, Step.FAIL): Phase.FAILED,
    (Phase.RENDERING, Step.REOPEN): Phase.DRAFT,
    (Phase.FAILED, Step.RETRY_DRAFT): Phase.WRITING,
    (Phase.FAILED, Step.RETRY_FILM): Phase.RENDERING,
    **{
        (phase, Step.CANCEL): Phase.CANCELLED
        for phase in (
            Phase.PITCHING,
            Phase.VOTING,
            Phase.WRITING,
            Phase.DRAFT,
            Phase.RENDERING,
            Phase.FAILED,
        )
    },
}
"""Every move there is; anything else is refused."""

SAYING: dict[Phase, Text] = {
    Phase.PITCHING: text("the room is open for pitches"),
    Phase.VOTING: text("the vote is running"),
    Phase.WRITING: text("the script is being written"),
    Phase.DRAFT: text("the draft is on the table"),
    Phase.RENDERING: text("the film is being made"),
    Phase.PREMIERED: text("the film has premiered"),
    Phase.FAILED: text("making it failed"),
    Phase.CANCELLED: text("it was cancelled"),
}
"""How each phase is put to members."""


def advance(phase: Phase, step: Step) -> Phase:
    """The phase after a step; WrongPhase, in words for a member, when the step is not possible now."""
    try:
        return MOVES[phase, step]
    except KeyError:
        raise WrongPhase("That is not possible now: {saying}.", saying=SAYING[phase]) from None
