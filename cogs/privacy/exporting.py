"""The file of an export: JSON alone, or with the member's pictures in an archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import discord

from cogs.desk import Desk
from show.errors import MediaMissing
from show.order import MediaRef

NAME = "cliffhanger-export"
SLACK_BYTES = 64 * 1024
"""What an archive and a request add to what is in them."""


async def exported(
    desk: Desk, content: bytes, pictures: Sequence[MediaRef], limit_bytes: int
) -> tuple[discord.File, int]:
    """The export as a file, with how many pictures had to be left out."""
    if not pictures:
        return discord.File(io.BytesIO(content), filename=f"{NAME}.json"), 0
    held, left_out, size_bytes = [], 0, len(content) + SLACK_BYTES
    for ref in pictures:
        try:
            blob = await desk.media.read_async(ref)
        except MediaMissing:
            left_out += 1
            continue
        if size_bytes + len(blob) > limit_bytes:
            left_out += 1
            continue
        held.append((ref, blob))
        size_bytes += len(blob)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(f"{NAME}.json", content)
        for ref, blob in held:
            # The export's JSON names pictures by their hash.
            target.writestr(f"pictures/{ref.sha256}.jpg", blob)
    archive.seek(0)
    return discord.File(archive, filename=f"{NAME}.zip"), left_out
