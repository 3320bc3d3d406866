"""How a ballot's audit reads, and the file with its voters."""

from __future__ import annotations

import csv
import io

from cogs.ballots.questions import question_of
from cogs.languages import _, ngettext, said
from cogs.words import clip, named, safe
from show.texts import told_again
from storage.audit import YOUNG_DAYS, Audit, Voter

MOST_LISTED = 10
COLUMNS = ("member_id", "name", "first_at", "last_at", "changes", "account_days", "member_days", "declined")


def audit_words(found: Audit) -> str:
    """What stands out, in a few lines."""
    counting = [voter for voter in found.voters if not voter.refused]
    refused = [voter for voter in found.voters if voter.refused]
    young = [voter for voter in counting if voter.is_young]
    traces = ngettext(
        "{number} member left a trace, {young} of them with an account or membership younger than {days} days.",
        "{number} members left a trace, {young} of them with an account or membership younger than {days} days.",
        len(counting),
        young=len(young),
        days=YOUNG_DAYS,
    )
    busiest = ngettext(
        "The busiest minute saw {number} press.", "The busiest minute saw {number} presses.", found.busiest_minute
    )
    lines = [
        _("### Audit · {question}", question=safe(clip(question_of(found.record.ballot), 120))),
        f"{traces} {busiest}",
    ]
    lines += [
        ngettext(
            "**{option}** {number} voter, {young} of them young",
            "**{option}** {number} voters, {young} of them young",
            voters,
            option=key.upper(),
            young=new,
        )
        for key, voters, new in found.young
    ]
    if refused:
        lines.append(ngettext("Declined: {number} member", "Declined: {number} members", len(refused)))
        lines += [f"- {safe(voter.member.name)}: {safe(clip(_why(voter), 90))}" for voter in refused[:MOST_LISTED]]
    lines.append(_("-# The file has every voter and when they came. What somebody voted for stays theirs."))
    return clip("\n".join(lines), 1900)


def _why(voter: Voter) -> str:
    """Why a voter was declined; nothing for one who was not."""
    return said(told_again(voter.refused)) if voter.refused else ""


def audit_file(found: Audit) -> bytes:
    """Every voter as CSV; times in Unix seconds, ages in days."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for voter in found.voters:
        ages = ("" if age is None else f"{age:.1f}" for age in (voter.account_days, voter.member_days))
        # A name that begins like a formula would be one in a spreadsheet.
        shown = named(voter.member.name)
        name = f"'{shown}" if shown[:1] in "=+-@\t" else shown
        times = (f"{voter.first_at:.0f}", f"{voter.last_at:.0f}")
        writer.writerow((voter.member.id, name, *times, voter.changes, *ages, _why(voter)))
    return out.getvalue().encode("utf-8-sig")
