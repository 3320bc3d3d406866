"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing examined. `cost` says what its lack means; `needed` findings that are not well spoil the verdict."""

    what: str
    well: bool
    words: str
    cost: str = ""
    needed: bool = False
