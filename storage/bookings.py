"""The order book: every order the studio placed, so that none is forgotten between the library and the queue."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

import sqlite_utils

from show import codec
from show.errors import NotAllowed, NotFound
from show.ids import ChannelId, GuildId, MemberId, MessageId
from show.order import DraftOrder, FoundingOrder, ProductionOrder
from show.reel import ReelOrder
from show.sketch import SketchOrder
from show.texts import Text, kept, told_again
from storage.records import Booking, BookingState, OrderKind

Order = FoundingOrder | DraftOrder | ProductionOrder | SketchOrder | ReelOrder

_CLASS_OF: dict[OrderKind, type[Order]] = {
    OrderKind.FOUNDING: FoundingOrder,
    OrderKind.DRAFT: DraftOrder,
    OrderKind.FILM: ProductionOrder,
    OrderKind.DUB: ProductionOrder,
    OrderKind.REEL: ReelOrder,
    OrderKind.SKETCH: SketchOrder,
}

LIVE = (BookingState.BOOKED, BookingState.PLACED)
"""States of an order whose result is still to come."""
LATELY = 20
"""Orders from which the usual length is taken."""


class Bookings:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def next_id(self, kind: OrderKind, subject: str) -> str:
        """The id of the next order of this kind: orders are numbered for each subject."""
        rows = self._db.query(
            "SELECT count(*) AS n FROM bookings WHERE subject = ? AND kind = ?", [subject, kind.value]
        )
        return f"{subject}-{kind.value}-{next(iter(rows))['n'] + 1}"

    def book(self, kind: OrderKind, order: Order, member: MemberId, now: float) -> Booking:
        """Write an order down before it goes to the queue; whoever finds it still BOOKED places it (again)."""
        self._db.table("bookings").insert(
            {
                "id": order.id,
                "kind": kind.value,
                "subject": order.reply_to.subject,
                "guild_id": order.reply_to.guild_id,
                "channel_id": order.reply_to.channel_id,
                "member_id": member,
                "document": codec.dumps(order),
                "state": BookingState.BOOKED.value,
                "booked_at": now,
            }
        )
        return self.booking(order.id)

    def booking(self, id: str) -> Booking:
        """The order of that id; NotFound when there is none."""
        for record in self._bookings("id = ?", [id]):
            return record
        raise NotFound("That order does not exist any more.")

    def of_guild(self, id: str, guild: GuildId) -> Booking:
        """The same for a guild's members; NotAllowed when it is another guild's."""
        booking = self.booking(id)
        if booking.guild_id != guild:
            raise NotAllowed("That order belongs to another server.")
        return booking

    def order(self, id: str) -> Order:
        """The order's document; NotFound once it is settled well."""
        record = self.booking(id)
        if not record.document:
            raise NotFound("That order is settled.")
        return codec.loads(record.document, _CLASS_OF[record.kind])

    def live(self, subject: str | None = None) -> list[Booking]:
        """Orders whose result is still to come, the oldest first."""
        where = "state IN (?, ?)" + (" AND subject = ?" if subject else "") + " ORDER BY booked_at, id"
        return list(self._bookings(where, [*(s.value for s in LIVE), *([subject] if subject else [])]))

    def unended(self) -> list[Booking]:
        """Settled orders whose progress message does not say so yet."""
        where = "state NOT IN (?, ?) AND progress_message_id != 0 AND progress_ended = 0"
        return list(self._bookings(where, [s.value for s in LIVE]))

    def usual_seconds(self, kind: OrderKind) -> float | None:
        """How long orders of a kind usually take, waiting included: the median of the latest; None before any."""
        rows = self._db.execute(
            "SELECT settled_at - booked_at FROM bookings WHERE kind = ? AND state = ?"
            f" ORDER BY settled_at DESC LIMIT {LATELY}",
            [kind.value, BookingState.DONE.value],
        ).fetchall()
        return float(median(row[0] for row in rows)) if rows else None

    def latest(self, subject: str) -> Booking | None:
        """A subject's newest order, None before there is one."""
        return next(
            self._bookings("subject = ? ORDER BY booked_at DESC, rowid DESC LIMIT 1", [subject]), None
        )

    def films_of(self, subject: str) -> list[str]:
        """The ids of a subject's films that were made, the oldest first."""
        sql = "SELECT id FROM bookings WHERE subject = ? AND kind = ? AND state = ? ORDER BY booked_at, rowid"
        found = self._db.execute(sql, [subject, OrderKind.FILM.value, BookingState.DONE.value]).fetchall()
        return [row[0] for row in found]

    def placed(self, id: str) -> None:
        """The queue has the order."""
        self._db.execute(
            "UPDATE bookings SET state = ? WHERE id = ? AND state = ?",
            [BookingState.PLACED.value, id, BookingState.BOOKED.value],
        )

    def settle(self, id: str, state: BookingState, now: float, failure: Text | None = None) -> bool:
        """The order has ended; False when that was known already. A well-settled order's document is let go."""
        keep = state is BookingState.FAILED
        cursor = self._db.execute(
            "UPDATE bookings SET state = ?, settled_at = ?, failure = ?,"
            " document = CASE WHEN ? THEN document ELSE '' END WHERE id = ? AND state IN (?, ?)",
            [state.value, now, kept(failure) if failure else "", int(keep), id, *(s.value for s in LIVE)],
        )
        return cursor.rowcount > 0

    def set_progress_message(self, id: str, message: MessageId) -> None:
        """Remember the message that shows how far the order is."""
        self._db.table("bookings").update(id, {"progress_message_id": message})

    def note_move(self, id: str, told: Text) -> None:
        """Keep who moved an order, where and why."""
        self._db.table("bookings").update(id, {"moved": kept(told)})

    def since(self, guild: GuildId, at: float, member: MemberId | None = None) -> int:
        """How many orders a guild, or one of its members, has placed since then."""
        whose = " AND member_id = ?" if member is not None else ""
        sql = f"SELECT count(*) FROM bookings WHERE guild_id = ? AND booked_at > ?{whose}"
        found = self._db.execute(sql, [guild, at, *([member] if member is not None else [])]).fetchone()
        return int(found[0])

    def end_progress(self, id: str) -> None:
        """The progress message says how the order ended; nothing more has to be shown."""
        self._db.table("bookings").update(id, {"progress_ended": 1})

    def _bookings(self, where: str, parameters: list[Any]) -> Iterator[Booking]:
        for row in self._db.query(f"SELECT * FROM bookings WHERE {where}", parameters):
            yield Booking(
                id=row["id"],
                kind=OrderKind(row["kind"]),
                subject=row["subject"],
                guild_id=GuildId(row["guild_id"]),
                channel_id=ChannelId(row["channel_id"]),
                member_id=MemberId(row["member_id"]),
                document=row["document"],
                state=BookingState(row["state"]),
                booked_at=row["booked_at"],
                settled_at=row["settled_at"],
                progress_message_id=MessageId(row["progress_message_id"]),
                failure=told_again(row["failure"]),
                moved=told_again(row["moved"]) if row["moved"] else None,
            )
