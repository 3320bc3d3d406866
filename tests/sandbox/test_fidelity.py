"""The real bot's evening and every route stand before Discord's description, but for exceptions with a reason."""

import json
from pathlib import Path

import pytest

from benchmarks.fidelity.__main__ import main
from benchmarks.fidelity.deviations import DEVIATIONS
from tests.sandbox.openapi import document_path

needs_document = pytest.mark.skipif(
    document_path() is None, reason="Discord's description is not beside the repository"
)


@needs_document
def test_bots_evening_and_every_route_pass_with_known_exceptions_alone(tmp_path: Path) -> None:
    out = tmp_path / "fidelity.json"
    assert main(["--json", str(out)]) == 0
    report = json.loads(out.read_text())
    for what in ("request", "response", "event"):
        assert report[what]["pass"] == report[what]["of"] > 200
    assert report["routes"]["unused"] == [], "benchmarks/fidelity/tour.py visits every route"
    assert report["problems"] == []
    assert all(one["reason"] for one in report["exceptions"])


def test_without_a_description_it_says_where_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--openapi", str(tmp_path / "none.json")])
    assert "discord-api-spec" in capsys.readouterr().err


def test_every_exception_has_a_name_of_its_own_and_a_reason() -> None:
    assert len({one.name for one in DEVIATIONS}) == len(DEVIATIONS)
    assert all(len(one.reason) > 20 for one in DEVIATIONS)
