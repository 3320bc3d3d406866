"""How a ballot's result reads: what won, by how much, round by round, and how a tie was settled."""

from __future__ import annotations

import discord
from discord import ui

from cogs import palette
from cogs.words import clip, counted, listed, safe
from show.ballot import Method, Round, Rules, Tally

WINNER_CHARACTERS = 300


def closed_words(tally: Tally) -> str:
    """How a ballot ended."""
    return f"Closed · {counted(tally.voters, 'voter')} · option {tally.winner.key.upper()} it is"


def round_words(number: int, one: Round) -> str:
    """One round of a run-off on one line."""
    counts = sorted(one.counts, key=lambda item: -item[1])
    line = f"Round {number}: " + " · ".join(f"{key.upper()} {n}" for key, n in counts)
    if one.out:
        line += f" → {listed([key.upper() for key in one.out])} {'drops' if len(one.out) == 1 else 'drop'} out"
    if one.spent:
        line += f" ({counted(one.spent, 'vote')} spent)"
    return line


def decided_words(tally: Tally, quorum: int, rules: Rules) -> list[str]:
    """Why this option won, one line a fact."""
    won = tally.winner.key
    if not tally.quorum_met:
        need = "Nobody voted" if tally.voters == 0 else f"Fewer than {quorum} voted"
        return [f"{need}, so the first option is taken."]
    lines = [f"-# {round_words(number, one)}" for number, one in enumerate(tally.rounds, 1)]
    final = dict(tally.rounds[-1].counts if tally.rounds else tally.counts)
    if tally.tied:
        keys = listed([key.upper() for key in tally.tied])
        lines.append(f"{keys} had {counted(final[won], 'vote')} each; the lot fell on {won.upper()}.")
    elif rules.method is Method.APPROVAL:
        lines.append(f"{final[won]} of {tally.total} are fine with it.")
    elif tally.rounds:
        lines.append(f"{final[won]} of {counted(sum(final.values()), 'vote')} in the last round.")
    else:
        lines.append(f"{final[won]} of {counted(tally.total, 'vote')}.")
    if rules.weight > 1:
        lines.append(f"-# Votes of <@&{rules.weighted_role_id}> count {rules.weight} times.")
    return lines


def winner_words(tally: Tally, quorum: int, rules: Rules) -> str:
    """The announcement of a result."""
    text = safe(clip(tally.winner.text, WINNER_CHARACTERS))
    by = f" by {safe(tally.winner.author)}" if tally.winner.author else ""
    return "\n".join(
        [
            f"## The vote is over\n**{text}**{by}",
            *decided_words(tally, quorum, rules),
            "The writer sits down now; the draft comes here to be read, changed and approved.",
        ]
    )


class WinnerView(ui.LayoutView):
    """The announcement of a ballot's result."""

    def __init__(self, tally: Tally, quorum: int, rules: Rules, picture: str = "") -> None:
        super().__init__(timeout=None)
        box: ui.Container[WinnerView] = ui.Container(
            ui.TextDisplay(winner_words(tally, quorum, rules)), accent_colour=palette.DONE
        )
        if picture:
            alt = clip("; ".join(round_words(n, one) for n, one in enumerate(tally.rounds, 1)), 250) or "The result"
            box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{picture}", description=alt)))
        self.add_item(box)
