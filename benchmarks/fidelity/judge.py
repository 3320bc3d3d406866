"""Judges a sandbox's journal: every request it accepted, every answer and every event it sent."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.fidelity.deviations import DEVIATIONS, EVENT, QUERY, REQUEST, RESPONSE, judged
from benchmarks.fidelity.document import Document, beside, escaped
from benchmarks.fidelity.events import event_problems
from benchmarks.fidelity.rules import request_rules

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was judged. It passes without problems; `deviations` names the exceptions that it needed."""

    what: str
    number: int
    name: str
    problems: tuple[str, ...] = ()
    deviations: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        return not self.problems

    def words(self) -> list[str]:
        """Each problem with where it was found."""
        return [f"#{self.number} {self.name} {self.what}: {one}" for one in self.problems]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was judged of one or more journals."""

    checks: list[Check] = field(default_factory=list)

    def tally(self, what: str) -> tuple[int, int]:
        """(how many pass, how many there are) of requests, responses or events."""
        found = [one for one in self.checks if one.what == what]
        return sum(one.passes for one in found), len(found)

    def needed(self) -> dict[str, int]:
        """How many checks needed each deviation."""
        return dict(Counter(name for one in self.checks for name in one.deviations))

    def problems(self) -> list[str]:
        return [word for one in self.checks for word in one.words()]

    def routes(self) -> set[tuple[str, str]]:
        """The (method, path) pairs of requests that were answered well."""
        return {(method, path) for one in self.checks if one.what == REQUEST for method, path in [one.name.split()]}

    def to_json(self) -> Json:
        """The report as plain data."""
        every = (REQUEST, RESPONSE, EVENT)
        tallies = {what: dict(zip(("pass", "of"), self.tally(what), strict=True)) for what in every}
        needed = self.needed()
        used = [{"name": d.name, "reason": d.reason, "times": needed[d.name]} for d in DEVIATIONS if d.name in needed]
        return tallies | {"exceptions": used, "problems": self.problems()}


def judge(journal: Iterable[Json], document: Document | None) -> Report:
    """Judge entries of `Community.journal()`; without a document by our own rules alone.

    A request that the sandbox refused is judged by its answer alone, one that a fault struck not at all.
    """
    report = Report()
    for entry in journal:
        if entry["kind"] == "request" and not (entry.get("fault") and entry["status"] >= 500):
            report.checks.extend(_request_checks(entry, document))
        elif entry["kind"] == "event":
            problems, needed = judged(entry["data"], EVENT, functools.partial(_event, document, entry["name"]))
            report.checks.append(_check(EVENT, entry, entry["name"], problems, needed))
    return report


def _check(what: str, entry: Json, name: str, problems: list[str], needed: list[str]) -> Check:
    return Check(
        what=what, number=entry["number"], name=name, problems=tuple(problems), deviations=tuple(dict.fromkeys(needed))
    )


def _event(document: Document | None, name: str, data: Json) -> list[str]:
    return event_problems(document, {"name": name, "data": data})


def _request_checks(entry: Json, document: Document | None) -> Iterator[Check]:
    name = f"{entry['method']} {entry['route']}"
    found = document.operation(entry["method"], entry["path"]) if document else None
    lost = document is not None and found is None
    if entry["status"] < 400:
        problems = list(request_rules(entry))
        needed: list[str] = []
        if lost:
            problems.append("the description has no such route")
        if document and found:
            body_problems, needed = _body(document, entry, *found)
            known = document.parameters(*found)
            query_problems, more = judged(entry["query"], QUERY, functools.partial(_query, document, known))
            problems, needed = problems + body_problems + query_problems, needed + more
        yield _check(REQUEST, entry, name, problems, needed)
    if document and (found or entry["status"] != 404):
        problems, needed = _answer(document, entry, found)
        yield _check(RESPONSE, entry, f"{name} {entry['status']}", problems, needed)


def _body(document: Document, entry: Json, route: str, operation: Json) -> tuple[list[str], list[str]]:
    body = entry["body"]
    if "requestBody" not in operation:
        return (["a body where none is described"] if body not in (None, {}, []) else []), []
    if body in (None, {}) and not operation["requestBody"].get("required"):
        return [], []
    kinds = operation["requestBody"]["content"]
    kind = "application/json" if "application/json" in kinds else next(iter(kinds))
    pointer = f"/paths/{escaped(route)}/{entry['method'].lower()}/requestBody/content/{escaped(kind)}/schema"
    return judged({} if body is None else body, REQUEST, lambda value: document.problems(pointer, value))


def _query(document: Document, known: dict[str, Json], query: Json) -> list[str]:
    problems = [f"query {key} is not described" for key in query if key not in known]
    for name, parameter in known.items():
        if name not in query:
            problems += [f"query {name} is missing"] if parameter.get("required") else []
            continue
        value = _typed(query[name], document.kinds(parameter["schema"]))
        problems += [f"query {name} {one}" for one in document.inline(parameter["schema"], value)]
    return problems


def _typed(text: str, kinds: set[str]) -> Any:
    """A query's text as the type that the description gives it."""
    if "boolean" in kinds and text.lower() in ("true", "false", "1", "0"):
        return text.lower() in ("true", "1")
    if "integer" in kinds and "string" not in kinds and text.lstrip("-").isdigit():
        return int(text)
    return [text] if "array" in kinds and "string" not in kinds else text


def _answer(document: Document, entry: Json, found: tuple[str, Json] | None) -> tuple[list[str], list[str]]:
    status, body = entry["status"], entry["response"]
    if status >= 400 and (found is None or body is None):
        return judged(body, RESPONSE, lambda value: document.component("ErrorResponse", value))
    if found is None:
        return ["the description has no such route"], []
    route, operation = found
    answers = operation["responses"]
    key = str(status) if str(status) in answers else f"{str(status)[0]}XX"
    if key not in answers:
        if status >= 400:
            return judged(body, RESPONSE, lambda value: document.component("ErrorResponse", value))
        return [f"status {status} is not described, only {sorted(answers)}"], []
    described = answers[key]
    if "$ref" in described:
        pointer = f"{described['$ref'].removeprefix('#')}/content/application~1json/schema"
    elif "content" in described:
        base = f"/paths/{escaped(route)}/{entry['method'].lower()}/responses/{key}"
        pointer = f"{base}/content/application~1json/schema"
    else:
        return (["a body where none is described"] if body is not None else []), []
    if body is None:
        return ["no body where one is described"], []
    return judged(body, RESPONSE, lambda value: document.problems(pointer, value))


@functools.cache
def default_document() -> Document | None:
    """The description beside the repository, read once; None when it is not there."""
    path = beside()
    return Document(path) if path else None


def violations(journal: Iterable[Json], document: Path | None = None) -> list[str]:
    """Every way in which requests, answers and events break the description or our own rules, known ones aside."""
    return judge(journal, Document(document) if document else default_document()).problems()
