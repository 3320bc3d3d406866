"""Discord's OpenAPI description: its routes, and validators compiled for the places that are asked for."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
_SHOWN_CHARACTERS = 160


def beside() -> Path | None:
    """The description beside the repository; None when it is not there."""
    return BESIDE if BESIDE.is_file() else None


class Document:
    """Discord's description (`discord/discord-api-spec`, openapi.json), read once."""

    def __init__(self, path: Path) -> None:
        self._spec: Json = json.loads(path.read_text(encoding="utf-8"))
        resource: Resource[Any] = Resource.from_contents(self._spec, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:discord", resource)
        self._quick = jsonschema_rs.Registry([("urn:discord", self._spec)])
        self._routes = sorted(self._list_routes(), key=lambda one: one[0].count("{"))

    def _list_routes(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        for path in self._spec["paths"]:
            pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))
            yield path, re.compile(f"^{pattern}$")

    def operation(self, method: str, path: str) -> tuple[str, Json] | None:
        """The route of a path and what the description says of the method there; None when it has no such."""
        for route, pattern in self._routes:
            if pattern.match(path) and method.lower() in self._spec["paths"][route]:
                return route, self._spec["paths"][route][method.lower()]
        return None

    def parameters(self, route: str, operation: Json) -> dict[str, Json]:
        """The query parameters of an operation by name."""
        every = [*self._spec["paths"][route].get("parameters", []), *operation.get("parameters", [])]
        return {one["name"]: one for one in map(self._followed, every) if one["in"] == "query"}

    def _followed(self, node: Json) -> Json:
        """The node itself, or the one it refers to."""
        while "$ref" in node:
            found: Any = self._spec
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def kinds(self, schema: Json) -> set[str]:
        """The JSON types that a schema allows, through references and unions."""
        schema = self._followed(schema)
        named = schema.get("type", [])
        found = {named} if isinstance(named, str) else set(named)
        for key in ("oneOf", "anyOf", "allOf"):
            for one in schema.get(key, []):
                found |= self.kinds(one)
        return found

    @functools.cache  # noqa: B019 - one document lives as long as the process
    def _validator(self, pointer: str) -> Any:
        return self._compiled({"$ref": _address(pointer)})

    @functools.cache  # noqa: B019
    def _closed_validator(self, pointer: str) -> Any:
        # The description lets every object have more fields than it names; this closes the outermost one.
        return self._compiled({"$ref": _address(pointer), "unevaluatedProperties": False})

    def _compiled(self, schema: Json) -> Any:
        quick = jsonschema_rs.Draft202012Validator(schema, registry=self._quick)
        return _Judge(quick, Draft202012Validator(schema, registry=self._registry))

    def problems(self, pointer: str, value: Any) -> list[str]:
        """How a value breaks the schema at a JSON pointer of the description, or has fields that it does not name."""
        found = _told(self._validator(pointer), value)
        return found or _told(self._closed_validator(pointer), value)

    def component(self, name: str, value: Any) -> list[str]:
        """How a value breaks one of the description's named schemas."""
        return self.problems(f"/components/schemas/{name}", value)

    def inline(self, schema: Json, value: Any) -> list[str]:
        """How a value breaks a schema that stands within an operation."""
        return _told(self._inlined(json.dumps(_rooted(schema), sort_keys=True)), value)

    @functools.cache  # noqa: B019
    def _inlined(self, schema: str) -> Any:
        return self._compiled(json.loads(schema))


def _rooted(node: Any) -> Any:
    """The schema with its references pointing into the registered document."""
    if isinstance(node, dict):
        return {key: f"urn:discord{one}" if key == "$ref" else _rooted(one) for key, one in node.items()}
    return [_rooted(one) for one in node] if isinstance(node, list) else node


def _address(pointer: str) -> str:
    return "urn:discord#" + quote(pointer, safe="/~")


class _Judge:
    """Two validators of one schema: the compiled one says whether, the slow one says why not."""

    def __init__(self, quick: Any, wordy: Any) -> None:
        self._quick = quick
        self._wordy = wordy

    def iter_errors(self, value: Any) -> Iterator[Any]:
        """What is wrong; nothing for the many values that are right."""
        return iter(()) if self._quick.is_valid(value) else self._wordy.iter_errors(value)


def _told(validator: Any, value: Any) -> list[str]:
    found = []
    for error in validator.iter_errors(value):
        deep = best_match([error])
        where = "/".join(map(str, deep.absolute_path))
        found.append(f"{where}: {deep.message[:_SHOWN_CHARACTERS]}")
    return found


def own_problems(schema: Json, value: Any) -> list[str]:
    """How a value breaks a schema of our own, which refers to nothing."""
    return _told(Draft202012Validator(schema), value)


def escaped(text: str) -> str:
    """A step of a JSON pointer."""
    return text.replace("~", "~0").replace("/", "~1")
