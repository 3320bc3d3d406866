"""Collecting the mistakes of a request into one 50035 answer that names each field by its path."""

from __future__ import annotations

from typing import Any

from sandbox.errors import ApiError

Path = str | int


class FormErrors:
    """The field errors of one request body, at their paths."""

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}

    def add(self, code: str, message: str, *path: Path) -> None:
        """Note a mistake at `path`."""
        node = self._tree
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def required(self, *path: Path) -> None:
        """Note that a field is missing."""
        self.add("BASE_TYPE_REQUIRED", "This field is required", *path)

    def length(self, value: Any, low: int, high: int, *path: Path) -> None:
        """Check the length of a text or list that is there."""
        if value is None:
            return
        if isinstance(value, str) and low == 1 and not value.strip():
            self.required(*path)
        elif (low and len(value) < low) or len(value) > high:
            wish = f"Must be between {low} and {high} in length." if low else f"Must be {high} or fewer in length."
            self.add("BASE_TYPE_BAD_LENGTH" if low else "BASE_TYPE_MAX_LENGTH", wish, *path)

    def number(self, value: Any, low: float, high: float, *path: Path) -> None:
        """Check that a number that is there lies between two others."""
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.add("NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.', *path)
        elif value < low:
            self.add("NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low:g}.", *path)
        elif value > high:
            self.add("NUMBER_TYPE_MAX", f"int value should be less than or equal to {high:g}.", *path)

    def shapes(self, body: Any, kinds: dict[str, type | tuple[type, ...]]) -> None:
        """Check that the fields that are there have the right kind: text, a number, an object, a list of objects."""
        for key, kind in kinds.items():
            value = body.get(key)
            if value is None:
                continue
            whole = isinstance(value, kind) and not isinstance(value, bool)
            if whole and isinstance(value, list):
                whole = all(isinstance(one, dict) for one in value)
            if not whole:
                self.add("MODEL_TYPE_CONVERTIBLE", "This value has the wrong type.", key)

    def __bool__(self) -> bool:
        return bool(self._tree)

    def raise_if_any(self) -> None:
        """Raise 50035 with everything that was noted."""
        if self._tree:
            raise ApiError(400, 50035, "Invalid Form Body", self._tree)
