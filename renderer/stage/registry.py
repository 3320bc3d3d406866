"""The registry of effects: every one is entered under its family and name, with its docstring."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Generic, TypeVar


class Family(StrEnum):
    """The stage's vocabulary, in the order in which the lookbook shows it."""

    CAMERA = "camera"
    RIG = "rig"
    LIGHT = "light"
    PARTICLES = "particles"
    LINES = "lines"
    PANELS = "panels"
    TRANSITIONS = "transitions"
    LETTERING = "lettering"


Effect = TypeVar("Effect")
Entered = TypeVar("Entered")


class Catalogue(Generic[Effect]):
    """The effects of one family by name. A module enters what it holds with `@catalogue.register(name)`."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self._effects: dict[str, Effect] = {}

    def register(self, name: str) -> Callable[[Effect], Effect]:
        """Enter an effect under its name; ValueError when it is taken or the effect says nothing of itself."""

        def enter(effect: Effect) -> Effect:
            self._enter(name, effect)
            return effect

        return enter

    def register_as_it_is(self, name: str) -> Callable[[Entered], Entered]:
        """The same for families whose effects have not all one form: each keeps its own type."""

        def enter(effect: Entered) -> Entered:
            self._enter(name, typing.cast(Effect, effect))
            return effect

        return enter

    def _enter(self, name: str, effect: Effect) -> None:
        if name in self._effects:
            raise ValueError(f"There are two effects “{name}” among the {self.family}.")
        if not inspect.getdoc(effect):
            raise ValueError(f"The effect “{name}” has no docstring.")
        self._effects[name] = effect

    def __getitem__(self, name: str) -> Effect:
        return self._effects[name]

    def get(self, name: str) -> Effect | None:
        """The effect of that name, if there is one."""
        return self._effects.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._effects)

    def __len__(self) -> int:
        return len(self._effects)

    def words(self, name: str) -> str:
        """What the effect's docstring says, in one line."""
        return " ".join((inspect.getdoc(self._effects[name]) or "").split())
