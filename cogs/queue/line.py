"""How the line reads: place, why, how long it usually takes, and a menu to call an order off."""

from __future__ import annotations

from dataclasses import dataclass

from discord import ui

from cogs import palette
from cogs.languages import _, ngettext, said
from cogs.queue.calling_off import CallOffMenu
from cogs.queue.moving import MoveMenu
from cogs.queue.views import KINDS, WORK, Subject
from cogs.words import CHOICE_LIMIT, MENU_OPTIONS, clip, duration, label, moment, safe
from show.ids import MemberId
from show.texts import Text
from storage.queue import OrderState, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An order in the line, with what stands before it. `member_id` is None once it can't be called off."""

    waiting: Waiting
    subject: Subject
    own_before: int
    others_before: int
    usual_seconds: float | None
    member_id: MemberId | None
    moved: Text | None = None

    @property
    def what(self) -> str:
        """What is being made, as members call it."""
        kind = KINDS.get(self.waiting.kind)
        return said(WORK[kind]) if kind is not None else self.waiting.kind

    @property
    def option(self) -> str:
        """How it stands in a menu."""
        return label(f"{self.subject.words}: {self.what}", CHOICE_LIMIT)


def place_words(entry: Entry) -> str:
    """Where an order stands and why: every server has a line of its own, and the lines take turns."""
    if entry.waiting.state is OrderState.WORKING:
        return _("being made now")
    place, own, others = entry.waiting.place, entry.own_before, entry.others_before
    if own and others:
        return _(
            "place {place}: {own} of this server and {others} of other servers, "
            "whose lines take turns with this one before it",
            place=place,
            own=own,
            others=others,
        )
    if own:
        return _("place {place}: {own} of this server before it", place=place, own=own)
    if others:
        return _(
            "place {place}: {others} of other servers, whose lines take turns with this one before it",
            place=place,
            others=others,
        )
    return _("place {place}: nothing before it", place=place)


def queue_words(entries: list[Entry], others: int) -> str:
    """A guild's orders in the line."""
    if not entries:
        return _("## The queue\nNothing is being made for this server.")
    lines = [_("## The queue")]
    for entry in entries:
        facts = [place_words(entry), _("ordered {when}", when=moment(entry.waiting.since_seconds))]
        if entry.usual_seconds is not None:
            facts.append(_("usually {time}", time=duration(entry.usual_seconds)))
        if entry.moved is not None:
            facts.append(safe(clip(said(entry.moved), 120)))
        lines.append(f"**{safe(entry.subject.words)}** · {entry.what}\n-# {' · '.join(facts)}")
    if others:
        lines.append(
            ngettext("-# and {number} order of other servers", "-# and {number} orders of other servers", others)
        )
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
                menu.item.add_option(label=entry.option, value=entry.waiting.order_id)
            box.add_item(ui.ActionRow(menu))
        waiting = [entry for entry in entries if entry.waiting.state is OrderState.WAITING]
        if may_move and len(waiting) > 1:
            mover = MoveMenu()
            for entry in waiting[:MENU_OPTIONS]:
                mover.item.add_option(label=entry.option, value=entry.waiting.order_id)
            box.add_item(ui.ActionRow(mover))
        self.add_item(box)
