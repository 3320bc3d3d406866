"""`cliffhanger doctor`: what is there, what is missing, and what it costs to do without."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from bot.settings import TOKEN_HELP, Settings
from show.errors import CliffhangerError

FREE_BYTES_WANTED = 5 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing examined. `needed` findings that are not well make the doctor's verdict bad."""

    what: str
    well: bool
    words: str
    needed: bool = False


def examine(settings: Settings) -> int:
    """Print all findings; 0 when films can be made here, 1 when not."""
    findings = [check(settings) for check in CHECKS]
    for finding in findings:
        mark = "ok " if finding.well else ("BAD" if finding.needed else "-- ")
        print(f"[{mark}] {finding.what:10} {finding.words}")
    return 0 if all(finding.well or not finding.needed for finding in findings) else 1


def _token(settings: Settings) -> Finding:
    there = bool(settings.discord_token.get_secret_value())
    return Finding(what="token", well=there, words="there is one" if there else TOKEN_HELP)


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.folder).free
    words = f"{free / 2**30:.1f} GiB free under {settings.home}; an episode's takes need about 1.7 GiB"
    return Finding(what="disk", well=free > FREE_BYTES_WANTED, words=words)


def _queue(settings: Settings) -> Finding:
    local = settings.queue.startswith("sqlite")
    words = "SQLite in the home folder" if local else "another database, shared with other hosts"
    return Finding(what="queue", well=True, words=words)


def _kernel(settings: Settings) -> Finding:
    from renderer.stage.kernel import kernel

    name = kernel().name
    compiled = name != "numpy"
    words = name if compiled else "not compiled; films take many times as long: python -m renderer.stage.build"
    return Finding(what="kernel", well=compiled, words=words)


def _voices(settings: Settings) -> Finding:
    from renderer.workshop import Workshop

    try:
        voice = Workshop(settings.workshop()).crew.voice(settings.film())
        well = voice.speaks(settings.language)
        words = f"{settings.voices} for {settings.language}" if well else f"none of {settings.voices} can speak here"
    except CliffhangerError as error:
        well, words = False, str(error)
    return Finding(what="voices", well=well, words=words, needed=True)


def _fonts(settings: Settings) -> Finding:
    from renderer.lettering.fonts import Face, typeface

    try:
        typeface(Face.CAPTION)
    except CliffhangerError as error:
        return Finding(what="fonts", well=False, words=str(error), needed=True)
    return Finding(what="fonts", well=True, words="caption and display faces are there", needed=True)


def _gpu(settings: Settings) -> Finding:
    there = importlib.util.find_spec("torch") is not None
    words = "torch is installed" if there else "not used: the house painter needs none"
    return Finding(what="gpu", well=True, words=words)


def _writer(settings: Settings) -> Finding:
    if settings.writer == "offline":
        return Finding(what="writer", well=True, words="offline: no key, no network")
    keyed = bool(settings.openai_api_key.get_secret_value()) or "api.openai.com" not in settings.openai_base_url
    words = f"{settings.openai_model} at {settings.openai_base_url}" + ("" if keyed else "; its key is missing")
    return Finding(what="writer", well=keyed, words=words)


CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    _token,
    _writer,
    _voices,
    _fonts,
    _kernel,
    _gpu,
    _queue,
    _disk,
)
