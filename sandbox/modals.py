"""Modals: the limits of what an application may open, and the shape of what a member sends back.

Limits: Discord developer documentation, "Component Reference" and "Receiving and Responding" (August 2026).
"""

from __future__ import annotations

from sandbox.components import check_custom_ids, check_options, check_select, walk
from sandbox.validation import FormErrors, Path
from sandbox.wire import SELECTS, ComponentType, Json

T = ComponentType
IN_LABEL = {T.TEXT_INPUT, T.FILE_UPLOAD, T.RADIO_GROUP, T.CHECKBOX_GROUP, T.CHECKBOX} | SELECTS


def check_modal(modal: Json, errors: FormErrors) -> None:
    """Note how a modal breaks its limits: title 45, custom_id 100, one to five rows."""
    base: tuple[Path, ...] = ()
    for key, high in (("title", 45), ("custom_id", 100)):
        if not modal.get(key):
            errors.required(*base, key)
        errors.length(modal.get(key), 0, high, *base, key)
    rows = modal.get("components") or []
    errors.length(rows, 1, 5, *base, "components")
    for index, row in enumerate(rows):
        _check_row(row, errors, (*base, "components", index))
    check_custom_ids(walk(rows), errors, *base, "components")


def _check_row(row: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    kind = row.get("type")
    if kind == T.ACTION_ROW:
        children = row.get("components") or []
        errors.length(children, 1, 1, *path, "components")
        for index, child in enumerate(children):
            if child.get("type") != T.TEXT_INPUT:
                message = 'Value of field "type" must be one of (4,).'
                errors.add("UNION_TYPE_CHOICES", message, *path, "components", index, "type")
                continue
            errors.length(child.get("label"), 1, 45, *path, "components", index, "label")
            _check_field(child, errors, (*path, "components", index))
    elif kind == T.LABEL:
        if not row.get("label"):
            errors.required(*path, "label")
        errors.length(row.get("label"), 0, 45, *path, "label")
        errors.length(row.get("description"), 0, 100, *path, "description")
        field = row.get("component") or {}
        if field.get("type") not in IN_LABEL:
            errors.add("UNION_TYPE_CHOICES", "A label holds one input component.", *path, "component", "type")
        else:
            _check_field(field, errors, (*path, "component"))
    elif kind != T.TEXT_DISPLAY:
        errors.add("UNION_TYPE_CHOICES", "A modal holds labels and text displays.", *path, "type")


def _check_field(field: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    if not field.get("custom_id"):
        errors.required(*path, "custom_id")
    errors.length(field.get("custom_id"), 0, 100, *path, "custom_id")
    kind = field["type"]
    if kind == T.TEXT_INPUT:
        errors.number(field.get("style"), 1, 2, *path, "style")
        errors.number(field.get("min_length"), 0, 4000, *path, "min_length")
        errors.number(field.get("max_length"), 1, 4000, *path, "max_length")
        errors.length(field.get("placeholder"), 0, 100, *path, "placeholder")
        errors.length(field.get("value"), 0, field.get("max_length") or 4000, *path, "value")
    elif kind in SELECTS:
        check_select(field, errors, path, modal=True)
    elif kind == T.FILE_UPLOAD:
        errors.number(field.get("min_values"), 0, 10, *path, "min_values")
        errors.number(field.get("max_values"), 1, 10, *path, "max_values")
    elif kind in (T.RADIO_GROUP, T.CHECKBOX_GROUP):
        low = 2 if kind == T.RADIO_GROUP else 1
        check_options(field.get("options") or [], errors, (*path, "options"), low=low, high=10)


def fields_of(modal: Json) -> list[tuple[Json, Json]]:
    """The fields a member fills in, each with the row that holds it."""
    found = []
    for row in modal.get("components") or []:
        if row.get("type") == T.LABEL:
            found.append((row, row["component"]))
        elif row.get("type") == T.ACTION_ROW:
            found += [(row, child) for child in row["components"]]
    return found


def submission(modal: Json, answers: dict[str, Json]) -> list[Json]:
    """The components of a modal as a client sends them back; `answers` maps custom_id to value or values."""
    sent: list[Json] = []
    for number, row in enumerate(modal.get("components") or [], 1):
        if row.get("type") == T.TEXT_DISPLAY:
            sent.append({"type": int(T.TEXT_DISPLAY), "id": row.get("id", number)})
            continue
        fields = [field for owner, field in fields_of(modal) if owner is row]
        filled = [
            {"type": f["type"], "id": f.get("id", number), "custom_id": f["custom_id"]} | answers[f["custom_id"]]
            for f in fields
        ]
        holder: Json = {"type": row["type"], "id": row.get("id", number)}
        sent.append(holder | ({"component": filled[0]} if row["type"] == T.LABEL else {"components": filled}))
    return sent
