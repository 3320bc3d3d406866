"""Faults on demand: what the control side asked to go wrong, for which requests, how often."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.errors import ControlError
from sandbox.wire import Json

KINDS = ("rate_limit", "server_error", "slow", "lost_answer", "lost_request", "refusal")


@dataclass(slots=True, kw_only=True)
class Fault:
    """Something to go wrong: `left` more requests whose method and path match."""

    kind: str
    method: str = ""
    path: str = ""
    left: int = 1
    status: int = 500
    seconds: float = 0.5
    is_global: bool = False
    code: int = 0
    message: str = "Refused on demand"

    def matches(self, method: str, path: str) -> bool:
        return self.left > 0 and self.method in ("", method) and re.search(self.path, path) is not None


class Faults:
    """The faults that still wait for a request to strike."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, wish: Json) -> Fault:
        """Arm a fault from `{kind, method, path, times, status, seconds, global, code, message}`."""
        if wish.get("kind") not in KINDS:
            raise ControlError(f"A fault's kind is one of {', '.join(KINDS)}; this was {wish.get('kind')!r}.")
        fault = Fault(
            kind=wish["kind"],
            method=str(wish.get("method") or "").upper(),
            path=str(wish.get("path") or ""),
            left=int(wish.get("times") or 1),
            status=int(wish.get("status") or 500),
            seconds=float(wish.get("seconds") or 0.5),
            is_global=bool(wish.get("global")),
            code=int(wish.get("code") or 0),
            message=str(wish.get("message") or "Refused on demand"),
        )
        self._waiting.append(fault)
        return fault

    def strike(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, used up by one; None when it may pass."""
        for fault in self._waiting:
            if fault.matches(method, path):
                fault.left -= 1
                self._waiting = [one for one in self._waiting if one.left > 0]
                return fault
        return None

    def clear(self) -> None:
        self._waiting = []
