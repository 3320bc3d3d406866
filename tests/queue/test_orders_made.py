"""Orders through the real queue, a renderer's process and a bot's: results, failures, cancelling, fairness."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from show.codec import dumps
from show.ids import GuildId
from show.order import Stage
from storage.queue import FOUND, SKETCHES, Orders, OrderState
from tests.kill.house import PARTS, House, draft, film, founding
from tests.renderer.processes import is_alive, until


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"), seconds=0.05)
    try:
        house.start("bot")
        house.start("renderer")
        yield house
    finally:
        house.close()


@pytest.fixture
async def orders(house: House) -> AsyncIterator[Orders]:
    orders = await Orders.connect(house.url)
    yield orders
    await orders.close()


async def test_every_kind_of_order_comes_back_to_the_channel_that_asked(house: House, orders: Orders) -> None:
    for order in (founding(11, "bible"), draft(12, "draft"), film(13, "film")):
        await orders.place(order)
        await orders.place(order)
    for order_id, channel in (("bible", "#110"), ("draft", "#120"), ("film", "#130")):
        assert await until(lambda order_id=order_id: house.posts(order_id), 60)
        assert house.posts(order_id) == [f"post_{order_id} {channel} …"]
        assert await orders.state(order_id) is OrderState.DONE
    assert set(house.made().values()) == {1}
    progress = await orders.progress("film")
    assert progress is not None
    assert (progress.stage, round(progress.fraction, 6), progress.shots_done) == (Stage.FRAMES, 1.0, PARTS)


async def test_progress_comes_while_a_step_is_under_way(house: House, orders: Orders) -> None:
    await orders.place(draft(14, "naps", "naps", "3"))
    assert await until(lambda: house.posts("naps"), 90)
    told = [float(line) for line in (house.folder / "naps told").read_text().split()]
    assert told == sorted(told)
    assert told[-1] == 3.0
    assert any(count % 1.0 for count in told)


async def test_an_order_never_placed_is_unknown(orders: Orders) -> None:
    assert await orders.progress("nothing") is None
    assert await orders.state("nothing") is OrderState.UNKNOWN
    assert not await orders.cancel("nothing")


async def test_a_step_nobody_waits_for_any_more_is_stopped(house: House, orders: Orders) -> None:
    await orders.place(draft(15, "dropped", "drops"))
    note = house.folder / "dropped 0"
    assert await until(lambda: house.posts("dropped"), 60)
    pids = [int(pid) for pid in note.read_text().split()]
    assert len(pids) == 2
    assert await until(lambda: not any(is_alive(pid) for pid in pids), 60)


async def test_a_failure_is_posted_as_a_sentence(house: House, orders: Orders) -> None:
    await orders.place(replace(film(21, "black"), seed=13))
    await orders.place(draft(22, "nameless", "fails", "screenplay"))
    assert await until(lambda: house.posts("black") and house.posts("nameless"), 60)
    assert house.posts("black") == ["post_failure #210 The film did not pass its review: it is black."]
    assert house.posts("nameless") == ["post_failure #220 Line 3: A name is missing."]
    assert "findings': ('black',)" in (house.folder / "renderer.log").read_text()


async def test_what_nobody_expected_is_told_to_the_log_alone(house: House, orders: Orders) -> None:
    await orders.place(draft(31, "inside", "breaks"))
    await orders.place(draft(32, "outside", "fails", "zero"))
    assert await until(lambda: house.posts("inside") and house.posts("outside"), 60)
    for post in house.posts("inside") + house.posts("outside"):
        assert post.startswith("post_failure")
        assert "the log has the facts" in post.lower()
        assert "Error" not in post
    log = (house.folder / "renderer.log").read_text()
    assert "in the studio" in log
    assert "deep inside" in log


async def test_a_step_is_tried_again_while_the_crew_is_unavailable(house: House, orders: Orders) -> None:
    await orders.place(draft(41, "thrice", "hoarse", "3"))
    await orders.place(draft(42, "too-often", "hoarse", "4"))
    assert await until(lambda: house.posts("thrice") and house.posts("too-often"), 60)
    assert house.posts("thrice") == ["post_draft #410 …"]
    assert house.posts("too-often") == ["post_failure #420 The voice is hoarse."]


async def test_a_cancelled_order_is_stopped_and_nothing_is_posted(house: House, orders: Orders) -> None:
    await orders.place(draft(51, "long", "spawns", "3"))
    notes = [house.folder / f"long {n}" for n in range(3)]

    def pids() -> list[int]:
        return [int(pid) for note in notes if note.exists() for pid in note.read_text().split()]

    assert await until(lambda: len(pids()) == 2 * house.workers, 60)
    assert await orders.state("long") is OrderState.WORKING
    began = time.monotonic()
    assert await orders.cancel("long")
    assert await until(lambda: not any(is_alive(pid) for pid in pids()), 60)
    assert time.monotonic() - began < 45.0
    assert await orders.state("long") is OrderState.CANCELLED
    assert not await orders.cancel("long")
    await orders.place(founding(51, "after"))
    assert await until(lambda: house.posts("after"), 60)
    assert house.posts("long") == []
    assert sum(note.exists() for note in notes) == house.workers


async def test_an_order_done_just_before_it_was_cancelled_is_posted_all_the_same(house: House, orders: Orders) -> None:
    house.kill("bot")
    await orders.place(founding(53, "just-done"))
    deadline = time.monotonic() + 15
    while await orders.state("just-done") is not OrderState.DONE and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    await orders._cancel("just-done")
    assert await orders.state("just-done") is OrderState.DONE
    house.start("bot")
    assert await until(lambda: house.posts("just-done"), 60)


async def test_an_order_of_another_version_is_answered_too(house: House, orders: Orders) -> None:
    text = dumps(founding(71, "newer")).replace('"premise"', '"premises"')
    await orders._client.enqueue_async(
        {"workflow_name": FOUND, "queue_name": SKETCHES, "queue_partition_key": "71", "workflow_id": "newer"}, text
    )
    assert await until(lambda: house.posts("newer"), 60)
    assert house.posts("newer")[0].startswith("post_failure #710 This renderer can't read the order")


async def test_one_guilds_many_orders_do_not_keep_another_waiting(house: House, orders: Orders) -> None:
    for number in range(6):
        await orders.place(film(61, f"many-{number}"))
    await orders.place(film(62, "single"))
    line = await orders.waiting()
    mine = await orders.queue_of(GuildId(62))
    assert [entry.order_id for entry in mine] == ["single"]
    assert mine[0].place <= 2
    assert mine[0].subject == "single"
    assert len([entry for entry in line if entry.guild_id == 61]) == 6
    assert [entry.place for entry in line] == sorted(entry.place for entry in line)
    assert await until(lambda: house.posts("single"), 30)
    done = [number for number in range(6) if house.posts(f"many-{number}")]
    assert len(done) <= 3
    for number in range(6):
        await orders.cancel(f"many-{number}")
    assert await orders.waiting() == []


async def test_asking_after_an_order_does_not_hold_up_the_event_loop(orders: Orders) -> None:
    turns = 0

    async def watch() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    watching = asyncio.create_task(watch())
    for _ in range(40):
        await orders.progress("film")
        await orders.waiting()
    watching.cancel()
    assert turns >= 10


def test_nothing_was_logged_twice_or_left_unread(house: House) -> None:
    log = Path(house.folder / "renderer.log").read_text() + Path(house.folder / "bot.log").read_text()
    assert "never retrieved" not in log
    assert "was never awaited" not in log
