"""The bot's side of the queue: placing orders, following them, calling them off, and setting ballots' timers."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

import sqlalchemy
from dbos import DBOSClient, DBOSPortableJSONSerializer, WorkflowStatus
from dbos import error as dbos_error

from show.codec import dumps, from_plain
from show.errors import InvalidDocument, NotFound, StorageError, WrongPhase
from show.ids import BallotId, GuildId
from show.order import Progress
from storage.queue.names import BOT, CLOSE_BALLOT, POSTS, QUEUE_OF, RENDERER, RING, TIMERS, WORKFLOW_OF, Order, post_id
from storage.queue.process import prepare

PROGRESS = "progress"
"""The event under which a renderer keeps how far an order is."""


USUAL = 1 << 20
"""The priority of an order nobody moved; lower ones go first."""


class Move(StrEnum):
    """Where an order is moved within its guild's line."""

    FIRST = "first"
    UP = "up"
    DOWN = "down"


class OrderState(StrEnum):
    """Where an order is; UNKNOWN was never placed."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


_STATE_OF = {
    "DELAYED": OrderState.WAITING,
    "ENQUEUED": OrderState.WAITING,
    "PENDING": OrderState.WORKING,
    "SUCCESS": OrderState.DONE,
    "CANCELLED": OrderState.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One order in the line. `place` is 0 while it is being made, 1 for the next, counted fairly over guilds."""

    order_id: str
    kind: str
    guild_id: GuildId
    subject: str
    state: OrderState
    place: int
    since_seconds: float
    """When it was placed, in seconds since the epoch."""


_OVER = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")


