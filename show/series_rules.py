"""What one series does otherwise than its server: channels, rating, and when its episodes open."""

from __future__ import annotations

from dataclasses import dataclass

from show.ids import ChannelId
from show.schedule import Schedule

SERVERS_OWN = ChannelId(0)
"""Where a series has no channel of its own, the server's is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRules:
    """Kept as one document for each series; whatever was never set is as the server does it."""

    room_channel_id: ChannelId = SERVERS_OWN
    drafts_channel_id: ChannelId = SERVERS_OWN
    premieres_channel_id: ChannelId = SERVERS_OWN
    rating: str = ""
    """Never above the server's."""
    schedule: Schedule | None = None
    """None: the next episode opens with the premiere of the last one."""
