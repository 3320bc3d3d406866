"""The renderer's process on the queue: takes up orders, has their steps made, and leaves the results to the bot."""

from __future__ import annotations

import json
import logging
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dbos import error as dbos_error

from renderer import production
from renderer.durable import DurableRunner, Steps
from renderer.memory import peak_bytes
from renderer.pool import STEP_SECONDS, Pool
from renderer.production import Runner
from renderer.reel import make_reel
from renderer.sketches import make_sketch
from renderer.takes import Takes
from renderer.workshop import WorkshopOptions
from show.bible import Series
from show.codec import dumps, from_plain, loads
from show.errors import CliffhangerError, InvalidDocument, StorageError
from show.order import DraftOrder, DraftResult, FilmResult, FoundingOrder, ProductionOrder, ReplyTo
from show.reel import ReelOrder
from show.sketch import SketchOrder, SketchResult
from show.texts import kept, text
from storage.queue import (
    DRAFT,
    FILM,
    FOUND,
    KEEP_SECONDS,
    POST_BIBLE,
    POST_DRAFT,
    POST_FAILURE,
    POST_FILM,
    POST_SKETCH,
    REEL,
    RENDERER,
    SKETCH,
    QueueProcess,
    launch,
    post,
    register,
    renderer_queues,
)

Placed = TypeVar("Placed", FoundingOrder, DraftOrder, ProductionOrder, SketchOrder, ReelOrder)

TIDY_SECONDS = 600.0
"""How often the takes are brought back under their limit."""
BROKEN = text("Something in the studio broke while this was being made. The log has the facts; try again later.")

