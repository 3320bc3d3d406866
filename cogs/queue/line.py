"""How the line reads: place, why, how long it usually takes, and a menu to call an order off."""

from __future__ import annotations

from dataclasses import dataclass

from discord import ui

from cogs import palette
from cogs.queue.calling_off import CallOffMenu
from cogs.queue.moving import MoveMenu
from cogs.queue.views import KINDS, WORK
from cogs.words import MENU_OPTIONS, clip, counted, duration, label, moment, safe
from show.ids import MemberId
from storage.queue import OrderState, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An order in the line, with what stands before it. `member_id` is None once it can't be called off."""

    waiting: Waiting
    title: str
    own_before: int
    others_before: int
    usual_seconds: float | None
    member_id: MemberId | None
    moved: str = ""

    @property
    def what(self) -> str:
        """What is being made, as members call it."""
        kind = KINDS.get(self.waiting.kind)
        return WORK[kind] if kind is not None else self.waiting.kind


def place_words(entry: Entry) -> str:
    """Where an order stands and why: every server has a line of its own, and the lines take turns."""
    if entry.waiting.state is OrderState.WORKING:
        return "being made now"
    before = []
    if entry.own_before:
        before.append(f"{entry.own_before} of this server")
    if entry.others_before:
        before.append(f"{entry.others_before} of other servers, whose lines take turns with this one")
    return f"place {entry.waiting.place}: {' and '.join(before) if before else 'nothing'} before it"


def queue_words(entries: list[Entry], others: int) -> str:
    """A guild's orders in the line."""
    if not entries:
        return "## The queue\nNothing is being made for this server."
    lines = ["## The queue"]
    for entry in entries:
        usual = f" · usually {duration(entry.usual_seconds)}" if entry.usual_seconds is not None else ""
        moved = f" · {safe(clip(entry.moved, 120))}" if entry.moved else ""
        lines.append(
            f"**{safe(entry.title)}** · {entry.what}\n"
            f"-# {place_words(entry)} · ordered {moment(entry.waiting.since_seconds)}{usual}{moved}"
        )
    if others:
        lines.append(f"-# and {counted(others, 'order')} of other servers")
    return "\n".join(lines)


class QueueView(ui.LayoutView):
    """What is being made and what waits; whoever may call something off has a menu for it."""

    def __init__(
        self, entries: list[Entry], others: int, asker: MemberId, everything: bool, *, may_move: bool = False
    ) -> None:
        super().__init__(timeout=None)
        text = ui.TextDisplay[QueueView](clip(queue_words(entries, others), 3900))
        box: ui.Container[QueueView] = ui.Container(text, accent_colour=palette.WORK)
        own = [e for e in entries if e.member_id is not None and (everything or e.member_id == asker)]
        if own:
            menu = CallOffMenu()
            for entry in own[:MENU_OPTIONS]:
                menu.item.add_option(label=label(f"{entry.title}: {entry.what}", 100), value=entry.waiting.order_id)
            box.add_item(ui.ActionRow(menu))
        waiting = [entry for entry in entries if entry.waiting.state is OrderState.WAITING]
        if may_move and len(waiting) > 1:
            mover = MoveMenu()
            for entry in waiting[:MENU_OPTIONS]:
                mover.item.add_option(label=label(f"{entry.title}: {entry.what}", 100), value=entry.waiting.order_id)
            box.add_item(ui.ActionRow(mover))
        self.add_item(box)
