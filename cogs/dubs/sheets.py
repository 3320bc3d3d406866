"""Sheets of a dub's lines: taken from a file that members corrected, or from the writer, and handed out as one."""

from __future__ import annotations

import io

import discord
import sqlite_utils

from cogs.desk import Desk
from cogs.drafts.forms import LINE_CHARACTERS
from cogs.dubs.buttons import redraw_dub
from cogs.languages import _
from cogs.second_opinion import admitted
from show.bible import Series
from show.errors import InvalidInput
from show.sketch import SketchResult
from show.translation import MAX_SHEET_CHARACTERS, rows_of, sheet_of
from storage.dubs import Dub, Dubs, deliver_translation
from storage.records import GuildSettings, Member


async def take_sheet(
    desk: Desk, dub: Dub, attachment: discord.Attachment, member: Member, settings: GuildSettings
) -> int:
    """Keep the lines of a sheet that read otherwise than they stand; how many did. All of them or, after an error,
    none: InvalidInput says which row can't be used, Refused what may not be shown."""
    rows = rows_of(await _text(attachment), dub.script)
    new = {
        line: await admitted(desk, settings, text, limit=LINE_CHARACTERS, what=_("The line {line}", line=line))
        for line, text in rows.items()
        if text != dub.texts.get(line)
    }
    now = desk.clock()

    def keep(db: sqlite_utils.Database) -> None:
        for line, text in new.items():
            Dubs(db).say(dub, line, text, member, now)

    await desk.read(keep)
    return len(new)


async def _text(attachment: discord.Attachment) -> str:
    if attachment.size > 4 * MAX_SHEET_CHARACTERS:
        raise InvalidInput(
            "A sheet has at most {max_sheet_characters} characters.", max_sheet_characters=MAX_SHEET_CHARACTERS
        )
    try:
        return (await attachment.read()).decode("utf-8-sig")
    except discord.HTTPException as exc:
        raise InvalidInput("The sheet could not be fetched. Attach it once more.") from exc
    except UnicodeDecodeError as exc:
        raise InvalidInput("The sheet can't be read as text. Save it as CSV in UTF-8.") from exc


def sheet_file(dub: Dub, series: Series) -> discord.File:
    """The lines with what is translated so far, to be corrected and sent back."""
    text = sheet_of(dub.script, series, dub.translation)
    return discord.File(io.BytesIO(text.encode("utf-8-sig")), filename=f"lines-{dub.language}.csv")


async def show_translation(desk: Desk, order_id: str, result: SketchResult) -> None:
    """The writer has translated a dub: its card says so. A second time nothing more happens."""
    now = desk.clock()
    dub = await desk.read(lambda db: deliver_translation(db, order_id, result, now))
    if dub is not None:
        await redraw_dub(desk, dub.episode_id, dub.language)
