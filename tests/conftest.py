"""What holds for every test: the files that take longest begin first, so that no process ends long after the others."""

from __future__ import annotations

import pytest

LONGEST = (
    "tests/kill/test_product.py",
    "tests/kill/",
    "tests/renderer/test_film.py",
    "tests/page/",
    "tests/simcord/",
    "tests/cogs/",
    "tests/bot/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort stably by how long a file takes; the order within a file stays."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    return next((n for n, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))
