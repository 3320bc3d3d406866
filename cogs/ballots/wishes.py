"""What a command may wish for ballots: the choices it offers, and the wish as changes to a server's rules."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from show.ballot import Method
from show.texts import text

MOST_MINUTES = 14 * 24 * 60.0
LEAST_MINUTES = 0.1
"""Six seconds: enough for a demonstration among scripted members."""
METHOD_WORDS = {
    Method.SINGLE: text("one vote each"),
    Method.APPROVAL: text("approval: every option one is fine with"),
    Method.RANKED: text("ranked: in order, with run-off rounds"),
}
METHODS = [app_commands.Choice(name=str(words), value=method.value) for method, words in METHOD_WORDS.items()]
HIDDEN = "hidden"
RESULTS = [
    app_commands.Choice(name="counts are shown while it runs", value="live"),
    app_commands.Choice(name="counts are shown after the close", value=HIDDEN),
]


def wished(
    *,
    method: str,
    results: str,
    minutes: float | None,
    quorum: int | None,
    reminder: float | None,
    poll: bool | None,
    **others: object,
) -> dict[str, Any]:
    """What was given, by the names of HouseRules; what was left out ("" or None) is not among it."""
    given = others | {
        "method": Method(method) if method else None,
        "hidden": results == HIDDEN if results else None,
        "ballot_minutes": minutes,
        "quorum": quorum,
        "reminder_minutes": reminder,
        "poll": poll,
    }
    return {name: value for name, value in given.items() if value is not None}
