"""Either process may be killed at any moment: nothing is lost, made again or posted twice."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.queue import Orders, OrderState
from tests.kill.house import PARTS, House, draft, film, founding

pytestmark = pytest.mark.kill

TAKES = 2 * PARTS + 3
"""Lines, parts, a plan and a cut."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


async def test_each_is_killed_at_three_moments_of_an_episode(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.start("bot")
    house.start("renderer")
    orders = await Orders.connect(house.url)
    await orders.place(film(1, "film-a"))
    await orders.place(draft(2, "draft-b"))
    expected = {"film-a": TAKES, "draft-b": TAKES, "bible-c": 1, "film-d": TAKES}

    house.until(lambda: len(house.made()) >= 3, "the first lines")
    house.restart("renderer")
    house.restart("bot")
    house.until(lambda: len(house.made()) >= TAKES + 4, "the first parts")
    house.restart("renderer")
    # A film finished while no bot is there waits for it.
    house.kill("bot")
    await orders.place(founding(3, "bible-c"))
    while {await orders.state(order_id) for order_id in ("film-a", "draft-b", "bible-c")} != {OrderState.DONE}:
        await asyncio.sleep(0.1)
    house.restart("renderer")
    house.start("bot")
    house.until(lambda: house.lines("sends"), "a message on its way")
    house.restart("bot")
    await orders.place(film(1, "film-d"))
    seen = len(house.lines("arrivals"))
    house.until(lambda: len(house.lines("arrivals")) > seen, "a message that arrived, unknown to the bot")
    house.restart("bot")
    for order_id in expected:
        house.until(lambda order_id=order_id: any(f" {order_id} " in line for line in house.channel()), order_id, 40)
    await asyncio.sleep(2.0)

    states = {order_id: await orders.state(order_id) for order_id in expected}
    await orders.close()
    lost = sum(not any(f" {order_id} " in line for line in house.channel()) for order_id in expected)
    made_again = sum(count - 1 for count in house.made().values())
    posted_twice = len(house.channel()) - len({line.split()[0] for line in house.channel()})
    with capsys.disabled():
        print(f"\nkills={dict(house.kills)} {lost=} {made_again=} {posted_twice=} sends={len(house.lines('sends'))}")
    assert (lost, made_again, posted_twice) == (0, 0, 0)
    assert len(house.channel()) == len(expected)
    # A take kept in the very moment of a kill is missing from the journal, not from the film.
    assert set(states.values()) == {OrderState.DONE}
    assert house.kills == {"renderer": 3, "bot": 4}


async def test_a_renderer_told_to_stop_leaves_its_work_to_the_next(house: House) -> None:
    house.start("renderer")
    orders = await Orders.connect(house.url)
    await orders.place(film(1, "film-a"))
    house.until(lambda: len(house.made()) >= 2, "the first lines")
    began = time.monotonic()
    assert house.kill("renderer", signal.SIGTERM) == 0
    assert time.monotonic() - began < 60.0
    assert await orders.state("film-a") is OrderState.WORKING
    house.start("renderer")
    house.start("bot")
    house.until(house.channel, "the film")
    await orders.close()
    assert "post_film film-a" in house.channel()[0]
    assert set(house.made().values()) == {1}


async def test_a_ballot_closes_at_its_deadline_though_the_bot_was_dead_at_the_time(house: House) -> None:
    house.start("bot")
    orders = await Orders.connect(house.url)
    deadline = time.time() + 2.5
    for _ in range(2):
        await orders.close_ballot_at("ballot-1", deadline)
    house.until(lambda: time.time() > deadline - 1.0, "nearly the deadline")
    assert house.channel() == []
    house.restart("bot")
    house.until(house.channel, "the ballot to close")
    late_seconds = time.time() - deadline
    await asyncio.sleep(0.5)
    await orders.close()
    assert 0.0 <= late_seconds < 60.0
    assert [line.split()[1:] for line in house.channel()] == [["close", "ballot-1"]]
