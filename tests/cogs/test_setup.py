"""Setting the studio up: the check-up in words, rules by menu, limits; permissions that are taken away."""

from __future__ import annotations

import pytest

from storage.library import Library
from storage.rules import rules_of
from tests.cogs.house import PREMIERES, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ATTACH_FILES, SEND_MESSAGES, VIEW_CHANNEL = 1 << 15, 1 << 11, 1 << 10
MEMBER = 1


async def test_the_check_up_names_what_is_missing_and_what_it_costs(house: House):
    assert "every permission I need" in await said(await house.admin.slash("studio settings"))
    me = str((await house.guild.state())["application"]["id"])
    premieres = await house.guild.channel(PREMIERES)
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, deny=ATTACH_FILES)
    seen = await house.guild.wait(lambda: settings_with(house, "attach files"), 60.0, "the lack to be seen")
    assert "films can't be posted" in seen
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, deny=VIEW_CHANNEL | SEND_MESSAGES)
    seen = await house.guild.wait(lambda: settings_with(house, "see it"), 60.0, "the lack to be seen")
    assert "**write**" not in seen
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, allow=VIEW_CHANNEL)
    await house.guild.wait(lambda: settings_with(house, "every permission"), 60.0, "all to be well")


async def settings_with(house: House, words: str) -> str | None:
    """The settings once they say so: the bot hears of changes a moment later."""
    message = await (await house.admin.slash("studio settings")).final()
    return message.text if message is not None and words in message.text else None


async def test_rules_are_chosen_from_menus_and_shown_at_once(house: House):
    shown = await (await house.admin.slash("studio settings")).final()
    assert len(shown.menus) == 3
    changed = await house.admin.choose(shown, "rule:approval", "timed")
    assert changed.outcome == "updated"
    assert "unless somebody objects" in changed.text
    await house.restart()
    await house.admin.choose(shown, "rule:method", "ranked")
    last = await house.admin.choose(shown, "rule:rating", "everyone")
    assert "**Rating** everyone" in last.text
    guild = int((await house.guild.state())["guild"]["id"])
    rules, settings = await house.read(lambda db: (rules_of(db, guild), Library(db).guild(guild)))
    assert (rules.approval.value, rules.method.value, settings.rating) == ("timed", "ranked", "everyone")
    for name, value in (("approval", "role"), ("method", "single"), ("rating", "teen")):
        await house.admin.choose(shown, f"rule:{name}", value)


async def test_a_limit_holds_from_the_moment_it_is_set(house: House):
    series = await house.found("Terse")
    kai = await house.guild.member("Kai")
    await said(await kai.slash("pitch", {"idea": "terse one", "series": series.id}, channel=ROOM))
    assert "at most 1 pitch" in await said(await house.admin.slash("studio limits", {"pitches": 1}))
    assert "most anybody may have" in await answer(
        await kai.slash("pitch", {"idea": "terse two", "series": series.id}, channel=ROOM)
    )
    assert "as many" in await said(await house.admin.slash("studio limits", {"pitches": 0}))
    await said(await kai.slash("pitch", {"idea": "terse two", "series": series.id}, channel=ROOM))
    await said(await house.admin.slash("studio limits", {"pitches": 5}))
