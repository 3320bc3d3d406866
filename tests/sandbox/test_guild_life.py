"""What administrators, time and other guilds bring about, as a real discord.py bot and its members see it."""

import datetime
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.control import Community
from sandbox.errors import CommandRefused, ControlError
from sandbox.testing import running_sandbox
from sandbox.wire import PRIVILEGED
from sandbox.world import Rules
from tests.sandbox.conftest import running_bot
from tests.sandbox.openapi import violations
from tests.sandbox.small_bot import PNG, SmallBot

WAIT_SECONDS = 30
DAY_SECONDS = 86400


class Watcher(SmallBot):
    """The small bot, noting down what it is told of a guild."""

    def note(self, *what: object) -> None:
        self.seen.append(what)

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        self.note("left", payload.user.name)

    async def on_member_ban(self, guild: discord.Guild, user: discord.User) -> None:
        self.note("banned", user.name)

    async def on_member_unban(self, guild: discord.Guild, user: discord.User) -> None:
        self.note("unbanned", user.name)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.note("joined", guild.name)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.note("removed", guild.name)

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self.note("unavailable", guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        self.note("available", guild.id)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        self.note("archived", payload.data["thread_metadata"]["archived"])

    async def on_scheduled_event_update(self, before: discord.ScheduledEvent, after: discord.ScheduledEvent) -> None:
        self.note("event", after.status.name)

    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        self.note("logged", entry.action.name, entry.reason)


@pytest.fixture
async def guild() -> AsyncIterator[Community]:
    rules = Rules(strict_rate_limits=False, privileged_intents=int(PRIVILEGED))
    async with running_sandbox(rules=rules) as community:
        yield community
        found = violations(await community.journal())
        assert not found, "\n".join(found)


@pytest.fixture
async def bot(guild: Community) -> AsyncIterator[Watcher]:
    async with running_bot(guild, kind=Watcher, intents=discord.Intents.all()) as watcher:
        await watcher.wait_until_ready()
        await guild.change_role("Bot", permissions=str(discord.Permissions.all().value))
        yield watcher


async def saw(guild: Community, bot: Watcher, *what: object) -> None:
    await guild.wait(_once(lambda: what in bot.seen), WAIT_SECONDS, f"the bot to see {what}")


def _once(check: Callable[[], bool]) -> Callable[[], Awaitable[bool | None]]:
    async def look() -> bool | None:
        return True if check() else None

    return look


def home(bot: Watcher) -> discord.Guild:
    return bot.guilds[0]


async def test_administrators_overrides_decide_over_a_commands_default(guild: Community, bot: Watcher) -> None:
    kai, mio = await guild.member("Kai"), await guild.member("Mio")
    await guild.override_command("hello", {"role": "everyone", "permission": False})
    with pytest.raises(CommandRefused):
        await kai.slash("hello", {"name": "a"})
    assert "hello" not in await kai.commands()
    nobody, allowed = {"role": "everyone", "permission": False}, {"member": "Kai", "permission": True}
    await guild.override_command("hello", nobody, allowed)
    assert (await kai.slash("hello", {"name": "a"})).text == "hello a"
    with pytest.raises(CommandRefused):
        await mio.slash("hello", {"name": "a"})
    await guild.override_command("hello")
    assert "hello" in await mio.commands()
    await guild.override_command("studio", {"member": "Kai", "permission": True})
    assert "studio" in await kai.commands()
    assert "studio" not in await mio.commands()


async def test_overrides_of_channels_and_of_the_whole_application(guild: Community, bot: Watcher) -> None:
    kai, boss = await guild.member("Kai"), await guild.member("Boss", admin=True)
    await guild.add_channel("den")
    await guild.override_command("*", {"channel": "all", "permission": False}, {"channel": "den", "permission": True})
    assert await kai.commands("general") == []
    assert "hello" in await kai.commands("den")
    assert "hello" in await boss.commands("general")
    await guild.override_command("hello", {"channel": "general", "permission": True})
    assert "hello" in await kai.commands("general")
    await guild.override_command("*", {"role": "everyone", "permission": False})
    assert await kai.commands("den") == []


async def test_only_a_persons_token_changes_overrides_over_rest(guild: Community, bot: Watcher) -> None:
    kai, boss = await guild.member("Kai"), await guild.member("Boss", admin=True)
    command = bot.tree.get_command("hello")
    synced = next(one for one in await bot.tree.fetch_commands() if one.name == command.name)
    path = f"/applications/{bot.application_id}/guilds/{home(bot).id}/commands/{synced.id}/permissions"
    body = {"permissions": [{"id": kai.id, "type": 2, "permission": False}]}
    statuses = {}
    async with aiohttp.ClientSession() as session:
        for name, token in (
            ("bot", "Bot sandbox"),
            ("nobody", "Bearer none"),
            ("member", f"Bearer {await kai.access_token()}"),
            ("boss", f"Bearer {await boss.access_token()}"),
        ):
            headers = {"Authorization": token}
            async with session.put(f"{guild.url}/api/v10{path}", json=body, headers=headers) as response:
                statuses[name] = response.status
    assert statuses == {"bot": 403, "nobody": 401, "member": 403, "boss": 200}
    found = await synced.fetch_permissions(home(bot))
    assert [(one.id, one.permission) for one in found.permissions] == [(int(kai.id), False)]
    assert "hello" not in await kai.commands()


async def test_idle_thread_is_archived_by_the_clock_and_opened_by_words(guild: Community, bot: Watcher) -> None:
    kai = await guild.member("Kai")
    thread = await kai.open_thread(await kai.say("general", "look"), "side talk")
    await guild.skip(DAY_SECONDS - 60)
    await kai.say(thread, "still here")
    await guild.skip(120)
    assert not (await guild.channel("side talk"))["thread_metadata"]["archived"]
    await guild.skip(DAY_SECONDS)
    await saw(guild, bot, "archived", True)
    await kai.say(thread, "awake")
    await saw(guild, bot, "archived", False)


async def test_member_opens_a_forum_post_with_a_tag(guild: Community, bot: Watcher) -> None:
    kai = await guild.member("Kai")
    tags = [{"name": "theory"}, {"name": "news", "moderated": True}]
    await guild.add_channel("dramas", 15, available_tags=tags, flags=1 << 4)
    with pytest.raises(ControlError, match="40067"):
        await kai.post("dramas", "No tag", "words")
    with pytest.raises(ControlError, match="50013"):
        await kai.post("dramas", "Not mine to give", "words", tags=["news"])
    thread = await kai.post("dramas", "The cat did it", "look at its paws", tags=["theory"])
    assert [one.content for one in await kai.messages(thread)] == ["look at its paws"]
    fetched = await bot.fetch_channel(int(thread["id"]))
    assert [one.name for one in fetched.applied_tags] == ["theory"]


async def test_ban_takes_the_member_and_their_words_and_keeps_them_out(guild: Community, bot: Watcher) -> None:
    kai = await guild.member("Kai")
    await kai.say("general", "spam")
    await home(bot).ban(discord.Object(int(kai.id)), reason="spam, again", delete_message_seconds=3600)
    await saw(guild, bot, "left", "kai")
    await saw(guild, bot, "banned", "kai")
    await saw(guild, bot, "logged", "ban", "spam, again")
    assert await guild.messages("general") == []
    assert (await home(bot).fetch_ban(discord.Object(int(kai.id)))).reason == "spam, again"
    code = (await home(bot).text_channels[0].create_invite(max_uses=2)).code
    await guild.unban("Kai")
    await saw(guild, bot, "unbanned", "kai")
    await guild.accept_invite(code, "Newcomer")
    assert (await bot.fetch_invite(code)).code == code
    reasons = [entry.reason async for entry in home(bot).audit_logs(action=discord.AuditLogAction.ban)]
    assert reasons == ["spam, again"]


async def test_timed_out_member_only_reads_until_time_is_up(guild: Community, bot: Watcher) -> None:
    kai = await guild.member("Kai")
    member = await home(bot).fetch_member(int(kai.id))
    await member.timeout(datetime.timedelta(hours=1), reason="too loud")
    with pytest.raises(ControlError, match="50013"):
        await kai.say("general", "but")
    with pytest.raises(CommandRefused):
        await kai.slash("hello", {"name": "a"})
    await guild.skip(3601)
    await kai.say("general", "back")
    await guild.time_out("Kai", 60)
    with pytest.raises(ControlError):
        await kai.say("general", "again?")
    await guild.time_out("Kai", 0)
    await kai.say("general", "again")


async def test_member_who_leaves_is_gone_and_may_come_back(guild: Community, bot: Watcher) -> None:
    kai = await guild.member("Kai")
    await guild.leave("Kai")
    await saw(guild, bot, "left", "kai")
    with pytest.raises(discord.NotFound):
        await home(bot).fetch_member(int(kai.id))
    with pytest.raises(ControlError):
        await kai.say("general", "anyone?")
    await (await guild.member("Kai")).say("general", "me again")


async def test_application_joins_serves_and_leaves_another_guild(guild: Community, bot: Watcher) -> None:
    second = await guild.add_guild("Second")
    await saw(guild, bot, "joined", "Second")
    await second.add_channel("lobby")
    ren = await second.member("Ren")
    assert (await ren.slash("hello", {"name": "b"}, channel="lobby")).text == "hello b"
    assert await guild.messages("general") == []
    other = next(one for one in bot.guilds if one.name == "Second")
    await second.outage()
    await saw(guild, bot, "unavailable", other.id)
    await second.outage(over=True)
    await saw(guild, bot, "available", other.id)
    await second.remove_application()
    await saw(guild, bot, "removed", "Second")
    assert await ren.commands("lobby") == []
    await second.add_application()
    await guild.wait(_once(lambda: bot.seen.count(("joined", "Second")) == 2), WAIT_SECONDS, "the bot to join again")
    assert (await ren.slash("hello", {"name": "c"}, channel="lobby")).text == "hello c"


async def test_global_commands_work_in_direct_messages_and_guild_only_ones_do_not(
    guild: Community, bot: Watcher
) -> None:
    kai = await guild.member("Kai")
    alone = await kai.dm()
    names = await kai.commands(alone)
    assert "hello" in names
    assert "studio" not in names
    assert (await kai.slash("hello", {"name": "you"}, channel=alone)).text == "hello you"
    with pytest.raises(CommandRefused):
        await kai.slash("studio setup", channel=alone)


async def test_scheduled_event_begins_and_ends_by_the_clock(guild: Community, bot: Watcher) -> None:
    start = discord.utils.utcnow() + datetime.timedelta(hours=1)
    event = await home(bot).create_scheduled_event(
        name="Premiere",
        start_time=start,
        end_time=start + datetime.timedelta(minutes=30),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="#premieres",
        description="Episode 1",
    )
    await guild.member("Kai")
    await guild.interested("Kai", "Premiere")
    assert [one.name async for one in event.users()] == ["kai"]
    await event.edit(name="The premiere")
    assert [one["user_count"] for one in await guild.scheduled_events()] == [1]
    await guild.skip(3601)
    await saw(guild, bot, "event", "active")
    await guild.skip(1800)
    await saw(guild, bot, "event", "completed")
    with pytest.raises(discord.HTTPException, match="180000"):
        await event.edit(name="Too late")
    await event.delete()
    assert await guild.scheduled_events() == []


async def test_webhook_speaks_under_its_own_name(guild: Community, bot: Watcher) -> None:
    channel = home(bot).text_channels[0]
    hook = await channel.create_webhook(name="Crier")
    said = await hook.send("hear", username="Narrator", wait=True)
    assert [(one.author, one.content) for one in await guild.messages("general")] == [("Narrator", "hear")]
    await said.edit(content="hear, hear")
    assert (await hook.fetch_message(said.id)).content == "hear, hear"
    kai = await guild.member("Kai")
    thread = await kai.open_thread((await guild.messages("general"))[0], "crying")
    await hook.send("in here", thread=discord.Object(int(thread["id"])))
    assert "in here" in [one.content for one in await guild.messages(thread)]
    await said.delete()
    assert [one.name for one in await channel.webhooks()] == ["Crier"]
    await hook.delete()
    with pytest.raises(discord.NotFound):
        await hook.send("gone")


async def test_guilds_own_emoji_is_made_used_and_deleted(guild: Community, bot: Watcher) -> None:
    emoji = await home(bot).create_custom_emoji(name="clap", image=PNG)
    message = await home(bot).text_channels[0].send("well done")
    await message.add_reaction(emoji)
    assert (await guild.message(str(message.id))).reactions == {"clap": 1}
    await emoji.delete()
    assert await home(bot).fetch_emojis() == []
    with pytest.raises(discord.HTTPException, match="10014"):
        await message.add_reaction("<:gone:5>")


async def test_deleted_channel_takes_its_threads_along(guild: Community, bot: Watcher) -> None:
    kai = await guild.member("Kai")
    channel = await guild.add_channel("den")
    thread = await kai.open_thread(await kai.say("den", "look"), "under the den")
    await (await bot.fetch_channel(int(channel["id"]))).delete(reason="empty")
    for gone in (channel, thread):
        with pytest.raises(discord.NotFound):
            await bot.fetch_channel(int(gone["id"]))


async def test_deleted_role_leaves_members_and_overwrites(guild: Community, bot: Watcher) -> None:
    kai = await guild.member("Kai")
    role = await home(bot).create_role(name="Cutter")
    await kai.set_roles("Cutter")
    await home(bot).text_channels[0].set_permissions(role, send_messages=True)
    await role.edit(name="Editor", colour=discord.Colour.blue())
    await role.delete()
    state: dict[str, Any] = await guild.state()
    assert next(one for one in state["members"] if one["user"]["id"] == kai.id)["roles"] == []
    assert state["channels"][0]["permission_overwrites"] == []
