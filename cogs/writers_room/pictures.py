"""Pictures that come with a pitch: looked at before they are kept, drawn anew without what cameras write into them."""

from __future__ import annotations

import asyncio
import io

import discord
from PIL import Image, ImageOps, UnidentifiedImageError

from cogs.desk import Desk
from cogs.intake import refusal
from cogs.second_opinion import picture_opinion
from show.errors import InvalidInput
from storage.pitching import Origin
from storage.records import GuildSettings, PictureState
from storage.rules import rules_of

MOST_BYTES = 8 * 2**20
MOST_PIXELS = 40_000_000
"""A picture of more would take more memory than a bot should give to one message."""
SIDE_PX = 1280
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
NAME = "pitch-reference.jpg"


async def take_picture(desk: Desk, attachment: discord.Attachment, settings: GuildSettings) -> Origin:
    """Keep a picture by its hash, and say whether it is shown at once or waits for an approver.

    InvalidInput when it is none, too large, or could not be fetched; Refused when the moderation service says no.
    """
    if attachment.size > MOST_BYTES:
        raise InvalidInput("The picture is too large: {most_bytes} MiB are the most.", most_bytes=MOST_BYTES // 2**20)
    try:
        content = await attachment.read()
    except (discord.HTTPException, discord.NotFound) as exc:
        raise InvalidInput("The picture could not be fetched. Attach it once more.") from exc
    fitted = await asyncio.to_thread(fit_picture, content)
    verdict = await picture_opinion(desk, settings.guild_id, fitted, settings.rating)
    if verdict is not None and not verdict.allowed:
        raise refusal(verdict)
    wished = (await desk.read(lambda db: rules_of(db, settings.guild_id))).pictures_wait
    waits = verdict is None if wished is None else wished
    ref = await desk.media.put_bytes_async(fitted, "image/jpeg", NAME)
    return Origin(picture=ref, picture_state=PictureState.WAITING if waits else PictureState.SHOWN)


def fit_picture(content: bytes) -> bytes:
    """The picture as a JPEG of at most SIDE_PX a side, its first frame only, without its metadata.

    InvalidInput when the bytes are no picture of a known kind, whatever their name says, or it has too many pixels.
    """
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise InvalidInput("The picture has too many pixels. Make it smaller.")
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as exc:
        raise InvalidInput("That is no picture I can show. Attach a PNG, JPEG, WebP or GIF file.") from exc
    upright.thumbnail((SIDE_PX, SIDE_PX))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85)
    return out.getvalue()
