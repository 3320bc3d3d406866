"""Picking one thing from a long list: menus of as many options as Discord allows each, in a message or in a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from cogs.languages import _
from cogs.modals import Answers, field
from cogs.words import MENU_OPTIONS

Menu = ui.DynamicItem[ui.Select[ui.LayoutView]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One thing to pick from a menu."""

    value: str
    label: str
    description: str


def groups_of(picks: Sequence[Pick], most: int) -> Iterator[Sequence[Pick]]:
    """The things to pick as `most` menus take them at most; the rest is left out."""
    for start in range(0, min(len(picks), MENU_OPTIONS * most), MENU_OPTIONS):
        yield picks[start : start + MENU_OPTIONS]


def rows(picks: Sequence[Pick], menu_of: Callable[[int], Menu], most: int) -> Iterator[ui.ActionRow[Any]]:
    """The things to pick as rows of a message, a menu each; `menu_of` makes the empty menu of a number from 0."""
    for part, group in enumerate(groups_of(picks, most)):
        menu = menu_of(part)
        for pick in group:
            menu.item.add_option(label=pick.label, value=pick.value, description=pick.description)
        yield ui.ActionRow(menu)


def menus(text: str, custom_id: str, picks: Sequence[Pick], most: int) -> list[ui.Label[ui.Modal]]:
    """The things to pick as fields of a form, a menu each; `chosen` reads them."""
    groups = list(groups_of(picks, most))
    made = []
    for n, group in enumerate(groups):
        options = [discord.SelectOption(label=p.label, value=p.value, description=p.description) for p in group]
        first, last = n * MENU_OPTIONS + 1, n * MENU_OPTIONS + len(group)
        named = _("{label} ({first} to {last})", label=text, first=first, last=last) if len(groups) > 1 else text
        menu: ui.Select[ui.Modal] = ui.Select(
            custom_id=f"{custom_id}{n}", options=options, required=len(groups) == 1, placeholder=_("Choose one")
        )
        made.append(field(named, menu))
    return made


def chosen(answers: Answers, custom_id: str) -> str:
    """What was chosen in one of several `menus`; empty for nothing."""
    return next((value for name, value in answers.items() if name.rstrip("0123456789") == custom_id and value), "")
