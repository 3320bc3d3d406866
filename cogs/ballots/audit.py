"""How a ballot's audit reads, and the file with its voters."""

from __future__ import annotations

import csv
import io

from cogs.words import clip, counted, safe
from storage.audit import YOUNG_DAYS, Audit

MOST_LISTED = 10
COLUMNS = ("member_id", "name", "first_at", "last_at", "changes", "account_days", "member_days", "declined")


def audit_words(found: Audit) -> str:
    """What stands out, in a few lines."""
    counted_ones = [voter for voter in found.voters if not voter.refused]
    refused = [voter for voter in found.voters if voter.refused]
    young = [voter for voter in counted_ones if voter.is_young]
    lines = [
        f"### Audit · {safe(clip(found.record.ballot.question, 120))}",
        f"{counted(len(counted_ones), 'member')} left a trace, {len(young)} of them with an account or membership "
        f"younger than {YOUNG_DAYS} days. The busiest minute saw {counted(found.busiest_minute, 'press', 'presses')}.",
    ]
    for key, voters, new in found.young:
        lines.append(f"**{key.upper()}** {counted(voters, 'voter')}, {new} of them young")
    if refused:
        lines.append(f"Declined: {counted(len(refused), 'member')}")
        lines += [f"- {safe(voter.member.name)}: {safe(clip(voter.refused, 90))}" for voter in refused[:MOST_LISTED]]
    lines.append("-# The file has every voter and when they came. What somebody voted for stays theirs.")
    return clip("\n".join(lines), 1900)


def audit_file(found: Audit) -> bytes:
    """Every voter as CSV; times in Unix seconds, ages in days."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for voter in found.voters:
        ages = ("" if age is None else f"{age:.1f}" for age in (voter.account_days, voter.member_days))
        # A name that begins like a formula would be one in a spreadsheet.
        name = f"'{voter.member.name}" if voter.member.name[:1] in "=+-@\t" else voter.member.name
        times = (f"{voter.first_at:.0f}", f"{voter.last_at:.0f}")
        writer.writerow((voter.member.id, name, *times, voter.changes, *ages, voter.refused))
    return out.getvalue().encode("utf-8-sig")
