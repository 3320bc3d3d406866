"""Versioned JSON for everything of the show: frozen dataclasses to text and back, checked on the way in."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import types
import typing
from enum import Enum
from typing import Any, TypeVar

from show.errors import InvalidDocument

FORMAT = 1
"""Raised when a document of the old form can no longer be read as it is."""

T = TypeVar("T")


def dumps(value: Any) -> str:
    """A dataclass instance as one JSON document with its kind and the format's version."""
    return json.dumps(
        {"cliffhanger": FORMAT, "kind": type(value).__name__, "body": to_plain(value)}, ensure_ascii=False
    )


def loads(text: str, kind: type[T]) -> T:
    """Read a document of that kind back; InvalidDocument names the field that is wrong."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDocument("This is not JSON: {error}.", error=error) from error
    if not isinstance(document, dict) or "cliffhanger" not in document:
        raise InvalidDocument("This is not a document of Cliffhanger.")
    if document["cliffhanger"] != FORMAT:
        raise InvalidDocument(
            "This document has format {document!r}; this version reads {format}. Update Cliffhanger.",
            document=document["cliffhanger"],
            format=FORMAT,
        )
    if document.get("kind") != kind.__name__:
        raise InvalidDocument("This is a {get!r}, not a {name}.", get=document.get('kind'), name=kind.__name__)
    return typing.cast(T, from_plain(document.get("body"), kind))


def digest(value: Any) -> str:
    """sha256 of the canonical JSON of a value: equal values, equal digest, on any machine."""
    text = json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def to_plain(value: Any) -> Any:
    """Dataclasses, enums, tuples and dicts as JSON's own types; InvalidDocument for what JSON can't hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidDocument("A number that is not finite can't be written to a document.")
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise InvalidDocument("A {name} can't be written to a document.", name=type(value).__name__)


def from_plain(value: Any, kind: Any, where: str = "document") -> Any:
    """Build a value of the type `kind` from JSON's types; InvalidDocument says where it doesn't fit."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(value, kind, where)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(value, kind, where)
    if origin is tuple:
        return _tuple(value, typing.get_args(kind), where)
    if origin is dict:
        _, item_kind = typing.get_args(kind)
        _expect(isinstance(value, dict), where, "an object")
        return {key: from_plain(item, item_kind, f"{where}.{key}") for key, item in value.items()}
    return _scalar(value, kind, where)


def _dataclass(value: Any, kind: type[Any], where: str) -> Any:
    _expect(isinstance(value, dict), where, "an object")
    hints = typing.get_type_hints(kind)
    fields = {f.name: f for f in dataclasses.fields(kind)}
    unknown = sorted(set(value) - set(fields))
    if unknown:
        raise InvalidDocument(
            "{where} has a field “{unknown}” that a {name} doesn't have.",
            where=where,
            unknown=unknown[0],
            name=kind.__name__,
        )
    arguments = {
        name: from_plain(item, hints[name], f"{where}.{name}") for name, item in value.items() if name in fields
    }
    for name, f in fields.items():
        has_default = f.default is not dataclasses.MISSING or f.default_factory is not dataclasses.MISSING
        if name not in arguments and not has_default:
            raise InvalidDocument("{where} lacks the field “{name}”.", where=where, name=name)
    return kind(**arguments)


def _union(value: Any, kind: Any, where: str) -> Any:
    members = typing.get_args(kind)
    if value is None and type(None) in members:
        return None
    errors = []
    for member in members:
        if member is type(None):
            continue
        try:
            return from_plain(value, member, where)
        except InvalidDocument as error:
            errors.append(str(error))
    raise InvalidDocument("; ".join(errors) or f"{where} may not be empty.")


def _tuple(value: Any, arguments: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), where, "a list")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(from_plain(item, arguments[0], f"{where}[{n}]") for n, item in enumerate(value))
    _expect(len(value) == len(arguments), where, f"a list of {len(arguments)}")
    return tuple(
        from_plain(item, kind, f"{where}[{n}]")
        for n, (item, kind) in enumerate(zip(value, arguments, strict=True))
    )


def _scalar(value: Any, kind: Any, where: str) -> Any:
    supertype = getattr(kind, "__supertype__", kind)
    if isinstance(supertype, type) and issubclass(supertype, Enum):
        try:
            return supertype(value)
        except ValueError as error:
            known = ", ".join(str(member.value) for member in supertype)
            raise InvalidDocument(
                "{where} is {value!r}; known are {known}.", where=where, value=value, known=known
            ) from error
    if supertype is float:
        _expect(isinstance(value, (int, float)) and not isinstance(value, bool), where, "a number")
        return float(value)
    if supertype is int:
        _expect(isinstance(value, int) and not isinstance(value, bool), where, "a whole number")
        return value
    if supertype in (str, bool):
        _expect(isinstance(value, supertype), where, "text" if supertype is str else "true or false")
        return value
    raise InvalidDocument("{where} can't be read as {kind!r}.", where=where, kind=kind)


def _expect(holds: bool, where: str, what: str) -> None:
    if not holds:
        raise InvalidDocument("{where} must be {what}.", where=where, what=what)
