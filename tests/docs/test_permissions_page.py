"""The page of permissions shows the table that the bot goes by."""

from __future__ import annotations

from pathlib import Path

from cogs.permissions import matrix

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def test_the_page_ends_with_the_table_the_bot_uses() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith("\n\n" + matrix()), matrix()
