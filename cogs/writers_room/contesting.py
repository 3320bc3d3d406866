"""A pitch that contradicts what is established: its author reads what, and the room is asked."""

from __future__ import annotations

from cogs.ballots.motions import show_motion
from cogs.desk import Desk, Interaction
from cogs.languages import _
from cogs.replies import say_view
from cogs.words import clip, moment, safe
from cogs.writers_room.buttons import QUOTED_CHARACTERS, WithdrawButton, WordsView
from storage.retcons import Contested


async def ask_the_room(desk: Desk, interaction: Interaction, contested: Contested) -> None:
    """Hang the question up, and tell the author of the pitch. The interaction is deferred."""
    await show_motion(desk, contested.motion.number)
    await say_view(interaction, WordsView(contested_words(contested), WithdrawButton(contested.pitch.id)))


def contested_words(contested: Contested) -> str:
    """What the author of the pitch reads."""
    lines = [_("### That was told otherwise")]
    for fact in contested.motion.matter.facts[:5]:
        where = _("episode {episode}, shot {shot}", episode=fact.episode_number, shot=fact.shot_number)
        lines.append(f"> {safe(clip(fact.text, QUOTED_CHARACTERS))}\n-# {where}")
    lines.append(
        _(
            "The room is asked whether it may be so after all, until {when}. If it says yes, your pitch is in.",
            when=moment(contested.motion.closes_at, "f"),
        )
    )
    return "\n".join(lines)
