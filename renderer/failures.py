"""Errors from a worker's process, or out of the queue's memory: told as JSON, and raised again as they were."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from show import errors
from show.errors import CliffhangerError, RenderError
from show.texts import facts, told_again

_log = logging.getLogger(__name__)


def told(error: BaseException) -> dict[str, Any]:
    """The error as JSON's own types: its kind, its message, what it carries, and how it came about for the log."""
    found: dict[str, Any] = {"kind": type(error).__name__, "message": str(error)}
    if isinstance(error, CliffhangerError):
        found["text"] = facts(error.told())
        found["carried"] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in vars(error).items()
            if not name.startswith("_") and isinstance(value, (str, int, float, tuple, type(None)))
        }
    else:
        found["traceback"] = "".join(traceback.format_exception(error))
    return found


def raised_again(found: dict[str, Any]) -> CliffhangerError:
    """The error that was told. One that is not of the house becomes a RenderError, with the facts in the log only."""
    kind = getattr(errors, str(found.get("kind")), None)
    if not (isinstance(kind, type) and issubclass(kind, CliffhangerError)):
        _log.error("A step failed unexpectedly: %s", found.get("traceback") or found.get("message"))
        return RenderError("Something in the studio broke; the log has the facts.")
    error = kind.__new__(kind)
    # The message is complete already: an initialiser would put “Line 3:” before it once more.
    error.args = (str(found.get("message", "")),)
    error.text = told_again(found.get("text", ""))
    for name, value in found.get("carried", {}).items():
        setattr(error, name, tuple(value) if isinstance(value, list) else value)
    return error
