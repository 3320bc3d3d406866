"""A bot without Discord, as a process: it posts to a file that, like Discord, takes every nonce once."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from pathlib import Path

from show.codec import loads
from show.order import ReplyTo
from show.texts import told_again
from storage.queue import (
    BOT,
    BOT_QUEUES,
    CLOSE_BALLOT,
    POST_BIBLE,
    POST_DRAFT,
    POST_FAILURE,
    POST_FILM,
    durable_sleep_until,
    hop,
    launch,
    nonce_of,
    once,
    register,
)
from tests.kill.small_steps import journal

FOLDER = Path(sys.argv[1])
SECONDS = float(sys.argv[2])
QUEUE_URL = sys.argv[4]


async def send(text: str, nonce: str) -> str:
    """On the way there and back a message takes a while; a kill may come in either."""
    assert threading.current_thread() is threading.main_thread()
    journal(str(FOLDER / "sends"), nonce)
    await asyncio.sleep(SECONDS)
    channel = FOLDER / "channel"
    if not channel.exists() or nonce not in channel.read_text():
        journal(str(channel), f"{nonce} {text}")
    journal(str(FOLDER / "arrivals"), nonce)
    await asyncio.sleep(SECONDS)
    return nonce


async def main() -> None:
    loop = asyncio.get_running_loop()

    async def close_ballot(ballot_id: str, deadline: float) -> None:
        await durable_sleep_until(deadline)
        nonce = nonce_of("close", ballot_id)
        await once("close", lambda: hop(send(f"close {ballot_id}", nonce), loop))

    for name in (POST_BIBLE, POST_DRAFT, POST_FILM, POST_FAILURE):

        async def post(order_id: str, reply_to_json: str, text: str, name: str = name) -> None:
            reply_to = loads(reply_to_json, ReplyTo)
            said = told_again(text) if name == POST_FAILURE else "…"
            line = f"{name} {order_id} #{reply_to.channel_id} {said}"
            await once("send", lambda: hop(send(line, nonce_of("post", order_id)), loop))

        register(name, post)
    register(CLOSE_BALLOT, close_ballot)
    told_to_stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, told_to_stop.set)
    process = await asyncio.to_thread(launch, BOT, "0", url=QUEUE_URL, folder=FOLDER / "locks", queues=BOT_QUEUES)
    (FOLDER / "bot.ready").touch()
    await told_to_stop.wait()
    await asyncio.to_thread(process.close)


if __name__ == "__main__":
    asyncio.run(main())
