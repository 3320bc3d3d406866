"""`cliffhanger doctor`: what is there, what is missing, and what it costs to do without."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from bot.doctor_discord import ask_discord
from bot.finding import Finding
from bot.settings import Settings
from show.bible import VoiceCasting
from show.errors import CliffhangerError
from show.script import Delivery, Emotion
from storage.media import MediaStore

FREE_BYTES_WANTED = 5 * 2**30
PAID_OR_FAR = ("openai", "edge")
"""Voices that the doctor does not have speak: each word goes over the network."""


def examine(settings: Settings) -> int:
    """Print all findings; 0 when films can be made here, 1 when not."""
    findings = [finding for check in CHECKS for finding in check(settings)]
    for finding in findings:
        mark = "ok " if finding.well else ("BAD" if finding.needed else "-- ")
        cost = "" if finding.well or not finding.cost else f" (without it: {finding.cost})"
        print(f"[{mark}] {finding.what:10} {finding.words}{cost}")
    return 0 if all(finding.well or not finding.needed for finding in findings) else 1


def _disk(settings: Settings) -> list[Finding]:
    free = shutil.disk_usage(settings.folder).free
    words = f"{free / 2**30:.1f} GiB free under {settings.home}; an episode's takes need about 1.7 GiB"
    cost = "films stop half-way, and say so"
    return [Finding(what="disk", well=free > FREE_BYTES_WANTED, words=words, cost=cost)]


def _queue(settings: Settings) -> list[Finding]:
    if settings.queue.startswith("sqlite:///"):
        return [_queue_file(Path(settings.queue.removeprefix("sqlite:///")))]
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError

    try:
        create_engine(settings.queue).connect().close()
    except (SQLAlchemyError, ImportError) as exc:
        words = f"the database behind CLIFFHANGER_QUEUE_URL does not answer ({type(exc).__name__})"
        return [Finding(what="queue", well=False, words=words, cost="nothing can be ordered or made", needed=True)]
    return [Finding(what="queue", well=True, words="another database, shared with other hosts; it answers")]


def _queue_file(path: Path) -> Finding:
    if not path.exists():
        return Finding(what="queue", well=True, words="SQLite in the home folder, made at the first start")
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as exc:
        words = f"{path.name} can't be read ({exc}): bring its copy back"
        return Finding(what="queue", well=False, words=words, cost="nothing can be ordered or made", needed=True)
    return Finding(what="queue", well=True, words="SQLite in the home folder")


def _media(settings: Settings) -> list[Finding]:
    try:
        store = MediaStore(settings.media, cache_folder=settings.folder / "cache")
        ref = store.put_bytes(b"the doctor was here", "text/plain", "doctor.txt")
        read = store.read(ref)
        store.delete(ref)
    except (CliffhangerError, OSError, ValueError, ImportError) as exc:
        words = f"the store behind CLIFFHANGER_MEDIA_URL does not keep what it is given ({exc})"
        return [Finding(what="media", well=False, words=words, cost="no film can be posted", needed=True)]
    where = "in the home folder" if settings.media.startswith("file:") else "elsewhere"
    return [Finding(what="media", well=bool(read), words=f"kept {where}: written, read and deleted again")]


def _kernel(settings: Settings) -> list[Finding]:
    from renderer.stage.kernel import kernel

    name = kernel().name
    words = name if name != "numpy" else "not compiled: python -m renderer.stage.build"
    return [Finding(what="kernel", well=name != "numpy", words=words, cost="films take many times as long")]


def _voices(settings: Settings) -> list[Finding]:
    from renderer.crew.ports import SpeechRequest
    from renderer.workshop import Workshop

    try:
        voice = Workshop(settings.workshop()).crew.voice(settings.film())
        if not voice.speaks(settings.language):
            words = f"none of {settings.voices} speaks {settings.language} here"
            return [Finding(what="voices", well=False, words=words, cost="nobody in a film can speak", needed=True)]
        words = f"{settings.voices} for {settings.language}"
        if not set(settings.film().voices) & set(PAID_OR_FAR):
            began = time.monotonic()
            line = SpeechRequest(
                text="Tomorrow.", language=settings.language, casting=VoiceCasting(), emotion=Emotion.NEUTRAL,
                strength=0.0, delivery=Delivery.SPOKEN,
            )  # fmt: skip
            voice.say(line)
            words += f"; said a word after {time.monotonic() - began:.1f} s"
    except CliffhangerError as error:
        return [Finding(what="voices", well=False, words=str(error), cost="nobody in a film can speak", needed=True)]
    return [Finding(what="voices", well=True, words=words)]


def _fonts(settings: Settings) -> list[Finding]:
    from renderer.lettering.fonts import Face, typeface

    try:
        for face in Face:
            typeface(face)
    except CliffhangerError as error:
        cost = "captions and titles can't be lettered"
        return [Finding(what="fonts", well=False, words=str(error), cost=cost, needed=True)]
    return [Finding(what="fonts", well=True, words=f"{len(Face)} faces are there")]


def _gpu(settings: Settings) -> list[Finding]:
    from renderer.encode.hardware import Encoder, chosen_encoder

    torch = importlib.util.find_spec("torch") is not None
    words = "torch is installed" if torch else "the house painter needs none"
    encoder = chosen_encoder() if settings.encoder == "auto" else Encoder.X264
    return [Finding(what="gpu", well=True, words=f"{words}; films are encoded by {encoder.value}")]


def _writer(settings: Settings) -> list[Finding]:
    if settings.writer == "offline":
        return [Finding(what="writer", well=True, words="offline: no key, no network")]
    keyed = bool(settings.openai_api_key.get_secret_value()) or "api.openai.com" not in settings.openai_base_url
    words = f"{settings.openai_model} at {settings.openai_base_url}" + ("" if keyed else "; its key is missing")
    return [Finding(what="writer", well=keyed, words=words, cost="scripts fail, and say so")]


def _moderation(settings: Settings) -> list[Finding]:
    keyed = bool(settings.moderation_api_key.get_secret_value())
    words = "word list and classifier of our own" + (f", then {settings.moderation_model}" if keyed else "")
    return [Finding(what="moderation", well=True, words=words)]


CHECKS: tuple[Callable[[Settings], list[Finding]], ...] = (
    ask_discord,
    _writer,
    _moderation,
    _voices,
    _fonts,
    _kernel,
    _gpu,
    _queue,
    _media,
    _disk,
)
