"""Checks a sandbox's journal against Discord's OpenAPI description, and against rules the description misses.

`violations(journal)` takes the entries of `Community.journal()`. The description is looked for beside the
repository; without it only our own rules are checked (`document_path()` is None then).
"""

import contextlib
from collections.abc import AsyncIterator, Iterable
from typing import Any

from benchmarks.fidelity.document import beside as document_path
from benchmarks.fidelity.judge import default_document, judge, violations
from sandbox.control import Community
from sandbox.testing import running_sandbox

__all__ = ["checked", "document_path", "judged_sandbox", "violations"]


def checked(journal: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many requests, answers and events of a journal were judged."""
    report = judge(journal, default_document())
    return {what: report.tally(what)[1] for what in ("request", "response", "event")}


@contextlib.asynccontextmanager
async def judged_sandbox(**options: Any) -> AsyncIterator[Community]:
    """`sandbox.testing.running_sandbox`, which at the end fails for whatever broke the description."""
    async with running_sandbox(**options) as guild:
        yield guild
        found = violations(await guild.journal())
        assert not found, "\n".join(found)
