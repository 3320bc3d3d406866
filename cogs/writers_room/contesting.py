"""A pitch that contradicts what is established: its author reads what, and the room is asked."""

from __future__ import annotations

from cogs.ballots.motions import show_motion
from cogs.desk import Desk, Interaction
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
    facts = "\n".join(
        f"> {safe(clip(fact.text, QUOTED_CHARACTERS))}\n-# episode {fact.episode_number}, shot {fact.shot_number}"
        for fact in contested.motion.matter.facts[:5]
    )
    return (
        f"### That was told otherwise\n{facts}\nThe room is asked whether it may be so after all, until "
        f"{moment(contested.motion.closes_at, 'f')}. If it says yes, your pitch is in."
    )
