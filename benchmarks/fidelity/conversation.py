"""A community's evening with the real bot: every command, button, menu and form once, from set-up to credits."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.fidelity.understudy import WAIT_SECONDS, Understudy, options_for, working_bot
from sandbox.control import Community, Member
from sandbox.testing import running_sandbox
from sandbox.told import Message, Reply
from storage.database import Database
from storage.records import OrderKind

Json = dict[str, Any]
ROOM, PREMIERES = "writers-room", "premieres"
TITLE = "Night Bus"
PREMISE = "The last bus stops where nobody lives."
NAMES = ("Kai", "Ren", "Sora")


async def cliffhanger_journal() -> list[Json]:
    """The sandbox's journal after the whole story was told with the real bot."""
    with tempfile.TemporaryDirectory() as home:
        async with running_sandbox() as guild:
            options = options_for(guild.url, Path(home))
            async with working_bot(options), Database(options.database) as database:
                await Evening(guild, Understudy(guild, options, database)).spend()
            return await guild.journal()


class Evening:
    """The members and what they do, one act after the other."""

    boss: Member
    crowd: list[Member]

    def __init__(self, guild: Community, understudy: Understudy) -> None:
        self._guild = guild
        self._understudy = understudy

    async def spend(self) -> None:
        """Everything, in the order in which a community would do it."""
        await self._set_up()
        await self._pitch()
        await self._vote()
        await self._work_on_the_draft()
        await self._premiere()
        await self._look_around()

    async def _said(self, reply: Reply) -> str:
        message = await reply.final(WAIT_SECONDS)
        return message.text

    async def _posted(self, words: str, *, label: str = "", channel: str = ROOM) -> Message:
        return await self._guild.wait_for(
            channel, lambda m: words in m.text and (not label or label in m.labels), WAIT_SECONDS
        )

    async def _set_up(self) -> None:
        self.boss = await self._guild.member("Hoshino", admin=True)
        self.crowd = [await self._guild.member(name) for name in NAMES]
        await self._said(await self.boss.slash("studio setup", {"rating": "teen"}))
        await self._said(await self.boss.slash("studio settings"))
        await self.boss.set_roles("Showrunner", *self.boss.raw["roles"])
        form = (await self.boss.slash("series create", {"title": TITLE}, channel=ROOM)).modal
        await self._said(await self.boss.submit(form, {"title": TITLE, "premise": PREMISE, "genre": ["mystery"]}))
        await self._understudy.bible()

    async def _pitch(self) -> None:
        kai, ren, _ = self.crowd
        bible = await self._posted("open for pitches", label="Pitch an idea")
        await self._said(await kai.slash("pitch", {"idea": "The driver is asleep"}, channel=ROOM))
        form = (await ren.press(bible, "Pitch an idea")).modal
        await self._said(await ren.submit(form, {"idea": "Nobody ever gets *off*"}))
        await self._said(await ren.slash("pitch", {"idea": "write to me at ren@example.org"}, channel=ROOM))
        await kai.autocomplete("cast list", "series", "night")

    async def _vote(self) -> None:
        await self._said(await self.boss.slash("ballot open", channel=ROOM))
        ballot = await self._posted("driver", label="Vote A")
        for member, label in zip(self.crowd, ("Vote A", "Vote B", "Vote B"), strict=True):
            await self._said(await member.press(ballot, label))
        await self._guild.wait_until(ballot, lambda m: "2 votes" in m.text, WAIT_SECONDS)
        await self._said(await self.boss.slash("ballot close", channel=ROOM))
        await self._understudy.fail(OrderKind.DRAFT, "The writer is out for lunch.")
        told = await self._posted("out for lunch", label="Retry")
        await self._said(await self.boss.press(told, "Retry"))
        await self._understudy.draft()

    async def _work_on_the_draft(self) -> None:
        kai, ren, sora = self.crowd
        draft = await self._posted("draft, version 1", label="Approve")
        picker = await sora.press(draft, "Edit a line")
        assert picker.message is not None
        menu = picker.message.menus[0]
        line = (await sora.choose(picker, menu["custom_id"], menu["options"][0]["value"])).modal
        await self._said(await sora.submit(line, {"text": "Is this seat taken?"}))
        await self._understudy.draft()
        second = await self._posted("version 2", label="Approve")
        form = (await ren.press(second, "Retake")).modal
        menus = [one for one in form.fields.values() if one["type"] == 3 and one.get("options")]
        await self._said(
            await ren.submit(form, {menus[0]["custom_id"]: [menus[0]["options"][0]["value"]], "wish": "Closer"})
        )
        await self._understudy.draft()
        third = await self._posted("version 3", label="Approve")
        await self._said(await self.boss.slash("episode draft", channel=ROOM))
        await self._said(await kai.press(third, "Approve"))
        await self._said(await self.boss.press(third, "Approve"))
        await self._posted("Approved by")

    async def _premiere(self) -> None:
        await self._understudy.film()
        premiere = await self._guild.wait_for(PREMIERES, lambda m: m.attachments, WAIT_SECONDS)
        following = await self._guild.wait_for(
            PREMIERES, lambda m: "Vote A" in m.labels, WAIT_SECONDS, after=premiere
        )
        form = (await self.crowd[0].press(following, "Pitch an idea")).modal
        await self._said(await self.crowd[0].submit(form, {"idea": "The bus was a boat all along"}))
        await self._said(await self.crowd[1].press(following, "Vote A"))

    async def _look_around(self) -> None:
        kai = self.crowd[0]
        for words in ("episode status", "cast list", "bible", "series list", "queue", "credits", "privacy export"):
            await self._said(await kai.slash(words, channel=ROOM))
        await self._said(await kai.slash("privacy credit", {"name": "The Driver"}))
        question = await (await kai.slash("privacy forget")).final(WAIT_SECONDS)
        await self._said(await kai.press(question, "Forget me"))
