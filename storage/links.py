"""Links to messages."""

from __future__ import annotations


def link_of(guild: int | None, channel: int, message: int) -> str:
    """Where a message is read; "" before it is posted."""
    return f"https://discord.com/channels/{guild}/{channel}/{message}" if guild and channel and message else ""
