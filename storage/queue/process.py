"""A process on the queue: launching it, what its workflows may call, and the outbox between the two applications."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy
from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer
from dbos import error as dbos_error

from show.codec import dumps
from show.errors import StorageError
from show.order import ReplyTo
from storage.queue.names import BOT, POSTS, WORKFLOWS_OF_APPLICATION, WORKFLOWS_VERSION, QueueOptions, post_id

T = TypeVar("T")

MAX_RECOVERIES = 1000
"""How often a workflow is taken up again after a crash before it is given up."""

KEEP_SECONDS = 14 * 24 * 3600.0
"""How long finished work stays on record."""

_LISTEN_SECONDS = 0.1
"""How often DBOS looks for messages between workflows. We send none, but stopping waits for that look to be over."""

_SQLITE_WAIT_SECONDS = 30.0
_FORGET_AT_ONCE = 200
_log = logging.getLogger(__name__)


def prepare(url: str) -> None:
    """Create or migrate the queue's database; StorageError when it can't be reached. Safe to call at any time."""
    logging.getLogger("dbos").setLevel(logging.WARNING)
    try:
        path = sqlite_path(url)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_SQLITE_WAIT_SECONDS)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            finally:
                connection.close()
        DBOS.migrate(url)
    except (OSError, sqlite3.Error, sqlalchemy.exc.SQLAlchemyError, dbos_error.DBOSException) as exc:
        raise StorageError("The queue's database can't be opened; look at its URL and folder. {exc}", exc=exc) from exc


def sqlite_path(url: str) -> Path | None:
    """The file behind an SQLite URL; None for another database."""
    parsed = sqlalchemy.engine.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database:
        raise StorageError("The queue can't live in memory: two processes share it. Give a file in its URL.")
    return Path(parsed.database)


class WorkerLock:
    """A file lock: of two live processes with one name, the second would steal the work of the first."""

    def __init__(self, folder: Path, application: str, worker_name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / f"{application}-{worker_name}.lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            self._file.close()
            raise StorageError(
                "A {application} called “{worker_name}” is already running here. Stop it first: one of each is enough.",
                application=application,
                worker_name=worker_name,
            ) from exc
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        """Let another process of that name start. The system does the same when this process ends."""
        self._file.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueProcess:
    """This process on the queue, from `launch` to `close`."""

    application: str
    worker_name: str
    lock: WorkerLock

    def forget(self, older_than_seconds: float, *, now: float) -> int:
        """Delete what this application finished that long before `now` (seconds since the epoch), members' words with
        it; the number of workflows forgotten, not counting those they started. Blocks. Raises StorageError.
        """
        before = datetime.fromtimestamp(now - older_than_seconds, UTC).isoformat()
        try:
            found = DBOS.list_workflows(
                name=list(WORKFLOWS_OF_APPLICATION[self.application]),
                status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
                completed_before=before,
                limit=_FORGET_AT_ONCE,
                load_input=False,
                load_output=False,
            )
            if found:
                DBOS.delete_workflows([status.workflow_id for status in found], delete_children=True)
        except (sqlalchemy.exc.SQLAlchemyError, dbos_error.DBOSException) as exc:
            raise StorageError("The queue could not be tidied; it is tried again later.") from exc
        return len(found)

    def close(self) -> None:
        """Stop taking work. What is unfinished goes on at the next launch. Blocks for up to some seconds."""
        logging.getLogger("dbos").setLevel(logging.CRITICAL)
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=0)
        self.lock.release()


def register(name: str, body: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """Make `body` the workflow of that name; before `launch`, which takes up unfinished ones at once."""
    return DBOS.workflow(name=name, max_recovery_attempts=MAX_RECOVERIES)(body)


def launch(
    application: str, worker_name: str, *, url: str, folder: Path, queues: tuple[QueueOptions, ...]
) -> QueueProcess:
    """Join the queue as that worker and take up what it left unfinished.

    Call it by `asyncio.to_thread`: it blocks for about a second, and on a thread without an event loop DBOS runs
    the workflows on a loop of its own. `folder` keeps the lock. Raises StorageError.
    """
    lock = WorkerLock(folder, application, worker_name)
    try:
        prepare(url)
        _set_up(application, url, queues)
        DBOS(
            config={
                "name": application,
                "system_database_url": url,
                "executor_id": f"{application}-{worker_name}",
                "application_version": f"{application}-{WORKFLOWS_VERSION}",
                "serializer": DBOSPortableJSONSerializer(),
                "notification_listener_polling_interval_sec": _LISTEN_SECONDS,
                "log_level": "WARNING",
            }
        )
        DBOS.launch()
    except (sqlalchemy.exc.SQLAlchemyError, dbos_error.DBOSException) as exc:
        lock.release()
        raise StorageError("The queue could not be joined. {exc}", exc=exc) from exc
    except BaseException:
        lock.release()
        raise
    _log.info("Joined the queue as %s of %s.", worker_name, application)
    return QueueProcess(application=application, worker_name=worker_name, lock=lock)


def _set_up(application: str, url: str, queues: tuple[QueueOptions, ...]) -> None:
    """Write down the application's queues before it is launched: one that comes later is looked for once a second."""
    client = DBOSClient(
        system_database_url=url, serializer=DBOSPortableJSONSerializer(), application_name=application
    )
    try:
        for queue in queues:
            client.register_queue(
                queue.name,
                worker_concurrency=queue.at_once,
                partition_worker_concurrency=queue.at_once_per_guild,
                polling_interval_sec=queue.polling_seconds,
                on_conflict="always_update",
            )
    finally:
        client.destroy()


async def once(
    name: str,
    action: Callable[[], Coroutine[Any, Any, T]],
    *,
    attempts: int = 40,
    first_wait_seconds: float = 1.0,
    retry_if: Callable[[BaseException], bool] | None = None,
) -> T:
    """Inside a workflow: do this, keep its result, and never do it again once it is done.

    A crash in the middle has it done a second time, so sends carry a nonce. Errors are tried again after waits that
    double up to an hour, for about a day in all, unless `retry_if` finds one not worth it: it is raised as it is then.
    """

    async def act() -> T:
        # A lambda that returns a coroutine is none of DBOS's coroutine functions.
        return await action()

    return await DBOS.run_step_async(
        {
            "name": name,
            "retries_allowed": attempts > 1,
            "max_attempts": attempts,
            "interval_seconds": first_wait_seconds,
            "backoff_rate": 2.0,
            "should_retry": retry_if,
        },
        act,
    )


async def durable_sleep_until(deadline: float) -> None:
    """Inside a workflow: wait until that many seconds since the epoch, over restarts too."""
    # Always at least a moment: a sleep of nothing is no step, and a second run would count its steps differently.
    await DBOS.sleep_async(max(0.01, deadline - time.time()))


async def hop(work: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop) -> T:
    """Run a coroutine on another thread's event loop and wait for its result here."""
    if loop is asyncio.get_running_loop():
        return await work
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))


async def post(workflow: str, order_id: str, reply_to: ReplyTo, text: str) -> None:
    """Inside a renderer's workflow: leave the order's one post for the bot. A second one is not taken."""
    await DBOS.enqueue_workflow_with_options_async(
        {
            "workflow_name": workflow,
            "queue_name": POSTS,
            "application_name": BOT,
            "workflow_id": post_id(order_id),
        },
        order_id,
        dumps(reply_to),
        text,
    )