UNREADABLE = text(
    "This renderer can't read the order: bot and renderer must be of the same version. Update, then try again."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RendererOptions:
    """How a renderer stands in the house; comes from the settings."""

    queue_url: str = field(repr=False)
    folder: Path
    """For the lock that keeps two renderers of one name apart."""
    workshop: WorkshopOptions
    worker_name: str = "0"
    """Names this renderer among others on the queue. After a crash the same name takes up what it left."""
    workers: int = 1
    takes_max_bytes: int = 20 * 2**30
    step_seconds: float = STEP_SECONDS
    attempts: int = 4
    """How often a step is tried while somebody of the crew is unavailable."""
    steps_module: str = "renderer.steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """What is done about each kind of order."""

    make_bible: Callable[[FoundingOrder, Runner], Awaitable[Series]] = production.make_bible
    make_draft: Callable[[DraftOrder, Runner], Awaitable[DraftResult]] = production.make_draft
    make_film: Callable[[ProductionOrder, Runner], Awaitable[FilmResult]] = production.make_film
    make_sketch: Callable[[SketchOrder, Runner], Awaitable[SketchResult]] = make_sketch
    make_reel: Callable[[ReelOrder, Runner], Awaitable[FilmResult]] = make_reel


def serve(
    options: RendererOptions,
    *,
    makers: Makers | None = None,
    stop: threading.Event | None = None,
    ready: Callable[[], None] | None = None,
) -> None:
    """Take up orders until told to stop (`stop`, or SIGTERM or Ctrl-C when called on the main thread).

    What is under way then is taken up again by the next renderer of that name. Raises StorageError when the queue
    can't be joined.
    """
    stop = stop or threading.Event()
    pool = Pool(options.workers, options.workshop, steps_module=options.steps_module, step_seconds=options.step_seconds)
    steps = Steps(pool, attempts=options.attempts)
    _register(steps, makers or Makers())
    previous = _stop_on_signals(stop)
    try:
        process = launch(
            RENDERER,
            options.worker_name,
            url=options.queue_url,
            folder=options.folder,
            queues=renderer_queues(options.workers),
        )
        try:
            _log.info("The renderer “%s” is at work with %d workers.", options.worker_name, options.workers)
            if ready is not None:
                ready()
            takes = Takes(Path(options.workshop.takes_folder))
            while not stop.wait(TIDY_SECONDS):
                _tidy(takes, options.takes_max_bytes, process)
        finally:
            pool.kill()
            process.close()
            _tell_peaks(pool)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _tell_peaks(pool: Pool) -> None:
    for name, peak in {"The renderer itself": peak_bytes(), **pool.peaks()}.items():
        _log.info("%s held at most %.0f MiB.", name, peak / 2**20)


def _register(steps: Steps, makers: Makers) -> None:
    steps.register()

    async def found(document: str) -> None:
        await _fulfil(document, FoundingOrder, makers.make_bible, POST_BIBLE, steps)

    async def draft(document: str) -> None:
        await _fulfil(document, DraftOrder, makers.make_draft, POST_DRAFT, steps)

    async def film(document: str) -> None:
        await _fulfil(document, ProductionOrder, makers.make_film, POST_FILM, steps)

    async def sketch(document: str) -> None:
        await _fulfil(document, SketchOrder, makers.make_sketch, POST_SKETCH, steps)

    async def reel(document: str) -> None:
        await _fulfil(document, ReelOrder, makers.make_reel, POST_FILM, steps)

    register(FOUND, found)
    register(DRAFT, draft)
    register(FILM, film)
    register(SKETCH, sketch)
    register(REEL, reel)


async def _fulfil(
    document: str,
    kind: type[Placed],
    make: Callable[[Placed, Runner], Awaitable[Any]],
    post_name: str,
    steps: Steps,
) -> None:
    """Make what was ordered, and leave the bot exactly one post about it: the result, or why there is none."""
    try:
        order = loads(document, kind)
    except InvalidDocument as error:
        _log.error("An order can't be read: %s", error)
        await post(POST_FAILURE, *_sender(document), kept(UNREADABLE))
        return
    runner = DurableRunner(steps, order.reply_to.guild_id)
    try:
        result = await make(order, runner)
    except CliffhangerError as error:
        _log.warning("Order %s failed: %s %s", order.id, error, vars(error) or "")
        await post(POST_FAILURE, order.id, order.reply_to, kept(error.told()))
    except dbos_error.DBOSAwaitedWorkflowCancelledError:
        _log.info("Order %s was called off.", order.id)
    except Exception:
        _log.exception("Order %s failed unexpectedly.", order.id)
        await post(POST_FAILURE, order.id, order.reply_to, kept(BROKEN))
    else:
        await post(post_name, order.id, order.reply_to, dumps(result))
        _log.info("Order %s is done.%s", order.id, _stages(result))


def _stages(result: Series | DraftResult | FilmResult | SketchResult) -> str:
    """How long each stage ran; stages run side by side, so the whole may be shorter than their sum."""
    times = () if isinstance(result, Series | SketchResult) else result.stage_times
    return " It took: " + ", ".join(f"{time.stage.value} {time.seconds:.1f} s" for time in times) if times else ""


def _sender(document: str) -> tuple[str, ReplyTo]:
    """Id and sender of an order that can't be read otherwise; InvalidDocument when not even they can."""
    try:
        body = json.loads(document)["body"]
        return str(body["id"]), from_plain(body["reply_to"], ReplyTo)
    except (ValueError, TypeError, KeyError) as exc:
        raise InvalidDocument("An order doesn't even say whose it is.") from exc


def _tidy(takes: Takes, max_bytes: int, process: QueueProcess) -> None:
    try:
        removed = takes.trim(max_bytes)
        forgotten = process.forget(KEEP_SECONDS, now=time.time())
        _log.info("Tidied up: %.0f MiB of takes and %d old orders are gone.", removed / 2**20, forgotten)
    except StorageError as error:
        _log.warning("%s", error)


def _stop_on_signals(stop: threading.Event) -> dict[signal.Signals, Any]:
    if threading.current_thread() is not threading.main_thread():
        return {}
    return {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
