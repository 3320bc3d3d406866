"""Versioned JSON: whatever of the show is written reads back equal, and damage is told by its place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from show import order, script
from show.bible import Character, Location, Series
from show.codec import FORMAT, digest, dumps, from_plain, loads, to_plain
from show.credits import Contribution, Roll
from show.errors import InvalidDocument

KINDS = [
    Series,
    Character,
    Location,
    script.Episode,
    script.Shot,
    order.Brief,
    order.FoundingOrder,
    order.DraftOrder,
    order.ProductionOrder,
    order.DraftResult,
    order.FilmResult,
    order.Progress,
    Contribution,
    Roll,
]
finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_document_reads_back_equal(kind: type[Any]) -> None:
    st.register_type_strategy(float, finite)

    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(st.from_type(kind))
    def check(value: Any) -> None:
        back = loads(dumps(value), kind)
        assert back == value
        assert digest(back) == digest(value)

    check()


EPISODE = script.Episode(
    id="e1",  # type: ignore[arg-type]
    series_id="s1",  # type: ignore[arg-type]
    number=1,
    title="月の裏側",
    scenes=(script.Scene(location_id="roof", shots=()),),  # type: ignore[arg-type]
)


def test_text_stays_readable() -> None:
    assert "月の裏側" in dumps(EPISODE)


def document(**changes: Any) -> str:
    whole = json.loads(dumps(EPISODE))
    whole["body"] |= changes
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("{", "not JSON"),
        ("[]", "not a document"),
        ('{"cliffhanger": 99, "kind": "Episode", "body": {}}', "Update"),
        ('{"cliffhanger": 1, "kind": "Series", "body": {}}', "not a Episode"),
        ('{"cliffhanger": 1, "kind": "Episode", "body": []}', "object"),
        ('{"cliffhanger": 1, "kind": "Episode", "body": {}}', "lacks the field"),
        (document(number="one"), "document.number must be a whole number"),
        (document(number=True), "document.number must be a whole number"),
        (document(title=None), "document.title must be text"),
        (document(director="me"), "director"),
        (document(scenes=[{"location_id": "roof", "time": "teatime"}]), r"scenes\[0\].time is 'teatime'"),
        (document(twists="none"), "list"),
        (document(provenance=["x"]), "object"),
    ],
)
def test_damage_is_told_by_its_place(text: str, saying: str) -> None:
    with pytest.raises(InvalidDocument, match=saying):
        loads(text, script.Episode)


def test_numbers_without_end_are_not_written() -> None:
    with pytest.raises(InvalidDocument, match="finite"):
        dumps(order.Progress(stage=order.Stage.FRAMES, fraction=float("nan")))


def test_what_json_can_not_hold_is_not_written() -> None:
    with pytest.raises(InvalidDocument, match="bytes"):
        to_plain({"a": b"raw"})


def test_fields_that_may_be_left_open() -> None:
    plain = to_plain(order.Progress(stage=order.Stage.FRAMES, fraction=0.5))
    assert plain["seconds_left"] is None
    assert from_plain(plain, order.Progress).seconds_left is None
    assert from_plain(plain | {"seconds_left": 3}, order.Progress).seconds_left == 3.0


def test_equal_values_have_equal_digests_and_others_do_not() -> None:
    assert digest({"b": 1, "a": (1, 2)}) == digest({"a": [1, 2], "b": 1})
    assert digest(EPISODE) == digest(replace(EPISODE))
    assert digest(EPISODE) != digest(replace(EPISODE, version=2))
    assert FORMAT == 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=50))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(InvalidDocument):
        loads(text, script.Episode)
