"""The benchmark of the sandbox runs and its figures add up."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import sandbox
from benchmarks.crowd import Account


def test_a_small_crowd_before_the_smallest_bot(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    arguments = ["--members", "6", "--bots", "hello", "--pace", "0.2", "--seconds", "1", "--voters", "0"]
    assert sandbox.main([*arguments, "--no-flat-out", "--json", str(figures)]) == 0
    (line,) = json.loads(figures.read_text())["lines"]
    assert set(line["errors"]) <= {"no answer in three seconds"}
    assert line["interactions"] == sum(line["acts"].values()) > 0
    assert 0 < line["ack_median_seconds"] <= line["ack_p99_seconds"] <= line["ack_max_seconds"]
    assert line["sandbox_cpu_ms"] >= 0


def test_quantiles_are_ranks() -> None:
    account = Account(acknowledged=[n / 100 for n in range(100, 0, -1)], seconds=10.0)
    assert (account.quantile(0.5), account.quantile(0.99), account.quantile(1.0)) == (0.51, 1.0, 1.0)
    assert account.per_second == 10.0
    assert Account().quantile(0.5) == 0.0
