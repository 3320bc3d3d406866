"""Modals that outlive a restart: ids in the custom_id, answers read from what Discord sends, not from memory."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from discord import InteractionType, ui

from cogs.desk import Interaction
from cogs.gate import enter
from cogs.replies import answered
from cogs.words import CHOICE_LIMIT, label

OPEN_SECONDS = 900
"""An interaction's token lives 15 minutes (Discord's documentation, August 2026)."""
TITLE_CHARACTERS = 45
"""Of a form, and of a field of one (same)."""

Answers = dict[str, str]
"""What was entered or chosen, by the input's custom_id."""

Handler = Callable[[Interaction, re.Match[str], Answers], Awaitable[None]]


class StudioModal(ui.Modal):
    """A form. Its answers go to the handler whose route fits its custom_id, not to this object."""

    def __init__(self, title: str, custom_id: str) -> None:
        super().__init__(title=label(title, TITLE_CHARACTERS), custom_id=custom_id, timeout=OPEN_SECONDS)


def field(text: str, component: ui.Item[Any], description: str = "") -> ui.Label[ui.Modal]:
    """A field of a form with what stands above it, in no more characters than Discord takes."""
    about = label(description, CHOICE_LIMIT) if description else None
    return ui.Label(text=label(text, TITLE_CHARACTERS), description=about, component=component)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Which modals (by their custom_id) a handler answers; `right` names their row of the table of rights."""

    right: str
    pattern: re.Pattern[str]
    handler: Handler


def answers_of(interaction: Interaction) -> Answers:
    """What a submitted modal holds; a menu's first choice stands for its value."""
    found: Answers = {}
    data: Any = interaction.data or {}
    for row in data.get("components", []):
        inner: Any = row.get("component") or next(iter(row.get("components", [])), {})
        values = inner.get("values") or [inner.get("value") or ""]
        found[str(inner.get("custom_id", ""))] = str(values[0])
    return found


@answered
async def dispatch(interaction: Interaction, routes: tuple[Route, ...]) -> None:
    """Hand a submitted modal to its handler; anything else is left alone."""
    if interaction.type is not InteractionType.modal_submit:
        return
    data: Any = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    for route in routes:
        match = route.pattern.fullmatch(custom_id)
        if match is not None:
            await enter(interaction, route.right)
            await route.handler(interaction, match, answers_of(interaction))
            return
