"""What both processes agree on: nonces, places in the line, locks, and a database that is there when it is needed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from show.errors import StorageError
from storage.queue import DRAFT, FILM, OrderState, nonce_of, prepare
from storage.queue.orders import _line
from storage.queue.process import WorkerLock


def test_a_nonce_is_the_same_after_a_restart_and_short_enough_for_discord() -> None:
    nonce = nonce_of("post", "order-1")
    script = "from storage.queue import nonce_of; print(nonce_of('post', 'order-1'))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout.strip() == nonce
    assert len(nonce) <= 25
    assert len({nonce, nonce_of("post", "order-2"), nonce_of("postorder", "-1"), nonce_of("p", "ostorder-1")}) == 4


def test_two_of_one_name_can_not_run_at_once(tmp_path: Path) -> None:
    first = WorkerLock(tmp_path, "renderer", "0")
    with pytest.raises(StorageError, match="already running"):
        WorkerLock(tmp_path, "renderer", "0")
    WorkerLock(tmp_path, "renderer", "1").release()
    WorkerLock(tmp_path, "bot", "0").release()
    first.release()
    WorkerLock(tmp_path, "renderer", "0").release()


def test_a_killed_holder_does_not_keep_its_lock(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from storage.queue.process import WorkerLock\n"
        "lock = WorkerLock(Path(sys.argv[1]), 'renderer', '0'); print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(StorageError):
        WorkerLock(tmp_path, "renderer", "0")
    holder.kill()
    holder.wait()
    WorkerLock(tmp_path, "renderer", "0").release()


def test_the_database_is_made_when_it_is_first_needed_by_however_many(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "queue.sqlite"
    failures: list[BaseException] = []

    def make() -> None:
        try:
            prepare(f"sqlite:///{path}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///{folder}/file/queue.sqlite", "nonsense"])
def test_a_url_that_can_not_work_says_so(tmp_path: Path, url: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError):
        prepare(url.format(folder=tmp_path))


def workflow(order_id: str, guild: int, created: int, status: str = "ENQUEUED", name: str = FILM) -> Any:
    return SimpleNamespace(
        workflow_id=order_id,
        queue_partition_key=str(guild),
        created_at=created * 1000,
        priority=1,
        status=status,
        name=name,
        attributes={"subject": f"e-{order_id}"},
    )


def test_the_line_takes_guilds_in_turn() -> None:
    found = [workflow(f"a{n}", 1, n) for n in range(4)]
    found[0] = workflow("a0", 1, 0, "PENDING")
    found += [workflow("b0", 2, 10), workflow("b1", 2, 11), workflow("c0", 3, 9, name=DRAFT)]
    line = _line(found)
    assert [entry.order_id for entry in line] == ["a0", "a1", "c0", "b0", "a2", "b1", "a3"]
    assert [entry.place for entry in line] == [0, 1, 2, 3, 4, 5, 6]
    assert line[0].state is OrderState.WORKING
    assert (line[1].subject, line[1].since_seconds) == ("e-a1", 1.0)


FORGETFUL = """
import asyncio, sys, time
from pathlib import Path
from storage.queue import BOT, BOT_QUEUES, CLOSE_BALLOT, Orders, durable_sleep_until, launch, register

async def close_ballot(ballot_id, deadline):
    await durable_sleep_until(deadline)

async def main(folder):
    register(CLOSE_BALLOT, close_ballot)
    url = f"sqlite:///{folder}/queue.sqlite"
    process = await asyncio.to_thread(launch, BOT, "0", url=url, folder=folder, queues=BOT_QUEUES)
    orders = await Orders.connect(url)
    soon = time.time() + 0.1
    await orders.close_ballot_at("soon", soon)
    await orders.close_ballot_at("late", soon + 1000)
    while (await orders.state(f"close-soon-{soon:.3f}")).value != "done":
        await asyncio.sleep(0.05)
    forgotten = [
        await asyncio.to_thread(process.forget, seconds, now=time.time() + 60) for seconds in (3600.0, 10.0, 10.0)
    ]
    states = [(await orders.state(f"close-{name}")).value for name in (f"soon-{soon:.3f}", f"late-{soon + 1000:.3f}")]
    print(forgotten, states)
    await orders.close()
    await asyncio.to_thread(process.close)

asyncio.run(main(Path(sys.argv[1])))
"""


def test_what_was_finished_long_ago_is_forgotten_and_nothing_else(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", FORGETFUL, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() == "[0, 1, 0] ['unknown', 'working']", run.stderr


AGAIN = """
import asyncio, sys, time
from pathlib import Path
from storage.queue import BOT, BOT_QUEUES, CLOSE_BALLOT, Orders, launch, register

async def main(folder):
    url = f"sqlite:///{folder}/queue.sqlite"
    for run in ("first", "second"):
        async def close_ballot(ballot_id, deadline, run=run):
            print(run, ballot_id, flush=True)
        register(CLOSE_BALLOT, close_ballot)
        process = await asyncio.to_thread(launch, BOT, "0", url=url, folder=folder, queues=BOT_QUEUES)
        orders = await Orders.connect(url)
        await orders.close_ballot_at(run, 0.0)
        while (await orders.state(f"close-{run}-0.000")).value != "done":
            await asyncio.sleep(0.05)
        await orders.close()
        await asyncio.to_thread(process.close)

asyncio.run(main(Path(sys.argv[1])))
"""


def test_a_process_may_leave_the_queue_and_join_it_again(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", AGAIN, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert run.stdout.split() == ["first", "first", "second", "second"], run.stderr
