"""How a ballot's result reads: what won, by how much, round by round, and how a tie was settled."""

from __future__ import annotations

import discord
from discord import ui

from cogs import palette
from cogs.languages import _, listed, ngettext
from cogs.words import clip, safe
from show.ballot import Method, Round, Rules, Tally

WINNER_CHARACTERS = 300


def closed_words(tally: Tally) -> str:
    """How a ballot ended."""
    return ngettext(
        "Closed · {number} voter · option {winner} it is",
        "Closed · {number} voters · option {winner} it is",
        tally.voters,
        winner=tally.winner.key.upper(),
    )


def round_words(number: int, one: Round) -> str:
    """One round of a run-off on one line."""
    ordered = sorted(one.counts, key=lambda item: -item[1])
    counts = " · ".join(f"{key.upper()} {votes}" for key, votes in ordered)
    line = _("Round {number}: {counts}", number=number, counts=counts)
    if one.out:
        options = listed([key.upper() for key in one.out])
        line += " → " + ngettext("{options} drops out", "{options} drop out", len(one.out), options=options)
    if one.spent:
        line += f" ({ngettext('{number} vote spent', '{number} votes spent', one.spent)})"
    return line


def decided_words(tally: Tally, quorum: int, rules: Rules) -> list[str]:
    """Why this option won, one line a fact."""
    won = tally.winner.key
    if not tally.quorum_met and tally.voters == 0:
        return [_("Nobody voted, so the first option is taken.")]
    if not tally.quorum_met:
        return [_("Fewer than {quorum} voted, so the first option is taken.", quorum=quorum)]
    lines = [f"-# {round_words(number, one)}" for number, one in enumerate(tally.rounds, 1)]
    final = dict(tally.rounds[-1].counts if tally.rounds else tally.counts)
    if tally.tied:
        lines.append(
            ngettext(
                "{options} had {number} vote each; the lot fell on {winner}.",
                "{options} had {number} votes each; the lot fell on {winner}.",
                final[won],
                options=listed([key.upper() for key in tally.tied]),
                winner=won.upper(),
            )
        )
    elif rules.method is Method.APPROVAL:
        lines.append(_("{votes} of {total} are fine with it.", votes=final[won], total=tally.total))
    elif tally.rounds:
        lines.append(
            ngettext(
                "{votes} of {number} vote in the last round.",
                "{votes} of {number} votes in the last round.",
                sum(final.values()),
                votes=final[won],
            )
        )
    else:
        lines.append(ngettext("{votes} of {number} vote.", "{votes} of {number} votes.", tally.total, votes=final[won]))
    if rules.weight > 1:
        lines.append(f"-# {weight_words(rules)}")
    return lines


def weight_words(rules: Rules) -> str:
    """Whose votes weigh more, and how much."""
    return _("Votes of {role} count {weight} times.", role=f"<@&{rules.weighted_role_id}>", weight=rules.weight)


def winner_words(tally: Tally, quorum: int, rules: Rules) -> str:
    """The announcement of a result."""
    option = f"**{safe(clip(tally.winner.text, WINNER_CHARACTERS))}**"
    if tally.winner.author:
        option = _("{option} by {author}", option=option, author=safe(tally.winner.author))
    return "\n".join(
        [
            _("## The vote is over"),
            option,
            *decided_words(tally, quorum, rules),
            _("The writer sits down now; the draft comes here to be read, changed and approved."),
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
            rounds = "; ".join(round_words(n, one) for n, one in enumerate(tally.rounds, 1))
            alt = clip(rounds or _("The result"), 250)
            box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{picture}", description=alt)))
        self.add_item(box)