class Orders:
    """Orders on the queue, from outside a renderer. Errors of the database come out as StorageError."""

    def __init__(self, client: DBOSClient) -> None:
        self._client = client

    @classmethod
    def open(cls, url: str) -> Self:
        """Reach the queue's database, creating it if need be. Blocks; `connect` does not."""
        prepare(url)
        try:
            return cls(
                DBOSClient(
                    system_database_url=url,
                    serializer=DBOSPortableJSONSerializer(),
                    application_name=RENDERER,
                )
            )
        except (sqlalchemy.exc.SQLAlchemyError, dbos_error.DBOSException) as exc:
            raise StorageError("The queue can't be reached. {exc}", exc=exc) from exc

    @classmethod
    async def connect(cls, url: str) -> Self:
        """Reach the queue's database without blocking the event loop."""
        return await asyncio.to_thread(cls.open, url)

    async def close(self) -> None:
        """Let go of the database."""
        await asyncio.to_thread(self._client.destroy)

    async def place(self, order: Order) -> None:
        """Put an order in its guild's line. One of that id that is there already stays as it is."""
        workflow = WORKFLOW_OF[type(order)]
        async with _translated():
            await self._client.enqueue_async(
                {
                    "workflow_name": workflow,
                    "queue_name": QUEUE_OF[workflow],
                    "queue_partition_key": str(order.reply_to.guild_id),
                    "workflow_id": order.id,
                    "priority": USUAL,
                    "attributes": {"subject": order.reply_to.subject},
                },
                dumps(order),
            )

    async def progress(self, order_id: str) -> Progress | None:
        """How far an order is; None before it began. Never waits."""
        async with _translated():
            value = await self._client.get_event_async(order_id, PROGRESS, timeout_seconds=0)
        if value is None:
            return None
        try:
            progress: Progress = from_plain(value, Progress)
        except InvalidDocument:
            # A renderer of another version says it differently; the film comes all the same.
            return None
        return progress

    async def state(self, order_id: str) -> OrderState:
        """Where an order is. FAILED means that not even its failure could be posted."""
        async with _translated():
            found = await self._client.list_workflows_async(
                workflow_ids=[order_id], load_input=False, load_output=False
            )
        return _STATE_OF.get(found[0].status, OrderState.FAILED) if found else OrderState.UNKNOWN

    async def cancel(self, order_id: str) -> bool:
        """Call an order off with everything begun for it; False when it was over already, or never placed.

        The id can't be placed again: a new order gets a new id.
        """
        if await self.state(order_id) not in (OrderState.WAITING, OrderState.WORKING):
            return False
        await self._cancel(order_id)
        return await self.state(order_id) is OrderState.CANCELLED

    async def _cancel(self, order_id: str) -> None:
        try:
            async with _translated():
                await self._client.cancel_workflow_async(order_id, cancel_children=True)
                found = await self._client.list_workflows_async(workflow_ids=[order_id, post_id(order_id)])
                states = {status.workflow_id: _STATE_OF.get(status.status) for status in found}
                # Done in the moment before: its post counts as its child, and must go out all the same.
                if (
                    states.get(order_id) is not OrderState.CANCELLED
                    and states.get(post_id(order_id)) is OrderState.CANCELLED
                ):
                    await self._client.resume_workflow_async(post_id(order_id), queue_name=POSTS)
        except dbos_error.DBOSNonExistentWorkflowError as exc:
            raise NotFound("This order is not in the queue any more.") from exc

    async def waiting(self) -> list[Waiting]:
        """The whole line: what is being made, then what waits, in the order in which it will be taken up."""
        async with _translated():
            found = await self._client.list_workflows_async(
                name=sorted(QUEUE_OF), status=["PENDING", "ENQUEUED"], load_input=False, load_output=False
            )
        return _line(found)

    async def queue_of(self, guild_id: GuildId) -> list[Waiting]:
        """A guild's orders in the line; their places count the other guilds' too."""
        return [entry for entry in await self.waiting() if entry.guild_id == guild_id]

    async def close_ballot_at(self, ballot_id: BallotId, deadline: float) -> None:
        """Have the bot's workflow `close_ballot(ballot_id, deadline)` wake at that time, in seconds since the epoch.

        Set again, it wakes a second time: closing must be harmless for a ballot that is closed or was prolonged.
        """
        await self._set_timer(CLOSE_BALLOT, f"close-{ballot_id}-{deadline:.3f}", str(ballot_id), deadline)

    async def ring_at(self, bell: str, moment: float) -> None:
        """Have the bot's workflow `ring(bell, moment)` wake at that time, in seconds since the epoch.

        A bell may ring late, twice, or after what it was set for has changed: whoever hears it looks at the library.
        """
        await self._set_timer(RING, f"ring-{bell}-{moment:.3f}", bell, moment)

    async def _set_timer(self, workflow: str, id: str, what: str, moment: float) -> None:
        async with _translated():
            await self._client.enqueue_async(
                {
                    "workflow_name": workflow,
                    "queue_name": TIMERS,
                    "application_name": BOT,
                    "workflow_id": id,
                },
                what,
                moment,
            )

    async def move(self, order_id: str, where: Move) -> int:
        """Move a waiting order within its guild's line, and say at which place of it it stands then, from 1.

        WrongPhase when it does not wait (any more).
        """
        async with _translated():
            found = await self._client.list_workflows_async(
                name=sorted(QUEUE_OF), status=["ENQUEUED"], load_input=False, load_output=False
            )
        mine = next((one for one in found if one.workflow_id == order_id), None)
        if mine is None:
            raise WrongPhase("That order does not wait any more.")
        line = [
            one.workflow_id
            for one in sorted(found, key=_turn)
            if one.queue_partition_key == mine.queue_partition_key and QUEUE_OF[one.name] == QUEUE_OF[mine.name]
        ]
        place = line.index(order_id)
        line.insert({Move.FIRST: 0, Move.UP: max(0, place - 1), Move.DOWN: place + 1}[where], line.pop(place))
        async with _translated():
            await asyncio.to_thread(self._rank, line)
        return line.index(order_id) + 1

    def _rank(self, line: list[str]) -> None:
        """Give waiting orders priorities in that order, all before whatever is placed later."""
        # The client has no call for it; the version is pinned, and a test moves real orders.
        database = self._client._sys_db
        table = database.tables.workflow_status
        with database.engine.begin() as connection:
            for rank, order_id in enumerate(line):
                connection.execute(
                    table.update()
                    .where(table.c.workflow_uuid == order_id, table.c.status == "ENQUEUED")
                    .values(priority=USUAL - len(line) + rank)
                )

    async def forget(self, guild_id: GuildId) -> int:
        """Delete a guild's orders that are over, members' words and names with them; how many they were."""
        async with _translated():
            found = await self._client.list_workflows_async(
                name=sorted(QUEUE_OF), status=list(_OVER), load_input=False, load_output=False
            )
            mine = [one.workflow_id for one in found if one.queue_partition_key == str(guild_id)]
            # A post that is still to go out counts as a child of the order that left it.
            posts = await self._client.list_workflows_async(
                workflow_ids=[post_id(id) for id in mine], load_input=False, load_output=False
            )
            waiting = {one.workflow_id for one in posts if one.status not in _OVER}
            gone = [id for id in mine if post_id(id) not in waiting]
            if gone:
                await self._client.delete_workflows_async(gone, delete_children=True)
        return len(gone)


def _turn(status: WorkflowStatus) -> tuple[int, int, str]:
    """What the queue sorts a guild's line by."""
    return status.priority or 0, status.created_at or 0, status.workflow_id


def _line(found: Iterable[WorkflowStatus]) -> list[Waiting]:
    """Working ones first; then every guild's first, every guild's second, and so on, the oldest first."""
    ranks: Counter[tuple[str, str | None]] = Counter()
    ranked: list[tuple[int, Waiting]] = []
    for status in sorted(found, key=_turn):
        state = _STATE_OF[status.status]
        rank = 0
        if state is OrderState.WAITING:
            ranks[QUEUE_OF[status.name], status.queue_partition_key] += 1
            rank = ranks[QUEUE_OF[status.name], status.queue_partition_key]
        ranked.append(
            (
                rank,
                Waiting(
                    order_id=status.workflow_id,
                    kind=status.name,
                    guild_id=GuildId(int(status.queue_partition_key or 0)),
                    subject=str((status.attributes or {}).get("subject", "")),
                    state=state,
                    place=0,
                    since_seconds=(status.created_at or 0) / 1000,
                ),
            )
        )
    ranked.sort(key=lambda item: (item[0], item[1].since_seconds))
    line: list[Waiting] = []
    place = 0
    for rank, entry in ranked:
        place += 1 if rank else 0
        line.append(replace(entry, place=place))
    return line


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    try:
        yield
    except sqlalchemy.exc.SQLAlchemyError as exc:
        raise StorageError("The queue's database does not answer; try again in a moment.") from exc
