"""Checks a sandbox's journal against Discord's OpenAPI description, and against rules the description misses.

`violations(journal)` takes the entries of `Community.journal()`. The description is looked for beside the
repository; without it only our own rules are checked (`document_path()` is None then).
"""

from collections.abc import Iterable
from typing import Any

from benchmarks.fidelity.document import beside as document_path
from benchmarks.fidelity.judge import default_document, judge, violations

__all__ = ["checked", "document_path", "violations"]


def checked(journal: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many requests, answers and events of a journal were judged."""
    report = judge(journal, default_document())
    return {what: report.tally(what)[1] for what in ("request", "response", "event")}
