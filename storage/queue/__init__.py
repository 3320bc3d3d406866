"""What waits: orders on their way to a renderer, results on their way to a channel, ballots on their way to a close.

Two DBOS applications, "bot" and "renderer", share one database (SQLite in WAL mode, or Postgres by its URL).

The bot places orders and asks after them:

    orders = await Orders.connect(url)
    await orders.place(order)                       # workflow id = order.id: placing twice is harmless
    await orders.progress(order.id)                 # Progress | None, never waits
    await orders.cancel(order.id)                   # what is being made is stopped within a second or two
    await orders.close_ballot_at(ballot_id, epoch)  # durable timer; the bot's workflow `close_ballot` wakes
    await orders.ring_at("series:moon-post", epoch) # the same for anything else: `ring` wakes with the bell's name

The bot carries out what a renderer leaves for it. Before `launch` it registers one workflow per post, all called
`(order_id, reply_to_json, text)`; the text is `dumps(result)`, or in `post_failure` a sentence fit for members, as
`show.texts.kept` keeps it:

    async def post_film(order_id: str, reply_to_json: str, text: str) -> None:
        result, reply_to = loads(text, FilmResult), loads(reply_to_json, ReplyTo)
        nonce = nonce_of("post", order_id)          # at most 25 characters; send it with enforce_nonce
        await once("send", lambda: hop(premiere(reply_to, result, nonce), discord_loop))

    async def close_ballot(ballot_id: str, deadline: float) -> None:
        await durable_sleep_until(deadline)
        await once("close", lambda: hop(close(ballot_id), discord_loop))

    register(POST_FILM, post_film)                  # likewise POST_BIBLE, POST_DRAFT, POST_FAILURE, CLOSE_BALLOT
    process = await asyncio.to_thread(launch, BOT, "bot-0", url=url, folder=folder, queues=BOT_QUEUES)
    await asyncio.to_thread(process.forget, KEEP_SECONDS, now=clock())     # now and then
    await asyncio.to_thread(process.close)                                 # at the end

Workflows run on DBOS's own event loop, not on discord.py's: `hop` takes a coroutine across. A workflow may be run
again from its start after a crash; what `once` has finished is not done again, so whatever touches the world belongs
inside `once`, and steps must be called in the same order every time. What `once` returns must be JSON's own types.
"""

from storage.queue.names import (
    BOT,
    BOT_QUEUES,
    CLOSE_BALLOT,
    DRAFT,
    FILM,
    FILMS,
    FOUND,
    PICTURES,
    POST_BIBLE,
    POST_DRAFT,
    POST_FAILURE,
    POST_FILM,
    POST_SKETCH,
    POSTS,
    REEL,
    RENDERER,
    RING,
    SHOT,
    SHOTS,
    SKETCH,
    SKETCHES,
    TIMERS,
    Order,
    QueueOptions,
    nonce_of,
    post_id,
    renderer_queues,
)
from storage.queue.orders import PROGRESS, Move, Orders, OrderState, Waiting
from storage.queue.process import (
    KEEP_SECONDS,
    QueueProcess,
    durable_sleep_until,
    hop,
    launch,
    once,
    post,
    prepare,
    register,
)

__all__ = [
    "BOT",
    "BOT_QUEUES",
    "CLOSE_BALLOT",
    "DRAFT",
    "FILM",
    "FILMS",
    "FOUND",
    "KEEP_SECONDS",
    "PICTURES",
    "POSTS",
    "POST_BIBLE",
    "POST_DRAFT",
    "POST_FAILURE",
    "POST_FILM",
    "POST_SKETCH",
    "PROGRESS",
    "REEL",
    "RENDERER",
    "RING",
    "SHOT",
    "SHOTS",
    "SKETCH",
    "SKETCHES",
    "TIMERS",
    "Move",
    "Order",
    "OrderState",
    "Orders",
    "QueueOptions",
    "QueueProcess",
    "Waiting",
    "durable_sleep_until",
    "hop",
    "launch",
    "nonce_of",
    "once",
    "post",
    "post_id",
    "prepare",
    "register",
    "renderer_queues",
]
