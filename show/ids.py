"""Names for the ids that travel through the house, so that one is never taken for another."""

from __future__ import annotations

from typing import NewType

GuildId = NewType("GuildId", int)
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)
MemberId = NewType("MemberId", int)
SeriesId = NewType("SeriesId", str)
EpisodeId = NewType("EpisodeId", str)
CharacterId = NewType("CharacterId", str)
LocationId = NewType("LocationId", str)
ShotId = NewType("ShotId", str)
LineId = NewType("LineId", str)
BallotId = NewType("BallotId", str)
PitchId = NewType("PitchId", str)
Sha256 = NewType("Sha256", str)
"""Lower-case hexadecimal digest of 64 characters."""
